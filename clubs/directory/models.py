"""The model Club: founding a club and editing its description."""

from contextlib import contextmanager

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Subject
from clubs.audit_log.club import ClubAuditLog
from clubs.audit_log.models import AuditLogEntry
from clubs.board.club import ClubBoard
from clubs.directory.categories import Category
from clubs.directory.looks import ClubLooks
from clubs.directory.names import ClubNames
from clubs.directory.pictures import ClubPictures
from clubs.directory.querysets import ClubQuerySet
from clubs.directory.search import search_initials
from clubs.directory.standing import ClubStanding
from clubs.directory.status import ClubStatus
from clubs.directory.visitors import ClubForVisitors
from clubs.events.club import ClubEvents
from clubs.people.club import ClubPeople
from clubs.questions.club import ClubQuestions
from clubs.recruiting.club import ClubRecruiting
from kclub.db.slugs import save_at_free_slug
from kclub.errors import Conflict, Refused
from kclub.text.normalization import folded, initials, normalized


class Club(
    ClubNames,
    ClubPeople,
    ClubRecruiting,
    ClubBoard,
    ClubEvents,
    ClubQuestions,
    ClubStatus,
    ClubStanding,
    ClubLooks,
    ClubPictures,
    ClubForVisitors,
    ClubAuditLog,
    Subject,
    models.Model,
):
    """A club. Its fields and verbs that belong to a slice are in that slice's mixin."""

    name = models.CharField(_("동아리 이름"), max_length=40)
    name_key = models.CharField(max_length=80, unique=True, editable=False)
    name_initials = models.CharField(max_length=80, editable=False)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True, editable=False)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="clubs", verbose_name=_("분야")
    )
    summary = models.CharField(_("한 줄 소개"), max_length=60)
    description = models.TextField(_("소개"), max_length=5000, blank=True)
    tags = models.CharField(_("태그"), max_length=80, blank=True)
    search_text = models.CharField(max_length=400, editable=False)
    search_initials = models.CharField(max_length=600, default="", editable=False)
    place = models.CharField(_("모이는 곳"), max_length=40, blank=True)
    meets = models.CharField(_("모임"), max_length=60, blank=True)
    fee = models.CharField(_("회비"), max_length=40, blank=True)
    emoji = models.CharField(_("대표 이모지"), max_length=8, default="🌱")
    hue = models.PositiveSmallIntegerField(
        _("동아리 색"), default=4, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    pattern = models.CharField(_("무늬"), max_length=4, default="dot")

    last_active_at = models.DateTimeField(default=timezone.now)

    DERIVED_FIELDS = {
        "name", "name_key", "name_initials", "english_name", "english_key",
        "search_text", "search_initials",
    }  # fmt: skip

    objects = ClubQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["status", "recruiting_until"], name="clubs_by_deadline")]
        verbose_name = _("동아리")

    def __str__(self):
        return self.shown_name

    def get_absolute_url(self):
        return reverse("clubs:club", args=[self.slug])

    @property
    def subject_key(self):
        return f"club:{self.pk}"

    @property
    def tag_list(self):
        """The tags as a list, each as it is written behind a #: 초보_환영."""
        return [tag.strip().replace(" ", "_") for tag in self.tags.split(",") if tag.strip()]

    # Founding ----------------------------------------------------------------------------

    @classmethod
    @transaction.atomic
    def found(cls, president, opened_by=None, **fields):
        """Found a club, which then waits for the union. Returns the Club.

        With `opened_by`, of the union, it is open at once, and nobody has to be told.

        Sent again, it returns the club founded first. Raises Refused for users who are not
        verified, Conflict when the name is taken, even by another club that waits.
        """
        cls.ensure_may_found(president.lock())  # locked: a second click finds the first one's club
        club = cls(president=president, **fields)
        club.derive_search_fields()
        submitted = cls.objects.submitted().filter(president=president, name_key=club.name_key)
        if existing := submitted.first():
            if opened_by:
                existing.approve(opened_by)
            return existing
        with club._unique_name():
            save_at_free_slug(club, reserved={"new"})
        club.memberships.create(user=president, role=club.memberships.model.Role.OFFICER)
        if opened_by:
            club.open(opened_by)
        else:
            club.notify_union()
        return club

    @staticmethod
    def ensure_may_found(user):
        """Raise Refused unless the user may found clubs: every verified student may."""
        user.ensure_verified(_("학교 메일을 인증하면 동아리를 만들 수 있어요."))

    @transaction.atomic
    def edit(self, by=None, *, logo=None, cover=None, pictures=(), removed=(), alts=None, **fields):
        """Change the club's description, its looks and its pictures.

        `logo` and `cover` are as for `_change_looks`; `pictures`, `removed` and `alts` as for
        `_change_pictures`. Raises Conflict when the new name is taken, Refused for the category of
        a club that has opened, which is the union's to change.
        """
        self.ensure_open()
        if "category" in fields and self.is_open and fields["category"] != self.category:
            raise Refused(_("동아리연합회만 바꿀 수 있어요."))
        before = Club.objects.filter(pk=self.pk).values(*fields).get()
        for name, value in fields.items():
            setattr(self, name, value)
        self.derive_search_fields()
        with self._unique_name():
            self.save(update_fields=Club.DERIVED_FIELDS | fields.keys())
        after = Club.objects.filter(pk=self.pk).values(*fields).get()
        changed = [name for name in fields if before[name] != after[name]]
        changed += self._change_looks(logo=logo, cover=cover)
        if self._change_pictures(pictures, removed, alts or {}) and "description" not in changed:
            changed.append("description")
        if changed:
            self.record(AuditLogEntry.Action.EDITED, by, detail=" ".join(changed))

    @transaction.atomic
    def rename(self, by, name):
        """Give the club another name; `by` is of the union. Its address stays, so links keep working.

        Returns whether it had another name before. Raises Conflict when the name is taken.
        """
        club = self.lock()
        before, club.name = club.name, name
        club.derive_search_fields()
        if club.name == before:
            return False
        with club._unique_name():
            club.save(update_fields=Club.DERIVED_FIELDS)
        club.record(AuditLogEntry.Action.RENAMED, by, detail=f"{before} → {club.name}")
        params = {"before": before, "club": club.names}
        club.president.notify(kinds.CLUB_RENAMED, club.get_absolute_url(), about=club, **params)
        return True

    @transaction.atomic
    def classify(self, by, category, kind):
        """Put the club among clubs of its kind; `by` is of the union. The same again changes nothing.

        Returns whether anything has changed. Raises Refused for others.
        """
        if not by.is_staff:
            raise Refused(_("동아리연합회만 바꿀 수 있어요."))
        club = self.lock()
        if (club.category, club.kind) == (category, kind):
            return False
        club.category, club.kind = category, kind
        club.save(update_fields=["category", "kind"])
        detail = f"{category} · {club.get_kind_display()}"
        club.record(AuditLogEntry.Action.CLASSIFIED, by, detail=detail)
        return True

    @contextmanager
    def _unique_name(self):
        try:
            with transaction.atomic():
                yield
        except IntegrityError:
            if Club.objects.exclude(pk=self.pk).filter(name_key=self.name_key).exists():
                raise Conflict(_("이미 있는 이름이에요. 다른 이름을 골라 주세요.")) from None
            raise

    def derive_search_fields(self):
        """Derive the fields that are searched from names, summaries and tags, without saving them."""
        self.name = normalized(self.name)
        self.name_key = folded(self.name)
        self.name_initials = initials(self.name)
        self.english_name = normalized(self.english_name)
        self.english_key = folded(self.english_name)
        texts = [self.name, self.english_name, self.summary, self.english_summary, self.tags]
        self.search_text = "|".join(map(folded, filter(None, texts)))[:400]
        self.search_initials = search_initials(self.summary, self.tags)[:600]

    def lock(self):
        """Lock the club's row until the transaction ends and return the club, read anew."""
        return Club.objects.select_for_update().get(pk=self.pk)

    # Live --------------------------------------------------------------------------------

    @property
    def channel(self):
        """The channel of events in the club, for its members."""
        return f"club:{self.pk}"

    @property
    def officers_channel(self):
        """The channel of events for officers: applications, cases, offers and claims."""
        return f"officers:{self.pk}"
