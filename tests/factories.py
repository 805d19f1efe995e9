"""Factories of rows for tests; a test passes only the values it is about."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from accounts.models import PushSubscription, Session, User
from accounts.notification_kinds import Group, Kind
from clubs.models import Category, Club, Membership
from rooms.models import Room

number = count(1)
PASSWORD = "kclub-test-2026"
VAPID_PRIVATE_KEY = "yOGu8fGZM9myVuwfGrpnIWKPkcbwaCIQjmC1SOo9amc"

DEVICE = {  # what a browser says of itself to be pushed to
    "endpoint": "https://fcm.googleapis.com/fcm/send/a1",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}


def make_device(user, name="Chrome · Android", **fields):
    """Make a device of the user that takes pushes, with a log-in of its own."""
    session = make_log_in(user)
    fields = DEVICE | {"endpoint": f"{DEVICE['endpoint']}{next(number)}"} | fields
    return PushSubscription.objects.add(user, session.pk, "", name, **fields)


def make_log_in(user, **fields):
    """Make a session of the user, on another device than any other."""
    expires = timezone.now() + timedelta(days=30)
    fields = {"session_key": f"device{next(number)}", "expire_date": expires} | fields
    return Session.objects.create(user=user, session_data="", **fields)


def make_kind(sentence, **fields):
    """Make a Kind of notification that is none of the table's."""
    return Kind(
        **{"name": "test", "group": Group.TALK, "to": "", "page": ""} | fields, sentence=sentence
    )


def make_user(name=None, *, verified=True, **fields):
    """Make a verified student with a name of their own."""
    n = next(number)
    user = User.objects.create_user(
        fields.pop("email", f"u{n}@saebom.example"),
        PASSWORD,
        display_name=name or f"학생 {n}",
        verified_at=timezone.now() if verified else None,
        **fields,
    )
    user.emailaddress_set.create(email=user.email, verified=verified, primary=True)
    return user


def make_staff(name=None):
    """Make a user of the union."""
    return make_user(name, is_staff=True)


def make_category(name="사진"):
    category, _created = Category.objects.get_or_create(
        name=name, defaults={"name_en": f"{name} (en)", "slug": f"c{next(number)}"}
    )
    return category


def make_club(name=None, *, president=None, opened=True, **fields):
    """Make an open club which takes requests, with a president and its general room."""
    club = Club.found(
        president or make_user(),
        name=name or f"동아리 {next(number)}",
        summary=fields.pop("summary", "함께 놀아요"),
        category=fields.pop("category", None) or make_category(),
        **fields,
    )
    if opened:
        club.approve(by=make_staff())
    return club


def make_member(club, name=None):
    user = make_user(name)
    club.admit(user)
    return user


def make_officer(club, name=None):
    user = make_member(club, name)
    club.memberships.filter(user=user).update(role=Membership.Role.OFFICER)
    return user


def unverified(user):
    """Return `user` after they have lost their school address."""
    user.unverify()
    return user


def make_application(club, applicant=None, **fields):
    return club.apply(applicant or make_user(), **fields)


def make_post(club, author=None, **fields):
    fields = {"title": "첫 글", "body": "안녕하세요"} | fields
    return club.post(author or club.president, **fields)


def a_poll(**fields):
    """Return the arguments of `Poll.open` for a poll that takes votes for a day."""
    closes_at = timezone.now() + timedelta(days=1)
    return {
        "question": "언제 모일까요?",
        "choices": ["토요일", "일요일"],
        "closes_at": closes_at,
    } | fields


def make_room(owner=None, name=None, **fields):
    return Room.open(owner or make_user(), name or f"방 {next(number)}", **fields)


def make_occupant(room, name=None):
    user = make_user(name)
    room.admit(user)
    return user
