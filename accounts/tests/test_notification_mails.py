"""Mails about notifications: what is due for one person is one mail, sent once."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from accounts.notification_kinds import Group, Way
from accounts.notification_mails import mail_what_is_due
from tests.factories import make_club, make_kind, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://club.saebom.example"


@pytest.fixture
def me():
    return make_user("이서연", quiet_from=0, quiet_until=0)


def make_due():
    Notification.objects.exclude(mail_due_at=None).update(mail_due_at=timezone.now())


def mails():
    """Let what waits be due, and return the mails that go out."""
    make_due()
    mail.outbox.clear()
    mail_what_is_due()
    return list(mail.outbox)


def comment(user, by="박봄이", post=1, **params):
    url = f"/clubs/x/board/{post}/#c{Notification.objects.count()}"
    user.notification_preferences.update_or_create(
        group=Group.TALK, place="", defaults={"way": Way.AT_ONCE}
    )
    return user.notify(kinds.COMMENT, url, by=by, **params)


def test_a_mail_says_in_its_subject_what_happened_and_leads_there(me):
    comment(me, excerpt="암실로 가져와요")
    [message] = mails()
    assert (message.to, message.subject) == ([me.email], "박봄이님이 내 글에 댓글을 남겼어요.")
    [(html, _type)] = message.alternatives
    for text in (message.body, html):
        assert "암실로 가져와요" in text
        assert "https://club.saebom.example/clubs/x/board/1/#c0" in text
        assert "https://club.saebom.example/me/notifications/" in text
    assert len(html.encode()) < 20_000


def test_nothing_goes_out_before_it_is_due_nor_twice(me):
    comment(me)
    mail_what_is_due()
    assert mail.outbox == []
    assert [len(mails()), len(mails())] == [1, 0]


def test_what_is_read_meanwhile_is_not_mailed(me):
    comment(me)
    me.notifications.read()
    assert mails() == []
    assert not Notification.objects.exclude(mail_due_at=None).exists()


def test_what_is_due_for_one_person_is_one_mail(me):
    for by in ("박봄이", "김하나", "이두리"):
        comment(me, by=by)
    comment(me, post=2)
    [message] = mails()
    assert message.subject == "박봄이님이 내 글에 댓글을 남겼어요. 그리고 소식 1개"
    assert "이두리님 외 2명이 내 글에 댓글을 남겼어요." in message.body


def test_nobody_who_is_suspended_or_no_student_any_more_is_mailed(me):
    comment(me)
    me.unverify()
    assert mails() == []


def test_a_deleted_thing_is_not_mailed(me):
    club = make_club()
    me.notify(kinds.NOTICE, club.get_absolute_url(), about=club, club=club.names)
    club.retract_notifications()
    assert mails() == []


def test_a_mail_is_in_the_language_of_its_reader(me):
    me.locale = "en"
    me.save()
    comment(me)
    [message] = mails()
    assert message.subject == "박봄이 commented on your post."
    assert '<html lang="en">' in message.alternatives[0][0]


def test_mails_about_one_page_belong_together(me):
    comment(me)
    [first] = mails()
    comment(me, by="김하나")
    comment_elsewhere = make_user(quiet_from=0, quiet_until=0)
    comment(comment_elsewhere, post=2)
    threads = {message.to[0]: message.extra_headers["References"] for message in mails()}
    assert threads[me.email] == first.extra_headers["References"]
    assert threads[comment_elsewhere.email] != threads[me.email]


def test_what_people_wrote_is_text(me):
    comment(me, by="<b>나쁜</b>", excerpt="<script>alert(1)</script>")
    [message] = mails()
    assert "<script" not in message.alternatives[0][0]
    assert "<b>나쁜</b>님이" in message.body
    assert message.subject.startswith("<b>나쁜</b>님이")


def test_a_sentence_with_a_line_break_makes_no_header(me):
    me.notify(make_kind("%(by)s님이 불렀어요."), "/", by="나쁜\r\nBcc: all@saebom.example")
    [message] = mails()
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None


# Unsubscribing -----------------------------------------------------------------------------


@pytest.fixture
def link(me):
    comment(me)
    [message] = mails()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return re.fullmatch(
        r"<https://club\.saebom\.example(/.*)>", message.extra_headers["List-Unsubscribe"]
    )[1]


def test_one_click_stops_such_mails_without_a_log_in(client, me, link):
    for _twice in range(2):
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    told = me.notify(kinds.REPLY, "/", by="박봄이")
    assert told.mail_due_at is None
    assert me.notify(kinds.NOTICE, "/", club="필름로그").mail_due_at is not None


def test_what_waits_is_not_mailed_after_the_click(client, me, link):
    comment(me)
    client.post(link)
    assert mails() == []


def test_looking_at_the_page_of_the_link_stops_nothing(client, me, link):
    page = client.get(link).text
    assert "댓글, 멘션, 메시지" in page
    assert me.email not in page
    assert me.notify(kinds.COMMENT, "/", by="박봄이").mail_due_at is not None


@pytest.mark.parametrize("token", ["x", "x:y:z", "%00"])
def test_a_link_of_nobody_is_not_found(client, db, token):
    assert client.get(f"/notifications/off/{token}/").status_code == 404
    assert client.post(f"/notifications/off/{token}/").status_code == 404


def test_a_closed_account_is_not_found(client, me, link):
    me.closed_at = timezone.now()
    me.save()
    assert client.post(link).status_code == 404


def test_ten_people_are_mailed_in_few_queries(django_assert_max_num_queries, me):
    people = [make_user(quiet_from=0, quiet_until=0) for _ in range(10)]
    for user in people:
        comment(user)
    make_due()
    with django_assert_max_num_queries(2 + 10 * 5):
        assert mail_what_is_due() == 10
