"""The index finds what reading every text finds, whatever is written, changed or deleted."""

import random

import pytest
from django.core.management import call_command
from django.db import connection

from clubs.models import Comment, Post
from kclub.db.fields import fold_rows
from kclub.db.search_index import create_indexes, indexes, pairs_of
from kclub.text.normalization import folded
from rooms.models import Message
from tests.factories import make_club, make_room

pytestmark = pytest.mark.django_db

TEXTS = [
    "토요일에 출사 가요",
    "사진 잘 봤어요! v1.2-beta (3rd)",
    "사 진은 띄어 써도 사진",
    'It\'s "quoted" & 100% AND OR NOT *',
    "🍎🍌 사과와 바나나",
    "ㅋㅋㅋㅋ",
    "가",
    "r1 in1 t가나",
    "PHOTO ｐｈｏｔｏ",
]
WORDS = [
    "출사", "사진", "진은", "v1.2", "2-", "'s", '"q', "& 100%", "0%a", "and", "NOT *", "🍎🍌", "ㅋㅋ",
    "가 출사", "r1", "in1", "t가", "photo", "없는말", "사진 진", "\\", "%", "__",
]  # fmt: skip


@pytest.fixture
def room():
    room = make_room()
    for text in TEXTS:
        room.post(room.owner, text)
    return room


def read(query):
    """The texts that hold every word of the query, found by reading them all."""
    words = [folded(word) for word in query.split()]
    return [text for text in TEXTS if all(word in folded(text) for word in words)]


@pytest.mark.parametrize("query", WORDS)
def test_a_search_finds_what_holds_every_word(room, query):
    found = room.messages.containing(query, places=[room.pk]).newest_first()
    assert [message.text for message in found] == read(query)[::-1]
    everywhere = Message.objects.containing(query).newest_first()
    assert [message.text for message in everywhere] == read(query)[::-1]


def test_random_parts_of_random_texts_are_found():
    room = make_room()
    chance = random.Random(7)
    letters = "가나다라ab1.🍎ㅋ"
    texts = ["".join(chance.choices(letters, k=chance.randint(1, 30))) for _each in range(60)]
    for text in texts:
        room.post(room.owner, text)
    for _each in range(60):
        part = "".join(chance.choices(letters, k=chance.randint(2, 4)))
        found = room.messages.containing(part).newest_first().values_list("text", flat=True)
        assert list(found) == [text for text in texts if part in text][::-1]


def test_a_page_begins_below_the_last_row_of_the_one_before(room):
    for number in range(5):
        room.post(room.owner, f"연습 {number}")
    newest = list(room.messages.containing("연습", places=[room.pk]).newest_first()[:2])
    older = room.messages.containing("연습").newest_first(before=newest[-1].pk)
    assert [message.text for message in older] == ["연습 2", "연습 1", "연습 0"]


def test_only_the_places_that_were_named_are_looked_at(room):
    other = make_room(name="다른 방")
    other.post(other.owner, "출사 또 가요")
    found = Message.objects.containing("출사", places=[other.pk])
    assert [message.text for message in found if message.room_id == other.pk] == ["출사 또 가요"]
    assert not room.messages.containing("출사", places=[]).filter(room=other).exists()


def test_what_is_changed_or_deleted_is_found_as_it_is_now(room):
    message = room.messages.get(text=TEXTS[0])
    message.edit(room.owner, "일요일에 등산 가요")
    assert not room.messages.containing("출사").exists()
    assert room.messages.containing("등산").get() == message
    message.delete_by(room.owner)
    assert not Message.objects.containing("등산").exists()
    Message.objects.filter(text=TEXTS[1]).delete()
    assert not Message.objects.containing("v1.2").exists()


def test_words_of_a_title_are_found_in_titles_alone():
    club = make_club()
    titled = club.post(club.president, title="가을 출사", body="모여요", kind="free")
    club.post(club.president, title="모여요", body="가을 출사 얘기", kind="free")
    assert Post.objects.containing("출사", "folded_title").get() == titled
    assert Post.objects.containing("출사").count() == 2
    titled.edit(titled.author, title="겨울 여행")
    assert not Post.objects.containing("출사", "folded_title").exists()


def test_the_indexes_are_made_once():
    assert create_indexes() == []


@pytest.mark.skipif(connection.vendor == "mysql", reason="MariaDB has no index")
def test_a_rare_word_is_looked_up_in_the_index(room):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Message.objects.containing("바나나", places=[room.pk]).explain()
    assert ("rooms_message_search" in plan) or ("VIRTUAL TABLE INDEX" in plan)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes tables anew")
@pytest.mark.django_db(transaction=True)
def test_triggers_that_a_migration_has_dropped_come_back():
    with connection.cursor() as cursor:
        for event in ["insert", "update", "delete"]:
            cursor.execute(f"DROP TRIGGER clubs_comment_search_{event}")
    create_indexes()
    club = make_club()
    post = club.post(club.president, title="글", body="내용", kind="free")
    post.comment(club.president, "돌아온 방아쇠")
    assert Comment.objects.containing("방아쇠").exists()


@pytest.mark.django_db(transaction=True)
def test_rebuilding_corrects_texts_and_finds_the_same(room, capsys):
    Message.objects.filter(text=TEXTS[0]).update(folded_text="틀린글")
    call_command("rebuild_search")
    out = capsys.readouterr().out
    assert f"rooms.Message: {len(TEXTS)} rows, 1 texts corrected." in out
    assert [each.text for each in room.messages.containing("출사")] == [TEXTS[0]]
    assert not room.messages.containing("틀린").exists()
    assert fold_rows(Message, ["folded_text"]) == 0


def test_every_index_is_of_a_model_with_its_columns():
    for index in indexes:
        assert {index.model._meta.get_field(name.removesuffix("_id")) for name in index.columns}


def test_pairs_are_of_neighbours_and_each_is_there_once():
    assert pairs_of("가나가나다") == ["가나", "나가", "나다"]
    assert pairs_of("가") == pairs_of("") == []
