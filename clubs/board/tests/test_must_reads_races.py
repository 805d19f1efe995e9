"""Notices read, reminded of, edited and taken back at once, with real threads."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import Membership, Post
from tests.factories import make_club, make_member, make_officer, make_post
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5  # a race is lost only now and then


def fresh(post):
    return Post.objects.get(pk=post.pk)


def notice_of_last_week():
    """Return (a notice that must be read and is due for a reminder, its author, a member)."""
    club = make_club()
    member, officer = make_member(club), make_officer(club)
    post = make_post(club, officer, kind="notice", must_read=True)
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=30))
    Post.objects.update(must_read_at=timezone.now() - timedelta(days=7))
    return fresh(post), officer, member


def test_a_double_click_reads_once():
    for _ in range(TIMES):
        post, _officer, member = notice_of_last_week()
        at_once(*[partial(fresh(post).mark_read, member) for _ in range(3)])
        assert post.reads.count() == 1


def test_two_runs_of_the_daily_task_remind_once():
    for _ in range(TIMES):
        post, _officer, member = notice_of_last_week()
        done = at_once(*[fresh(post).remind_unread for _ in range(3)])
        assert sorted(done) == [False, False, True]
        reminded = Notification.objects.about(post).of_kind(kinds.MUST_READ_UNREAD)
        assert reminded.filter(user=member).count() == 1


def test_nobody_is_reminded_of_what_is_deleted_or_taken_back_meanwhile():
    for _ in range(TIMES):
        post, officer, _member = notice_of_last_week()
        at_once(fresh(post).remind_unread, partial(fresh(post).delete_by, officer))
        assert not Notification.objects.about(post).exists()

        post, officer, _member = notice_of_last_week()
        at_once(fresh(post).remind_unread, partial(fresh(post).edit, officer, must_read=False))
        assert not Notification.objects.about(post).exists()


def test_of_two_edits_at_once_no_words_are_lost():
    for _ in range(TIMES):
        post, officer, _member = notice_of_last_week()
        at_once(*[partial(fresh(post).edit, officer, body=f"{n}판") for n in range(3)])
        words = {revision.body for revision in post.revisions.all()} | {fresh(post).body}
        assert words == {"안녕하세요", "0판", "1판", "2판"}
