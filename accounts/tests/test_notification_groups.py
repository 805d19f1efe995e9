"""Notifications on their page: grouped, with the emblem of where they lead and what was written."""

import re

import pytest

from accounts import notification_kinds as kinds
from tests.factories import make_club, make_kind, make_member, make_post, make_room, make_user


def lines(client, **headers):
    """The lines on the page, each as its text with single spaces."""
    page = client.get("/notifications/", **headers).text
    items = re.findall(r'<(?:a|button) class="item[^>]*>(.*?)</(?:a|button)>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


def groups(client):
    return [group for _day, each in client.get("/notifications/").context["days"] for group in each]


def test_several_comments_below_one_post_are_one_line_with_their_number(mine, me):
    for n, by in enumerate(["김하나", "이두리", "박세나"]):
        me.notify(kinds.COMMENT, f"/clubs/x/board/1/#c{n}", by=by)
    me.notify(kinds.COMMENT, "/clubs/x/board/2/#c9", by="최다른")
    assert [(str(group), group.count) for group in groups(mine)] == [
        ("최다른님이 내 글에 댓글을 남겼어요.", 1),
        ("박세나님 외 2명이 내 글에 댓글을 남겼어요.", 3),
    ]
    assert "새 알림 3" in lines(mine)[1]
    english = lines(mine, headers={"accept-language": "en"})
    assert english[1].startswith("박세나 and 2 more commented on your post.")


def test_one_person_twice_is_one_person(mine, me):
    for n in range(2):
        me.notify(kinds.COMMENT, f"/clubs/x/board/1/#c{n}", by="김하나")
    [group] = groups(mine)
    assert (str(group), group.count) == ("김하나님이 내 글에 댓글을 남겼어요.", 2)


def test_a_name_that_looks_like_a_sentence_is_a_name(mine, me):
    for n, by in enumerate(["김하나", "%(by)s님이 100%"]):
        me.notify(kinds.COMMENT, f"/clubs/x/board/1/#c{n}", by=by)
    assert str(groups(mine)[0]) == "%(by)s님이 100%님 외 1명이 내 글에 댓글을 남겼어요."


def test_opening_a_group_reads_all_of_it_and_nothing_else(mine, me):
    for n in range(3):
        newest = me.notify(kinds.COMMENT, f"/clubs/x/board/1/#c{n}", by="김하나")
    other = me.notify(kinds.COMMENT, "/clubs/x/board/12/#c7", by="김하나")
    another = me.notify(make_kind("새 글"), "/clubs/x/board/1/")
    theirs = make_user().notify(kinds.COMMENT, "/clubs/x/board/1/#c1", by="김하나")
    answer = mine.post(f"/notifications/{newest.pk}/read/")
    assert answer.url == "/clubs/x/board/1/#c2"
    assert {*me.notifications.unread()} == {other, another}
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_what_is_read_and_what_is_new_are_two_lines(mine, me):
    me.notify(kinds.COMMENT, "/clubs/x/board/1/#c1", by="김하나")
    me.notifications.read()
    me.notify(kinds.COMMENT, "/clubs/x/board/1/#c2", by="이두리")
    assert [group.newest.read_at is None for group in groups(mine)] == [True, False]


def test_a_comment_is_told_with_its_beginning_and_the_emblem_of_its_club(mine, me):
    club = make_club("필름로그")
    club.admit(me)
    post = make_post(club, me)
    post.comment(make_member(club, "김하나"), "암실로 가져와요. " * 20)
    [group] = groups(mine)
    assert group.club == club
    assert group.detail.startswith("암실로 가져와요. 암실로")
    assert group.detail.endswith("…")
    assert f'<span class="emblem" data-hue="{club.hue}"' in mine.get("/notifications/").text


def test_a_place_is_named_unless_the_sentence_names_it(mine, me):
    club = make_club("필름로그")
    me.notify(kinds.MEMBERSHIP_STARTED, club.get_absolute_url(), club=club.name)
    me.notify(make_kind("새 글"), club.get_absolute_url())
    assert [group.detail for group in groups(mine)] == ["필름로그", ""]


def test_a_room_has_the_emblem_of_its_club_or_a_bubble(mine, me):
    club = make_club()
    for room in [club.rooms.first(), make_room()]:
        me.notify(make_kind(f"{room}"), room.get_absolute_url())
    assert [(group.club, group.icon) for group in groups(mine)] == [
        (None, "message-circle"),
        (club, "message-circle"),
    ]


@pytest.mark.parametrize("url", ["/", "/guide/", "/clubs/gone/", "/no/such/page/", "/rooms/%2e/"])
def test_whatever_leads_nowhere_has_a_bell(mine, me, url):
    me.notify(make_kind("새 글"), url)
    [group] = groups(mine)
    assert (group.club, group.place) == (None, "")


@pytest.mark.parametrize("number", [3, 25])
def test_emblems_cost_one_query_of_clubs_and_one_of_rooms(
    mine, me, number, django_assert_num_queries
):
    for _each in range(number):
        club = make_club()
        me.notify(make_kind("새 글"), club.get_absolute_url())
        me.notify(make_kind("새 글"), club.rooms.get().get_absolute_url())
    mine.get("/notifications/")
    with django_assert_num_queries(
        6
    ):  # session and user, how many, this page, unread; clubs, rooms
        mine.get("/notifications/", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
