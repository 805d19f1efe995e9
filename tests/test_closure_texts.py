"""Closing an account takes one's name out of what others keep, and nothing that is not one's name.

Anybody may call themselves 회비 or 이 and close the account: no evidence and no mail of others may go
by it.
"""

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.closure import CLOSED_ACCOUNT_NAME
from accounts.models.handles import HANDLE_HELD_FOR
from clubs.models import AuditLogEntry, Ban, Case
from kclub.outbox.models import OutgoingMail
from tests.factories import make_club, make_post, make_user

pytestmark = pytest.mark.django_db
NAME, HANDLE = "이서연", "seoyeon"


def with_handle(name, handle=HANDLE):
    """Return a new user of that name, who has chosen the handle."""
    user = make_user(name)
    user.handle = handle
    user.save(update_fields=["handle"])
    return user


@pytest.fixture
def seoyeon():
    return with_handle(NAME)


# name | what others wrote about its owner | what of it stays, ＊ for the name of whoever has gone
LINKED = """
이서연    | 이서연(@{handle})을 내보냄       | ＊(＊)을 내보냄
이서연    | 이서연, 이서연님께서는 이서연씨  | ＊, ＊님께서는 ＊씨
이서연    | 이서연이 이서연에게도 이서연이에요 | ＊이 ＊에게도 ＊이에요
이서연    | 큰이서연 이서연빠 이서연_2       | 큰이서연 이서연빠 이서연_2
박지영    | 박지영은 박지영은님이            | 박지영은 박지영은님이
Amy Lee   | amy lee, Amy Leeson              | ＊, Amy Leeson
횡령      | 회비 횡령으로 내보냄: 횡령, 폭언 | 회비 횡령으로 내보냄: 횡령, 폭언
하나      | 하나도 안 냈고 하나가 더 있음    | 하나도 안 냈고 하나가 더 있음
하나      | 하나님이 하나씨, 하나 @{handle}  | ＊님이 ＊씨, ＊ ＊
보라      | 보라 티를 가져감. 보라색         | 보라 티를 가져감. 보라색
이        | 이번 주, 이 일로. 이씨와 이님    | 이번 주, 이 일로. 이씨와 이님
이        | 이(@{handle})가 이 일로          | ＊(＊)가 이 일로
드림      | K-Club 드림                      | K-Club 드림
이서연    | a@{handle}.example @{handle}abc  | a@{handle}.example @{handle}abc
"""
CASES = [[part.strip() for part in line.split("|")] for line in LINKED.strip().splitlines()]


def removal(about, detail):
    """Return an entry of a log, of what others wrote about somebody."""
    club = make_club()
    club.record(AuditLogEntry.Action.REMOVED, club.president, about, detail)
    return AuditLogEntry.objects.get(club=club, action="removed")


@pytest.mark.parametrize(("name", "before", "after"), CASES)
def test_only_a_word_that_is_their_name_goes_and_evidence_stays(name, before, after):
    make_user("박지영은")
    user = with_handle(name)
    entry = removal(user, before.format(handle=user.handle))
    user.close_account()
    entry.refresh_from_db()
    expected = after.format(handle=HANDLE).replace("＊", CLOSED_ACCOUNT_NAME)
    assert entry.detail == expected


@pytest.mark.parametrize("name", ["횡령", "이", "하나", "보라", "불법촬영", "회비 횡령"])
def test_nobody_rewrites_what_is_written_of_others_by_closing(name):
    detail = f"회비 횡령으로 내보냄, 이번 주 하나 보라 불법촬영, {name}님, {name}(@somebody)"
    entry = removal(make_user(), detail)
    Ban.objects.create(club=entry.club, user=entry.about, by=entry.by, reason=detail)
    make_post(entry.club, entry.by, body=detail).report(entry.about, "spam", detail)
    make_user(name).close_account()
    entry.refresh_from_db()
    assert entry.detail == detail
    assert Ban.objects.get().reason == detail
    assert Case.objects.get().reports.get().note == detail


def test_handles_go_wherever_they_are_written_also_those_they_had():
    user, other = with_handle(NAME), with_handle("박지은", "박지은")
    user.former_handles.create(handle="박지")
    user.former_handles.create(handle="second")
    entry = removal(other, "@seoyeon님과 @박지가 @second, @박지은 @secondary second 이서연")
    user.close_account()
    entry.refresh_from_db()
    gone = CLOSED_ACCOUNT_NAME
    assert entry.detail == f"{gone}님과 {gone}가 {gone}, @박지은 @secondary second 이서연"


def test_a_handle_that_was_free_again_is_erased_nowhere(seoyeon):
    long_ago = timezone.now() - HANDLE_HELD_FOR
    seoyeon.former_handles.create(handle="first", given_up_at=long_ago)
    entry = removal(make_user(), "@first")
    seoyeon.close_account()
    entry.refresh_from_db()
    assert entry.detail == "@first"


def test_what_was_told_of_a_namesake_keeps_the_name(seoyeon):
    reader = make_user()
    for author in (seoyeon, make_user(NAME)):
        reader.notify(kinds.LIKE, "/", author=author, by=NAME, excerpt="글")
    seoyeon.close_account()
    said = [notification.params["by"] for notification in reader.notifications.all()]
    assert said == [NAME, CLOSED_ACCOUNT_NAME]


def test_a_long_run_of_particles_takes_no_time():
    user = make_user(NAME)
    entry = removal(user, f"{NAME}{'이나' * 200}요")
    user.close_account()
    entry.refresh_from_db()
    assert entry.detail == f"{NAME}{'이나' * 200}요"


@pytest.mark.parametrize("name", [NAME, "드림", "이", "인증"])
def test_closing_deletes_mail_to_oneself_and_no_mail_to_others(name):
    user = make_user(name)
    for address in (user.email, "other@saebom.example"):
        mail = EmailMessage(
            "인증 번호", f"이 번호를 적어 주세요, {name}님.\nK-Club 드림", to=[address]
        )
        OutgoingMail.objects.put([mail])
    kept = OutgoingMail.objects.get(recipient="other@saebom.example")
    user.close_account()
    [left] = OutgoingMail.objects.all()
    assert (left.pk, left.subject, left.due_at) == (kept.pk, kept.subject, kept.due_at)
    assert bytes(left.content) == bytes(kept.content)
