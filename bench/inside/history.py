"""The costs of a room of a million messages, beside those of a room of a hundred."""

import json
import sys
import time

import django

from bench import meters

FEW, MANY = 100, 1_000_000
REPLAYED = 50
REPETITIONS, BATCH_SIZE = 40, 10
UNREAD = 20  # messages that the opener of the room has not read

STEPS = {}


def step(function):
    STEPS[function.__doc__] = function
    return function


@step
def open_room(client, room):
    """open the room"""
    return client.get(room.get_absolute_url())


@step
def look_back(client, room):
    """the 50 messages before the middle"""
    return client.get(f"{room.get_absolute_url()}?before={room.last_change // 2 + 50}")


@step
def jump(client, room):
    """the messages around one of them"""
    return client.get(f"{room.get_absolute_url()}?at={room.last_change // 2}")


@step
def find(client, room):
    """search for what all of them say"""
    return client.get(f"{room.get_absolute_url()}search/", {"q": "동아리"})


@step
def find_nothing(client, room):
    """search for what none of them says"""
    return client.get(f"{room.get_absolute_url()}search/", {"q": "필름"})


@step
def replay(client, room):
    """replay the last 50 to a stream"""
    from kclub.live.channels import parse

    kind, key = parse(room.channel)
    changes = kind.changes(key, room.last_change - REPLAYED, REPLAYED)
    assert len(changes) == REPLAYED  # noqa: S101


@step
def list_rooms(client, room):
    """the list of rooms, nothing unread"""
    return client.get("/rooms/")


@step
def list_rooms_unread(client, room):
    """the list of rooms, everything unread"""
    room.occupancies.update(read_up_to=0)
    return client.get("/rooms/")


def main(pid, number):
    from rooms.models import Room

    large = Room.objects.get()
    small, (few, many) = twin_of(large)
    sizes = {FEW: (small, few), number: (large, many)}
    for size, (room, _client) in sizes.items():
        fill(room, size)
    rows = []
    for case, act in STEPS.items():
        row = {"case": case}
        costs = {n: Cost(act, room, client, pid) for n, (room, client) in sizes.items()}
        for _ in range(REPETITIONS // BATCH_SIZE):
            for cost in costs.values():  # in turn, since the load of the machine changes
                cost.measure()
        for n, cost in costs.items():
            row |= {f"{name}, {n:,}": figure for name, figure in cost.figures().items()}
        row["× as much"] = costs[number].total / costs[FEW].total
        rows.append(row)
    json.dump(rows, sys.stdout)


def twin_of(large):
    """Return a second room with the same people, and a Client for each room of a user in it alone."""
    from django.test import Client

    from rooms.models import Occupancy, Room

    one, other, owner, *both = [o.user for o in large.occupancies.select_related("user")[1:]]
    small = Room.open(owner, "조금", capacity=large.capacity)
    Occupancy.objects.filter(room=large, user=one).delete()
    Occupancy.objects.bulk_create(Occupancy(room=small, user=user) for user in [one, *both])
    clients = [Client(headers={"host": "localhost"}) for _ in range(2)]
    for client, user in zip(clients, [one, other], strict=True):
        client.force_login(user)
    return small, clients


class Cost:
    """The costs of one step in one room: queries, our CPU and that of PostgreSQL."""

    def __init__(self, act, room, client, pid):
        self.act, self.room, self.client, self.pid = act, room, client, pid
        self.ours = self.theirs = self.turns = 0
        room.occupancies.update(read_up_to=room.last_change - UNREAD)
        for _ in range(2):  # warm
            self.queries = self.count()

    def count(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            answer = self.act(self.client, self.room)
            assert answer is None or answer.status_code == 200, answer  # noqa: S101
            return len(queries)

    def measure(self):
        ours, theirs = time.process_time(), meters.cpu_of(self.pid)
        for _ in range(BATCH_SIZE):
            self.act(self.client, self.room)
        self.ours += time.process_time() - ours
        self.theirs += meters.cpu_of(self.pid) - theirs
        self.turns += BATCH_SIZE

    @property
    def total(self):
        return self.ours + self.theirs

    def figures(self):
        each = {"ms CPU": self.ours, "PostgreSQL": self.theirs}
        return {"queries": self.queries} | {
            name: seconds / self.turns * 1000 for name, seconds in each.items()
        }


def fill(room, number):
    """Post a message in the room and copy it to so many, ten seconds apart."""
    from django.db import connection

    first = room.post(room.owner, "동아리방에서 만나요. " * 5)
    columns = [f.column for f in first._meta.concrete_fields if not (f.primary_key or f.generated)]
    copied = ", ".join(f'"{column}"' for column in columns)
    values = {"number": "n", "change": "n", "idempotency_key": "NULL"}
    values["created_at"] = "now() - (%s - n) * interval '10 seconds'"
    made = ", ".join(values.get(column, f'"{column}"') for column in columns)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET session_replication_role = replica")  # nobody looks at each row
        cursor.execute(
            f"INSERT INTO rooms_message ({copied}) SELECT {made}"  # noqa: S608
            " FROM rooms_message, generate_series(%s, %s) AS n WHERE id = %s",
            [number, 2, number, first.pk],
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    type(room).objects.filter(pk=room.pk).update(last_change=number)
    room.refresh_from_db()


def run(bench):
    """Return the rows from a process of its own on a fresh copy of the site."""
    from bench.inside import rows_of

    url = bench.database.create(f"history{time.monotonic_ns()}", "site")
    many = bench.scaled(MANY)
    return rows_of(__name__, bench.seeded, url, bench.database.process.pid, many)


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
