"""What students ask a club: who may, how often, who reads it, and who answers or deletes it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import AuditLogEntry, Inquiry, InquiryAnswer
from kclub.errors import Conflict, Gone, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user, unverified

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return make_user("궁금이")


@pytest.fixture
def officer(club):
    return make_officer(club, "운영이")


@pytest.fixture
def inquiry(club, asker):
    return club.inquire(asker, "카메라가 없어도 되나요?")


def told(kind):
    """Return the users who have been told something of this kind, in the order of their keys."""
    rows = Notification.objects.of_kind(kind).order_by("user")
    return [row.user for row in rows.select_related("user")]


def readers(inquiry, *people):
    """Return those of the people who may read the inquiry."""
    return [
        person
        for person in people
        if inquiry.club.inquiries.visible_to(person).filter(pk=inquiry.pk).exists()
    ]


# Asking


def test_a_stranger_asks_and_the_officers_are_told(club, asker, officer, published):
    with published() as events:
        inquiry = club.inquire(asker, "  카메라가 없어도 되나요? ")

    assert (inquiry.text, inquiry.author, inquiry.is_answered) == (
        "카메라가 없어도 되나요?",
        asker,
        False,
    )
    assert told(kinds.INQUIRY_RECEIVED) == [club.president, officer]
    assert (club.officers_channel, "inquiries-changed") in events
    assert (officer.channel, "todo-changed") in events


def test_what_officers_are_told_names_nobody(inquiry):
    notification = Notification.objects.of_kind(kinds.INQUIRY_RECEIVED).first()
    assert str(notification) == f"{inquiry.club}에 질문이 왔어요."
    assert "궁금이" not in str(notification.params)
    assert notification.url == inquiry.get_absolute_url()


def test_members_and_officers_may_ask_too_and_are_not_told_of_their_own(club, officer):
    club.inquire(make_member(club), "언제 모여요?")
    club.inquire(officer, "열쇠는 누가 갖고 있어요?")
    assert told(kinds.INQUIRY_RECEIVED).count(officer) == 1
    assert told(kinds.INQUIRY_RECEIVED).count(club.president) == 2


def test_an_officer_who_has_blocked_the_asker_is_not_told(club, asker, officer):
    officer.block(asker)
    club.inquire(asker, "저 기억하세요?")
    assert told(kinds.INQUIRY_RECEIVED) == [club.president]


def test_who_has_no_school_address_asks_nothing(club):
    with pytest.raises(Refused, match="학교 메일을 인증하면"):
        club.inquire(make_user(verified=False), "저도 될까요?")
    with pytest.raises(Refused, match="학교 메일을 인증하면"):
        club.inquire(unverified(make_member(club)), "저도 될까요?")
    assert not Inquiry.objects.exists()


def test_who_is_banned_asks_nothing_until_the_ban_ends(club, asker):
    club.ban(asker, by=club.president, until=timezone.now() + timedelta(days=30))
    with pytest.raises(Refused, match="물어볼 수 없어요"):
        club.inquire(asker, "왜 막혔나요?")
    club.unban(asker, by=club.president)
    assert club.inquire(asker, "이제 될까요?").pk


def test_who_is_muted_asks_nothing(club):
    member = make_member(club)
    club.membership_of(member).mute(until=timezone.now() + timedelta(days=7))
    with pytest.raises(Refused):
        club.inquire(member, "왜 글을 못 쓰나요?")


@pytest.mark.parametrize("close", ["suspend", "archive"])
def test_a_closed_club_is_asked_nothing_and_what_was_asked_stays(club, officer, close):
    member = make_member(club)
    inquiry = club.inquire(member, "언제 모여요?")
    inquiry.reply(officer, "금요일이요")
    getattr(club, close)(make_staff(), "이유")
    club.refresh_from_db()
    inquiry = Inquiry.objects.get()

    for verb in [
        lambda: club.inquire(member, "왜 닫았나요?"),
        lambda: inquiry.reply(officer, "미안해요"),
        lambda: inquiry.answer.edit(officer, "미안해요"),
    ]:
        with pytest.raises(Refused):
            verb()
    assert readers(inquiry, member, officer) == [member, officer]


def test_nobody_waits_for_more_than_three_answers_of_a_club(club, asker, officer):
    first, *_others = [club.inquire(asker, f"질문 {n}") for n in range(3)]
    with pytest.raises(Refused, match="벌써 세 개예요"):
        club.inquire(asker, "하나 더")
    assert make_club().inquire(asker, "다른 곳에는 물어봐요").pk
    assert club.inquire(make_user(), "다른 사람도 물어봐요").pk

    first.reply(officer, "네")
    assert club.inquire(asker, "하나 더").pk


def test_what_is_deleted_waits_for_nothing(club, asker):
    inquiries = [club.inquire(asker, f"질문 {n}") for n in range(3)]
    inquiries[0].delete_by(asker)
    assert club.inquire(asker, "다시 물어요").pk


def test_a_form_sent_twice_asks_once(club, asker):
    first = club.inquire(asker, "몇 명이에요?", nonce="a1")
    assert club.inquire(asker, "몇 명이에요?", nonce="a1") == first
    assert club.inquire(asker, "회비는요?", nonce="a1") != first
    assert club.inquire(make_user(), "몇 명이에요?", nonce="a1") != first
    assert told(kinds.INQUIRY_RECEIVED) == [club.president] * 3


def test_a_form_sent_twice_is_not_refused_for_being_the_fourth(club, asker):
    for n in range(2):
        club.inquire(asker, f"질문 {n}")
    third = club.inquire(asker, "세 번째", nonce="a1")
    assert club.inquire(asker, "세 번째", nonce="a1") == third


# Reading


def test_until_it_is_answered_only_the_asker_and_the_officers_read_it(
    club, inquiry, asker, officer
):
    member, stranger, elsewhere = make_member(club), make_user(), make_club().president
    newcomer, union = make_user(verified=False), make_staff()
    everybody = [asker, officer, member, stranger, elsewhere, newcomer, union]

    assert readers(inquiry, *everybody) == [asker, officer]
    inquiry.reply(officer, "빌려 드려요")
    assert readers(inquiry, *everybody) == [asker, officer, member, stranger, elsewhere, union]


def test_who_loses_the_school_address_reads_nothing_any_more(inquiry, asker, officer):
    inquiry.reply(officer, "빌려 드려요")
    assert readers(inquiry, unverified(asker), unverified(officer)) == []


def test_with_its_answer_hidden_it_is_the_askers_and_the_officers_again(inquiry, asker, officer):
    stranger = make_user()
    answer = inquiry.reply(officer, "알아서 하세요")
    answer.hide()
    assert readers(inquiry, asker, officer, stranger) == [asker, officer]
    answer.reveal()
    assert readers(inquiry, stranger) == [stranger]


def test_the_list_begins_with_what_waits_then_with_the_latest_answer(club, officer):
    asked = [club.inquire(make_user(), f"질문 {n}") for n in range(4)]
    asked[2].reply(officer, "먼저 답한 것")
    asked[0].reply(officer, "나중에 답한 것")
    assert list(club.inquiries.for_list()) == [asked[1], asked[3], asked[0], asked[2]]


# Answering


def test_an_officer_answers_and_the_asker_is_told(club, inquiry, asker, officer, published):
    with published() as events:
        answer = inquiry.reply(officer, " 빌려 드려요 ")

    assert (answer.text, answer.author, answer.edited_at) == ("빌려 드려요", officer, None)
    notification = Notification.objects.of_kind(kinds.INQUIRY_ANSWERED).get()
    assert (notification.user, notification.url) == (asker, inquiry.get_absolute_url())
    assert str(notification) == f"{club}에서 내 질문에 답했어요."
    assert told(kinds.INQUIRY_RECEIVED) == []  # nobody has to answer any more
    assert (club.officers_channel, "inquiries-changed") in events
    assert club.inquiries.unanswered().count() == 0


def test_who_has_blocked_the_officer_is_told_nothing_and_still_reads_it(inquiry, asker, officer):
    asker.block(officer)
    inquiry.reply(officer, "빌려 드려요")
    assert told(kinds.INQUIRY_ANSWERED) == []
    assert readers(inquiry, asker) == [asker]


def test_only_officers_answer(club, inquiry, asker, officer):
    for user in [asker, make_user(), make_member(club), make_club().president, make_staff()]:
        with pytest.raises(Refused, match="운영진만"):
            inquiry.reply(user, "제가 알아요")
    answer = inquiry.reply(officer, "빌려 드려요")
    for user in [asker, make_member(club)]:
        with pytest.raises(Refused, match="운영진만"):
            answer.edit(user, "아니래요")


def test_a_muted_officer_does_not_answer(club, inquiry, officer):
    club.membership_of(officer).mute(until=timezone.now() + timedelta(days=7))
    with pytest.raises(Refused):
        inquiry.reply(officer, "빌려 드려요")


def test_the_first_answer_counts_and_the_same_again_changes_nothing(club, inquiry, officer):
    answer = inquiry.reply(officer, "빌려 드려요")
    assert inquiry.reply(officer, "빌려 드려요") == answer
    with pytest.raises(Conflict, match="운영이님이 먼저 답했어요"):
        inquiry.reply(club.president, "안 돼요")
    with pytest.raises(Conflict, match="운영이님이 먼저 답했어요"):
        inquiry.reply(officer, "안 돼요")
    assert InquiryAnswer.objects.get().text == "빌려 드려요"
    assert len(told(kinds.INQUIRY_ANSWERED)) == 1


def test_any_officer_edits_the_answer_and_nobody_is_told_again(club, inquiry, officer):
    answer = inquiry.reply(officer, "빌려 드려요")
    answer.edit(club.president, "빌려 드려요. 하루에 천 원이에요.")
    answer.refresh_from_db()
    assert answer.text == "빌려 드려요. 하루에 천 원이에요."
    assert answer.author == officer
    assert answer.edited_at
    assert len(told(kinds.INQUIRY_ANSWERED)) == 1


def test_the_same_text_is_no_edit(inquiry, officer):
    answer = inquiry.reply(officer, "빌려 드려요")
    answer.edit(officer, "빌려 드려요 ")
    answer.refresh_from_db()
    assert answer.edited_at is None


@pytest.mark.parametrize("go", ["hide", "delete"])
def test_what_is_gone_is_not_answered(inquiry, officer, go):
    if go == "hide":
        inquiry.hide()
    else:
        inquiry.delete_by(officer, "광고예요")
    with pytest.raises(Gone):
        inquiry.reply(officer, "빌려 드려요")
    assert not InquiryAnswer.objects.exists()


def test_a_hidden_answer_is_not_edited_nor_one_of_a_deleted_inquiry(inquiry, asker, officer):
    answer = inquiry.reply(officer, "알아서 하세요")
    answer.hide()
    with pytest.raises(Gone):
        answer.edit(officer, "빌려 드려요")
    answer.reveal()
    inquiry.delete_by(asker)
    with pytest.raises(Gone):
        answer.edit(officer, "빌려 드려요")


def test_answers_and_deletions_are_in_the_log_and_not_for_members(club, inquiry, officer, asker):
    inquiry.reply(officer, "빌려 드려요")
    inquiry.delete_by(officer, "같은 질문이 있어요")
    deleted, answered = club.audit_log_entries.filter(action__startswith="inquiry-")
    assert (answered.by, answered.detail) == (officer, "카메라가 없어도 되나요?")
    assert answered.about is None  # who asks is no part of it
    assert (deleted.by, deleted.about, deleted.detail) == (officer, asker, "같은 질문이 있어요")
    assert not AuditLogEntry.objects.filter(
        action__startswith="inquiry-", pk__in=club.audit_log_entries.visible_to_members()
    ).exists()


# Deleting


def test_the_asker_deletes_their_own_and_nobody_is_told(club, inquiry, asker, officer):
    inquiry.delete_by(asker)
    inquiry.delete_by(asker)
    inquiry.refresh_from_db()
    assert inquiry.deleted_at
    assert told(kinds.INQUIRY_DELETED) == told(kinds.INQUIRY_RECEIVED) == []
    assert not club.audit_log_entries.filter(action="inquiry-deleted").exists()


def test_an_officer_says_why_and_the_asker_reads_it(club, inquiry, asker, officer):
    inquiry.reply(officer, "빌려 드려요")
    inquiry.delete_by(club.president, "같은 질문이 있어요")
    inquiry.delete_by(officer, "다시")
    notification = Notification.objects.of_kind(kinds.INQUIRY_DELETED).get()
    assert notification.user == asker
    assert "이유: 같은 질문이 있어요" in str(notification)
    assert told(kinds.INQUIRY_ANSWERED) == []  # there is nothing to read any more


def test_nobody_else_deletes_it(club, inquiry):
    for user in [make_user(), make_member(club), make_staff(), make_club().president]:
        with pytest.raises(Refused, match="물어본 사람과 운영진만"):
            inquiry.delete_by(user)


# People who go


def test_who_is_an_officer_no_more_keeps_nothing_they_were_told(club, officer, inquiry):
    other = make_club("다른 곳")
    other.admit(officer)
    other.membership_of(officer).appoint(other.president, "officer")
    other.inquire(make_user(), "여기는요?")
    assert told(kinds.INQUIRY_RECEIVED).count(officer) == 2

    club.membership_of(officer).appoint(club.president, "member")

    kept = officer.notifications.of_kind(kinds.INQUIRY_RECEIVED).get()
    assert kept.subject_key.startswith(f"{other.subject_key}/")
    assert readers(inquiry, officer) == []


def test_who_closes_their_account_is_forgotten_and_what_was_answered_stays(club, asker, officer):
    answered, waiting = club.inquire(asker, "회비는요?"), club.inquire(asker, "시간은요?")
    answered.reply(officer, "만 원이에요")
    asker.close_account()
    waiting.refresh_from_db()
    answered.refresh_from_db()
    assert waiting.deleted_at
    assert answered.is_published
    assert "궁금이" not in str(answered.author)
    assert told(kinds.INQUIRY_RECEIVED) == []


def test_answers_stay_when_their_author_leaves(club, inquiry, officer):
    inquiry.reply(officer, "빌려 드려요")
    club.leave(officer)
    officer.close_account()
    stranger = make_user()
    assert readers(inquiry, stranger) == [stranger]
