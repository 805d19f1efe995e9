"""Coming into a club: the one button, applying, withdrawing, and what follows."""

import pytest
from django.contrib.auth.models import AnonymousUser

from clubs.directory.viewer_status import ViewerStatus
from clubs.models import Application, Club
from clubs.recruiting.tests.applications import ask, in_days, offered, url
from kclub.errors import Conflict, Refused
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


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
        ask(club, "언제 올 수 있나요?"),
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
