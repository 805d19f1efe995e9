"""A room with a password, one with an invite, and one with moderators."""

from datetime import timedelta

from demo.history import acting_at
from rooms.models import Room

PASSWORD = "은행나무2026"  # noqa: S105


def make_room_access(campus):
    """Make a room with a password, one for invited people, and one with moderators and a ban."""
    with acting_at(campus.ago(days=3, hour=20)):
        lock(Room.objects.get(name="보드게임 온라인 한 판"))
        invite(campus, Room.objects.get(name="깜짝 생일 준비"))
        moderate(campus, Room.objects.get(name="학식 오늘 뭐 나와요"))


def lock(room):
    about = f"한 판만 하고 자기. 비밀번호는 {PASSWORD}"
    room.edit(room.owner, PASSWORD, kind=Room.Kind.PASSWORD, about=about)


def invite(campus, room):
    """Hide the room and make an invite for ten people, two of whom have entered."""
    room.edit(room.owner, kind=Room.Kind.INVITE)
    expires_at = campus.midnight + timedelta(days=7)
    made = room.invite(room.owner, max_uses=10, expires_at=expires_at)
    made.token, made.use_count = "saebom-birthday", 2
    made.save()


def moderate(campus, room):
    """Turn on slow mode, appoint member@ and another, and mute and ban somebody."""
    room.edit(room.owner, slow_seconds=5)
    _student, member, other, loud = room.occupancies.exclude(user=room.owner)[:4]
    for moderator in [member, other]:
        room.appoint(moderator.user, room.owner)
    room.mute(loud.user, room.owner, campus.midnight + timedelta(days=2))
    outside = next(user for user in campus.students if not room.is_occupied_by(user))
    room.ban(outside, room.owner, "같은 광고를 열 번 올렸어요")
