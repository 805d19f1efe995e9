"""python -m tests.live.seed <users>: tables, a room, users in it; prints their sessions as JSON."""

import json
import sys

import django
from django.conf import settings
from django.contrib.auth import login
from django.core.management import call_command
from django.db import transaction
from django.http import HttpRequest


def main(users):
    from rooms.models import Room
    from tests.factories import make_user

    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        room = Room.open(make_user(), "모두", capacity=32_000)
        sessions = [enter(room, make_user()) for _ in range(users)]
    json.dump({"room": room.pk, "slug": room.slug, "sessions": sessions}, sys.stdout)


def enter(room, user):
    """Let `user` into the room. Returns the key of a session of theirs."""
    from accounts.sessions import SessionStore

    room.occupancies.create(user=user)
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return request.session.session_key


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
