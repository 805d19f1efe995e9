"""Queries compiled once answer as Django's own do, on every database."""

import pytest
from django.db import connection, models
from django.utils import timezone

from accounts.models import Notification, User
from kclub.db.compiled_inserts import CompiledInsert
from kclub.db.compiled_queries import CompiledSelect, CompiledUpdate, Param
from rooms.models import Message, Room
from tests.factories import make_room, make_user

pytestmark = pytest.mark.django_db

OWNED = CompiledSelect(
    lambda: Room.objects.select_related("owner", "club").filter(
        owner__username=Param("username", models.CharField()),
        created_at__lt=Param("before", models.DateTimeField()),
    )
)
PROVE = CompiledUpdate(
    lambda: User.objects.filter(pk=Param("pk")),
    verified_at=Param("at", models.DateTimeField()),
    is_staff=True,
)


@pytest.fixture(params=[True, False], ids=["compiled", "as a plain queryset"])
def either_way(request, settings):
    settings.ACCELERATORS = request.param


def everything(room):
    return [{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
            for row in [room, room.owner]]  # fmt: skip


def test_it_finds_what_the_queryset_would_again_and_again(either_way, django_assert_num_queries):
    for owner in [make_user(), make_user()]:
        room = make_room(owner)
        with django_assert_num_queries(1):
            found = OWNED.first(username=owner.username, before=timezone.now())
            assert found.owner.display_name == owner.display_name
            assert found.club is None
        assert everything(found) == everything(Room.objects.select_related("owner").get(pk=room.pk))
        found.name = "다른 이름"
        found.save()  # an object like any other
        assert Room.objects.get(pk=room.pk).name == "다른 이름"


def test_it_finds_nothing_where_nothing_is(either_way):
    room = make_room()
    assert OWNED.first(username="nobody", before=timezone.now()) is None
    assert OWNED.all(username=room.owner.username, before=room.created_at) == []


def test_it_changes_what_it_finds_and_says_how_many(either_way):
    user, other, now = make_user(verified=False), make_user(verified=False), timezone.now()
    assert PROVE.execute(pk=user.pk, at=now) == 1
    assert PROVE.execute(pk=0, at=now) == 0
    user.refresh_from_db()
    assert (user.verified_at, user.is_staff) == (now, True)
    assert PROVE.execute(pk=user.pk, at=None) == 1
    assert set(User.objects.filter(verified_at=None)) == {user, other}


def test_it_stores_a_new_row_as_save_does(either_way, django_assert_num_queries):
    insert, room = CompiledInsert(), make_room()
    for number in (1, 2):
        looks = {
            "text": "가 'a'; %s",
            "mentions": {"가": "b"},
            "number": number,
            "idempotency_key": None,
        }
        made = Message(room=room, author=room.owner, change=number, **looks)
        with django_assert_num_queries(1):
            insert.execute(made)
        stored = Message.objects.get(pk=made.pk)
        fields = [field.attname for field in Message._meta.concrete_fields]
        assert [getattr(made, name) for name in fields] == [
            getattr(stored, name) for name in fields
        ]
        made.text = "나"
        made.save()  # it is the row now
        assert Message.objects.get(pk=made.pk).text == "나"
    assert Message.objects.count() == 2


def test_it_stores_many_copies_by_one_statement(either_way, django_assert_num_queries):
    insert, user, due = CompiledInsert(), make_user(), timezone.now()
    params = {"by": "가 'a'; %s"}
    one = Notification(user=user, kind="like", sentence="가", params=params)
    rows = [(f"/{n}/", due if n == 7 else None) for n in range(30)]
    with django_assert_num_queries(1):
        insert.execute_copies(one, ["url", "mail_due_at"], rows)
    stored = list(Notification.objects.order_by("pk"))
    assert [(each.url, each.mail_due_at) for each in stored] == rows
    assert {each.params["by"] for each in stored} == {params["by"]}
    assert all(each.user == user and each.created_at for each in stored)


def test_a_single_copy_is_the_object_itself_and_of_none_nothing_is_written(either_way):
    insert, user = CompiledInsert(), make_user()
    one = Notification(user=user, kind="like", sentence="가")
    insert.execute_copies(one, ["url"], [])
    assert one.pk is None
    insert.execute_copies(one, ["url"], [("/가/",)])
    assert Notification.objects.get() == one
    assert one.url == "/가/"


def test_nobody_can_write_sql_in_a_value(either_way):
    assert OWNED.first(username="' OR 1=1 --", before=timezone.now()) is None


def test_its_sql_is_written_once(monkeypatch):
    OWNED.first(username="a", before=timezone.now())
    monkeypatch.setattr(OWNED, "make_queryset", None)
    OWNED.first(username="b", before=timezone.now())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL prepares")
@pytest.mark.django_db(transaction=True)
def test_postgresql_plans_it_once_and_anew_when_a_column_has_changed():
    owner, migrating = make_room().owner, connection.copy()
    ask = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%accounts_user%%'"
    column = "ALTER TABLE accounts_user ALTER display_name TYPE varchar(%s)"
    length = type(owner)._meta.get_field("display_name").max_length
    for _ in range(2):
        assert OWNED.first(username=owner.username, before=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(ask)
            assert cursor.fetchone() == (1,)
    try:
        for now in [length + 1, length]:
            with migrating.cursor() as cursor:
                cursor.execute(column, [now])
            assert OWNED.first(username=owner.username, before=timezone.now()).owner == owner
            assert OWNED.first(username=owner.username, before=timezone.now()).owner == owner
    finally:
        migrating.close()
