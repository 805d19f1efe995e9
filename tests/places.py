"""Places with one of everything and one of everybody, for `test_who_may_what`."""

from datetime import timedelta
from functools import cached_property

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from accounts.models import SchoolDomain
from clubs.models import BannedWord, Category, Club, Evidence, Replacement
from kclub.files.images import preview, reencode
from rooms.models import Room
from tests.factories import (
    PASSWORD,
    make_application,
    make_category,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_room,
    make_staff,
    make_user,
    unverified,
)
from tests.pictures import upload

SECRET = "은행나무"  # what is said in a room and written on a board
NOT_OURS = {"admin", "allauth.urls"}  # Django's and allauth's own; static files have no pattern


def addresses(resolver=None, namespace=""):
    """{"clubs:post": its pattern} of every address that is ours."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found[f"{namespace}{entry.name or entry.pattern}"] = entry.pattern
        elif {entry.app_name, getattr(entry.urlconf_name, "__name__", "")}.isdisjoint(NOT_OURS):
            inner = f"{entry.namespace}:" if entry.namespace else namespace
            found |= addresses(entry, inner)
    return found


ADDRESSES = addresses()


# Where they lead: a place with one of everything and one of everybody ----------------------


class Place:
    """What stands in a section of the table. A column is the name of one of its people.

    All is made when first asked for.
    """

    namespace = ""
    numbers = {}  # which of its things the `pk` of an address means

    anonymous = None

    @cached_property
    def unverified(self):
        return make_user(verified=False)

    @cached_property
    def stranger(self):
        return make_user()

    @cached_property
    def union(self):
        return make_staff()

    @cached_property
    def other(self):
        """Another such place, where these people have no say."""
        return type(self)()

    @classmethod
    def address_of(cls, name):
        return f"{cls.namespace}:{name}" if cls.namespace else name

    def arguments(self, name):
        """What the address takes, by the names in its pattern."""
        return {arg: self.thing(name, arg) for arg in ADDRESSES[self.address_of(name)].converters}

    def thing(self, name, arg):
        return getattr(self, self.numbers[name]).pk

    def foreign(self, name):
        """The arguments with, one at a time, something of the other place."""
        own = self.arguments(name)
        for arg in own.keys() - {"slug"}:
            yield own | {arg: self.other.thing(name, arg)}

    def form(self, name):
        """What is sent to `name`."""
        form = FORMS.get(self.address_of(name), {})
        return form(self) if callable(form) else form


class OfClub(Place):
    """A club, and what officers do in it."""

    namespace = "clubs"
    numbers = {
        "application-manage": "application",
        "member-manage": "membership",
        "member-remove": "membership",
        "invite-poster": "invite",
        "invite-qr": "invite",
        "invite-revoke": "invite",
        "case-decide": "case",
        "question": "question",
        "question-move": "question",
        "question-delete": "question",
    }
    visibility = "public"

    @cached_property
    def club(self):
        return make_club()

    @cached_property
    def applicant(self):
        return self.application.applicant

    @cached_property
    def member(self):
        return make_member(self.club)

    @cached_property
    def author(self):
        return make_member(self.club)

    @cached_property
    def officer(self):
        return make_officer(self.club)

    @cached_property
    def president(self):
        return self.club.president

    @cached_property
    def elsewhere(self):
        """An officer of another club."""
        return make_officer(self.other.club)

    @cached_property
    def lapsed(self):
        """An officer who has lost their school address."""
        return unverified(make_officer(self.club))

    @cached_property
    def application(self):
        return make_application(self.club)

    @cached_property
    def offered(self):
        """The application, to which a seat was offered."""
        self.application.waitlist(by=self.president)
        self.application.offer(by=self.president)
        return self.application

    @cached_property
    def membership(self):
        return self.club.memberships.get(user=self.author)

    @cached_property
    def banned(self):
        user = make_user()
        self.club.ban(user, by=self.president)
        return user

    @cached_property
    def invite(self):
        return self.club.invite(self.president)

    @cached_property
    def question(self):
        return self.club.ask(self.president, text="왜 우리 동아리인가요?")

    @cached_property
    def post(self):
        fields = {"title": SECRET, "visibility": self.visibility}
        return make_post(self.club, self.author, pictures=[(reencode(upload()), "")], **fields)

    @cached_property
    def picture(self):
        return self.post.pictures.get()

    @cached_property
    def comment(self):
        return self.post.comment(self.author, f"{SECRET} 좋아요")

    @cached_property
    def event(self):
        tomorrow = timezone.now() + timedelta(days=1)
        fields = {"starts_at": tomorrow, "ends_at": tomorrow + timedelta(hours=2)}
        public = self.visibility == "public"
        return self.club.events.create(title="출사", place="서울숲", public=public, **fields)

    @cached_property
    def case(self):
        return self.post.report(make_user(), "spam").case

    @cached_property
    def evidence(self):
        return Evidence.objects.get(case=self.case)

    def thing(self, name, arg):
        match name, arg:
            case "application-accept", "receipt":
                return self.offered.receipt
            case "presidency-accept" | "presidency-decline", "slug":
                self.club.offer_presidency(self.member, by=self.president)
            case "ban-lift", "username":
                return self.banned.username
            case "ban", "username":
                return self.author.username
        match arg:
            case "slug":
                return self.club.slug
            case "receipt":
                return self.application.receipt
            case "token":
                return self.invite.token
            case "post" | "comment":
                return getattr(self, arg).pk
        return super().thing(name, arg)

    def foreign(self, name):
        # Anybody may be kept out of a club before they come: nobody is of another one.
        return () if name in ("ban", "ban-lift") else super().foreign(name)


class OfSite(OfClub):
    """What belongs to no app; evidence is a picture that was reported in a club."""

    namespace = ""
    numbers = {"evidence": "evidence"}


class OfBoard(OfClub):
    """A post and an event for everybody."""

    numbers = {
        **dict.fromkeys(["post", "post-edit", "post-delete", "post-like", "post-pin"], "post"),
        **dict.fromkeys(["post-report", "comments", "comment-report", "comment-delete"], "post"),
        **dict.fromkeys(["picture", "picture-thumbnail"], "picture"),
        **dict.fromkeys(["event", "event-rsvp"], "event"),
    }


class OfMembersBoard(OfBoard):
    """A post and an event for members."""

    visibility = "members"


class OfRoom(Place):
    """A room with a password, in which somebody has said something."""

    namespace = "rooms"
    numbers = {"picture": "picture", "thumbnail": "picture"}
    kind = Room.Kind.PASSWORD

    @cached_property
    def room(self):
        secret = {"password": PASSWORD} if self.kind == Room.Kind.PASSWORD else {}
        return make_room(kind=self.kind, capacity=50, **secret)

    @cached_property
    def owner(self):
        return self.room.owner

    @cached_property
    def occupant(self):
        return self.enter(make_user())

    @cached_property
    def author(self):
        return self.enter(make_user())

    @cached_property
    def moderator(self):
        user = self.enter(make_user())
        self.room.appoint(user, by=self.owner)
        return user

    @cached_property
    def gone(self):
        """Who was in the room."""
        user = self.enter(make_user())
        self.room.leave(user)
        return user

    @cached_property
    def banned(self):
        user = self.enter(make_user())
        self.room.ban(user, by=self.owner)
        return user

    @cached_property
    def elsewhere(self):
        """The owner of another room."""
        return self.other.owner

    @cached_property
    def lapsed(self):
        """A moderator who has lost their school address."""
        user = self.enter(make_user())
        self.room.appoint(user, by=self.owner)
        return unverified(user)

    def enter(self, user):
        self.room.admit(user, PASSWORD, invite=self.key)
        return user

    @cached_property
    def key(self):
        return self.room.invite(by=self.owner) if self.kind in Room.INVITABLE_KINDS else None

    @cached_property
    def message(self):
        return self.room.post(self.author, SECRET, pictures=[reencode(upload(), preview)])

    @cached_property
    def picture(self):
        return self.message.pictures.get()

    def thing(self, name, arg):
        match arg:
            case "slug":
                return self.message.room.slug  # where there is something to read
            case "number":
                return self.message.number
            case "token":
                return self.key.token
            case "username":
                return (self.banned if name == "ban-lift" else self.author).username
        return super().thing(name, arg)

    def foreign(self, name):
        for arguments in super().foreign(name):
            if "number" in arguments:  # messages are counted in each room
                arguments["number"] = self.message.number + 1
                for text in ("둘", "셋"):
                    self.other.room.post(self.other.owner, text)
            yield arguments


class OfSecretRoom(OfRoom):
    """A room only those know of who are in it."""

    kind = Room.Kind.INVITE


class OfClubsRoom(OfRoom):
    """A room of a club; its owner is the president."""

    kind = Room.Kind.CLUB

    @cached_property
    def club(self):
        return make_club()

    @cached_property
    def room(self):
        return self.club.rooms.get()

    @cached_property
    def member(self):
        """Of the club, and not in the room."""
        return make_member(self.club)

    @cached_property
    def officer(self):
        """Of the club, and not in the room."""
        return make_officer(self.club)

    def enter(self, user):
        self.club.admit(user)
        return super().enter(user)


class OfPerson(Place):
    """An account: a student's."""

    namespace = "accounts"
    numbers = {"notification-read": "notification"}

    @cached_property
    def student(self):
        return make_user()

    @cached_property
    def lapsed(self):
        return unverified(make_user())

    @cached_property
    def notification(self):
        return self.student.notify("새 글", "/")

    @cached_property
    def friend(self):
        return make_user()

    @cached_property
    def blocked(self):
        user = make_user()
        self.student.block(user)
        return user

    def thing(self, name, arg):
        if arg == "username":
            return (self.blocked if name == "unblock" else self.friend).username
        if arg == "key":
            return EmailConfirmationHMAC(EmailAddress.objects.get(user=self.unverified)).key
        return super().thing(name, arg)

    def foreign(self, name):
        return super().foreign(name) if name in ("notification-read", "unblock") else ()


