"""Factories of rows for tests; a test passes only the values it is about.

Users and clubs are most of what tests make, so these are written as rows, in a third of the time
that the verbs take; tests/test_factories.py has them equal to what the verbs make.
"""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.agreement_texts import REQUIRED, digest_of
from accounts.agreement_texts import Kind as AgreementKind
from accounts.models import PushSubscription, Session, User
from accounts.names import handle_base
from accounts.notification_kinds import Group, Kind
from clubs.models import AuditLogEntry, Category, Club, Membership
from kclub.db.slugs import free_slug
from rooms.club_receivers import GENERAL_ROOM_CAPACITY
from rooms.models import Occupancy, Room

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


def present_agreements(wants_news=False):
    """Return the fields of a user who has agreed to the present texts."""
    kinds = [*REQUIRED, AgreementKind.NEWS] if wants_news else REQUIRED
    return {f"agreed_{kind}": digest_of(kind) for kind in kinds}


def make_user(name=None, *, verified=True, **fields):
    """Make a verified student with a name of their own."""
    n = next(number)
    fields = present_agreements(fields.get("wants_news")) | fields
    if fields.get("is_staff"):
        fields.setdefault("staff_since", timezone.now() - timedelta(days=400))
    user = User(
        email=fields.pop("email", f"u{n}@saebom.example"),
        verified_at=timezone.now() if verified else None,
        **fields,
    )
    user.set_display_name(name or f"학생 {n}")
    user.set_password(PASSWORD)
    if name:
        User.objects.save_with_handle(user)
    else:  # nobody else has that handle
        user.handle = handle_base(user.display_name)
        user.save(force_insert=True)
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


def make_club(name=None, *, president=None, union=None, opened=True, **fields):
    """Make an open club which takes requests, with a president and its general room.

    `union` is who has opened it.
    """
    president = president or make_user()
    fields = {"summary": "함께 놀아요", "name": name or f"동아리 {next(number)}"} | fields
    fields["category"] = fields.get("category") or make_category()
    if opened:
        return open_club(president, union or make_staff(), **fields)
    return Club.found(president, **fields)


def open_club(president, union, **fields):
    """Write the rows of a club that `president` has founded and `union` opened."""
    now = timezone.now()
    decided = {"status": Club.Status.ACTIVE, "decided_by": union, "decided_at": now}
    club = Club(president=president, opened_at=now, **decided, **fields)
    club.derive_search_fields()
    save_at_slug(club)
    Membership.objects.create(club=club, user=president, role=Membership.Role.OFFICER)
    AuditLogEntry.objects.create(club=club, by=union, action=AuditLogEntry.Action.OPENED)
    looks = {"emoji": club.emoji, "hue": club.hue}
    room = Room(
        owner=president, kind=Room.Kind.CLUB, club=club, capacity=GENERAL_ROOM_CAPACITY, **looks
    )
    room.set_name(Room.name_for(club))
    save_at_slug(room)
    Occupancy.objects.create(room=room, user=president)
    told = {"about": club, "club": club.names, "reason": ""}
    president.notify(kinds.CLUB_OPENED, club.get_absolute_url(), **told)
    club.refresh_from_db()
    return club


def save_at_slug(row):
    """Save the new `row` at a slug that nobody else takes meanwhile."""
    row.slug = free_slug(row, reserved={"new"})
    row.save(force_insert=True)


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
