"""The waiting list of an event, and students who are no members."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.events.tests.test_events import make_event, sent, url
from clubs.models import RSVP, Event
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user, unverified
from tests.races import at_once

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def going(event):
    return [rsvp.user for rsvp in event.rsvps.going()]


def waiting(event):
    return [rsvp.user for rsvp in event.rsvps.waiting()]


def told_of_a_seat():
    return [row.user for row in Notification.objects.of_kind(kinds.EVENT_SEAT).order_by("pk")]


def full(club, *, seats=1, waiters=0, **fields):
    """Return an event with nobody but attendees, its attendees, and those who wait."""
    event = make_event(club, seats=seats, **fields)
    attendees = [make_member(club) for _ in range(seats)]
    for user in attendees:
        event.accept(user)
    waiters = [make_member(club) for _ in range(waiters)]
    for user in waiters:
        event.wait(user)
    return event, attendees, waiters


# The waiting list


def test_a_seat_that_is_given_back_goes_to_the_first_who_waits_and_they_are_told(club):
    event, [comes], [first, second] = full(club, waiters=2)
    event.decline(comes)
    assert going(event) == told_of_a_seat() == [first]
    assert waiting(event) == [second]


def test_more_seats_are_filled_in_order(club):
    event, _, [first, second, third] = full(club, waiters=3)
    event.edit(club.president, seats=3)
    assert going(event)[1:] == told_of_a_seat() == [first, second]
    event.edit(club.president, seats=None)
    assert waiting(event) == []
    assert told_of_a_seat() == [first, second, third]


def test_fewer_seats_send_nobody_away_and_nobody_moves_up_until_one_is_free(club):
    event, [one, two, _three], [waits] = full(club, seats=3, waiters=1)
    event.edit(club.president, seats=1)
    assert len(going(event)) == 3
    event.decline(one)
    event.decline(two)
    assert waiting(event) == [waits]
    event.decline(going(event)[0])
    assert going(event) == [waits]


def test_waiting_twice_keeps_the_place_and_who_comes_does_not_wait(club):
    event, [comes], [first, second] = full(club, waiters=2)
    event.wait(first)
    event.wait(comes)
    assert waiting(event) == [first, second]
    assert going(event) == [comes]


def test_who_stops_waiting_and_waits_again_is_last(club):
    event, _, [first, second] = full(club, waiters=2)
    event.decline(first)
    event.wait(first)
    assert waiting(event) == [second, first]


def test_who_would_wait_while_a_seat_is_free_comes(club):
    event, member = make_event(club, seats=1), make_member(club)
    event.wait(member)
    assert going(event) == [member]
    assert told_of_a_seat() == []


def test_nobody_passes_those_who_wait(club):
    event, [comes], [first, _second] = full(club, waiters=2)
    RSVP.objects.filter(user=comes).delete()  # as if a seat had become free unnoticed
    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        event.accept(make_member(club))
    event.wait(make_member(club))
    assert going(event) == [first]


def leaves(club, user):
    club.leave(user)


def is_removed(club, user):
    club.remove(user, by=club.president)


def is_banned(club, user):
    club.ban(user, by=club.president)


def is_suspended(_club, user):
    user.suspend(make_staff(), timezone.now() + timedelta(days=7), "도배")


def closes_their_account(_club, user):
    user.close_account()


@pytest.mark.parametrize(
    "goes", [leaves, is_removed, is_banned, is_suspended, closes_their_account]
)
def test_the_seat_of_somebody_who_goes_is_given_on(club, goes):
    event, [comes], [first, second] = full(club, waiters=2)
    over = make_event(club, hours=-48)
    over.rsvps.create(user=comes)
    goes(club, first)
    assert waiting(event) == [second]
    goes(club, comes)
    assert going(event) == told_of_a_seat() == [second]
    assert going(over) == ([] if goes is closes_their_account else [comes])


def test_who_is_no_student_at_the_moment_is_passed_over(club):
    event, [comes], [lapsed, next_] = full(club, waiters=2)
    unverified(lapsed)
    event.decline(comes)
    assert going(event) == [next_]
    assert waiting(event) == [lapsed]


def test_those_who_wait_are_told_of_changes_too(club):
    event, _, [waits] = full(club, waiters=1)
    event.edit(club.president, place="뚝섬")
    event.cancel(club.president, "비가 와요")
    for kind in [kinds.EVENT_CHANGED, kinds.EVENT_CANCELLED]:
        assert waits.notifications.of_kind(kind).exists()


def test_a_cancelled_event_gives_no_seats(club):
    event, [comes], [waits] = full(club, waiters=1)
    event.cancel(club.president, "비가 와요")
    club.leave(comes)
    assert waiting(event) == [waits]
    assert told_of_a_seat() == []


def test_who_waits_is_not_reminded_to_come(club):
    event, [comes], _ = full(club, waiters=1)
    event.remind_attendees()
    reminded = Notification.objects.of_kind(kinds.EVENT_TOMORROW)
    assert [row.user for row in reminded] == [comes]


def test_who_waits_sees_their_place_and_the_button_pressed(client, club):
    event, _, _ = full(club, waiters=1)
    client.force_login(make_member(club))
    assert "대기할게요" in client.get(url("event", event)).text
    response = client.post(url("event-rsvp", event), {"rsvp": "waiting"}, headers=HTMX)
    assert "대기 2번째예요" in response.text
    assert 'value="waiting" aria-pressed="true"' in response.text
    assert "2명 대기" in response.text


def test_officers_see_who_waits_and_members_how_many(client, club):
    event, _, [waits] = full(club, waiters=1)
    client.force_login(make_officer(club))
    assert waits.display_name in client.get(url("event", event)).text
    client.force_login(make_member(club))
    page = client.get(url("event", event)).text
    assert waits.display_name not in page
    assert "1명 대기" in page


def test_who_comes_later_is_reminded_too_and_who_declines_is_not_mailed(club):
    event, [early, late] = make_event(club), [make_member(club), make_member(club)]
    event.accept(early)
    event.remind_attendees()
    event.decline(early)
    event.accept(late)
    event.remind_attendees()
    event.remind_attendees()
    reminded = Notification.objects.of_kind(kinds.EVENT_TOMORROW)
    assert [row.user for row in reminded] == [late]


# Students who are no members


def open_event(club, **fields):
    return make_event(club, public=True, **{"outsider_seats": 1} | fields)


def test_students_come_to_a_public_event_up_to_its_cap(club):
    event, one, other = open_event(club), make_user(), make_user()
    event.accept(one)
    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        event.accept(other)
    event.wait(other)
    member = make_member(club)
    event.wait(member)  # for whom there are seats
    assert going(event) == [one, member]
    event.decline(one)
    assert told_of_a_seat() == [other]


def test_outsiders_take_seats_of_the_event_and_members_pass_them_over_the_cap(club):
    event = open_event(club, seats=2)
    guest, waits, member = make_user(), make_user(), make_member(club)
    event.accept(guest)
    comes = make_member(club)
    event.accept(comes)
    event.wait(waits)
    event.wait(member)
    event.decline(comes)
    assert told_of_a_seat() == [member]
    assert waiting(event) == [waits]


def test_who_may_not_come_to_a_public_event(club):
    event, banned = open_event(club, outsider_seats=9), make_user()
    club.ban(banned, by=club.president)
    for user in [banned, make_user(verified=False)]:
        with pytest.raises(Refused):
            event.accept(user)
    suspended = make_user()
    is_suspended(club, suspended)
    with pytest.raises(Refused):
        event.accept(suspended)
    with pytest.raises(Refused, match="부원만"):
        make_event(club, public=True).accept(make_user())


def test_an_outsider_who_is_banned_frees_the_seat(club):
    event, guest, waits = open_event(club), make_user(), make_user()
    event.accept(guest)
    event.wait(waits)
    club.ban(guest, by=club.president)
    assert going(event) == [waits]


def test_who_joins_while_they_wait_takes_a_seat_of_members(club):
    event, waits = open_event(club), make_user()
    event.accept(make_user())
    event.wait(waits)
    club.admit(waits)
    event.wait(waits)
    assert waits in going(event)


def test_an_event_others_come_to_stays_open_to_them(club):
    event = open_event(club)
    event.accept(make_user())
    for fields in [{"public": False}, {"outsider_seats": None}]:
        with pytest.raises(Conflict, match="부원만 가는 일정으로"):
            event.edit(club.president, **fields)


def test_officers_see_outsiders_apart_and_outsiders_see_nobody(client, club):
    event, guest = open_event(club, outsider_seats=5), make_user("이손님")
    member = make_member(club, "박부원")
    event.accept(guest)
    event.accept(member)
    client.force_login(make_officer(club))
    assert "이손님" in client.get(url("event", event)).text
    client.force_login(member)
    page = client.get(url("event", event)).text
    assert "이손님" not in page
    assert "부원이 아닌 사람 1명" in page
    client.force_login(make_user())
    answer = client.post(url("event-rsvp", event), {"rsvp": "yes"}, headers=HTMX).text
    assert "3명 가요" in answer
    for text in [answer, client.get(url("event", event)).text]:
        assert "박부원" not in text
        assert "이손님" not in text


def test_a_public_event_says_what_somebody_needs_to_come(client, club):
    event = open_event(club)
    page = client.get(url("event", event)).text
    assert "부원이 아니어도 갈 수 있어요." in page
    assert "/accounts/login/?next=" in page
    client.force_login(make_user(verified=False))
    assert "학교 메일을 인증하면 갈 수 있어요." in client.get(url("event", event)).text
    client.force_login(make_user())
    assert "갈게요" in client.get(url("event", event)).text


def test_seats_for_others_are_of_public_events(client, club):
    client.force_login(club.president)
    event = make_event(club)
    response = client.post(url("event-edit", event), sent(outsider_seats="5"))
    assert response.status_code == 422
    assert "누구나 볼 수 있는 일정에만" in response.text
    response = client.post(url("event-edit", event), sent(outsider_seats="5", public="on"))
    assert response.status_code == 303
    assert Event.objects.get().takes_outsiders


# Races


@pytest.mark.django_db(transaction=True)
def test_of_many_who_come_wait_and_decline_at_once_no_seat_is_given_twice():
    club = make_club()
    event, attendees, waiters = full(club, seats=3, waiters=3)
    others = [make_member(club) for _ in range(3)]
    at_once(
        *[lambda user=user: event.decline(user) for user in attendees[:2]],
        *[lambda user=user: event.wait(user) for user in others],
        lambda: event.decline(waiters[2]),
        lambda: club.leave(attendees[2]),
    )
    assert going(event) == waiters[:2] + [user for user in going(event) if user in others]
    assert len(going(event)) == 3
    assert set(waiting(event)) == set(others) - set(going(event))


@pytest.mark.django_db(transaction=True)
def test_who_leaves_or_is_suspended_while_they_answer_holds_no_seat():
    club = make_club()
    event = make_event(club, seats=2)
    leaving, suspended = make_member(club), make_member(club)
    at_once(
        lambda: event.accept(leaving),
        lambda: club.leave(leaving),
        lambda: event.accept(suspended),
        lambda: is_suspended(club, suspended),
    )
    assert going(event) == []


@pytest.mark.django_db(transaction=True)
def test_seats_are_raised_while_people_come():
    club = make_club()
    event, _, waiters = full(club, seats=2, waiters=2)
    others = [make_member(club) for _ in range(3)]
    at_once(
        lambda: Event.objects.get().edit(club.president, seats=5),
        *[lambda user=user: event.accept(user) for user in others],
    )
    assert set(waiters) <= set(going(event))
    assert len(going(event)) <= 5
