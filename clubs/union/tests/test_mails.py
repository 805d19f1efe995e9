"""Mail that could not be delivered, as the union sees it."""

import pytest
from django.utils import timezone

from kclub.outbox.models import OutgoingMail
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
MAILS = "/union/mails/"
ADDRESS = "seoyeon@saebom.example"


def failed_mail(**fields):
    fields = {
        "recipient": ADDRESS,
        "subject": "비밀번호를 다시 정해 주세요",
        "content": b"https://kclub.example/secret",
        "due_at": None,
        "failed_at": timezone.now(),
        "error": f"550 <{ADDRESS}>: user unknown",
    } | fields
    return OutgoingMail.objects.create(**fields)


def retry(client, mail):
    return client.post(f"{MAILS}{mail.pk}/retry/", follow=True)


def test_the_union_sees_what_could_not_be_delivered_and_why_but_not_what_it_says(client):
    failed_mail()
    client.force_login(make_staff())
    page = client.get(MAILS).text
    assert "se…@saebom.example" in page
    assert "user unknown" in page
    for private in [ADDRESS, "비밀번호를 다시", "secret"]:
        assert private not in page


def test_nobody_else_sees_it(client):
    mail = failed_mail()
    client.force_login(make_user())
    assert client.get(MAILS).status_code == 403
    assert retry(client, mail).status_code == 403
    mail.refresh_from_db()
    assert mail.failed_at


def test_the_union_has_it_sent_again_once(client):
    mail, union = failed_mail(), make_staff("총학생회")
    client.force_login(union)
    page = retry(client, mail).text
    assert "다시 보낼게요." in page
    assert "못 보낸 메일이 없어요" in page
    assert "아직 기다리는 메일 1통" in page
    mail.refresh_from_db()
    due_at = mail.due_at
    retry(client, mail)
    mail.refresh_from_db()
    assert (mail.retried_by, mail.due_at) == (union, due_at)


def test_who_had_it_sent_again_stands_there_when_it_was_in_vain(client):
    mail, union = failed_mail(), make_staff("총학생회")
    mail.retry(by=union)
    mail.fail("550 still unknown")
    client.force_login(make_staff())
    assert "총학생회님이 다시 보냈지만 안 됐어요" in client.get(MAILS).text


def test_the_page_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    client.force_login(make_staff())
    union = make_staff()
    for _ in range(30):
        failed_mail(retried_by=union)
    with django_assert_max_num_queries(9):  # session, user, numbers, and the two of the page
        assert client.get(MAILS).text.count("user unknown") == 30