class OfUnion(OfClub):
    """The union's dashboard. Only a case can be another's: one that a club's officers decide."""

    namespace = "union"
    numbers = {
        "claim-grant": "claim",
        "claim-decline": "claim",
        "replacement-confirm": "replacement",
        "replacement-drop": "replacement",
        "case": "escalated",
        "case-decide": "escalated",
        "category": "category",
        "category-delete": "category",
        "banned-word-delete": "word",
        "school-domain-remove": "domain",
    }

    @cached_property
    def waiting(self):
        return make_club(opened=False)

    @cached_property
    def claim(self):
        club = make_club()
        officer = make_officer(club)
        club.president.unverify()
        return Club.objects.get(pk=club.pk).claim(officer, "회장이 졸업했어요")

    @cached_property
    def replacement(self):
        return Replacement.ask(self.club, self.member, make_staff(), "회비를 돌려주지 않아요")

    @cached_property
    def escalated(self):
        self.case.escalate()
        return self.case

    @cached_property
    def category(self):
        return Category.objects.create(name="헌것", name_en="Old", slug="old")

    @cached_property
    def word(self):
        word = BannedWord(word="나쁜말")
        word.full_clean()
        word.save()
        return word

    @cached_property
    def domain(self):
        return SchoolDomain.objects.create(name="old.example")

    def thing(self, name, arg):
        match name, arg:
            case "club-approve" | "club-return", "slug":
                return self.waiting.slug
            case _, "username":
                return self.stranger.username
        return super().thing(name, arg)

    def foreign(self, name):
        if name in ("case", "case-decide"):
            yield {"pk": self.other.case.pk}  # not escalated


