"""Coming into a club: the one button, applying, withdrawing, and doing so at the same moment."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from clubs.directory.viewer_status import ViewerStatus
from clubs.models import Answer, Application, Club
from kclub.errors import Conflict, Refused
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def ask(club, text="왜 들어오고 싶나요?", **fields):
    return club.ask(club.president, text=text, **fields)


# The button


def anonymous(club):
    return AnonymousUser()


def unverified(club):
    return make_user(verified=False)


def student(club):
    return make_user()


def applicant(club):
    return make_application(club).applicant


def somebody(club):
    return make_user()


BUTTONS = [
    # who, the club's fields, what the button says, where it leads
    (anonymous, {}, "로그인하고 지원하기", "/accounts/login/?next="),
    (anonymous, {"join_mode": "open"}, "로그인하고 가입하기", "/accounts/login/?next="),
    (anonymous, {"recruiting_until": -1}, "모집 마감", ""),
    (unverified, {}, "인증 필요", "/accounts/email/"),
    (unverified, {"join_mode": "closed"}, "가입 불가", ""),
    (student, {"join_mode": "open"}, "바로 가입", "/join/"),
    (student, {"join_mode": "request"}, "가입 신청", "/join/"),
    (student, {"join_mode": "application"}, "지원서 작성", "/join/"),
    (student, {"join_mode": "closed"}, "가입 불가", ""),
    (student, {"recruiting_until": 0}, "가입 신청", "/join/"),
    (student, {"recruiting_until": -1}, "모집 마감", ""),
    (student, {"recruiting_from": 1}, "모집 예정", ""),
    (student, {"recruiting_from": 0}, "가입 신청", "/join/"),
    (student, {"status": "dormant"}, "가입 불가", ""),
    (applicant, {}, "심사 중", "/applications/"),
    (make_member, {}, "부원", ""),
    (make_member, {"join_mode": "closed"}, "부원", ""),
    (make_officer, {}, "부원", ""),
]


@pytest.mark.parametrize(("who", "fields", "label", "leads_to"), BUTTONS)
def test_the_button_says_how_one_stands(client, who, fields, label, leads_to):
    days = {"recruiting_from", "recruiting_until"}
    fields = {name: in_days(v) if name in days else v for name, v in fields.items()}
    club = make_club()
    user = who(club)
    Club.objects.filter(pk=club.pk).update(**fields)
    club.refresh_from_db()

    button = ViewerStatus(club, user).button

    assert str(button.label) == label
    assert leads_to in button.url
    assert bool(button.url) is bool(leads_to)
    assert button.joins_at_once is (label == "바로 가입")
    if user.is_authenticated:
        client.force_login(user)
    assert label in client.get(url("club", club)).text


def test_a_rejected_or_withdrawn_applicant_may_apply_again(club):
    application = make_application(club)
    application.reject(by=club.president)
    assert ViewerStatus(club, application.applicant).button.state == "request"

    again = make_application(club, application.applicant)
    again.withdraw()
    assert ViewerStatus(club, application.applicant).button.state == "request"
    assert club.applications.count() == 2


# Joining and applying


def test_one_click_makes_a_member_of_an_open_club(client, user):
    club = make_club(join_mode="open")
    client.force_login(user)
    assert f'action="{url("join", club)}"' in client.get(url("club", club)).text

    for _ in range(2):
        assert client.post(url("join", club)).status_code == 303

    assert club.memberships.filter(user=user).count() == 1


def test_a_request_takes_one_click_and_perhaps_a_word(client, club, user, published):
    client.force_login(user)

    with published() as events:
        response = client.post(url("join", club), {"message": "  할머니 카메라를 고쳤어요\r\n "})

    application = club.applications.get()
    assert (response.status_code, response.url) == (303, application.get_absolute_url())
    assert application.message == "할머니 카메라를 고쳤어요"
    assert (club.officers_channel, "applications-changed") in events
    assert (user.channel, "memberships-changed") in events
    page = client.get(response.url).text
    assert application.receipt in page
    assert "심사 중" in page
    assert client.get(url("join", club)).url == application.get_absolute_url()


def test_applying_twice_is_applying_once(client, club, user):
    client.force_login(user)

    for _ in range(3):
        client.post(url("join", club), {"message": ""})

    assert club.applications.count() == 1


def test_a_clubs_questions_are_its_form_and_answers_keep_the_question(client, user):
    club = make_club(join_mode="application")
    why, used = ask(club), ask(club, "써 봤나요?", kind="choice", choices="네, 아니요")
    free = ask(club, "더 하고 싶은 말", kind="short", required=False)
    client.force_login(user)
    assert why.text in client.get(url("join", club)).text

    client.post(
        url("join", club), {f"q-{why.key}": "좋아서요", f"q-{used.key}": "네", f"q-{free.key}": ""}
    )
    why.drop(club.president)

    answers = club.applications.get().answers.values_list("question__text", "text")
    assert list(answers) == [("왜 들어오고 싶나요?", "좋아서요"), ("써 봤나요?", "네")]


def test_each_unanswered_question_says_so_and_nothing_is_lost(client, user):
    club = make_club(join_mode="application")
    why, used, name = (
        ask(club),
        ask(club, "써 봤나요?", kind="choice", choices="네, 아니요"),
        ask(club),
    )
    client.force_login(user)

    response = client.post(
        url("join", club),
        {f"q-{why.key}": "좋아서요", f"q-{used.key}": "글쎄요", f"q-{name.key}": " "},
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {f"q-{used.key}", f"q-{name.key}"}
    assert "좋아서요</textarea>" in response.text
    assert not club.applications.exists()


def test_an_answer_has_its_limit(client, user):
    club = make_club(join_mode="application")
    why = ask(club)
    client.force_login(user)

    response = client.post(url("join", club), {f"q-{why.key}": "가" * 2001})

    assert response.status_code == 422
    assert "가" * 2001 in response.text


def test_who_is_too_late_is_told_and_keeps_the_text(client, club, user):
    client.force_login(user)
    assert client.get(url("join", club)).status_code == 200
    club.edit(recruiting_until=in_days(-1))

    response = client.post(url("join", club), {"message": "할머니 카메라를 고쳤어요"})

    assert response.status_code == 409
    assert "모집이 마감됐어요" in response.text
    assert "할머니 카메라를 고쳤어요</textarea>" in response.text
    assert not club.applications.exists()


def test_a_club_that_asks_more_meanwhile_shows_its_questions(client, club, user):
    client.force_login(user)
    ask(club)
    club.edit(join_mode="application")

    response = client.post(url("join", club), {"message": "안녕하세요"})

    assert response.status_code == 422
    assert "왜 들어오고 싶나요?" in response.text


def test_nobody_applies_more_than_the_limit_of_a_day(client, user, allow):
    allow({"apply": (2, 86_400)})
    client.force_login(user)

    responses = [client.post(url("join", make_club()), {"message": "안녕"}) for _ in range(3)]

    assert [response.status_code for response in responses] == [303, 303, 429]
    assert "안녕</textarea>" in responses[2].text
    assert user.applications.count() == 2


@pytest.mark.parametrize("mode", ["open", "request", "application"])
def test_the_unverified_neither_join_nor_apply(client, mode):
    club = make_club(join_mode=mode)
    user = make_user(verified=False)
    client.force_login(user)

    response = client.post(url("join", club), {"message": "안녕"})

    assert response.status_code == 403
    assert client.get(url("join", club)).status_code == 403
    assert not club.is_member(user)
    assert not club.applications.exists()


def test_a_member_does_not_apply(club):
    with pytest.raises(Refused, match="이미 이 동아리 부원"):
        club.apply(make_member(club))


def test_a_request_club_is_not_joined_at_once(club, user):
    with pytest.raises(Conflict):
        club.join(user)

    assert not club.is_member(user)


# Withdrawing


def test_an_applicant_withdraws_once_and_is_asked_before(client, club):
    application = make_application(club)
    client.force_login(application.applicant)

    assert "지원을 거둘까요?" in client.get(url("application-withdraw", club)).text
    assert club.applications.undecided().exists()
    for _ in range(2):
        assert client.post(url("application-withdraw", club)).status_code == 303

    application.refresh_from_db()
    assert application.status == Application.Status.WITHDRAWN


# Deciding


def test_approving_makes_a_member_and_tells_them(club, published):
    application = make_application(club)

    with published() as events:
        application.approve(by=club.president)
        application.approve(by=make_officer(club))

    assert club.memberships.filter(user=application.applicant).count() == 1
    assert application.decided_by == club.president
    assert events.count((application.applicant.channel, "notifications-changed")) == 1
    assert events.count((club.officers_channel, "applications-changed")) == 1


def test_of_two_officers_deciding_differently_the_first_wins(club, published):
    application, same_application = make_application(club), Application.objects.get()
    application.reject(by=make_officer(club, "김민지"))
    late = make_officer(club)

    with published() as events, pytest.raises(Conflict, match="김민지님이 먼저 결정했어요"):
        same_application.approve(by=late)

    assert not club.is_member(application.applicant)
    assert events == []


def test_a_withdrawn_application_is_not_decided(club):
    application = make_application(club, make_user("이서연"))
    application.withdraw()

    with pytest.raises(Conflict, match="이서연님이 지원을 취소했어요"):
        application.approve(by=club.president)

    assert not club.is_member(application.applicant)


def test_who_has_lost_their_school_address_is_not_approved(club):
    application = make_application(club)
    application.applicant.unverify()

    with pytest.raises(Conflict, match="인증이 풀렸어요"):
        application.approve(by=club.president)

    assert not club.is_member(application.applicant)


def test_nobody_decides_their_own(club):
    application = make_application(club)

    with pytest.raises(Refused, match="자기 지원서"):
        application.approve(by=application.applicant)


# Races


@pytest.mark.django_db(transaction=True)
def test_two_applications_at_once_are_one():
    club, user = make_club(), make_user()

    results = at_once(*[lambda: club.apply(user, "안녕")] * 4)

    assert len({application.pk for application in results}) == 1
    assert club.applications.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_approving_and_rejecting_at_once_is_one_of_them(_):
    club = make_club()
    one, other = make_officer(club), make_officer(club)
    application = make_application(club)

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(lambda: copy().approve(by=one), lambda: copy().reject(by=other))

    application.refresh_from_db()
    approved = application.status == Application.Status.APPROVED
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.is_member(application.applicant) is approved
    assert application.decided_by == (one if approved else other)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_approving_and_withdrawing_at_once_is_one_of_them(_):
    club = make_club()
    application = make_application(club)

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(lambda: copy().approve(by=club.president), lambda: copy().withdraw())

    application.refresh_from_db()
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.is_member(application.applicant) is (application.status == "approved")


@pytest.mark.django_db(transaction=True)
def test_joining_many_times_at_once_is_joining_once():
    club, user = make_club(join_mode="open"), make_user()

    at_once(*[lambda: club.join(user)] * 4)

    assert club.memberships.filter(user=user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_applying_and_closing_at_once_tell_the_truth():
    club, user = make_club(), make_user()

    result, _ = at_once(lambda: club.apply(user), lambda: club.edit(recruiting_until=in_days(-1)))

    assert isinstance(result, Conflict) is not club.applications.exists()


# Seats


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(2))
def test_fifty_join_ten_seats_and_ten_are_in(_):
    club = make_club(join_mode="open", seats=10)
    students = [make_user() for _ in range(50)]

    results = at_once(*[lambda user=user: club.join(user) for user in students])

    full = [result for result in results if isinstance(result, Conflict)]
    assert {str(conflict) for conflict in full} == {"자리가 다 찼어요. 10/10"}
    assert len(full) == 40
    assert club.memberships.exclude(user=club.president).count() == 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_two_officers_approve_two_for_the_last_seat_and_one_is_in(_):
    club = make_club(seats=1)
    one, other = make_application(club), make_application(club)
    first, second = make_officer_without_seat(club), make_officer_without_seat(club)

    results = at_once(lambda: one.approve(by=first), lambda: other.approve(by=second))

    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.applications.filter(status="approved").count() == 1
    assert club.memberships.filter(user__in=[one.applicant, other.applicant]).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_two_approvals_at_once_are_one(_):
    club = make_club()
    application = make_application(club)
    officers = [make_officer(club) for _ in range(4)]

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(*[lambda by=by: copy().approve(by=by) for by in officers])

    assert results == [None] * 4
    assert application.status_changes.filter(status="approved").count() == 1
    assert club.memberships.filter(user=application.applicant).count() == 1
    assert application.applicant.notifications.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_taking_a_seat_and_giving_it_up_at_once_is_one_of_them(_):
    club = make_club(seats=1)
    application = offered(club)

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(lambda: copy().accept(), lambda: copy().withdraw())

    application.refresh_from_db()
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.is_member(application.applicant) is (application.status == "approved")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_who_answers_while_questions_change_has_answered_what_they_saw(_):
    club = make_club(join_mode="application")
    why, user = ask(club), make_user()
    seen = club.questionnaire
    make_application(club, answers=[(why, "처음이에요")], questionnaire=seen)

    results = at_once(
        lambda: club.apply(user, answers=[(why, "좋아서요")], questionnaire=seen),
        lambda: why.change(club.president, text="학번이 뭔가요?"),
    )

    told = isinstance(results[0], Conflict)
    assert club.applications.of(user).exists() is not told
    assert not told or "질문이 바뀌었어요" in str(results[0])
    answered = [a.question.text for a in Answer.objects.select_related("question")]
    assert set(answered) == {"왜 들어오고 싶나요?"}


def make_officer_without_seat(club):
    """An officer from before recruiting began."""
    officer = make_officer(club)
    club.memberships.filter(user=officer).update(joined_at=club.opened_at - timedelta(days=1))
    return officer


def offered(club):
    application = make_application(club)
    application.waitlist(by=club.president)
    application.offer(by=club.president)
    return application


def test_only_who_came_since_recruiting_began_takes_a_seat(club):
    old = make_member(club)
    club.memberships.filter(user=old).update(joined_at=timezone.now() - timedelta(days=30))
    club.recruit(club.president, seats=1, recruiting_from=in_days(-2))
    assert club.seats_taken() == 0

    make_application(club).approve(by=club.president)
    assert club.is_full
    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        make_application(club).approve(by=club.president)

    club.recruit(club.president, seats=2)
    make_application(club).approve(by=club.president)


def test_an_offer_holds_its_seat_until_it_ends(club):
    club.recruit(club.president, seats=1)
    application, other = offered(club), make_application(club)
    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        other.approve(by=club.president)

    club.applications.filter(pk=application.pk).update(offer_ends_at=timezone.now())
    with pytest.raises(Conflict, match="지났어요"):
        application.accept()
    other.approve(by=club.president)

    assert not club.is_member(application.applicant)


def test_a_full_club_that_is_open_says_so(client, user):
    club = make_club(join_mode="open", seats=1)
    club.join(make_user())
    client.force_login(user)

    button = ViewerStatus(club, user).button
    assert (str(button.label), str(button.reason)) == ("모집 마감", "자리가 다 찼어요.")
    assert client.post(url("join", club)).status_code == 409
    assert not club.is_member(user)


# The timeline of an application


def test_an_application_may_go_the_whole_way(client, club, published):
    application = make_application(club, make_user("이서연"))
    officer = make_officer(club)

    with published() as events:
        application.interview(by=officer, note="화요일 6시, 동방")
        application.interview(by=officer, note="수요일 6시, 동방")
        application.waitlist(by=officer)
        application.offer(by=officer)
        application.accept()

    assert club.is_member(application.applicant)
    changes = list(application.status_changes.values_list("status", "note"))
    assert changes == [
        ("submitted", ""),
        ("interview", "화요일 6시, 동방"),
        ("interview", "수요일 6시, 동방"),
        ("waitlisted", ""),
        ("offered", ""),
        ("approved", ""),
    ]
    assert events.count((club.officers_channel, "applications-changed")) == 5
    assert application.applicant.notifications.count() == 5
    client.force_login(application.applicant)
    page = client.get(application.get_absolute_url()).text
    for words in ["지원했어요", "수요일 6시, 동방", "대기 명단에 올랐어요", "부원이 됐어요"]:
        assert words in page


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ("rejected", "approve"),
        ("approved", "reject"),
        ("withdrawn", "interview"),
        ("waitlisted", "interview"),
        ("submitted", "offer"),
        ("rejected", "offer"),
        ("offered", "approve"),
        ("approved", "waitlist"),
        ("expired", "offer"),
    ],
)
def test_what_does_not_follow_is_refused(club, before, verb):
    application = make_application(club)
    Application.objects.filter(pk=application.pk).update(status=before)

    noted = {"note": "화요일"} if verb == "interview" else {}
    with pytest.raises(Conflict):
        getattr(application, verb)(by=club.president, **noted)

    application.refresh_from_db()
    assert application.status == before
    assert application.status_changes.count() == 1
    assert not club.is_member(application.applicant)


@pytest.mark.parametrize("status", ["submitted", "interview", "waitlisted", "offered"])
def test_an_applicant_may_withdraw_as_long_as_it_is_undecided(club, status):
    application = make_application(club)
    Application.objects.filter(pk=application.pk).update(status=status)

    for _ in range(2):
        application.withdraw()

    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert application.status_changes.filter(status="withdrawn").count() == 1


def test_who_was_let_in_and_removed_is_not_let_in_by_approving_again(club):
    application = make_application(club)
    application.approve(by=club.president)
    club.remove(application.applicant, by=club.president)

    application.approve(by=club.president)

    assert not club.is_member(application.applicant)


def test_who_is_banned_neither_applies_nor_takes_a_seat(client, club):
    application = offered(club)
    club.ban(application.applicant, by=club.president, reason="약속을 어겼어요")

    application.refresh_from_db()
    assert application.status == "rejected"
    button = ViewerStatus(club, application.applicant).button
    assert (str(button.label), button.reason, button.url) == ("가입 불가", "약속을 어겼어요", "")
    client.force_login(application.applicant)
    assert "약속을 어겼어요" in client.get(url("club", club)).text
    assert client.post(url("join", club), {"message": "안녕"}).status_code == 403


def test_only_the_applicant_sees_and_accepts_an_application(client, club):
    application = offered(club)
    accept = url("application-accept", club, application.receipt)
    for stranger in [make_user(), club.president, make_officer(club)]:
        client.force_login(stranger)
        assert client.get(application.get_absolute_url()).status_code == 404
        assert client.post(accept).status_code == 404
    client.force_login(application.applicant)

    assert "자리 받기" in client.get(application.get_absolute_url()).text
    assert client.post(accept).status_code == 303
    assert club.is_member(application.applicant)


# Taking a decision back


@pytest.mark.parametrize("verb", ["reject", "waitlist", "interview", "approve"])
def test_what_was_just_decided_can_be_undone_and_nobody_has_heard_of_it(club, verb):
    application, officer = make_application(club), make_officer(club)
    noted = {"note": "화요일"} if verb == "interview" else {}
    getattr(application, verb)(by=officer, **noted)

    for _ in range(2):
        application.undo(by=officer)

    application.refresh_from_db()
    assert (application.status, application.decided_by) == ("submitted", None)
    assert not club.is_member(application.applicant)
    assert application.applicant.notifications.count() == 0
    assert application.status_changes.filter(is_undo=True).count() == 1


def test_who_has_read_of_a_decision_is_told_that_it_was_undone(club):
    application = make_application(club)
    application.reject(by=club.president)
    application.applicant.notifications.read()

    application.undo(by=club.president)

    newest = application.applicant.notifications.first()
    assert "되돌렸어요" in str(newest)


def test_who_has_left_again_does_not_hinder_undoing(club):
    application = make_application(club)
    application.approve(by=club.president)
    club.leave(application.applicant)

    application.undo(by=club.president)

    assert Application.objects.get().status == "submitted"


def test_an_applicant_sees_nothing_of_what_was_taken_back(client, club):
    application = make_application(club)
    application.reject(by=club.president, note="미안해요")
    application.undo(by=club.president)
    client.force_login(application.applicant)

    page = client.get(application.get_absolute_url()).text

    assert "함께하지 못해요" not in page
    assert "미안해요" not in page
    assert "지원했어요" in page


def test_in_a_club_the_union_has_closed_nothing_is_decided(club):
    application, waiting = make_application(club), offered(club)
    Club.objects.filter(pk=club.pk).update(status=Club.Status.SUSPENDED)
    application, waiting = [Application.objects.get(pk=a.pk) for a in [application, waiting]]

    for verb in [
        lambda: application.approve(by=club.president),
        lambda: application.reject(by=club.president),
        waiting.accept,
    ]:
        with pytest.raises(Refused, match="닫아 둔"):
            verb()

    waiting.withdraw()
    assert application.status_changes.count() == 1


def test_undoing_leads_back_to_where_it_stood(club):
    application, officer = make_application(club), make_officer(club)
    application.interview(by=officer, note="화요일")
    application.reject(by=club.president)

    application.undo(by=club.president)

    application.refresh_from_db()
    assert (application.status, application.note) == ("interview", "화요일")
    assert application.decided_by == officer


def test_an_offer_out_of_turn_is_not_said_to_be_a_change(club):
    application = make_application(club)
    with pytest.raises(Conflict, match="지금은 할 수 없어요") as refusal:
        application.offer(by=club.president)
    assert "그 사이에" not in str(refusal.value)


def test_a_seat_that_went_to_somebody_else_is_not_offered_again(club):
    waiting, other = offered(club), make_application(club)
    club.recruit(club.president, seats=club.seats_taken())
    waiting = Application.objects.get(pk=waiting.pk)
    waiting.reject(by=club.president)
    Application.objects.get(pk=other.pk).approve(by=club.president)

    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        waiting.undo(by=club.president)


def test_nobody_undoes_anothers_decision_or_an_old_one(club):
    application, officer = make_application(club), make_officer(club)
    application.reject(by=officer)

    with pytest.raises(Conflict, match="1분"):
        application.undo(by=club.president)
    early = timezone.now() - timedelta(seconds=61)
    Application.objects.filter(pk=application.pk).update(decided_at=early)
    with pytest.raises(Conflict, match="1분"):
        application.undo(by=officer)

    assert Application.objects.get().status == "rejected"


def test_a_rejection_is_not_undone_once_they_have_applied_again(club):
    application = make_application(club)
    application.reject(by=club.president)
    make_application(club, application.applicant)

    with pytest.raises(Conflict, match="다시 지원했어요"):
        application.undo(by=club.president)


# Drafts


def test_what_was_begun_is_kept_and_comes_back(client, user):
    club = make_club(join_mode="application")
    why, other = ask(club), ask(club, "써 봤나요?", kind="choice", choices="네, 아니요")
    client.force_login(user)

    saved = client.post(url("draft", club), {f"q-{why.key}": "할머니 카메라", f"q-{other.key}": ""})

    assert saved.status_code == 303
    assert "할머니 카메라</textarea>" in client.get(url("join", club)).text
    part = client.post(url("draft", club), {f"q-{why.key}": "할머니 카메라를"}, headers=PART)
    assert "임시 저장했어요" in part.text
    assert "<form" not in part.text
    assert club.drafts.get().answers == {why.key: "할머니 카메라를"}
    assert not club.applications.exists()


def test_a_draft_fits_the_next_version_of_the_questions(client, user):
    club = make_club(join_mode="application")
    why, gone = ask(club), ask(club, "언제?")
    client.force_login(user)
    client.post(url("draft", club), {f"q-{why.key}": "좋아서요", f"q-{gone.key}": "오늘"})
    answers = [(why, "네"), (gone, "네")]
    make_application(club, answers=answers, questionnaire=club.questionnaire)
    why.change(club.president, text="왜 하필 우리인가요?")
    gone.drop(club.president)

    page = client.get(url("join", club)).text

    assert "왜 하필 우리인가요?" in page
    assert "좋아서요</textarea>" in page
    assert "오늘</textarea>" not in page


def test_sending_ends_the_draft_and_nothing_is_kept_after(client, club, user):
    client.force_login(user)
    client.post(url("draft", club), {"message": "할머니"})
    client.post(url("join", club), {"message": "할머니 카메라를 고쳤어요"})

    late = client.post(url("draft", club), {"message": "할머니"}, headers=PART)

    assert late.status_code == 204
    assert not club.drafts.exists()


def test_a_draft_is_thrown_away_by_its_writer_alone(client, club, user):
    club.save_draft(user, "할머니")
    client.force_login(make_user())
    client.post(url("draft", club), {"discard": "1"})
    assert club.drafts.exists()
    client.force_login(user)

    assert client.post(url("draft", club), {"discard": "1"}).status_code == 303
    assert not club.drafts.exists()


def test_officers_never_see_a_draft(client, club, user):
    club.save_draft(user, "아직 보내지 않은 말")
    client.force_login(club.president)

    for address in [url("applications", club), url("applications", club) + f"?q={user}"]:
        assert "아직 보내지 않은 말" not in client.get(address).text
    assert "아직 보내지 않은 말" not in client.post(url("applications-csv", club)).text


def test_who_comes_too_late_can_still_read_what_they_wrote(client, club, user):
    client.force_login(user)
    club.edit(recruiting_until=in_days(-1))
    late = client.post(url("join", club), {"message": "할머니 카메라를 고쳤어요"})
    assert "쓴 내용은 보관했어요" in late.text

    page = client.get(url("join", club))

    assert page.status_code == 200
    assert "할머니 카메라를 고쳤어요</textarea>" in page.text
    assert "모집이 마감됐어요" in page.text
    assert "가입 신청</button>" not in page.text


def test_saving_too_often_is_held_back(client, club, user, allow):
    allow({"draft": (1, 60)})
    client.force_login(user)

    statuses = [client.post(url("draft", club), {"message": "안녕"}).status_code for _ in "ab"]

    assert statuses == [303, 429]


# Versions of the questions


def test_questions_nobody_has_answered_are_changed_in_place(club):
    why = ask(club)

    why.change(club.president, text="왜요?")

    assert [q.text for q in club.questionnaire.questions.all()] == ["왜요?"]
    assert club.questionnaires.count() == 1


def test_answered_questions_stay_as_they_were_asked(client, club, user):
    club.edit(join_mode="application")
    why = ask(club)
    application = make_application(
        club, answers=[(why, "좋아서요")], questionnaire=club.questionnaire
    )

    why.change(club.president, text="왜요?")
    ask(club, "언제요?")

    assert [v.number for v in club.questionnaires.all()] == [2, 1]
    assert application.answers.get().question.text == "왜 들어오고 싶나요?"
    assert [q.text for q in club.questionnaire.questions.all()] == ["왜요?", "언제요?"]
    client.force_login(user)
    late = client.post(url("join", club), {"version": "1", f"q-{why.key}": "좋아서요"})
    assert late.status_code == 422
    assert "질문이 바뀌었어요" in late.text
    assert "좋아서요</textarea>" in late.text


def test_last_terms_questions_can_be_asked_again(client, club):
    why = ask(club)
    make_application(club).reject(by=club.president)
    club.edit(join_mode="application")
    make_application(club, answers=[(why, "네")], questionnaire=club.questionnaire)
    why.drop(club.president)
    ask(club, "언제요?")
    client.force_login(club.president)

    page = client.get(url("questions", club))
    assert page.context["questionnaire"].number == 2
    assert "지난 질문" in page.text
    assert client.post(url("questions-again", club), {"number": "1"}).status_code == 303

    assert [q.text for q in club.questionnaire.questions.all()] == ["왜 들어오고 싶나요?"]
    assert [v.number for v in club.questionnaires.all()] == [2, 1]


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("휴대폰 번호를 알려 주세요", True),
        ("학과와 학번", True),
        ("주민등록번호 앞자리", True),
        ("What is your phone number?", True),
        ("왜 들어오고 싶나요?", False),
        ("좋아하는 사진가는 누구인가요?", False),
    ],
)
def test_asking_for_numbers_of_a_person_is_warned_about(client, club, text, personal):
    question = ask(club, text)
    client.force_login(club.president)

    assert question.asks_for_personal_data is personal
    assert ("한 번 더 생각해" in client.get(url("questions", club)).text) is personal


def test_an_answer_keeps_the_limits_of_its_question(client, user):
    club = make_club(join_mode="application")
    why = ask(club, at_least=20, at_most=30)
    client.force_login(user)

    short = client.post(url("join", club), {f"q-{why.key}": "가" * 8})
    long = client.post(url("join", club), {f"q-{why.key}": "가" * 31})

    assert "지금 8자예요. 12자만 더 적어 주세요." in short.text
    assert long.status_code == 422
    assert client.post(url("join", club), {f"q-{why.key}": "가" * 20}).status_code == 303


def test_the_preview_shows_the_form_and_sends_nothing(client, club):
    why = ask(club)
    client.force_login(club.president)

    page = client.get(url("questions-preview", club)).text

    assert why.text in page
    assert "지원서 보내기" not in page


# Once a day


def test_once_a_day_offers_end_and_what_nobody_needs_is_forgotten(club):
    why = ask(club)
    club.edit(join_mode="application")
    old, fresh, waiting = [
        make_application(club, answers=[(why, "비밀")], questionnaire=club.questionnaire)
        for _ in range(3)
    ]
    old.reject(by=club.president)
    fresh.reject(by=club.president)
    ended, held = offered_answering(club), offered_answering(club)
    long_ago = timezone.now() - timedelta(days=91)
    Application.objects.filter(pk=old.pk).update(decided_at=long_ago, message="비밀")
    Application.objects.filter(pk=waiting.pk).update(submitted_at=long_ago)
    Application.objects.filter(pk=ended.pk).update(offer_ends_at=timezone.now())
    club.save_draft(make_user(), "옛날")
    club.drafts.update(saved_at=timezone.now() - timedelta(days=31))
    club.save_draft(make_user(), "오늘")

    for _ in range(2):
        call_command("daily", stdout=StringIO())

    old.refresh_from_db()
    assert (old.message, old.answers.count()) == ("", 0)
    assert [a.answers.count() for a in [fresh, waiting]] == [1, 1]
    statuses = [Application.objects.get(pk=a.pk).status for a in [ended, held]]
    assert statuses == ["expired", "offered"]
    assert [draft.message for draft in club.drafts.all()] == ["오늘"]


def offered_answering(club):
    application = make_application(club, questionnaire=club.questionnaire)
    application.waitlist(by=club.president)
    application.offer(by=club.president)
    return application
