"""A club: founding and describing it, coming in and going, recruiting."""

from contextlib import contextmanager

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import is_student
from clubs.models.finding import Category, ClubQuerySet
from clubs.models.log import LogEntry
from clubs.models.memberships import Membership
from clubs.signals import club_opened, member_left
from kclub import live
from kclub.nonces import nonce_for
from kclub.refusals import Conflict, Refused
from kclub.slugs import save_at_free_slug
from kclub.text import folded, initials, normal


class Club(models.Model):
    """A club. Its president is a column, so that there is always exactly one."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("돌려받음")
        SUBMITTED = "submitted", _("확인 중")
        ACTIVE = "active", _("활동 중")
        DORMANT = "dormant", _("쉬는 중")
        SUSPENDED = "suspended", _("정지")
        ARCHIVED = "archived", _("보관")

    OPEN = [Status.ACTIVE, Status.DORMANT]  # everyone may see it

    class JoinMode(models.TextChoices):
        OPEN = "open", _("누구나 바로 들어와요")
        REQUEST = "request", _("신청을 보고 승인해요")
        APPLICATION = "application", _("지원서를 보고 승인해요")
        CLOSED = "closed", _("지금은 모집하지 않아요")

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

    join_mode = models.CharField(
        _("가입 방식"), max_length=12, choices=JoinMode, default=JoinMode.REQUEST
    )
    recruiting_from = models.DateField(_("모집 시작일"), null=True, blank=True)
    recruiting_until = models.DateField(_("모집 마감일"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("모집 인원"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    president = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="presided_clubs"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    returned_because = models.CharField(max_length=500, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
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
        cls.refuse_founder(president)
        president.lock()  # so that of two clicks the second finds what the first has made
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
    def refuse_founder(user):
        """Raise Refused unless the user may found clubs."""
        user.refuse_unverified(_("학교 메일을 인증하면 동아리를 만들 수 있어요."))

    @transaction.atomic
    def edit(self, by=None, **fields):
        """Change what the club says of itself. Raises Conflict when the new name is taken."""
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
        self.name = normal(self.name)
        self.name_key = folded(self.name)
        self.name_initials = initials(self.name)
        self.search_text = folded(f"{self.name} {self.summary} {self.tags}")[:300]

    @transaction.atomic
    def approve(self, by):
        """Open the club to everyone; `by` is of the union. Approving again changes nothing."""
        self._decide(Club.Status.ACTIVE, by, opened_at=timezone.now())

    @transaction.atomic
    def send_back(self, by, reason):
        """Return the club to its founder with `reason`; they may change it and submit again."""
        self._decide(Club.Status.DRAFT, by, returned_because=normal(reason))

    def _decide(self, status, by, **fields):
        waiting = Club.objects.submitted().filter(pk=self.pk)
        first = waiting.update(status=status, decided_by=by, decided_at=timezone.now(), **fields)
        self.refresh_from_db()
        if self.status != status:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if not first:
            return
        if status == Club.Status.ACTIVE:
            self.log(LogEntry.Action.OPENED, by)
            club_opened.send(Club, club=self)
            self.president.notify(
                gettext_noop("%(club)s 동아리가 열렸어요."), self.get_absolute_url(), club=self.name
            )
        else:
            self.log(LogEntry.Action.RETURNED, by, detail=self.returned_because)
            self.president.notify(
                gettext_noop("%(club)s 동아리를 조금 고쳐 주세요."),
                reverse("clubs:edit", args=[self.slug]),
                club=self.name,
            )

    @transaction.atomic
    def submit(self, by=None):
        """Ask the union to look again at a club it has returned."""
        drafts = Club.objects.filter(pk=self.pk, status=Club.Status.DRAFT)
        if drafts.update(status=Club.Status.SUBMITTED, submitted_at=timezone.now()):
            self.log(LogEntry.Action.SUBMITTED, by)
        self.refresh_from_db()

    def log(self, action, by, about=None, detail=""):
        """Write a decision down, in the transaction that makes it. Returns the LogEntry.

        `action` is one of LogEntry.Action, `by` who decided (nobody, if time did), `about` whom
        it concerns, `detail` a reason or a name.
        """
        return self.log_entries.create(
            action=action, by=by, about=about, detail=normal(detail)[:500]
        )

    # Belonging ---------------------------------------------------------------------------

    @property
    def is_open(self):
        return self.status in Club.OPEN

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
        """Make `user` a member, unless they already are one. Returns their Membership."""
        membership, created = self.memberships.get_or_create(user=user)
        if created:
            live.publish(self.channel, event="members-changed")
            live.publish(user.channel, event="memberships-changed")
        return membership

    def refuse_applicant(self, user):
        """Raise Refused, saying why, unless the user may apply or join today.

        It is a Conflict when only the day is wrong.
        """
        user.refuse_unverified(_("학교 메일을 인증하면 지원할 수 있어요."))
        if self.is_member(user):
            raise Refused(_("이미 이 동아리 부원이에요."))
        if self.recruits_later:
            raise Conflict(_("아직 모집을 시작하지 않았어요."))
        if not self.is_recruiting:
            raise Conflict(_("모집이 마감됐어요."))

    @transaction.atomic
    def join(self, user):
        """Become a member at once, where the club is open to everyone. Joining twice is once."""
        club = self.lock()
        if club.is_member(user):
            return
        club.refuse_applicant(user)
        if club.join_mode != Club.JoinMode.OPEN:
            raise Conflict(_("이 동아리는 신청을 보고 승인해요."))
        club.admit(user)

    @transaction.atomic
    def apply(self, user, message="", answers=()):
        """Ask to be let in; `answers` are (question, text) pairs. Returns the Application.

        Applying twice is applying once: the undecided one comes back as it is. Raises Refused
        to members and the unverified, Conflict when the club does not recruit.
        """
        club = self.lock()  # so that of two clicks the second finds what the first has made
        if waiting := club.applications.undecided().of(user).first():
            return waiting
        club.refuse_applicant(user)
        application = club.applications.create(applicant=user, message=normal(message))
        for position, (question, text) in enumerate(answers):
            application.answers.create(position=position, question=question, text=normal(text))
        live.publish(club.desk, event="applications-changed")
        live.publish(user.channel, event="memberships-changed")
        return application

    @transaction.atomic
    def leave(self, user):
        """End the user's membership. Leaving twice is leaving once.

        Raises Refused for the president, who has to hand over first.
        """
        club = self.lock()
        if club.president_id == user.pk:
            raise Refused(_("회장은 먼저 다른 사람에게 넘겨야 나갈 수 있어요."))
        if membership := club.memberships.filter(user=user).first():
            club._part_with(membership)

    @transaction.atomic
    def remove(self, user, by, reason=""):
        """End somebody else's membership and tell them why. Removing twice is removing once.

        Officers remove members, the president officers as well; Refused to everybody else.
        """
        club = self.lock()
        membership = club.memberships.filter(user=user).first()
        if membership is None:
            return
        if not membership.ranks_below(by):
            raise Refused(_("이 사람을 내보낼 수 없어요."))
        club._part_with(membership)
        club.log(LogEntry.Action.REMOVED, by, user, reason)
        sentence = gettext_noop("%(club)s에서 나오게 됐어요.")
        if reason:
            sentence = gettext_noop("%(club)s에서 나오게 됐어요. 까닭: %(reason)s")
        user.notify(sentence, club.get_absolute_url(), club=club.name, reason=normal(reason))

    def _part_with(self, membership):
        user = membership.user
        membership.delete()
        member_left.send(Club, club=self, user=user)
        live.publish(self.channel, event="members-changed")
        live.publish(user.channel, event="memberships-changed")
        live.end(self.channel, user, "left")
        live.end(self.desk, user, "left")

    @transaction.atomic
    def post(self, author, *, nonce=None, pictures=(), **fields):
        """Put something on the board; for members, and notices for officers. Returns the Post.

        `nonce` is the form's own word for this post (`kclub.nonces`), `pictures` are as for
        `Post.attach`.
        """
        if not self.is_member(author):
            raise Refused(_("부원만 글을 쓸 수 있어요."))
        Club.objects.filter(pk=self.pk).update(last_active_at=timezone.now())  # and hold its row
        nonce = nonce_for(fields["body"], nonce)
        if nonce and (posted := self.posts.filter(author=author, nonce=nonce).first()):
            return posted
        post = self.posts.model(club=self, author=author, nonce=nonce, **fields)
        post.refuse_kind(author)
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
        self.lock()
        event, created = self.events.get_or_create(
            title=title, starts_at=starts_at, defaults=fields
        )
        if created:
            self.log(LogEntry.Action.EVENT, by, detail=title)
        return event

    def follow(self, user):
        """Hear of the club; for the verified. Following twice is once."""
        user.refuse_unverified(_("학교 메일을 인증하면 소식을 받을 수 있어요."))
        self.follows.get_or_create(user=user)

    def unfollow(self, user):
        self.follows.filter(user=user).delete()

    # Recruiting --------------------------------------------------------------------------

    @property
    def is_recruiting(self):
        """Whether somebody may apply today."""
        today = timezone.localdate()
        started = self.recruiting_from is None or self.recruiting_from <= today
        ended = self.recruiting_until is not None and self.recruiting_until < today
        closed = self.join_mode == Club.JoinMode.CLOSED or self.status != Club.Status.ACTIVE
        return started and not ended and not closed

    @property
    def recruits_later(self):
        """Whether its recruiting has yet to begin."""
        today = timezone.localdate()
        opens = self.status == Club.Status.ACTIVE and self.join_mode != Club.JoinMode.CLOSED
        return opens and self.recruiting_from is not None and self.recruiting_from > today

    @property
    def days_left(self):
        """Days until the deadline, 0 on the day itself; None when there is none."""
        if self.recruiting_until is None:
            return None
        return (self.recruiting_until - timezone.localdate()).days

    # Live --------------------------------------------------------------------------------

    @property
    def channel(self):
        """What happens in the club, for its members."""
        return f"club:{self.pk}"

    @property
    def desk(self):
        """What happens at the officers' desk: applications come and are decided."""
        return f"desk:{self.pk}"


@live.channel("club")
def may_listen(user, key):
    return user is not None and Membership.objects.of(user).filter(club=key).exists()


@live.channel("desk")
def may_watch_desk(user, key):
    return user is not None and Club.objects.filter(pk=key).run_by(user).exists()
