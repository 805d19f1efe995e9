"""MariaDB and MySQL tell apart what SQLite and PostgreSQL tell apart, whatever the server's default."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError
from django.db import connection

from kclub.db.mysql_collation import COLLATION, before_migrations, prepare

on_mysql = pytest.mark.skipif(
    connection.vendor != "mysql", reason="others compare so by themselves"
)
ALIKE = [
    ("민지🍎", "민지🍌"),
    ("José", "Jose"),
    ("Ａ", "A"),
    ("ß", "ss"),
    ("사진", "사 진"),
    ("b", "B"),
]
OTHER = "kclub_collation"


@pytest.fixture
def other(request, transactional_db):
    """A connection to an empty database as a server makes it, or with these words after its name."""
    words = getattr(request, "param", "CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {OTHER}")
        cursor.execute(f"CREATE DATABASE {OTHER} {words}")
    other = connection.copy()
    other.settings_dict = connection.settings_dict | {"NAME": OTHER}
    yield other
    other.close()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {OTHER}")


def run(connection, *statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall()


def collations(connection):
    return set(
        run(
            connection,
            "SELECT DISTINCT collation_name FROM information_schema.columns"
            " WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND data_type <> 'json'",
        )
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "another"), ALIKE)
def test_names_that_only_look_alike_are_two(one, another):
    first, second = Group.objects.create(name=one), Group.objects.create(name=another)
    assert Group.objects.get(name=one) == first
    assert Group.objects.get(name=another) == second


@pytest.mark.django_db
@on_mysql
def test_every_text_of_this_database_compares_so():
    assert collations(connection) == {(COLLATION,)}


@on_mysql
def test_tables_made_later_compare_so(other):
    prepare(other)
    run(other, "CREATE TABLE later (name varchar(50) UNIQUE)", "SELECT 1")
    assert collations(other) == {(COLLATION,)}


@on_mysql
def test_tables_that_are_there_with_what_points_at_them_are_changed_and_keep_their_rows(other):
    run(
        other,
        "CREATE TABLE club (id int PRIMARY KEY, slug varchar(50) UNIQUE, about longtext)",
        "CREATE TABLE post (title text, club int, FOREIGN KEY (club) REFERENCES club (id))",
        "INSERT INTO club VALUES (1, '민지🍎', 'José')",
        "INSERT INTO post VALUES ('출사', 1)",
        "SELECT 1",
    )
    assert collations(other) == {("utf8mb4_unicode_ci",)}
    for _again in range(2):
        prepare(other)
        assert collations(other) == {(COLLATION,)}
    run(other, "INSERT INTO club VALUES (2, '민지🍌', 'Jose')", "SELECT 1")
    assert run(other, "SELECT slug FROM club WHERE about = 'Jose'") == (("민지🍌",),)
    assert run(other, "SELECT title, club FROM post") == (("출사", 1),)


@on_mysql
@pytest.mark.parametrize("other", ["CHARACTER SET latin1", "CHARACTER SET utf8mb3"], indirect=True)
def test_a_database_that_cannot_hold_every_character_is_refused_before_its_first_table(other):
    with pytest.raises(CommandError, match=r"DATABASE_URL.*ALTER DATABASE `kclub_collation`"):
        prepare(other)
    assert not run(other, "SHOW TABLES")


@pytest.mark.skipif(connection.vendor == "mysql", reason="there it has something to do")
def test_other_databases_are_left_as_they_are(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        before_migrations("default")
