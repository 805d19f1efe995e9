"""What is sent by Django's functions goes into the outbox, in the transaction of whoever sends it."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, mail_admins, mailers, send_mail
from django.db import transaction

from kclub import outbox as outbox_of_process
from kclub.outbox.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def message_to(*addresses, **options):
    return EmailMessage("새 공지", "모여요", "K-Club <k@saebom.example>", addresses, **options)


def test_a_mail_waits_as_the_bytes_it_will_be_sent_as():
    send_mail("새 공지", "내일 모여요.", None, ["봄이 <bom@saebom.example>"])
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.subject, mail.bulk) == ("bom@saebom.example", "새 공지", False)
    assert mail.due_at
    assert f"Message-ID: {mail.message_id}\r\n".encode() in bytes(mail.content)


def test_each_recipient_is_a_row_of_their_own():
    message_to("bom@saebom.example", "seo@saebom.example", bcc=["kim@saebom.example"]).send()
    recipients = set(OutgoingMail.objects.values_list("recipient", flat=True))
    assert recipients == {"bom@saebom.example", "seo@saebom.example", "kim@saebom.example"}
    assert b"kim@saebom.example" not in bytes(OutgoingMail.objects.first().content)


def test_an_html_mail_keeps_its_headers_and_parts():
    message = EmailMultiAlternatives(
        "소식", "글", "k@saebom.example", ["bom@saebom.example"],
        headers={"Message-ID": "<one@saebom.example>", "List-Unsubscribe": "<https://x>"},
    )  # fmt: skip
    message.attach_alternative("<p>글</p>", "text/html")
    message.send()
    mail = OutgoingMail.objects.get()
    assert mail.message_id == "<one@saebom.example>"
    assert b"List-Unsubscribe: <https://x>\r\n" in bytes(mail.content)
    assert b"text/html" in bytes(mail.content)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_sent_and_wakes_nobody():
    outbox_of_process.woken.clear()
    with transaction.atomic():
        message_to("bom@saebom.example").send()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert not outbox_of_process.woken.is_set()
    message_to("bom@saebom.example").send()
    assert outbox_of_process.woken.is_set()


def test_many_are_put_by_a_few_queries(django_assert_max_num_queries):
    messages = [message_to(f"s{number}@saebom.example") for number in range(200)]
    with django_assert_max_num_queries(5):
        assert mailers["bulk"].send_messages(messages) == 200
    assert OutgoingMail.objects.filter(bulk=True).count() == 200


def test_a_name_server_is_never_asked_on_the_way(monkeypatch):
    monkeypatch.setattr("socket.getfqdn", lambda *name: pytest.fail("asked"))
    message_to("bom@saebom.example").send()
    assert OutgoingMail.objects.get().message_id.endswith("@saebom.example>")


def test_the_operator_is_mailed_by_the_outbox_too(settings):
    settings.ADMINS = ["ops@saebom.example"]
    mail_admins("고장", "무언가 고장 났어요.")
    assert OutgoingMail.objects.get().recipient == "ops@saebom.example"
