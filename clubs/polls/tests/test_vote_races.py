"""Votes of one person and of many at once, and while a poll is being closed, with real threads."""

from functools import partial

import pytest

from clubs.models import Poll, Post, Vote
from kclub.errors import Refused
from tests.factories import a_poll, make_club, make_member, make_post
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3  # a race is lost only now and then


def asked(members):
    """Return (a post with a poll, its choices, so many members of its club)."""
    club = make_club()
    post = make_post(club, poll=a_poll())
    return post, list(post.poll.choices.all()), [make_member(club) for _each in range(members)]


def fresh(post):
    return Post.objects.get(pk=post.pk)


def test_somebody_who_votes_for_both_at_once_has_one_vote():
    for _ in range(TIMES):
        post, choices, (member,) = asked(1)
        at_once(*[partial(fresh(post).vote, member, {choice.pk}) for choice in choices * 2])
        assert Vote.objects.filter(user=member).count() == 1


def test_many_who_vote_at_once_are_all_counted():
    post, choices, members = asked(8)
    at_once(*[partial(fresh(post).vote, member, {choices[0].pk}) for member in members])
    assert [choice.vote_count for choice in Poll.objects.get().results] == [8, 0]


def test_who_votes_while_it_is_closed_is_counted_or_refused():
    for _ in range(TIMES):
        post, choices, (member,) = asked(1)
        voted, closed = at_once(
            partial(fresh(post).vote, member, {choices[0].pk}),
            partial(fresh(post).close_poll, post.author),
        )
        assert closed is None
        assert Vote.objects.filter(user=member).exists() is not isinstance(voted, Refused)
