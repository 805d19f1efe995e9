"""Sending notices while people leave, and twice at once, with real threads."""

from functools import partial

import pytest

from accounts.models import Notification
from clubs.models import Notice
from tests.factories import make_club, make_member, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6  # a race is lost only now and then
WORDS = {"title": "출사", "text": "토요일"}


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_who_leaves_as_a_notice_is_sent_is_told_nothing():
    for _ in range(TIMES):
        club = make_club()
        leaves, stays = make_member(club), make_member(club)
        keys, fields = [leaves.pk, stays.pk], WORDS | {"audience": "chosen"}
        at_once(
            partial(Notice.send, club.president, keys, club=fresh(club), **fields),
            partial(fresh(club).leave, leaves),
        )
        notice = club.notices.get()
        assert [each.user for each in Notification.objects.about(notice)] == [stays]
        assert not Notice.objects.visible_to(leaves).exists()


def test_of_two_clicks_at_once_one_sends():
    for by_union in (False, True):
        club = make_club()
        author = make_staff() if by_union else club.president
        member = make_member(club)
        fields = {"audience": "students"} if by_union else {"audience": "chosen", "club": club}
        send = partial(Notice.send, author, [member.pk], nonce="a", **WORDS, **fields)
        first, second = at_once(send, send)
        assert first == second
        assert Notification.objects.about(first).count() == 1
