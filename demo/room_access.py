"""Locked rooms, a link into one, and a room that is kept in order."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from rooms.models import Ban, Invite, Room

KEY = "은행나무2026"


def make_room_access(campus):
    """One room tells its password, one is for the invited, one has moderators and a ban."""
    lock(Room.objects.get(name="보드게임 온라인 한 판"))
    invite(campus, Room.objects.get(name="깜짝 생일 준비"))
    keep_order(campus, Room.objects.get(name="학식 오늘 뭐 나와요"))


def lock(room):
    room.kind, room.password = Room.Kind.PASSWORD, make_password(KEY)
    room.about = f"한 판만 하고 자기. 비밀번호는 {KEY}"
    room.save()


def invite(campus, room):
    """Nobody finds it; a link that lets ten in is on its way."""
    room.kind = Room.Kind.INVITE
    room.save()
    ends = campus.midnight + timedelta(days=7)
    token = "saebom-birthday"  # noqa: S105
    Invite.objects.create(
        room=room, by=room.owner, token=token, max_uses=10, use_count=2, expires_at=ends
    )


def keep_order(campus, room):
    """A slow room where member@ is a moderator, somebody is muted and somebody banned."""
    room.slow_seconds = 5
    room.save()
    _student, member, other, loud = room.occupancies.exclude(user=room.owner)[:4]
    member.is_moderator = other.is_moderator = True
    loud.muted_until = campus.midnight + timedelta(days=2)
    for occupancy in [member, other, loud]:
        occupancy.save()
    outside = next(user for user in campus.students if not room.is_occupied_by(user))
    reason, when = "같은 광고를 열 번 올렸어요", campus.ago(days=3, hour=20)
    Ban.objects.create(room=room, user=outside, by=room.owner, reason=reason, banned_at=when)
