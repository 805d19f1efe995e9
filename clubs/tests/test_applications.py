"""Coming into a club: the one button, applying, withdrawing, and doing so at the same moment."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from clubs.models import Application, Club
from clubs.standing import Standing
from kclub.refusals import Conflict, Refused
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db


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
    (anonymous, {}, "로그인", "/accounts/login/?next="),
    (anonymous, {"join_mode": "open"}, "로그인", "/accounts/login/?next="),
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
    (make_member, {}, "회원", ""),
    (make_member, {"join_mode": "closed"}, "회원", ""),
    (make_officer, {}, "회원", ""),
]


@pytest.mark.parametrize(("who", "fields", "label", "leads_to"), BUTTONS)
def test_the_button_says_how_one_stands(client, who, fields, label, leads_to):
    days = {"recruiting_from", "recruiting_until"}
    fields = {name: in_days(v) if name in days else v for name, v in fields.items()}
    club = make_club()
    user = who(club)
    Club.objects.filter(pk=club.pk).update(**fields)
    club.refresh_from_db()

    button = Standing(club, user).button

    assert str(button.label) == label
    assert leads_to in button.url
    assert bool(button.url) is bool(leads_to)
    assert button.acts is (label == "바로 가입")
    if user.is_authenticated:
        client.force_login(user)
    assert label in client.get(url("detail", club)).text


def test_a_rejected_or_withdrawn_applicant_may_apply_again(club):
    application = make_application(club)
    application.reject(by=club.president)
    assert Standing(club, application.applicant).button.state == "request"

    again = make_application(club, application.applicant)
    again.withdraw()
    assert Standing(club, application.applicant).button.state == "request"
    assert club.applications.count() == 2


# Joining and applying


def test_one_click_makes_a_member_of_an_open_club(client, user):
    club = make_club(join_mode="open")
    client.force_login(user)
    assert f'action="{url("join", club)}"' in client.get(url("detail", club)).text

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
    assert (club.desk, "applications-changed") in events
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


def test_nobody_applies_more_than_the_limit_of_a_day(client, user, settings):
    settings.LIMITS = settings.LIMITS | {"apply": (2, 86_400)}
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

    assert "지원을 거둘까요?" in client.get(url("withdraw", club)).text
    assert club.applications.undecided().exists()
    for _ in range(2):
        assert client.post(url("withdraw", club)).status_code == 303

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
    assert events.count((club.desk, "applications-changed")) == 1


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

    with pytest.raises(Conflict, match="이서연님이 지원서를 거둬들였어요"):
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
