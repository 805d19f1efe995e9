"""Pages of the search: in what order things stand, how many are counted, and where a page ends."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.search.forms import Search
from accounts.search.pages import COUNTED, count_results, page_of
from accounts.search.sections import search_sections
from clubs.models import Event, Post
from kclub.db.fields import fold_rows, names_with_folded
from tests.factories import make_club, make_member, make_post, make_room

pytestmark = pytest.mark.django_db


def section(user, key, q, **filters):
    """The section of that key in what the user searches for."""
    values = QueryDict(mutable=True)
    values.update({"q": q} | filters)
    search = Search(values, user)
    return next(each for each in search_sections.call(search) if each.key == key)


def titles(page):
    return [getattr(result, "title", None) or result.text for result in page.results]


@pytest.fixture
def club(db):
    return make_club()


@pytest.fixture
def posts(club):
    for title, body in [
        ("현상 기초", "사진을 현상해요"),
        ("사진 모임", "토요일에 봐요"),
        ("잡담", "어제 사진 좋았어요"),
        ("사진을 찍자", "나가요"),
    ]:
        make_post(club, title=title, body=body, visibility="members")


def test_titles_come_before_texts_and_the_word_as_typed_before_its_stem(club, posts):
    found = page_of(section(club.president, "posts", "사진을"), 10)
    assert titles(found) == ["사진을 찍자", "사진 모임", "현상 기초", "잡담"]
    found = page_of(section(club.president, "posts", "사진"), 10)
    assert titles(found) == ["사진을 찍자", "사진 모임", "잡담", "현상 기초"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_pages_follow_each_other_whatever_comes_meanwhile(club, posts, limit):
    after, seen = "", []
    for _page in range(10):
        page = page_of(section(club.president, "posts", "사진"), limit, after)
        seen += titles(page)
        make_post(club, title="사진 새 글", body="방금 썼어요", visibility="members")
        after = page.cursor
        if after is None:
            break
    assert [title for title in seen if title != "사진 새 글"] == [
        "사진을 찍자", "사진 모임", "잡담", "현상 기초",
    ]  # fmt: skip
    assert len(seen) == len(set(seen)) == 4


@pytest.mark.parametrize("cursor", ["x", "0-", "-1", "9-9", "0-99999999999999999999", "0-1; DROP"])
def test_a_strange_cursor_shows_no_fault(club, posts, cursor):
    page = page_of(section(club.president, "posts", "사진"), 10, cursor)
    assert len(page.results) in (0, 4)


def test_events_to_come_stand_before_those_that_are_over(club):
    now = timezone.now()
    for title, days in [("출사 지난주", -7), ("출사 다음 주", 7), ("출사 어제", -1)]:
        starts_at = now + timedelta(days=days)
        Event.objects.create(
            club=club,
            title=title,
            place="서울숲",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
        )
    page = page_of(section(club.president, "events", "출사"), 10)
    assert titles(page) == ["출사 다음 주", "출사 어제", "출사 지난주"]


def test_more_than_a_hundred_are_counted_as_a_hundred(club):
    room = make_room(club.president)
    for number in range(COUNTED + 5):
        room.post(club.president, f"연습 {number}")
    found = [section(club.president, key, "연습") for key in ("messages", "posts")]
    count_results(found)
    assert [each.count for each in found] == [COUNTED, 0]


def test_a_filter_that_a_section_does_not_know_finds_nothing_there(club):
    make_post(club, title="사진", visibility="members")
    by_name = section(club.president, "posts", "사진", who=club.president.display_name)
    count_results([by_name])
    assert by_name.count == 1
    events = section(club.president, "events", "사진", who=club.president.display_name)
    count_results([events])
    assert (events.count, page_of(events, 10).results) == (0, [])


def test_only_rooms_one_is_in_are_searched_and_only_as_long_as_one_is_in_them(club):
    member = make_member(club)
    room = make_room(club.president)
    room.admit(member)
    room.post(club.president, "비밀 연습")
    assert titles(page_of(section(member, "messages", "연습"), 10)) == ["비밀 연습"]
    room.leave(member)
    found = section(member, "messages", "연습")
    count_results([found])
    assert (found.count, page_of(found, 10).results) == (0, [])


def test_a_saved_field_takes_the_folded_ones_along():
    assert set(names_with_folded(Post, ["title"])) == {"title", "folded_title", "folded_text"}
    assert set(names_with_folded(Post, ["body"])) == {"body", "folded_text"}
    assert names_with_folded(Post, ["pinned_at"]) == ["pinned_at"]


def test_rows_are_folded_anew_in_parts(club, posts):
    Post.objects.update(folded_title="", folded_text="")
    assert fold_rows(Post, ["folded_title", "folded_text"], batch=3) == 4
    assert fold_rows(Post, ["folded_title", "folded_text"], batch=3) == 0
    assert Post.objects.get(title="사진 모임").folded_title == "사진모임"


def test_what_is_hidden_deleted_or_made_private_is_not_found_from_then_on(club):
    member = make_member(club)
    shown, deleted, hidden, private = (
        make_post(club, title=f"출사 {n}", visibility="members") for n in range(4)
    )
    assert len(page_of(section(member, "posts", "출사"), 10).results) == 4
    deleted.delete_by(club.president)
    Post.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    private.edit(private.author, visibility="officers")
    found = section(member, "posts", "출사")
    count_results([found])
    assert (found.count, titles(page_of(found, 10))) == (1, [shown.title])


def test_what_people_write_whom_one_has_blocked_is_not_found(club):
    member, blocked = make_member(club), make_member(club)
    post = make_post(club, blocked, title="출사 얘기", visibility="members")
    post.comment(blocked, "출사 또 가요")
    room = make_room(blocked)
    room.admit(member)
    room.post(blocked, "출사 사진")
    found = [section(member, key, "출사") for key in ("posts", "comments", "messages")]
    count_results(found)
    assert [each.count for each in found] == [1, 1, 1]
    member.block(blocked)
    found = [section(member, key, "출사") for key in ("posts", "comments", "messages")]
    count_results(found)
    assert [each.count for each in found] == [0, 0, 0]