PLACES = {
    "site": OfSite,
    "person": OfPerson,
    "club": OfClub,
    "board": OfBoard,
    "members-board": OfMembersBoard,
    "room": OfRoom,
    "club-room": OfClubsRoom,
    "secret-room": OfSecretRoom,
    "union": OfUnion,
}


# What is sent ------------------------------------------------------------------------------


def day(hours):
    return f"{timezone.localtime() + timedelta(days=1, hours=hours):%Y-%m-%dT%H:%M}"


def described(**more):
    fields = {"summary": "함께 놀아요", "description": "매주 만나요", "emoji": "📷"}
    return fields | {"category": make_category().pk, "hue": "1", "pattern": "dot"} | more


WORDS = {"kind": "free", "visibility": "members", "title": "첫 롤", "body": "찍었어요"}
SETTINGS = {
    "name": "새 이름", "about": "", "emoji": "🌙", "hue": "3", "kind": "open", "capacity": "50",
    "slow_seconds": "10", "read_only": "on",
}  # fmt: skip
FORMS = {  # a function where something of the place is named
    "preferences": {"language": "en"},
    "accounts:profile-edit": {"display_name": "새 이름"},
    "accounts:closure": lambda p: {"password": PASSWORD, "name": p.student.display_name},
    "clubs:club-new": lambda p: described(name="아주 새로운 모임", join_mode="request"),
    "clubs:club-edit": lambda p: described(name=p.club.name),
    "clubs:join": {"message": "하고 싶어요"},
    "clubs:draft": {"message": "하고"},
    "clubs:follow": {"follow": "1"},
    "clubs:presidency": lambda p: {"to": p.membership.pk},
    "clubs:claim": {"reason": "회장이 졸업했어요"},
    "clubs:post-new": WORDS,
    "clubs:post-edit": lambda p: WORDS | {"removed": p.picture.pk},
    "clubs:post-like": {"like": "1"},
    "clubs:post-pin": {"pin": "1"},
    "clubs:post-report": {"reason": "spam"},
    "clubs:comment-report": {"reason": "spam"},
    "clubs:comments": lambda p: {"text": "네", "parent": p.comment.pk},
    "clubs:event-new": lambda p: {
        "title": "출사", "place": "서울숲", "starts_at": day(0), "ends_at": day(2),
    },
    "clubs:event-rsvp": {"rsvp": "yes"},
    "clubs:application-manage": {"decision": "approve"},
    "clubs:applications-bulk": lambda p: {"decision": "approve", "pick": p.application.pk},
    "clubs:member-manage": {"role": "officer", "title": "총무"},
    "clubs:member-remove": {"reason": "오래 나오지 않았어요"},
    "clubs:ban": {"days": "30", "reason": "도배"},
    "clubs:invites": {"days": "7"},
    "clubs:case-decide": {"decision": "hide"},
    "clubs:recruiting": {"join_mode": "request"},
    "clubs:questions": {"text": "왜?", "kind": "long"},
    "clubs:questions-again": lambda p: {"number": p.question.questionnaire.number},
    "clubs:question": {"text": "왜?", "kind": "long"},
    "clubs:question-move": {"step": "1"},
    "rooms:room-new": {"name": "새 방", "kind": "open", "capacity": "20"},
    "rooms:direct": lambda p: {"with": p.author.username},
    "rooms:room-enter-by-name": lambda p: {"name": p.room.name},
    "rooms:room-enter": {"password": PASSWORD},
    "rooms:messages": {"text": "안녕"},
    "rooms:live-composer": {"text": "안녕"},
    "rooms:read-mark": {"number": "1"},
    "rooms:settings": SETTINGS,
    "rooms:invites": {"uses": "5", "days": "7"},
    "rooms:mute": {"minutes": "60"},
    "rooms:ban": {"reason": "도배"},
    "rooms:message-edit": {"text": "고친 말"},
    "rooms:message-react": {"add": "like"},
    "rooms:message-report": {"reason": "spam"},
    "union:club-return": {"reason": "소개를 더 써 주세요"},
    "union:club": {"verb": "suspend", "reason": "회계를 확인하고 있어요"},
    "union:replacement-new": lambda p: {"successor": p.author.pk, "reason": "회비를 돌려주지 않아요"},
    "union:claim-decline": {"reason": "회장이 돌아왔어요"},
    "union:person": {"days": "7", "reason": "도배"},
    "union:case": {"reason": "앞뒤를 봐야 해요"},
    "union:case-decide": {"decision": "hide"},
    "union:categories": {"name": "새것", "name_en": "New", "slug": "new", "position": "1"},
    "union:category": {"name": "새것", "name_en": "New", "slug": "new", "position": "1"},
    "union:banned-words": {"word": "못된말"},
    "union:school-domains": {"name": "new.example"},
}  # fmt: skip
NAMING = {  # those in which something stands that may be another place's
    "clubs:presidency", "clubs:post-edit", "clubs:comments", "clubs:applications-bulk",
    "union:replacement-new",
}  # fmt: skip
