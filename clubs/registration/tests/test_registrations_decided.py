"""The union returns, accepts or refuses what clubs have filed, and closes the term."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from clubs.models import Club, Registration, Remark, Rules, Window
from clubs.registration.models.closing import close_term, take_over
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import confirm, make_filing, make_registration
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db
State = Registration.State


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def term():
    return make_filing()


@pytest.fixture
def union():
    return make_staff()


@pytest.fixture
def filed(club, term):
    return make_registration(club, term, filed=True)


def told(user):
    return set(Notification.objects.filter(user=user).values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("standing", "kind", "after"),
    [
        ("", Kind.NEW, "provisional"),
        ("provisional", Kind.PROVISIONAL, "provisional"),
        ("provisional", Kind.PROMOTION, "regular"),
        ("regular", Kind.RENEWAL, "regular"),
    ],
)
def test_an_accepted_club_has_the_standing_it_registered_for(
    club, term, union, standing, kind, after
):
    club.set_standing(standing)
    registration = make_registration(club, term)
    registration.edit(club.president, kind=kind)
    registration = make_registration(club, term, filed=True)
    registration.accept(union)
    club.refresh_from_db()
    assert (club.standing, club.status) == (after, Club.Status.ACTIVE)
    assert Registration.objects.get().state == State.ACCEPTED
    assert "registration-accepted" in told(club.president)


def test_accepting_wakes_a_dormant_club(filed, club, union):
    club.pause(union)
    filed.accept(union)
    club.refresh_from_db()
    assert club.status == Club.Status.ACTIVE


def test_accepting_again_changes_nothing(filed, union):
    filed.accept(union)
    before = Registration.objects.values().get()
    filed.accept(union)
    assert Registration.objects.values().get() == before


def test_a_returned_one_is_mended_and_filed_again(filed, club, union):
    filed.send_back(union, {"plan": "더 자세히", "members": " "})
    assert filed.state == State.RETURNED
    assert [str(remark) for remark in Remark.objects.all()] == ["더 자세히"]
    assert "registration-returned" in told(club.president)
    filed.edit(club.president, plan="한 달에 두 번 출사")
    second = filed.submit(club.president)
    assert second.number == 2
    assert filed.submissions.first().plan == "한 달에 한 번 출사"


def test_without_a_remark_nothing_is_returned(filed, union):
    with pytest.raises(Refused, match="무엇을 고쳐야"):
        filed.send_back(union, {"plan": " "})
    assert Registration.objects.get().state == State.SUBMITTED


def test_what_is_not_mended_in_time_is_judged_as_it_was_filed(filed, club, union):
    filed.send_back(union, {"plan": "더 자세히"})
    with pytest.raises(Conflict):
        filed.refuse(union, "기다리지 않고")
    with time_machine.travel(timezone.now() + timedelta(days=10, hours=1), tick=False):
        with pytest.raises(Refused, match="제출하는 때가"):
            filed.submit(club.president)
        filed.accept(union)
    assert filed.state == State.ACCEPTED


def test_a_refusal_has_a_reason_the_president_reads(filed, club, union, client):
    with pytest.raises(Refused, match="이유"):
        filed.refuse(union, "  ")
    filed.refuse(union, "활동이 없었어요")
    assert "registration-refused" in told(club.president)
    client.force_login(club.president)
    assert "활동이 없었어요" in client.get(filed.get_absolute_url()).text
    club.refresh_from_db()
    assert club.standing == ""
    with pytest.raises(Refused, match="이미 결정"):
        filed.submit(club.president)


def test_nobody_decides_a_club_they_run(filed, club, union):
    membership = club.admit(union)
    membership.role = membership.Role.OFFICER
    membership.save()
    for decide in [filed.accept, lambda by: filed.refuse(by, "이유")]:
        with pytest.raises(Refused, match="다른 사람이 결정"):
            decide(union)
    for nobody in [club.president, make_officer(club), make_member(club)]:
        with pytest.raises(Refused):
            filed.accept(nobody)
    assert Registration.objects.get().state == State.SUBMITTED


def test_a_draft_cannot_be_decided(club, term, union):
    draft = make_registration(club, term)
    with pytest.raises(Conflict):
        draft.accept(union)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins():
    registration = make_registration(make_club(), make_filing(), filed=True)
    one, two = make_staff(), make_staff()

    def accept():
        Registration.objects.get(pk=registration.pk).accept(one)

    def refuse():
        try:
            Registration.objects.get(pk=registration.pk).refuse(two, "아니요")
        except Conflict:
            return "too late"

    at_once(accept_or_late(accept), refuse)
    registration.refresh_from_db()
    winner = {State.ACCEPTED: one, State.REFUSED: two}[registration.state]
    assert registration.decided_by == winner
    assert registration.club.standing == ("provisional" if winner == one else "")


def accept_or_late(accept):
    def tried():
        try:
            accept()
        except Conflict:
            return "too late"

    return tried


# Closing the term


def closed(term):
    """The time after all windows of the term."""
    last = Window.objects.filter(term=term).order_by("closes_at").last().closes_at
    return time_machine.travel(last + timedelta(minutes=1), tick=False)


def test_closing_lets_only_those_rest_that_have_filed_nothing(term, union):
    filed, returned, draft, untouched, new = clubs = [make_club() for _each in range(5)]
    for each in clubs[:4]:
        each.set_standing("regular")
    make_registration(filed, term, filed=True)
    make_registration(returned, term, filed=True).send_back(union, {"plan": "더"})
    make_registration(draft, term)
    with closed(term):
        assert close_term(term, union) == sorted([draft, untouched], key=lambda club: club.name)
        assert close_term(term, union) == []
    states = {club.pk: Club.objects.get(pk=club.pk).status for club in clubs}
    resting = {pk for pk, status in states.items() if status == Club.Status.DORMANT}
    assert resting == {draft.pk, untouched.pk}
    assert "registration-missed" in told(untouched.president)
    assert told(new.president) & {"registration-missed", "club-paused"} == set()
    missed = Registration.objects.filter(state=State.MISSED)
    assert {each.club_id for each in missed} == resting


def test_nobody_closes_while_clubs_may_still_file(term, union):
    club = make_club()
    club.set_standing("regular")
    with pytest.raises(Refused, match="기간이 다 끝난"):
        close_term(term, union)
    with closed(term), pytest.raises(Refused, match="연합회만"):
        close_term(term, club.president)
    club.refresh_from_db()
    assert club.status == Club.Status.ACTIVE


def test_in_a_term_that_is_over_nothing_is_decided_and_nobody_rests(filed, term, union):
    club = make_club()
    club.set_standing("regular")
    after = datetime.combine(term.ends_on + timedelta(days=1), time(12), UTC)
    with time_machine.travel(after, tick=False):
        for decide in [
            lambda: filed.accept(union),
            lambda: filed.refuse(union, "늦었어요"),
            lambda: filed.send_back(union, {"plan": "더"}),
            lambda: close_term(term, union),
            lambda: take_over(term, union),
            lambda: filed.edit(filed.club.president, plan="고쳐요"),
            lambda: filed.submit(filed.club.president),
        ]:
            with pytest.raises(Refused, match="끝난 학기"):
                decide()
    club.refresh_from_db()
    assert club.status == Club.Status.ACTIVE
    assert Registration.objects.get().state == State.SUBMITTED


def test_time_alone_lets_no_club_rest(term, client):
    club = make_club()
    club.set_standing("regular")
    with closed(term):
        client.get(club.get_absolute_url())
        club.refresh_from_db()
        assert club.status == Club.Status.ACTIVE


def test_a_school_begins_with_the_clubs_it_has(term, union):
    club, resting = make_club(), make_club()
    resting.pause(union)
    assert take_over(term, union) == [club]
    assert take_over(term, union) == []
    club.refresh_from_db()
    assert club.standing == "regular"
    with closed(term):
        assert close_term(term, union) == []
    with pytest.raises(Refused):
        take_over(term, club.president)


# Pages


@pytest.fixture
def staff(client, union):
    client.force_login(union)
    return union


def review(registration):
    return registration.review_url


def test_the_counts_of_the_board_are_those_of_its_lists(client, staff, term, club, filed):
    make_registration(make_club(), term)
    make_club()
    url = reverse("registrations", args=[term.code])
    response = client.get(url)
    for state, _label, count in response.context["states"]:
        rows = client.get(url, {"state": state}).context["rows"]
        assert len(rows) == count
    assert len(response.context["rows"]) == response.context["total"] == 3


def test_the_board_takes_as_many_queries_for_many_clubs(
    client, staff, term, filed, django_assert_max_num_queries
):
    for _each in range(8):
        make_registration(make_club(), term)
    with django_assert_max_num_queries(13):  # five are of the frame
        client.get(reverse("registrations", args=[term.code]))


def test_a_row_says_what_a_club_lacks(client, staff, term):
    make_registration(make_club(), term)
    page = client.get(reverse("registrations", args=[term.code])).text
    assert "부원 0 / 2" in page


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        ({"verb": "accept"}, State.ACCEPTED),
        ({"verb": "return", "remark_plan": "더 자세히"}, State.RETURNED),
        ({"verb": "refuse", "reason": "활동이 없었어요"}, State.REFUSED),
    ],
)
def test_the_union_decides_on_the_page(client, staff, filed, sent, state):
    assert client.post(review(filed), sent).status_code == 303
    filed.refresh_from_db()
    assert (filed.state, filed.decided_by) == (state, staff)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"verb": "return"}, "verb"),
        ({"verb": "refuse"}, "reason"),
        ({"verb": "other"}, "verb"),
        ({"verb": "return", "remark_plan": "가" * 501}, "remark_plan"),
    ],
)
def test_a_decision_without_its_words_comes_back(client, staff, filed, sent, field):
    response = client.post(review(filed), sent)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    filed.refresh_from_db()
    assert filed.state == State.SUBMITTED


def test_the_review_compares_two_submissions_and_then_with_now(client, staff, filed, club, term):
    filed.send_back(make_staff(), {"plan": "더 자세히"})
    filed.edit(club.president, plan="한 달에 두 번 출사")
    filed.submit(club.president)
    confirm(club, term, count=1)
    page = client.get(review(filed)).text
    assert "<del>한 달에 한 번 출사</del>" in page
    assert "<ins>한 달에 두 번 출사</ins>" in page
    assert "제출할 때 2명 → 지금 3명" in page


def test_the_union_sees_no_name_and_no_department_of_a_member(client, staff, filed, club):
    page = client.get(review(filed)).text
    assert "공과대학" in page
    assert "컴퓨터공학과" not in page
    for membership in club.memberships.exclude(user=club.president):
        assert membership.user.display_name not in page


def test_closing_is_reviewed_before_it_is_done(client, staff, term):
    club = make_club("조용한 동아리")
    club.set_standing("regular")
    url = reverse("registrations-close", args=[term.code])
    early = client.get(url).text
    assert "기간이 다 끝난 뒤" in early
    assert "쉬게 하기" not in early
    assert client.post(url).status_code == 403
    with closed(term):
        client.force_login(staff)
        assert "조용한 동아리" in client.get(url).text
        assert client.post(url).status_code == 303
        assert "모두 신청했어요." in client.get(url).text
    club.refresh_from_db()
    assert club.status == Club.Status.DORMANT


def test_the_first_term_is_taken_over_by_one_press(client, staff, term, club):
    board = reverse("registrations", args=[term.code])
    assert "모두 등록하기" in client.get(board).text
    client.post(reverse("registrations-take-over", args=[term.code]))
    assert "모두 등록하기" not in client.get(board).text
    assert "정동아리" in client.get(club.get_absolute_url()).text


def test_rules_of_the_kind_decide_what_is_asked(client, term, club):
    club.set_standing("provisional")
    Rules.objects.filter(term=term, applies_to=Kind.PROMOTION).update(min_members=9)
    registration = make_registration(club, term)
    assert [check.needs for check in registration.checks()] == [2]
    registration.edit(club.president, kind=Kind.PROMOTION)
    assert [check.needs for check in registration.checks()] == [9]


def test_the_union_sees_that_the_presidency_is_being_handed_over(client, club, union, term):
    registration = make_registration(club, term)
    successor = make_member(club, "오하늘")
    client.force_login(union)
    assert "넘기는 중" not in client.get(registration.review_url).text
    offer = club.offer_presidency(successor, by=club.president)
    page = client.get(registration.review_url).text
    assert "회장 자리를 넘기는 중이에요: 오하늘" in page
    offer.accept(successor)
    assert "넘기는 중" not in client.get(registration.review_url).text
