"""Going for good: what holds somebody back, what is forgotten, what stays."""

import pytest
from django.urls import reverse

from accounts.closure import CLOSED_ACCOUNT_NAME
from accounts.models import User
from clubs.models import Application, Club
from kclub.errors import Conflict, Refused
from kclub.outbox.models import OutgoingMail
from rooms.models import Room
from tests.factories import (
    PASSWORD,
    make_application,
    make_club,
    make_member,
    make_occupant,
    make_post,
    make_room,
    make_user,
)

pytestmark = pytest.mark.django_db
CLOSE = reverse("accounts:closure")


@pytest.fixture
def seoyeon():
    return make_user("이서연", email="seoyeon.lee@saebom.example")


def test_no_mail_to_them_is_left(seoyeon):
    seoyeon.emailaddress_set.create(email="old@saebom.example")
    for address in [seoyeon.email, "old@saebom.example", "other@saebom.example"]:
        OutgoingMail.objects.create(recipient=address)
    seoyeon.close_account()
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["other@saebom.example"]


# What holds them back


def test_a_president_and_a_room_s_owner_hand_over_first(client, seoyeon):
    club = make_club("필름로그", president=seoyeon)
    make_member(club)
    room = make_room(seoyeon, "야식")
    make_occupant(room)
    client.force_login(seoyeon)

    page = client.get(CLOSE).text

    assert "필름로그 회장을 맡고 있어요" in page
    assert club.presidency_url in page
    assert "야식 방의 방장이에요" in page
    assert client.post(CLOSE, {"password": PASSWORD}).status_code == 409
    assert User.objects.get(pk=seoyeon.pk).display_name == "이서연"


def test_what_nobody_else_is_in_ends_with_them(seoyeon):
    club, room = make_club(president=seoyeon), make_room(seoyeon)

    seoyeon.close_account()

    assert Club.objects.get(pk=club.pk).status == Club.Status.ARCHIVED
    assert Room.objects.get(pk=room.pk).closed_at


def test_who_has_handed_over_may_go(seoyeon):
    club = make_club(president=seoyeon)
    successor = make_member(club)
    club.offer_presidency(successor, by=seoyeon).accept(successor)

    seoyeon.close_account()

    assert Club.objects.get(pk=club.pk).president == successor
    assert {membership.user for membership in club.memberships.all()} == {successor}


# What is forgotten


def test_name_and_mail_appear_nowhere_and_what_they_wrote_stays(client, seoyeon):
    club, reader = make_club(), make_user()
    club.admit(seoyeon)
    club.admit(reader)
    post = make_post(club, seoyeon, title="첫 출사")
    make_post(club, reader, title="다음 출사").comment(seoyeon, "갈게요")
    make_application(make_club(), seoyeon, message="이서연입니다").withdraw()
    room = club.rooms.get()
    room.admit(seoyeon)
    room.admit(reader)
    room.post(seoyeon, "안녕하세요")
    room.post(reader, "@이서연 반가워요")

    seoyeon.close_account()

    client.force_login(reader)
    pages = [
        client.get(post.get_absolute_url()),
        client.get(reverse("clubs:members", args=[club.slug])),
        client.get(room.get_absolute_url()),
        client.get(reverse("accounts:notifications")),
    ]
    assert CLOSED_ACCOUNT_NAME in pages[0].text
    assert "안녕하세요" in pages[2].text
    assert f"@{CLOSED_ACCOUNT_NAME} 반가워요" in pages[2].text
    assert f"{CLOSED_ACCOUNT_NAME}님이 내 글에 댓글을 남겼어요." in pages[3].text
    for page in pages:
        assert page.status_code == 200
        assert "이서연" not in page.text
        assert "seoyeon" not in page.text
    assert client.get(reverse("accounts:person", args=[seoyeon.username])).status_code == 404


def test_no_message_calls_them_by_any_name_they_had_however_it_was_written():
    room, other = make_room(), make_user()
    room.admit(other)
    amy = make_occupant(room, "Amy Pond")
    room.post(other, "@AMY POND 오나요?")
    amy.set_display_name("Rory")
    amy.save()
    room.post(other, "@Rory 이름 바꿨네요")

    amy.close_account()

    for message in room.messages.all():
        assert message.mentions == {}
        assert message.text.startswith(f"@{CLOSED_ACCOUNT_NAME} ")
    assert not room.messages.containing("amy").exists()


