"""The search: who finds what, in which order, and that it tells nobody of what they may not read."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from clubs.models import Club
from tests.factories import (
    make_club,
    make_member,
    make_occupant,
    make_post,
    make_room,
    make_user,
    unverified,
)
from tests.places import PLACES, SECRET
from tests.places.asking import signed_in

pytestmark = pytest.mark.django_db

NONSENSE = "갉뷁쓩뚫"  # as long as SECRET, and nowhere


def ask(user, **query):
    """The page of the search as `user` sees it."""
    return signed_in(user).get("/search/", query)


def found(user, tab, q, **query):
    """The results of one tab, as texts."""
    return [str(each) for each in ask(user, tab=tab, q=q, **query).context["page"].results]


def counts(page):
    return {section.key: section.count for section in page.context["sections"]}


def make_event(club, title, **fields):
    start = fields.pop("starts_at", timezone.now() + timedelta(days=1))
    fields = {"ends_at": start + timedelta(hours=2), "place": "서울숲"} | fields
    return club.events.create(title=title, starts_at=start, **fields)


# Who finds what


MAY_READ = {  # of everything in a place that has the secret word, the roles that find it
    "board": {"anonymous", "unverified", "stranger", "applicant", "banned", "member", "officer", "president", "elsewhere", "union", "lapsed"},
    "members-board": {"member", "officer", "president"},
    "officers-board": {"officer", "president"},
    "room": {"occupant", "moderator", "owner"},
    "club-room": {"occupant", "moderator", "owner"},
    "secret-room": {"occupant", "moderator", "owner"},
}  # fmt: skip
ROLES = {
    "board": ["anonymous", "unverified", "stranger", "applicant", "banned", "member", "officer", "president", "elsewhere", "union", "lapsed"],
    "room": ["anonymous", "unverified", "stranger", "occupant", "moderator", "owner", "gone", "banned", "elsewhere", "union", "lapsed"],
}  # fmt: skip


def is_told(client, tab):
    """Whether the secret is answered otherwise than a word that nobody has written."""
    secret = client.get("/search/", {"q": SECRET, "tab": tab})
    nonsense = client.get("/search/", {"q": NONSENSE, "tab": tab})
    assert secret.status_code == nonsense.status_code == 200
    return plain(secret, SECRET) != plain(nonsense, NONSENSE)


def plain(page, word):
    """The page without the word that was asked for, and what is random in it."""
    text = re.sub(
        r'nonce="[^"]*"|X-CSRFToken": "[^"]*"|value="[\w-]{64}"|ticket=[^"]*', "", page.text
    )
    for spelling in (quote(quote(quote(word))), quote(quote(word)), quote(word), word):
        text = text.replace(spelling, "WORD")
    return text


@pytest.mark.parametrize("name", MAY_READ)
def test_a_word_one_may_not_read_is_answered_like_one_nobody_wrote(name, allow):
    allow({"search": (10_000, 60)})
    place = PLACES[name]()
    if "room" in name:
        assert place.message
        roles, tabs = ROLES["room"], ["", "messages"]
    else:
        assert place.comment
        roles, tabs = ROLES["board"], ["", "posts"]
        if name != "officers-board":
            make_event(place.club, SECRET, public=place.visibility == "public")
    told = set()
    for role in roles:
        client = signed_in(getattr(place, role))
        if any(is_told(client, tab) for tab in tabs):
            told.add(role)
    assert told == MAY_READ[name]


def test_guests_find_public_clubs_posts_and_events_and_nothing_else():
    club = make_club("필름로그")
    post = make_post(club, title="필름 현상하는 날", visibility="public")
    post.comment(club.president, "필름 좋아요")
    make_post(club, title="필름 회비", visibility="members")
    make_event(club, "필름 출사", public=True)
    make_event(club, "필름 회의")
    make_user("필름")
    room = make_room(name="방")
    room.post(room.owner, "필름 있어요?")
    page = ask(None, q="필름")
    assert counts(page) == {"clubs": 1, "posts": 1, "events": 1}
    assert page["X-Robots-Tag"] == "noindex"
    assert counts(ask(unverified(room.owner), q="필름")) == {"clubs": 1, "posts": 1, "events": 1}


def test_what_is_deleted_hidden_or_left_is_found_no_more():
    club, room = make_club(), make_room(name="방")
    member, occupant = make_member(club), make_occupant(room)
    post = make_post(club, title="은하수 사진")
    comment = post.comment(club.president, "은하수 예뻐요")
    message = room.post(room.owner, "은하수 보러 가요")
    assert found(member, "posts", "은하수") == ["은하수 사진"]
    assert found(member, "comments", "은하수") == ["은하수 예뻐요"]
    assert found(occupant, "messages", "은하수") == ["은하수 보러 가요"]
    comment.delete_by(club.president)
    assert found(member, "comments", "은하수") == []
    message.delete_by(room.owner)
    assert found(occupant, "messages", "은하수") == []
    club.leave(member)
    assert found(member, "posts", "은하수") == []


def test_nothing_of_the_blocked_is_found():
    club, room = make_club(), make_room(name="방")
    reader, other = make_member(club), make_member(club, "박은하수")
    room.admit(reader)
    room.admit(other)
    make_post(club, other, title="은하수").comment(other, "은하수")
    room.post(other, "은하수")
    assert sum(counts(ask(reader, q="은하수")).values()) == 4
    reader.block(other)
    assert sum(counts(ask(reader, q="은하수")).values()) == 0


# How words are understood


@pytest.mark.parametrize("query", ["사진", "사진을", "사진 초보", "초보도 사진이", "사진전"])
def test_posts_are_found_by_all_words_in_any_order_and_with_particles(query):
    club = make_club()
    make_post(club, title="사진전 안내", body="초보도 와요")
    make_post(club, title="회비", body="이번 달 회비")
    assert found(club.president, "posts", query) == ["사진전 안내"]


@pytest.mark.parametrize("query", ["ｃａｆé", "CAFÉ", "cafe\u0301"])
def test_width_case_and_composition_make_no_difference(query):
    club = make_club()
    make_post(club, title="모임", body="카페 이름은 Café예요")
    assert found(club.president, "posts", query) == ["모임"]


@pytest.mark.parametrize("query", ["사", "사 ㅈ", "a", "\u3164사"])
def test_one_letter_is_too_short(query, allow):
    allow({"search": (0, 60)})
    page = ask(None, q=query)
    assert page.status_code == 200
    assert "한 글자만 더" in page.text


def test_one_letter_counts_beside_a_longer_word():
    club = make_club()
    make_post(club, title="사진 A 조")
    make_post(club, title="사진 B 조")
    assert found(club.president, "posts", "사진 b") == ["사진 B 조"]


def test_clubs_and_people_are_found_by_first_consonants():
    club = make_club("사진동아리 빛")
    someone = make_user("이서연")
    assert found(someone, "clubs", "ㅅㅈ") == [str(club)]
    page = ask(club.president, tab="people", q="ㅅㅇ")
    assert page.context["page"].results == [someone]
    assert "이<mark>서연</mark>" in page.text


@pytest.mark.parametrize("query", ["100%%", "__", "\\\\", "'; --", "%s"])
def test_signs_that_mean_something_to_a_database_are_only_signs(query):
    club = make_club()
    make_post(club, title="할인", body="100%% 할인해요")
    page = ask(club.president, q=query)
    assert page.status_code == 200
    assert counts(page)["posts"] == (1 if query == "100%%" else 0)


def test_what_was_typed_and_what_was_written_is_never_markup():
    club = make_club()
    make_post(
        club, title="<img src=x onerror=alert(1)> 꽃놀이", body="<script>alert(2)</script> 꽃놀이"
    )
    page = ask(club.president, q="꽃놀이")
    assert "<mark>꽃놀이</mark>" in page.text
    assert "<img src=x" not in page.text
    assert "<script>alert" not in page.text
    assert "<b onclick" not in ask(club.president, q='"><b onclick="x">').text


# In which order, and how much at once


def test_titles_come_before_texts_and_what_is_newer_first():
    club = make_club()
    make_post(club, title="옛 불꽃 축제")
    make_post(club, title="안내", body="불꽃 축제 같이 가요")
    make_post(club, title="새 불꽃 축제")
    titles = ["새 불꽃 축제", "옛 불꽃 축제", "안내"]
    assert found(club.president, "posts", "불꽃") == titles


def test_the_word_as_it_was_typed_comes_before_the_one_without_its_last_letter():
    club = make_club()
    make_post(club, title="고양이 사진")
    make_post(club, title="고양시 모임")
    assert found(club.president, "posts", "고양이") == ["고양이 사진", "고양시 모임"]


def test_events_to_come_come_before_those_that_are_over():
    club = make_club()
    make_event(club, "다음 출사")
    make_event(club, "지난 출사", starts_at=timezone.now() - timedelta(days=9))
    assert found(club.president, "events", "출사") == ["다음 출사", "지난 출사"]


def test_pages_go_on_where_they_were_while_more_is_written():
    room = make_room(name="방")
    room.messages.model.objects.bulk_create(
        room.messages.model(room=room, author=room.owner, text=f"출사 {n}", number=n, change=n)
        for n in range(1, 51)
    )
    page = ask(room.owner, tab="messages", q="출사")
    seen = [message.number for message in page.context["page"].results]
    for n in range(51, 54):
        room.messages.create(author=room.owner, text="출사", number=n, change=n)
    while cursor := page.context["page"].cursor:
        page = ask(room.owner, tab="messages", q="출사", after=cursor)
        seen += [message.number for message in page.context["page"].results]
    assert seen == list(range(50, 0, -1))


@pytest.mark.parametrize("after", ["", "x", "9-1-1", "-1", "٣-٤", "1-" + "9" * 40])
def test_a_cursor_that_is_none_is_the_beginning(after):
    club = make_club()
    make_post(club, title="불꽃 축제")
    assert found(club.president, "posts", "불꽃", after=after) == ["불꽃 축제"]


def test_the_overview_shows_three_of_each_and_counts_all(club):
    for n in range(5):
        make_post(club, title=f"불꽃 {n}")
    page = ask(club.president, q="불꽃")
    [(section, shown)] = page.context["overview"]
    assert [str(post) for post in shown.results] == ["불꽃 4", "불꽃 3", "불꽃 2"]
    assert section.count == 5
    assert "tab=posts" in page.text


def test_more_than_99_are_not_counted(club):
    posts = club.posts.model
    posts.objects.bulk_create(
        posts(club=club, author=club.president, title="불꽃", body="x") for _n in range(120)
    )
    page = ask(club.president, q="불꽃")
    assert counts(page)["posts"] == 100
    assert "99+" in page.text


def test_htmx_gets_the_next_rows_alone(club):
    for n in range(25):
        make_post(club, title=f"불꽃 {n}")
    client = signed_in(club.president)
    page = client.get("/search/", {"tab": "posts", "q": "불꽃"})
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "li#more"}
    query = {"tab": "posts", "q": "불꽃", "after": page.context["page"].cursor}
    rows = client.get("/search/", query, headers=headers)
    assert rows.text.count("<li") == 5
    assert "<html" not in rows.text


# What narrows it


def test_posts_are_narrowed_by_club_author_day_and_picture(club):
    other = make_club()
    other.admit(club.president)
    writer = make_member(club, "강하늘")
    make_post(club, writer, title="불꽃 하나")
    old = make_post(club, title="불꽃 둘")
    club.posts.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=20))
    make_post(other, title="불꽃 셋")
    me = club.president

    def narrowed(**query):
        return found(me, "posts", "불꽃", **query)

    assert narrowed() == ["불꽃 셋", "불꽃 둘", "불꽃 하나"]
    assert narrowed(place=f"club:{club.pk}") == ["불꽃 둘", "불꽃 하나"]
    assert narrowed(place="mine") == ["불꽃 셋", "불꽃 둘", "불꽃 하나"]
    assert narrowed(who="강하") == ["불꽃 하나"]
    assert narrowed(when="week") == ["불꽃 셋", "불꽃 하나"]
    assert narrowed(until=f"{timezone.localdate() - timedelta(days=2)}") == ["불꽃 둘"]
    assert narrowed(attached="picture") == []


def test_a_filter_that_a_kind_of_thing_has_not_finds_none_of_it(club):
    make_post(club, title="불꽃")
    make_event(club, "불꽃")
    assert counts(ask(club.president, q="불꽃", attached="picture"))["events"] == 0


def test_somebody_elses_club_is_no_place_to_look_in(club):
    stranger = make_user()
    make_post(club, title="불꽃", visibility="public")
    page = ask(stranger, tab="posts", q="불꽃", place=f"club:{club.pk}")
    unknown = ask(stranger, tab="posts", q="불꽃", place="club:999999")
    assert len(page.context["page"].results) == len(unknown.context["page"].results) == 1


def test_messages_are_narrowed_to_a_room_by_name():
    room, other = make_room(name="출사방"), make_room(name="잡담방")
    other.admit(room.owner)
    room.post(room.owner, "불꽃 사진")
    other.post(room.owner, "불꽃 축제")
    page = ask(room.owner, tab="messages", q="불꽃", place=f"room:{other.pk}")
    [message] = page.context["page"].results
    assert str(message) == "불꽃 축제"
    assert f'href="{message.get_absolute_url()}"' in page.text
    assert "잡담방" in page.text


@pytest.mark.parametrize(
    "query", [{"since": "x"}, {"until": "9999-12-31"}, {"when": "ever"}, {"place": "moon:1"}]
)
def test_filters_that_make_no_sense_are_none(club, query):
    make_post(club, title="불꽃")
    assert found(club.president, "posts", "불꽃", **query) == ["불꽃"]


# What it costs


def test_the_page_asks_the_database_a_bounded_number_of_times(club, django_assert_max_num_queries):
    me = club.president
    room = club.rooms.get()
    for n in range(6):
        make_post(club, title=f"불꽃 {n}").comment(me, "불꽃")
        make_event(club, f"불꽃 {n}")
        make_user(f"불꽃{n}")
        make_club(f"불꽃 동아리 {n}")
        room.post(me, f"불꽃 {n}")
    client = signed_in(me)
    with django_assert_max_num_queries(17):  # three of them for the frame of every page
        client.get("/search/", {"q": "불꽃"})


def test_too_many_searches_are_429_with_the_wait(allow, club):
    allow({"search": (1, 60), "search-guests": (1, 60)})
    assert ask(club.president, q="불꽃").status_code == 200
    answer = ask(club.president, q="불꽃")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert ask(make_user(), q="불꽃").status_code == 200
    assert ask(None, q="불꽃").status_code == 200
    assert ask(None, q="불꽃").status_code == 429


def test_it_is_read_in_english(club):
    client = Client(headers={"accept-language": "en"})
    page = client.get("/search/", {"q": "zebra"})
    assert "Nothing was found for “zebra”." in page.text


def test_a_club_that_waits_for_the_union_is_found_by_its_president_alone():
    club = make_club("은하수 관측", opened=False)
    assert club.status == Club.Status.SUBMITTED
    assert found(club.president, "clubs", "은하수") == ["은하수 관측"]
    assert found(make_user(), "clubs", "은하수") == []
