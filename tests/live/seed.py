"""python -m tests.live.seed <users>: tables, a room, users in it; prints their sessions as JSON."""

import json
import sys

import django
from django.contrib.auth import get_user
from django.core.management import call_command
from django.test import Client


def main(users):
    from rooms.models import Room
    from tests.factories import make_user

    call_command("migrate", verbosity=0)
    owner = make_user()
    room = Room.open(owner, "모두", capacity=32_000)
    sessions = []
    for _ in range(users):
        user = make_user()
        room.admit(user)
        client = Client()
        client.force_login(user)
        assert get_user(client)
        sessions.append(client.session.session_key)
    json.dump({"room": room.pk, "sessions": sessions}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
