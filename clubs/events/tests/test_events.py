from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.board.tests.test_posts import EVIL, cost
from clubs.models import Event
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db


def make_event(club, *, hours=24, **fields):
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(hours=hours))
    fields = {
        "title": "출사",
        "place": "서울숲",
        "ends_at": starts_at + timedelta(hours=2),
    } | fields
    return club.events.create(starts_at=starts_at, **fields)


def list_of(club):
    return reverse("clubs:events", args=[club.slug])


def url(name, event):
    return reverse(f"clubs:{name}", args=[event.club.slug, event.pk])


def sent(**fields):
    starts_at = timezone.localtime() + timedelta(days=1)
    moments = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    moments = {name: moment.strftime("%Y-%m-%dT%H:%M") for name, moment in moments.items()}
    return {"title": "출사", "place": "서울숲", **moments, **fields}


def test_an_event_sent_twice_is_planned_once(client, club):
    client.force_login(club.president)
    for _ in range(2):
        new = reverse("clubs:event-new", args=[club.slug])
        assert client.post(new, sent()).url == Event.objects.get().get_absolute_url()


def test_strangers_see_only_public_events_in_the_list(client, club):
    make_event(club, title="우리끼리")
    make_event(club, title="모두 와요", public=True)
    assert "모두 와요" in client.get(list_of(club)).text
    assert "우리끼리" not in client.get(list_of(club)).text


def test_what_is_over_stands_apart(client, club):
    over, next_ = make_event(club, hours=-48), make_event(club, hours=1)
    client.force_login(club.president)
    context = client.get(list_of(club)).context
    assert list(context["upcoming"]) == [next_]
    assert list(context["past"]) == [over]


def test_an_event_ends_after_it_starts(client, club):
    client.force_login(club.president)
    fields = sent()
    fields["ends_at"] = fields["starts_at"]
    response = client.post(reverse("clubs:event-new", args=[club.slug]), fields)
    assert response.status_code == 422
    assert "시작보다 늦은 시각" in response.text
    assert fields["starts_at"] in response.text  # what was typed is still there


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_nobody_means_is_said_beside_its_field(client, club, year):
    client.force_login(club.president)
    new = reverse("clubs:event-new", args=[club.slug])
    moments = {"starts_at": f"{year}-01-01T00:00", "ends_at": f"{year}-01-01T01:00"}
    response = client.post(new, sent(**moments))
    assert response.status_code == 422
    assert "연도를 다시 봐 주세요" in response.text


@pytest.mark.parametrize("seats", ["0", "-1", "99999"])
def test_an_event_has_a_seat_or_says_nothing_of_seats(client, club, seats):
    client.force_login(club.president)
    new = reverse("clubs:event-new", args=[club.slug])
    assert client.post(new, sent(seats=seats)).status_code == 422
    assert client.post(new, sent(seats="")).status_code == 303


def test_answering_k_times_is_answering_once(club):
    event, member = make_event(club), make_member(club)
    for _ in range(3):
        event.accept(member)
    assert event.rsvps.filter(going=True).count() == 1
    for _ in range(2):
        event.decline(member)
    assert event.rsvps.filter(going=False).count() == 1


def test_a_seat_given_back_is_free(club):
    event, one, other = make_event(club, seats=1), make_member(club), make_member(club)
    event.accept(one)
    with pytest.raises(Refused, match="자리가 다 찼어요"):
        event.accept(other)
    event.decline(one)
    event.accept(other)


def test_nobody_answers_when_it_is_over(club):
    event = make_event(club, hours=-48)
    with pytest.raises(Refused, match="이미 끝난"):
        event.accept(club.president)


def test_htmx_gets_who_comes_alone(client, club):
    event = make_event(club, seats=3)
    client.force_login(make_member(club))
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    response = client.post(url("event-rsvp", event), {"rsvp": "yes"}, headers=headers)
    assert response.text.strip().startswith(f'<div class="stack sm" id="rsvp{event.pk}"')
    assert "1명 가요" in response.text
    assert "2자리 남음" in response.text


def test_the_list_of_who_comes_follows_the_answer(client, club):
    event = make_event(club)
    client.force_login(make_member(club, "오는사람"))
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    for answer, is_listed in [("yes", True), ("no", False)]:
        response = client.post(url("event-rsvp", event), {"rsvp": answer}, headers=headers)
        listed = response.text.split('<hx-partial hx-target="#attendees">')[1]
        assert ("오는사람" in listed) == is_listed


def test_who_comes_is_for_members(client, club):
    event = make_event(club, public=True)
    event.accept(make_member(club, "오는사람"))
    assert "오는사람" not in client.get(url("event", event)).text
    assert "1명 가요" in client.get(url("event", event)).text
    client.force_login(club.president)
    assert "오는사람" in client.get(url("event", event)).text


def test_an_event_is_not_found_below_another_club(client, club):
    event = make_event(club, public=True)
    args = [make_club().slug, event.pk]
    assert client.get(reverse("clubs:event", args=args)).status_code == 404


def test_what_officers_write_stays_text(client, club):
    event = make_event(club, title=EVIL[:60], place=EVIL[:60], body=EVIL, public=True)
    for page in [url("event", event), list_of(club)]:
        assert "<script>alert" not in client.get(page).text
        assert "<img src=x" not in client.get(page).text


def test_the_list_costs_the_same_at_3_events_and_at_30(client, club):
    client.force_login(make_officer(club))
    costs = []
    for more in [3, 27]:
        for n in range(more):
            event = make_event(club, hours=n + 1)
            event.accept(make_member(club))
            event.accept(make_member(club))
            make_event(club, hours=-48 - n)
        costs.append(cost(client, list_of(club)))
    assert costs[0] == costs[1] <= 14


@pytest.mark.django_db(transaction=True)
def test_no_seat_is_given_twice():
    club = make_club()
    event = make_event(club, seats=3)
    members = [make_member(club) for _ in range(8)]
    answers = at_once(*[lambda member=member: event.accept(member) for member in members])
    assert event.rsvps.filter(going=True).count() == 3
    assert sum(isinstance(answer, Refused) for answer in answers) == 5


def test_an_unverified_person_is_not_asked_to_come(client, club):
    event = make_event(club, public=True)
    client.force_login(make_user(verified=False))
    assert "갈게요" not in client.get(url("event", event)).text
