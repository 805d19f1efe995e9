"""Notices to chosen people: who gets them, who may read them, and who has."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import AuditLogEntry, BannedWord, Notice
from clubs.notices.forms import NoticeForm
from clubs.notices.senders import ClubSender
from kclub.errors import Conflict, Refused
from tests.factories import (  # fmt: skip
    make_category,
    make_club,
    make_member,
    make_officer,
    make_staff,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db


def recipients_of(notice):
    return {recipient.user for recipient in notice.recipients.select_related("user")}


def readers_of(notice, *users):
    return {user for user in users if Notice.objects.visible_to(user).contains(notice)}


def test_it_reaches_exactly_the_chosen(send, club, member, officer):
    other, stranger = make_member(club), make_user()
    notice = send(member, stranger, officer)
    assert recipients_of(notice) == {member}
    assert [each.user for each in Notification.objects.of_kind(kinds.CLUB_NOTICE)] == [member]
    people = [member, other, officer, club.president, stranger, make_staff()]
    assert readers_of(notice, *people) == {member, officer, club.president}


def test_who_has_left_before_it_is_sent_gets_nothing(send, club, member):
    stays = make_member(club)
    club.leave(member)
    assert recipients_of(send(member, stays)) == {stays}
    with pytest.raises(Conflict, match="아무도 없어요"):
        send(member)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("audience", "roles"),
    [
        ("everyone", {"member", "president"}),
        ("officers", {"president"}),
        ("members", {"member"}),
    ],
)
def test_the_audiences_of_a_club(club, member, officer, audience, roles):
    unverified(make_member(club))
    suspended = make_member(club)
    suspended.suspend(make_staff(), timezone.now() + timezone.timedelta(days=1), "도배")
    people = {"member": member, "president": club.president}
    found = set(ClubSender(club, officer).users(audience))
    assert found == {people[role] for role in roles}


def test_who_is_no_officer_any_more_gets_no_notice_for_officers(send, club, member):
    other = make_officer(club)
    club.memberships.filter(user=other).update(role="member")
    assert recipients_of(send(other, club.president, audience="officers")) == {club.president}


@pytest.mark.parametrize("leave", ["leave", "remove", "ban"])
def test_who_leaves_a_club_loses_its_notices_and_what_told_of_them(send, club, member, leave):
    notice = send(member)
    if leave == "leave":
        club.leave(member)
    else:
        getattr(club, leave)(member, by=club.president)
    assert readers_of(notice, member) == set()
    assert not Notification.objects.of_kind(kinds.CLUB_NOTICE).exists()


def test_who_has_lost_the_school_address_reads_it_again_with_a_new_one(send, member):
    notice = send(member)
    assert readers_of(notice, unverified(member)) == set()
    member.verify()
    assert readers_of(notice, member) == {member}


def test_only_officers_send_and_only_where_the_club_is_open(club, member, officer):
    fields = {"title": "출사", "text": "토요일", "audience": "chosen"}
    for by in (member, make_user(), make_staff(), make_officer(make_club())):
        with pytest.raises(Refused):
            Notice.send(by, [officer.pk], club=club, **fields)
    club.suspend(make_staff(), "회계")
    with pytest.raises(Refused):
        Notice.send(officer, [member.pk], club=club, **fields)
    with pytest.raises(Refused):
        Notice.send(officer, [member.pk], **fields | {"audience": "students"})


def test_two_clicks_send_one(send, member):
    assert send(member, nonce="a") == send(member, nonce="a")
    assert send(member, nonce="a", text="다른 글") == Notice.objects.first()
    assert Notice.objects.count() == 2


def test_reading_is_marked_once_and_with_the_bell(send, member):
    notice = send(member)
    notice.read(member)
    first = notice.recipients.get().read_at
    notice.read(member)
    assert notice.recipients.get().read_at == first
    assert not member.notifications.unread().exists()


def test_who_only_follows_it_reads_for_nobody(send, member, officer):
    notice = send(member)
    notice.read(officer)
    assert notice.recipients.get().read_at is None


def test_the_log_has_its_title_and_not_its_text_for_officers_alone(send, club, member):
    send(member)
    [entry] = club.audit_log_entries.filter(action=AuditLogEntry.Action.NOTICE_SENT)
    assert entry.detail_text == "출사"
    assert not club.audit_log_entries.visible_to_members().contains(entry)


def test_banned_words_are_refused(club, officer, member):
    BannedWord.objects.create(word="나쁜말", word_key="나쁜말")
    sender = ClubSender(club, officer)
    recipients = sender.seal(("chosen", None, [member.pk]))
    words = {"title": "나쁜 말", "text": "나.쁜.말", "recipients": recipients}
    assert NoticeForm(words, sender=sender).errors.keys() == {"title", "text"}
    with pytest.raises(ValidationError):
        Notice(club=club, author=officer, audience="chosen", title="나쁜말", text="a").full_clean()


def test_a_closed_account_is_no_recipient_and_its_notices_stay_without_the_name(
    send, club, member, officer
):
    notice = send(member, club.president)
    member.close_account()
    assert recipients_of(notice) == {club.president}
    officer.close_account()
    assert str(Notice.objects.get().author) == "탈퇴한 사용자"


def test_the_union_reaches_presidents_officers_students_and_a_category(officer, club):
    union, student = make_staff(), make_user()
    other = make_club(category=make_category("운동"))
    waiting = make_club(opened=False)
    staff = set(type(union).objects.of_union()) - {union}  # who opened the clubs

    def reached(audience, category=None):
        keys = [user.pk for user in type(union).objects.all()]
        fields = {"title": "축제", "text": "부스", "audience": audience, "category": category}
        return recipients_of(Notice.send(union, keys, **fields)) - staff

    presidents = {club.president, other.president}
    assert reached("presidents") == presidents
    assert reached("all-officers") == {*presidents, officer}
    assert reached("category", other.category) == {other.president}
    assert reached("students") == {*presidents, officer, student, waiting.president}


def test_a_notice_of_the_union_is_for_its_recipients_and_the_union(club, officer, member):
    union = make_staff()
    fields = {"title": "축제", "text": "부스", "audience": "presidents"}
    notice = Notice.send(union, [club.president.pk], **fields)
    people = [union, make_staff(), club.president, officer, member, make_user()]
    assert readers_of(notice, *people) == {union, people[1], club.president}


def test_five_thousand_students_cost_a_bounded_number_of_queries(django_assert_max_num_queries, db):
    union, students = make_staff(), 5000
    make_in_bulk(students)
    keys = [user.pk for user in type(union).objects.exclude(pk=union.pk)]
    fields = {"title": "축제", "text": "부스", "audience": "students"}
    with django_assert_max_num_queries(60):
        notice = Notice.send(union, keys, **fields)
    assert notice.recipients.count() == students
    assert Notification.objects.of_kind(kinds.UNION_NOTICE).count() == students


def make_in_bulk(count):
    """Make so many verified students without passwords."""
    user, moment = type(make_user()), timezone.now()
    user.objects.exclude(is_staff=True).delete()
    user.objects.bulk_create(
        user(
            email=f"bulk{n}@saebom.example",
            username=f"bulk{n}",
            display_name=f"학생 {n}",
            display_name_key=f"학생{n}",
            handle=f"bulk{n}",
            verified_at=moment,
        )
        for n in range(count)
    )