def test_no_session_keeps_their_mail(client, seoyeon):
    client.post("/accounts/login/", {"login": seoyeon.email, "password": PASSWORD})
    assert seoyeon.sessions.exists()

    seoyeon.close_account()

    assert not seoyeon.sessions.exists()


def test_no_row_keeps_name_or_mail(seoyeon):
    make_application(make_club(), seoyeon, message="이서연입니다")
    seoyeon.bio = "이서연이에요"
    seoyeon.save()

    seoyeon.close_account()

    row = User.objects.filter(pk=seoyeon.pk).values().get()
    kept = " ".join(map(str, row.values()))
    assert "이서연" not in kept
    assert "seoyeon" not in kept
    application = Application.objects.get()
    assert (application.status, application.message) == ("withdrawn", "")
    assert not seoyeon.emailaddress_set.exists()


def test_they_are_nowhere_a_member_applicant_or_occupant(seoyeon):
    club, room = make_club(), make_room()
    club.admit(seoyeon)
    room.admit(seoyeon)
    make_application(make_club(), seoyeon)

    seoyeon.close_account()

    assert not seoyeon.memberships.exists()
    assert not seoyeon.occupancies.exists()
    assert not seoyeon.applications.undecided().exists()
    with pytest.raises(Refused):
        make_club().admit(seoyeon)


def test_mail_and_name_are_free_again_and_two_may_go(seoyeon):
    seoyeon.close_account()
    again = make_user("이서연", email="seoyeon.lee@saebom.example")
    again.close_account()

    assert User.objects.filter(display_name=CLOSED_ACCOUNT_NAME).count() == 2
    make_user(CLOSED_ACCOUNT_NAME).close_account()


def test_a_closed_account_gives_way_to_no_sign_up(seoyeon):
    seoyeon.close_account()

    assert not User.objects.unconfirmed().filter(pk=seoyeon.pk).exists()


def test_closing_twice_is_closing_once(seoyeon):
    same = User.objects.get(pk=seoyeon.pk)
    seoyeon.close_account()
    closed_at = User.objects.get(pk=seoyeon.pk).closed_at
    same.close_account()

    assert User.objects.get(pk=seoyeon.pk).closed_at == closed_at


# The page


def test_it_takes_the_password_and_ends_every_session(client, seoyeon):
    client.force_login(seoyeon)
    assert client.get(CLOSE).status_code == 200

    wrong = client.post(CLOSE, {"password": "not it"})
    assert wrong.status_code == 422
    assert "비밀번호가 맞지 않아요" in wrong.text
    elsewhere = type(client)()
    elsewhere.force_login(seoyeon)
    response = client.post(CLOSE, {"password": PASSWORD})

    assert (response.status_code, response.url) == (303, "/")
    assert "탈퇴했어요" in client.get("/").text
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert (
        client.post("/accounts/login/", {"login": seoyeon.email, "password": PASSWORD}).status_code
        == 422
    )


def test_who_has_no_password_writes_their_name(client, seoyeon):
    seoyeon.set_unusable_password()
    seoyeon.save()
    client.force_login(seoyeon)

    assert client.post(CLOSE, {"name": "김민지"}).status_code == 422
    assert client.post(CLOSE, {"name": " 이서연"}).status_code == 303


def test_passwords_are_not_tried_without_end(client, seoyeon):
    client.force_login(seoyeon)

    statuses = [client.post(CLOSE, {"password": "x"}).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]


def test_a_stranger_is_led_to_the_log_in_page(client):
    assert client.get(CLOSE).status_code == 302


def test_streams_end(seoyeon, monkeypatch):
    from kclub import live

    ended = []
    monkeypatch.setattr(live, "end_user", lambda user, reason: ended.append((user.pk, reason)))
    seoyeon.close_account()
    assert ended == [(seoyeon.pk, "closed")]


def test_a_rollback_forgets_nothing(seoyeon):
    club = make_club(president=seoyeon)
    make_member(club)
    other = make_club()
    other.admit(seoyeon)

    with pytest.raises(Conflict):
        seoyeon.close_account()

    assert other.is_member(User.objects.get(pk=seoyeon.pk))
