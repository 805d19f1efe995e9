"""The costs of searching a campus that has written for years, inside Django."""

import itertools
import json
import random
import sys
import time
from datetime import timedelta
from statistics import median, quantiles

import django

REPETITIONS = 40
ROOMS, MINE = 500, 50  # rooms, and how many of them the one who searches is in
SHARE_OF_LARGE_ROOM = 5  # every so manieth message is in one room
WORDS, SYLLABLES = 6000, 900  # different ones, the common ones much more common, as in a language
WRITTEN = 300  # messages, for the cost of writing


def main(messages, posts):
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", run_syncdb=True, verbosity=0)
    if connection.vendor == "postgresql":  # filling may take longer than a page
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.cursor().execute(f"SET {limit} = 0")
    words = Words()
    user, rooms = fill(words, messages, posts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    json.dump([*searches(user, rooms, words), *lists(user), *writing(rooms, words)], sys.stdout)


class Words:
    """Words as those of a language: few are in every sentence, most are rare."""

    def __init__(self):
        self.chance = random.Random(1)  # noqa: S311
        letters = [chr(code) for code in self.chance.sample(range(0xAC00, 0xD7A4), SYLLABLES)]
        weights = [1 / (number + 1) for number in range(SYLLABLES)]
        lengths = [2, 2, 2, 3, 3, 4]
        self.words = [
            "".join(self.chance.choices(letters, weights, k=self.chance.choice(lengths)))
            for _each in range(WORDS)
        ]
        self.weights = list(itertools.accumulate(1 / (number + 2) for number in range(WORDS)))

    def text(self, least, most):
        count = self.chance.randint(least, most)
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))


def fill(words, messages, posts):
    """Fill the database. Returns (who searches, their rooms, the large one first)."""
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.utils import timezone

    from clubs.models import Category, Club, Membership, Post
    from rooms.models import Message, Occupancy, Room
    from tests.factories import present_agreements

    users = get_user_model().objects
    with transaction.atomic():
        now = timezone.now()
        one, two = (
            users.create_user(
                f"s{n}@saebom.example",
                display_name=f"찾는이 {n}",
                verified_at=now,
                **present_agreements(),
            )
            for n in range(2)
        )
        for user in (one, two):
            user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        category = Category.objects.create(name="분야", name_en="Kind", slug="c")
        club = Club(president=two, name="찾기", summary="찾기", category=category, status="active")
        club.slug = "find"
        club.derive_search_fields()
        club.save()
        Membership.objects.create(club=club, user=two, role="officer")
        Membership.objects.create(club=club, user=one, role="member")
        rooms = [Room.open(two, f"방 {n}", capacity=10) for n in range(ROOMS)]
        mine = rooms[:MINE]
        Occupancy.objects.filter(room__in=rooms[1:], user=two).delete()
        Occupancy.objects.bulk_create(Occupancy(room=room, user=one) for room in mine)
    numbers = [0] * ROOMS

    def message(n):
        at = 0 if n % SHARE_OF_LARGE_ROOM == 0 else words.chance.randrange(1, ROOMS)
        numbers[at] += 1
        return Message(
            room=rooms[at],
            author=two,
            text=words.text(3, 14),
            number=numbers[at],
            change=numbers[at],
            created_at=now - timedelta(seconds=messages - n),
        )

    def post(n):
        return Post(
            club=club,
            author=two,
            title=words.text(2, 5),
            body=words.text(20, 60),
            visibility="public" if n % 3 else "members",
            created_at=now - timedelta(minutes=posts - n),
        )

    for model, make, total in [(Message, message, messages), (Post, post, posts)]:
        for part in itertools.batched(range(total), 10_000, strict=False):
            with transaction.atomic():
                model.objects.bulk_create(map(make, part), batch_size=2000)
    for room, number in zip(rooms, numbers, strict=True):
        room.last_change = number
        room.last_message_at = now
    Room.objects.bulk_update(rooms, ["last_change", "last_message_at"], batch_size=100)
    Occupancy.objects.filter(user=one).update(read_up_to=0)
    return users.get(pk=one.pk), mine


