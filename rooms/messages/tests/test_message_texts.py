"""What was said in rooms, in pushes to devices."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Notification
from accounts.push.sender import PushSender
from rooms.models import Room
from tests.factories import make_device, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def me():
    return make_user("이서연", quiet_from=0, quiet_until=0)


@pytest.fixture
def phone(me, push_service):
    return make_device(me, **push_service.device("phone").form)


def send():
    """Let all that waits be due, and deliver it."""
    Notification.objects.exclude(push_due_at=None).update(push_due_at=timezone.now())
    PushSender().send_all()


def direct_room(me):
    author = make_user("박봄이")
    room = Room.open_direct(author, [me])
    Notification.objects.all().delete()
    room.occupancies.update(last_active_at=timezone.now() - timedelta(hours=1))
    return author, room


@pytest.mark.parametrize(("shows", "body"), [(False, ""), (True, "비밀인데 말이야")])
def test_what_is_said_in_rooms_is_shown_only_to_who_wants_it(me, phone, push_service, shows, body):
    me.push_shows_text = shows
    me.save()
    author, room = direct_room(me)
    room.post(author, "비밀인데 말이야")
    send()
    [push] = push_service.taken
    assert (push.told["title"], push.told["body"]) == ("박봄이님이 메시지를 보냈어요.", body)
    assert push.headers["Urgency"] == "high"


def test_what_was_deleted_meanwhile_is_not_shown_to_who_wants_texts(me, phone, push_service):
    me.push_shows_text = True
    me.save()
    author, room = direct_room(me)
    room.post(author, "비밀인데 말이야").delete_by(author)
    send()
    assert "비밀" not in json.dumps([push.told for push in push_service.taken], ensure_ascii=False)


@pytest.mark.parametrize("shows", [False, True])
def test_a_mention_shows_its_message_to_who_wants_it(me, phone, push_service, shows):
    me.push_shows_text = shows
    me.save()
    author, room = direct_room(me)
    room.post(author, f"@{me.display_name} 이것 봐")
    send()
    [push] = push_service.taken
    assert push.told["body"] == (f"@{me.display_name} 이것 봐" if shows else "")
    assert push.told["page"].startswith(room.get_absolute_url())
