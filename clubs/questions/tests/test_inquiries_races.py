"""Inquiries, answers and FAQs written at once, with real threads."""

from functools import partial

import pytest

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import Club, FAQEntry, Inquiry
from clubs.questions.club import MAX_FAQ_ENTRIES, MAX_UNANSWERED
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_officer, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3  # a race is lost only now and then


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def kept(done):
    """Return the results of `at_once` that are no refusal."""
    return [each for each in done if not isinstance(each, Refused)]


def test_a_double_click_asks_once():
    for _ in range(TIMES):
        club, asker = make_club(), make_user()
        at_once(*[partial(fresh(club).inquire, asker, "언제요?", nonce="a1") for _ in range(3)])
        assert club.inquiries.count() == 1
        assert Notification.objects.of_kind(kinds.INQUIRY_RECEIVED).about(club).count() == 1


def test_five_at_once_are_no_more_than_three():
    for _ in range(TIMES):
        club, asker = make_club(), make_user()
        done = at_once(*[partial(fresh(club).inquire, asker, f"질문 {n}") for n in range(5)])
        assert len(kept(done)) == club.inquiries.count() == MAX_UNANSWERED


def test_of_two_officers_who_answer_the_first_wins():
    for _ in range(TIMES):
        club = make_club()
        inquiry, officer = club.inquire(make_user(), "언제요?"), make_officer(club)
        done = at_once(
            partial(fresh(inquiry).reply, officer, "금요일"),
            partial(fresh(inquiry).reply, club.president, "토요일"),
        )
        assert len(kept(done)) == 1
        assert sum(isinstance(each, Conflict) for each in done) == 1
        assert fresh(inquiry).answer.text == kept(done)[0].text
        answered = Notification.objects.of_kind(kinds.INQUIRY_ANSWERED)
        assert answered.about(inquiry).count() == 1


def test_what_is_deleted_while_it_is_answered_is_told_to_nobody():
    for _ in range(TIMES):
        club, asker = make_club(), make_user()
        inquiry = club.inquire(asker, "언제요?")
        at_once(
            partial(fresh(inquiry).reply, club.president, "금요일"),
            partial(fresh(inquiry).delete_by, asker),
        )
        assert fresh(inquiry).deleted_at
        assert not Notification.objects.about(inquiry).exists()


def test_the_faq_gets_neither_twins_nor_more_than_twenty():
    club = make_club()
    for n in range(MAX_FAQ_ENTRIES - 1):
        club.add_faq_entry(club.president, f"질문 {n}", "답")
    adding = [partial(fresh(club).add_faq_entry, club.president, "새것", "답") for _ in range(2)]
    adding += [
        partial(fresh(club).add_faq_entry, club.president, f"또 {n}", "답") for n in range(2)
    ]
    at_once(*adding)
    assert FAQEntry.objects.filter(club=club).count() == MAX_FAQ_ENTRIES


def test_entries_moved_and_deleted_at_once_keep_an_order():
    club = make_club()
    entries = [club.add_faq_entry(club.president, f"질문 {n}", "답") for n in range(4)]
    at_once(
        partial(fresh(entries[0]).move, club.president, 1),
        partial(fresh(entries[3]).move, club.president, -1),
        partial(fresh(entries[1]).remove, club.president),
    )
    left = list(Club.objects.get(pk=club.pk).faq_entries.values_list("question", flat=True))
    assert sorted(left) == ["질문 0", "질문 2", "질문 3"]
    assert not Inquiry.objects.filter(club=club).exists()