def searches(user, rooms, words):
    from django.http import QueryDict

    from accounts.search.forms import Search
    from accounts.search.pages import count_results, page_of
    from accounts.search.sections import search_sections

    queries = {
        "a word in every tenth text": words.words[0],
        "a common word": words.words[20],
        "an ordinary word": words.words[300],
        "a rare word": words.words[5000],
        "no word": "뷁뛟",
        "a common and a rare word": f"{words.words[20]} {words.words[5000]}",
    }
    places = {"messages of 50 rooms": "", "messages of the large room": f"room:{rooms[0].pk}"}
    for query in queries:
        for what, place in [*places.items(), ("posts", "")]:
            key = "posts" if what == "posts" else "messages"
            values = QueryDict(mutable=True)
            values.update({"q": queries[query], "place": place})

            def ask(values=values, key=key):
                search = Search(values, user)
                section = next(s for s in search_sections.call(search) if s.key == key)
                count_results([section])
                page_of(section, 20)
                return section.count

            yield {"case": f"{what}: {query}"} | cost(ask)


def lists(user):
    from django.test import Client

    from rooms.models import Room

    def rooms():
        return len(list(Room.objects.for_list_of(user)))

    yield {"case": "the list of rooms, its query"} | cost(rooms)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    room = Room.objects.occupied_by(user).order_by("pk").first()
    for case, word in [("nothing is found", "뷁뛟"), ("much is found", "만나")]:
        page = f"{room.get_absolute_url()}search/?q={word}"
        yield {"case": f"the page that searches a room: {case}"} | cost(
            lambda page=page: client.get(page).status_code
        )


def writing(rooms, words):
    """Yield the median ms of an INSERT of a message, with the index and without, and sizes."""
    from django.db import connection

    from kclub.db import search_index
    from rooms.models import Message

    table = Message._meta.db_table
    number = Message.objects.filter(room=rooms[1]).order_by("-number").first().number
    postgresql = connection.vendor == "postgresql"
    index = next(each for each in search_index.indexes if each.label == "rooms.Message")
    bytes_of = "octet_length({})" if postgresql else "length(CAST({} AS BLOB))"
    sizes = ", ".join(f"sum({bytes_of.format(column)})" for column in ["text", "folded_text"])
    size_of_index = "pg_relation_size('{0}')" if postgresql else "sum(length(block)) FROM {0}_data"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sizes} FROM {table}")  # noqa: S608
        text, folded = cursor.fetchone()
        cursor.execute(f"SELECT {size_of_index.format(index.name)}")
        size = cursor.fetchone()[0]
    yield {"case": "the index of messages ÷ their text", "p50": size / text}
    yield {"case": "the index and the folded copy ÷ their text", "p50": (size + folded) / text}

    def write():
        nonlocal number
        took = []
        for _each in range(WRITTEN):
            number += 1
            message = Message(
                room=rooms[1],
                author=rooms[0].owner,
                text=words.text(3, 14),
                number=number,
                change=number,
            )
            begun = time.perf_counter()
            message.save(force_insert=True)
            took.append((time.perf_counter() - begun) * 1000)
        return took

    with_index = write()
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(f'DROP INDEX "{index.name}"')
        else:
            for event in search_index.TRIGGERS:
                cursor.execute(f'DROP TRIGGER "{index.name}_{event}"')
    without = write()
    for case, took in [
        ("writing a message", with_index),
        ("writing it without the index", without),
    ]:
        yield {"case": case, "p50": median(took), "p95": quantiles(took, n=20)[18]}


def cost(act):
    """Return the median and the 95th percentile of the ms that `act` takes, and what it returns.

    `statements` is the 95th percentile of what its statements take of them.
    """
    from django.db import connection

    for _each in range(2):
        hits = act()
    took, statements = [], []

    def timed(execute, *statement):
        begun = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            statements[-1] += (time.perf_counter() - begun) * 1000

    for _each in range(REPETITIONS):
        statements.append(0)
        begun = time.perf_counter()
        with connection.execute_wrapper(timed):
            act()
        took.append((time.perf_counter() - begun) * 1000)
    twentieths = quantiles(took, n=20, method="inclusive")
    of_statements = quantiles(statements, n=20, method="inclusive")[18]
    return {"hits": hits, "p50": twentieths[9], "p95": twentieths[18], "statements": of_statements}


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
