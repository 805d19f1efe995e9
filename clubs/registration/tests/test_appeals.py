"""A club appeals to a second person of the union, and the union reopens what it has accepted."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from clubs.models import Appeal, Club, Extension, Registration, Reopening, Resolution, Rules, Window
from clubs.registration.models.appeals import appeal_until
from clubs.registration.models.closing import close_term
from clubs.registration.tests.registrations import make_filing, make_registration
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_officer, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db
State = Registration.State
TEXT = "지난 학기 보고서를 다시 봐 주세요"
REASON = "보고서가 있었어요"


@pytest.fixture
def club():
    club = make_club("필름로그")
    club.set_standing("regular")
    return club


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def first():
    return make_staff()


@pytest.fixture
def second():
    return make_staff()


@pytest.fixture
def refused(club, term, first):
    registration = make_registration(club, term, filed=True)
    registration.refuse(first, "활동이 없었어요")
    return registration


@pytest.fixture
def appeal(refused, club):
    return Appeal.objects.make(refused, club.president, TEXT)


@pytest.fixture
def accepted(club, term, first):
    registration = make_registration(club, term, filed=True)
    registration.accept(first)
    return registration


def told(user):
    return set(Notification.objects.filter(user=user).values_list("kind", flat=True))


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_an_appeal_goes_to_the_union_and_waits(appeal, refused, first):
    assert (appeal.text, refused.state) == (TEXT, State.APPEALED)
    assert "registration-appealed" in told(first)
    assert refused.decided_by == first
    with pytest.raises(Conflict):
        refused.accept(make_staff())


def test_appealing_again_makes_no_second_appeal(appeal, refused, club):
    assert Appeal.objects.make(refused, club.president, "또") == appeal
    assert Appeal.objects.count() == 1


def test_only_the_president_appeals_and_says_why(refused, club):
    for by in [make_officer(club), make_staff()]:
        with pytest.raises(Refused, match="회장만"):
            Appeal.objects.make(refused, by, TEXT)
    with pytest.raises(Refused, match="이유"):
        Appeal.objects.make(refused, club.president, "  ")
    assert not Appeal.objects.exists()


def test_what_is_not_refused_cannot_be_appealed(accepted, club):
    with pytest.raises(Refused, match="지금은"):
        Appeal.objects.make(accepted, club.president, TEXT)


def test_without_a_window_there_are_fourteen_days(refused, club):
    with in_days(13):
        assert appeal_until(refused)
    with in_days(15), pytest.raises(Refused, match="지금은"):
        Appeal.objects.make(refused, club.president, TEXT)


def test_a_window_says_when_clubs_appeal(refused, club, term):
    opens_at = timezone.now() + timedelta(days=5)
    Window.objects.set(term, Window.Kind.APPEAL, opens_at, opens_at + timedelta(days=15))
    with pytest.raises(Refused, match="지금은"):
        Appeal.objects.make(refused, club.president, TEXT)
    with in_days(19):
        Appeal.objects.make(refused, club.president, TEXT)
    assert refused.state == State.APPEALED


def test_another_person_than_who_refused_decides(appeal, refused, first, second):
    with pytest.raises(Refused, match="처음 결정한 사람이 아닌"):
        appeal.decide(first, "accepted", REASON)
    with pytest.raises(Refused, match="이유"):
        appeal.decide(second, "accepted", " ")
    appeal.decide(second, "accepted", REASON)
    refused.refresh_from_db()
    assert (refused.state, refused.decided_by, appeal.decided_by) == (
        State.ACCEPTED,
        second,
        second,
    )


def test_nobody_decides_the_appeal_of_a_club_they_run(appeal, club, second):
    membership = club.admit(second)
    membership.role = membership.Role.OFFICER
    membership.save()
    with pytest.raises(Refused, match="내가 운영하는"):
        appeal.decide(second, "accepted", REASON)
    with pytest.raises(Refused, match="연합회만"):
        appeal.decide(club.president, "accepted", REASON)


def test_a_refused_appeal_is_final(appeal, refused, club, second):
    appeal.decide(second, "refused", "보고서가 없어요")
    refused.refresh_from_db()
    assert (refused.state, refused.reason) == (State.REFUSED, "보고서가 없어요")
    assert appeal_until(refused) is None
    with pytest.raises(Refused, match="지금은"):
        Appeal.objects.make(refused, club.president, TEXT)


def test_deciding_again_changes_nothing_and_otherwise_is_a_conflict(appeal, second):
    appeal.decide(second, "refused", "보고서가 없어요")
    appeal.decide(second, "refused", "보고서가 없어요")
    with pytest.raises(Conflict):
        appeal.decide(second, "accepted", REASON)
    with pytest.raises(Conflict):
        appeal.decide(make_staff(), "refused", REASON)


def test_a_club_that_missed_the_filing_and_is_heard_resumes(club, term, first, second):
    with in_days(11):
        close_term(term, first)
        club.refresh_from_db()
        registration = club.registrations.get()
        assert (club.status, registration.state) == (Club.Status.DORMANT, State.MISSED)
        appeal = Appeal.objects.make(registration, club.president, TEXT)
        with pytest.raises(Refused, match="처음 결정한"):
            appeal.decide(first, "accepted", REASON)
        appeal.decide(second, "accepted", REASON)
    club.refresh_from_db()
    registration.refresh_from_db()
    assert (club.status, registration.state) == (Club.Status.ACTIVE, State.ACCEPTED)
    assert club.standing == "regular"


def test_where_a_resolution_is_needed_a_heard_appeal_leads_to_the_meeting(
    appeal, refused, club, term, second
):
    Rules.objects.update(needs_resolution=True)
    appeal.decide(second, "accepted", REASON)
    refused.refresh_from_db()
    assert refused.state == State.CHECKED
    assert "appeal-accepted" in told(club.president)
    vote = {"meeting": "대표자회의", "held_on": timezone.localdate(), "present": 9}
    vote |= {"in_favour": 7, "against": 1, "abstained": 1, "outcome": "accepted", "note": ""}
    Resolution.objects.record(term, second, [refused], **vote)
    assert refused.state == State.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_of_two_appeals_at_once_one_is_made():
    club, term = make_club(), make_filing()
    registration = make_registration(club, term, filed=True)
    registration.refuse(make_staff(), "활동이 없었어요")

    def make():
        found = Registration.objects.get(pk=registration.pk)
        return Appeal.objects.make(found, club.president, TEXT)

    assert len({appeal.pk for appeal in at_once(make, make)}) == 1
    assert Appeal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_an_appeal_at_once_one_wins():
    club, term = make_club(), make_filing()
    registration = make_registration(club, term, filed=True)
    registration.refuse(make_staff(), "활동이 없었어요")
    appeal = Appeal.objects.make(registration, club.president, TEXT)
    people = {"accepted": make_staff(), "refused": make_staff()}

    def decide(outcome):
        return lambda: Appeal.objects.get(pk=appeal.pk).decide(people[outcome], outcome, REASON)

    answers = at_once(*map(decide, people))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    appeal.refresh_from_db()
    registration.refresh_from_db()
    assert registration.state == appeal.outcome
    assert registration.decided_by == appeal.decided_by == people[appeal.outcome]


# Reopening


def test_what_is_reopened_is_mended_and_filed_again(accepted, club, first):
    with pytest.raises(Refused, match="이유"):
        accepted.reopen(first, " ")
    accepted.reopen(first, "명단을 다시 봐야 해요")
    accepted.reopen(make_staff(), "또")
    assert Reopening.objects.get().accepted_by == first
    assert "registration-reopened" in told(club.president)
    accepted.edit(club.president, plan="고친 계획")
    assert accepted.submit(club.president).number == 2
    accepted.accept(first)
    assert accepted.state == State.ACCEPTED


def test_turning_down_what_was_accepted_takes_another_than_who_accepted_or_reopened(
    accepted, club, first, second
):
    accepted.reopen(second, "명단을 다시 봐야 해요")
    accepted.submit(club.president)
    for by in [first, second]:
        with pytest.raises(Refused, match="다시 연 사람이 아닌"):
            accepted.refuse(by, "명단이 달라요")
    accepted.refuse(make_staff(), "명단이 달라요")
    assert accepted.state == State.REFUSED
    assert appeal_until(accepted)


def test_a_club_that_was_registered_for_the_first_time_loses_its_standing(term, first):
    club = make_club()
    registration = make_registration(club, term, filed=True)
    registration.accept(first)
    registration.reopen(first, "명단을 다시 봐야 해요")
    club.refresh_from_db()
    assert club.standing == "provisional"
    registration.submit(club.president)
    registration.refuse(make_staff(), "명단이 달라요")
    club.refresh_from_db()
    assert club.standing == ""


def test_what_is_reopened_keeps_its_kind(term, first):
    club = make_club()
    registration = make_registration(club, term, filed=True)
    registration.accept(first)
    registration.reopen(first, "명단을 다시 봐야 해요")
    with pytest.raises(Refused, match="그렇게 등록"):
        registration.edit(club.president, kind="promotion")


def test_what_is_reopened_and_not_mended_is_judged_as_it_was_filed(accepted, club, first):
    accepted.reopen(first, "명단을 다시 봐야 해요")
    with in_days(8):
        assert accepted in Registration.objects.waiting()
        accepted.refuse(make_staff(), "명단이 달라요")
    assert accepted.state == State.REFUSED


def test_only_what_is_accepted_is_reopened(refused, first):
    with pytest.raises(Conflict, match="등록된 것만"):
        refused.reopen(first, REASON)


def test_in_a_term_that_is_over_nothing_is_appealed_or_reopened(refused, club, term, second):
    type(term).objects.filter(pk=term.pk).update(
        starts_on=timezone.localdate() - timedelta(days=90),
        ends_on=timezone.localdate() - timedelta(days=1),
    )
    with pytest.raises(Refused, match="끝난 학기"):
        Appeal.objects.make(refused, club.president, TEXT)
    with pytest.raises(Refused, match="끝난 학기"):
        refused.reopen(second, REASON)


def test_an_extension_of_what_is_reopened_moves_its_end(accepted, club, term, first, second):
    accepted.reopen(first, "명단을 다시 봐야 해요")
    until = timezone.now() + timedelta(days=20)
    Extension.objects.give(club, term, second, until, "시험 기간이에요")
    accepted.refresh_from_db()
    assert accepted.due_at == until
    with in_days(19):
        assert accepted not in Registration.objects.waiting()
        assert accepted.submit(club.president).number == 2


def test_a_resolution_does_not_get_round_the_second_person(accepted, club, term, first, second):
    accepted.reopen(first, "명단을 다시 봐야 해요")
    accepted.submit(club.president)
    vote = {"meeting": "대표자회의", "held_on": timezone.localdate(), "present": 9}
    vote |= {"in_favour": 1, "against": 8, "abstained": 0, "outcome": "refused"}
    vote |= {"note": "명단이 달라요"}
    with pytest.raises(Refused, match="다시 연 사람이 아닌"):
        Resolution.objects.record(term, first, [accepted], **vote)
    assert not Resolution.objects.exists()
    Resolution.objects.record(term, second, [accepted], **vote)
    assert accepted.state == State.REFUSED


def test_a_club_that_was_turned_down_and_is_heard_has_its_standing_again(term, first, second):
    club = make_club()
    registration = make_registration(club, term, filed=True)
    registration.accept(first)
    registration.reopen(first, "명단을 다시 봐야 해요")
    registration.submit(club.president)
    registration.refuse(second, "명단이 달라요")
    appeal = Appeal.objects.make(registration, club.president, TEXT)
    appeal.decide(first, "accepted", REASON)
    club.refresh_from_db()
    assert club.standing == "provisional"


def test_every_step_is_in_the_log_that_members_read(accepted, club, first, second):
    accepted.reopen(first, "명단을 다시 봐야 해요")
    accepted.submit(club.president)
    accepted.refuse(second, "명단이 달라요")
    Appeal.objects.make(accepted, club.president, TEXT).decide(first, "refused", "늦었어요")
    entries = club.audit_log_entries.visible_to_members().order_by("pk")
    assert [entry.action for entry in entries][-5:] == [
        "reopened",
        "filed",
        "not-registered",
        "appealed",
        "not-registered",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_reopen_at_once_one_does():
    registration = make_registration(make_club(), make_filing(), filed=True)
    registration.accept(make_staff())

    def reopen(by):
        return lambda: Registration.objects.get(pk=registration.pk).reopen(by, "명단이 달라요")

    assert at_once(reopen(make_staff()), reopen(make_staff())) == [None, None]
    assert Reopening.objects.count() == 1


# Pages


def test_the_board_counts_what_is_appealed(client, appeal, refused, second):
    client.force_login(second)
    board = reverse("registrations", args=[refused.term.code])
    response = client.get(board, {"state": "appealed"})
    assert [row.club for row in response.context["rows"]] == [refused.club]


def test_when_it_is_too_late_the_page_says_so_and_has_no_form(client, refused, club):
    with in_days(15):
        client.force_login(club.president)
        page = client.get(reverse("clubs:appeal", args=[club.slug])).text
    assert "지금은 이의를 신청할 수 없어요." in page
    assert "<textarea" not in page


def test_there_is_no_page_about_an_appeal_that_was_not_made(client, refused, second):
    client.force_login(second)
    url = reverse("appeal-review", args=[refused.term.code, refused.club.slug])
    assert client.get(url).status_code == 404


def test_the_president_appeals_on_a_page(client, refused, club):
    client.force_login(club.president)
    url = reverse("clubs:appeal", args=[club.slug])
    assert url in client.get(refused.get_absolute_url()).text
    assert client.post(url, {"text": ""}).status_code == 422
    assert client.post(url, {"text": "가" * 1001}).status_code == 422
    assert client.post(url, {"text": TEXT}).status_code == 303
    page = client.get(refused.get_absolute_url()).text
    assert "다른 사람이 다시 봐요" in page
    assert url not in page


def test_the_second_person_decides_on_a_page(client, appeal, refused, first, second):
    url = reverse("appeal-review", args=[refused.term.code, refused.club.slug])
    client.force_login(first)
    page = client.get(url)
    assert TEXT in page.text
    assert "<textarea" not in page.text
    assert client.post(url, {"outcome": "accepted", "reason": REASON}).status_code == 403
    client.force_login(second)
    assert url in client.get(refused.review_url).text
    assert client.post(url, {"outcome": "accepted"}).status_code == 422
    assert client.post(url, {"reason": REASON}).status_code == 422
    assert client.post(url, {"outcome": "accepted", "reason": REASON}).status_code == 303
    refused.refresh_from_db()
    assert refused.state == State.ACCEPTED


def test_the_union_reopens_on_a_page_that_says_what_it_means(client, accepted, club, first):
    client.force_login(first)
    url = reverse("reopening", args=[accepted.term.code, club.slug])
    assert url in client.get(accepted.review_url).text
    assert "다른 사람이 결정해야" in client.get(url).text
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "명단을 봐야 해요"}).status_code == 303
    client.force_login(club.president)
    page = client.get(accepted.get_absolute_url()).text
    assert "명단을 봐야 해요" in page
    assert "제출하기" in page
