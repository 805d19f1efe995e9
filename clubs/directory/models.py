"""A club: founding and describing it, belonging to it and going."""

from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import is_student
from clubs.audit_log.models import LogEntry
from clubs.directory.querysets import Category, ClubQuerySet
from clubs.directory.status import Supervised
from clubs.people.models.bans import Barring
from clubs.people.models.invites import Inviting
from clubs.people.models.memberships import Membership
from clubs.people.models.presidency import Presided
from clubs.recruiting.models.recruiting import Recruiting
from clubs.signals import member_left
from kclub import live
from kclub.db.idempotency import nonce_for
from kclub.db.slugs import save_at_free_slug
from kclub.errors import Conflict, Refused
from kclub.text.normalization import folded, initials, normalized


class Club(Presided, Barring, Inviting, Recruiting, Supervised, models.Model):
    """A club."""

    name = models.CharField(_("동아리 이름"), max_length=40)
    name_key = models.CharField(max_length=80, unique=True, editable=False)
    name_initials = models.CharField(max_length=80, editable=False)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True, editable=False)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="clubs", verbose_name=_("분야")
    )
    summary = models.CharField(_("한 줄 소개"), max_length=60)
    description = models.TextField(_("소개"), max_length=5000, blank=True)
    tags = models.CharField(_("꼬리표"), max_length=80, blank=True)
    search_text = models.CharField(max_length=300, editable=False)
    place = models.CharField(_("모이는 곳"), max_length=40, blank=True)
    meets = models.CharField(_("모임"), max_length=60, blank=True)
    fee = models.CharField(_("회비"), max_length=40, blank=True)
    emoji = models.CharField(_("대표 그림 문자"), max_length=8, default="🌱")
    hue = models.PositiveSmallIntegerField(
        _("동아리 색"), default=4, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    pattern = models.CharField(_("무늬"), max_length=4, default="dot")

    last_active_at = models.DateTimeField(default=timezone.now)

    objects = ClubQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["status", "recruiting_until"], name="clubs_by_deadline")]
        verbose_name = _("동아리")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("clubs:detail", args=[self.slug])

    @property
    def tag_list(self):
        """Its tags as they stand behind a #: 초보_환영."""
        return [tag.strip().replace(" ", "_") for tag in self.tags.split(",") if tag.strip()]

    # Founding ----------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def found(cls, president, **fields):
        """A new club, which waits for the union. Founding it twice is founding it once.

        Raises Refused to the unverified, Conflict when the name is taken, be it by a club
        that waits too.
        """
        cls.ensure_may_found(president.lock())  # of two clicks the second finds what the first made
        club = cls(president=president, **fields)
        club.describe()
        founded = cls.objects.submitted().filter(president=president, name_key=club.name_key)
        if same := founded.first():
            return same
        with club._name_of_its_own():
            save_at_free_slug(club, reserved={"new"})
        club.memberships.create(user=president, role=Membership.Role.OFFICER)
        return club

    @staticmethod
    def ensure_may_found(user):
        """Raise Refused unless the user may found clubs."""
        user.ensure_verified(_("학교 메일을 인증하면 동아리를 만들 수 있어요."))

    @transaction.atomic
    def edit(self, by=None, **fields):
        """Change what the club says of itself. Raises Conflict when the new name is taken."""
        self.ensure_open()
        before = Club.objects.filter(pk=self.pk).values(*fields).get()
        for name, value in fields.items():
            setattr(self, name, value)
        self.describe()
        derived = {"name", "name_key", "name_initials", "search_text"}
        with self._name_of_its_own():
            self.save(update_fields=derived | fields.keys())
        after = Club.objects.filter(pk=self.pk).values(*fields).get()
        if changed := [name for name in fields if before[name] != after[name]]:
            self.log(LogEntry.Action.EDITED, by, detail=" ".join(changed))

    @contextmanager
    def _name_of_its_own(self):
        try:
            with transaction.atomic():
                yield
        except IntegrityError:
            if Club.objects.exclude(pk=self.pk).filter(name_key=self.name_key).exists():
                raise Conflict(_("이미 있는 이름이에요. 다른 이름을 골라 주세요.")) from None
            raise

    def describe(self):
        """Bring what is derived from name, summary and tags up to date. Not saved yet."""
        self.name = normalized(self.name)
        self.name_key = folded(self.name)
        self.name_initials = initials(self.name)
        self.search_text = "|".join(map(folded, [self.name, self.summary, self.tags]))[:300]

    def log(self, action, by, about=None, detail=""):
        """Write a decision down, in the transaction that makes it. Returns the LogEntry.

        `action` is one of LogEntry.Action, `by` who decided (nobody, if time did), `about` whom
        it concerns, `detail` a reason or a name.
        """
        return self.log_entries.create(
            action=action, by=by, about=about, detail=normalized(detail)[:500]
        )

    # Belonging ---------------------------------------------------------------------------

    def membership_of(self, user):
        """The user's Membership, or None."""
        return self.memberships.of(user).first()

    def is_member(self, user):
        return self.membership_of(user) is not None

    def is_presided_by(self, user):
        return is_student(user) and user.pk == self.president_id

    def is_run_by(self, user):
        """Whether the user is its president or an officer."""
        return Club.objects.filter(pk=self.pk).run_by(user).exists()

    def officers(self):
        return self.memberships.filter(role=Membership.Role.OFFICER)

    def lock(self):
        """Hold the club's row until the transaction ends; what is counted then stays true."""
        return Club.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def admit(self, user):
        """Make `user` a member, unless they already are one. Returns their Membership.

        Raises Refused to who is banned, or has lost school or account in this very moment.
        """
        club = self.lock()
        if membership := club.memberships.filter(user=user).first():
            return membership
        club.ensure_not_banned(user)
        user.lock().ensure_verified(_("학교 메일을 인증하면 들어올 수 있어요."))
        membership = club.memberships.create(user=user)
        live.publish(club.channel, event="members-changed")
        live.publish(user.channel, event="memberships-changed")
        return membership

    @transaction.atomic
    def leave(self, user):
        """End the user's membership. Leaving twice is leaving once.

        Raises Refused for the president, who has to hand over first.
        """
        club = self.lock()
        if club.president_id == user.pk:
            raise Refused(_("회장은 먼저 다른 사람에게 넘겨야 나갈 수 있어요."))
        if membership := club.memberships.filter(user=user).first():
            club.part_with(membership)

    @transaction.atomic
    def remove(self, user, by, reason=""):
        """End somebody else's membership and tell them why. Removing twice is removing once.

        Officers remove members, the president officers as well; Refused to everybody else.
        """
        club = self.lock()
        membership = club.memberships.filter(user=user).first()
        if membership is None:
            return
        club.ensure_open()
        if not club.is_under(by, user):
            raise Refused(_("이 사람을 내보낼 수 없어요."))
        club.part_with(membership)
        club.log(LogEntry.Action.REMOVED, by, user, reason)
        sentence = gettext_noop("%(club)s에서 나오게 됐어요.")
        if reason:
            sentence = gettext_noop("%(club)s에서 나오게 됐어요. 까닭: %(reason)s")
        user.notify(sentence, club.get_absolute_url(), club=club.name, reason=normalized(reason))

    def part_with(self, membership):
        """End a membership, and what hangs on it here, in other apps and on open pages."""
        user = membership.user
        membership.delete()
        self.invites.filter(by=user).revoke()
        self.offers.filter(successor=user).delete()
        for claim in self.claims.undecided().filter(claimant=user):
            claim.withdraw()
        member_left.send(Club, club=self, user=user)
        live.publish(self.channel, event="members-changed")
        live.publish(user.channel, event="memberships-changed")
        live.end(self.channel, user, "left")
        live.end(self.desk, user, "left")

    def ensure_may_write(self, user, sentence):
        """Raise Refused unless the user may write on the board; `sentence` is for strangers."""
        membership = self.membership_of(user)
        if membership is None:
            raise Refused(sentence)
        membership.ensure_not_muted()
        self.ensure_open()

    @transaction.atomic
    def post(self, author, *, nonce=None, pictures=(), **fields):
        """Put something on the board; for members, and notices for officers. Returns the Post.

        `nonce` is the form's own word for this post (`kclub.db.idempotency`), `pictures` are as for
        `Post.attach`.
        """
        self.ensure_may_write(author, _("부원만 글을 쓸 수 있어요."))
        Club.objects.filter(pk=self.pk).update(last_active_at=timezone.now())  # and hold its row
        nonce = nonce_for(fields["body"], nonce)
        if nonce and (posted := self.posts.filter(author=author, nonce=nonce).first()):
            return posted
        post = self.posts.model(club=self, author=author, nonce=nonce, **fields)
        post.ensure_may_use_kind(author)
        post.save()
        post.attach(pictures)
        return post

    @transaction.atomic
    def plan(self, by, *, title, starts_at, **fields):
        """Put an event into the calendar; for officers. Returns the Event.

        The same title at the same time is the same event, however often it is sent.
        """
        if not self.is_run_by(by):
            raise Refused(_("운영진만 일정을 올릴 수 있어요."))
        self.ensure_open()
        self.lock()
        event, created = self.events.get_or_create(
            title=title, starts_at=starts_at, defaults=fields
        )
        if created:
            self.log(LogEntry.Action.EVENT, by, detail=title)
        return event

    def follow(self, user):
        """Hear of the club; for the verified. Following twice is once."""
        user.ensure_verified(_("학교 메일을 인증하면 소식을 받을 수 있어요."))
        self.follows.get_or_create(user=user)

    def unfollow(self, user):
        self.follows.filter(user=user).delete()

    # Live --------------------------------------------------------------------------------

    @property
    def channel(self):
        """What happens in the club, for its members."""
        return f"club:{self.pk}"

    @property
    def desk(self):
        """What happens at the officers' desk: applications come and are decided."""
        return f"desk:{self.pk}"


def members_among(key, user_ids):
    """Which of these users are members of club `key`, and verified."""
    verified = get_user_model().objects.verified().filter(pk__in=user_ids)
    members = Membership.objects.filter(club=key, user__in=verified)
    return set(members.values_list("user_id", flat=True))


def officers_among(key, user_ids):
    """Which of them run it."""
    among = members_among(key, user_ids)
    run = Q(role=Membership.Role.OFFICER) | Q(club__president=F("user"))
    officers = Membership.objects.filter(run, club=key, user__in=among)
    return set(officers.values_list("user_id", flat=True))


@live.channel("club", members=members_among)
def may_listen(user, key):
    return user is not None and Membership.objects.of(user).filter(club=key).exists()


@live.channel("desk", members=officers_among)
def may_watch_desk(user, key):
    return user is not None and Club.objects.filter(pk=key).run_by(user).exists()
