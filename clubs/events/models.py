"""Events of clubs, and RSVPs to them."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import CheckConstraint, Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification, Subject, User
from clubs.directory.models import Club
from clubs.people.models.memberships import Membership
from kclub.daily_tasks import daily_task
from kclub.errors import Conflict, Refused


class EventQuerySet(models.QuerySet):
    """Events by who may see them and when they are, with what pages show of each."""

    def visible_to(self, user):
        """Public events of open clubs, and all events of the clubs the user belongs to."""
        public = Q(public=True, club__status__in=Club.OPEN)
        membership = Membership.objects.of(user).filter(club=OuterRef("club_id"))
        return self.filter(public | Exists(membership))

    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")

    def today(self):
        """Events that take place at some time of the present day."""
        return self.filter(starts_at__lt=midnight(1), ends_at__gt=midnight())

    def begin_tomorrow(self):
        """Events that begin on the next day."""
        return self.filter(starts_at__gte=midnight(1), starts_at__lt=midnight(2))

    def with_counts(self):
        """Events with `going_count`, the number of attendees."""
        going = RSVP.objects.filter(event=OuterRef("pk"), going=True).order_by().values("event")
        return self.annotate(going_count=Coalesce(going.annotate(n=Count("pk")).values("n"), 0))

    def with_rsvp_of(self, user):
        """Events with `my_rsvp`: whether the user comes, None before they have answered."""
        rsvps = RSVP.objects.filter(event=OuterRef("pk"), user=user.pk)
        return self.annotate(my_rsvp=rsvps.values("going"))

    def with_attendees(self):
        """Events with `attendees`, the RSVPs of those who come, the earliest answer first."""
        going = RSVP.objects.filter(going=True).select_related("user")
        return self.prefetch_related(Prefetch("rsvps", going, to_attr="attendees"))


class Event(Subject, models.Model):
    """A meeting of a club at a time and a place."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="events")
    title = models.CharField(_("제목"), max_length=60)
    body = models.TextField(_("안내"), max_length=2000, blank=True)
    place = models.CharField(_("장소"), max_length=60)
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("끝"))
    seats = models.PositiveSmallIntegerField(
        _("정원"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
    )
    public = models.BooleanField(_("누구나 볼 수 있어요"), default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start")
        ]
        indexes = [models.Index(fields=["club", "starts_at"], name="club_calendar")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clubs:event", args=[self.club.slug, self.pk])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/event:{self.pk}"

    @property
    def is_over(self):
        return self.ends_at < timezone.now()

    @property
    def is_of_one_day(self):
        return timezone.localdate(self.starts_at) == timezone.localdate(self.ends_at)

    @property
    def seats_left(self):
        """The number of free seats, None if they are not limited. Needs a query `with_counts()`."""
        return None if self.seats is None else max(0, self.seats - self.going_count)

    def notify_invited(self, by):
        """Notify the members, and the followers where everybody may see it; `by` planned it."""
        told = {"about": self, "author": by, "excerpt": self.title}
        self.club.notify_members(kinds.NEW_EVENT, self.get_absolute_url(), **told)
        if self.public:
            self.club.notify_followers(kinds.NEW_EVENT, self.get_absolute_url(), **told)

    def remind_attendees(self):
        """Notify those who come that it is tomorrow. Doing it again changes nothing."""
        if Notification.objects.about(self).of_kind(kinds.EVENT_TOMORROW).exists():
            return
        attendees = User.objects.filter(rsvps__event=self, rsvps__going=True)
        told = {"about": self, "club": self.club.names, "excerpt": self.title}
        attendees.notify(kinds.EVENT_TOMORROW, self.get_absolute_url(), **told)

    @transaction.atomic
    def accept(self, user):
        """Record that the user comes. Accepting again changes nothing.

        Raises Refused for non-members and when the event is over, Conflict when it is full.
        """
        event = self._lock_for_rsvp(user)
        if event.rsvps.filter(user=user, going=True).exists():
            return
        if event.seats is not None and event.rsvps.filter(going=True).count() >= event.seats:
            raise Conflict(
                _("자리가 다 찼어요. 누가 못 오게 되면 자리가 나요."),
                next_step=(self.get_absolute_url(), _("일정 보기")),
            )
        event.rsvps.update_or_create(user=user, defaults={"going": True})

    @transaction.atomic
    def decline(self, user):
        """Record that the user does not come, which frees their seat.

        Raises Refused for non-members, and when the event is over.
        """
        self._lock_for_rsvp(user).rsvps.update_or_create(user=user, defaults={"going": False})

    def _lock_for_rsvp(self, user):
        """Lock the event and return it, read anew. Raises Refused unless `user` may answer."""
        event = Event.objects.select_for_update().get(pk=self.pk)
        if not self.club.is_member(user):
            raise Refused(_("부원만 참석할 수 있어요."))
        if event.is_over:
            raise Refused(_("이미 끝난 일정이에요."))
        return event


class RSVP(models.Model):
    """One member's answer to an event: whether they come."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="rsvps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rsvps")
    going = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="one_rsvp")]

    def __str__(self):
        return f"{self.user} · {self.event}"


def midnight(days=0):
    """Return the moment at which today begins, or the day so many days later."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)


@daily_task("events of tomorrow, their attendees reminded")
def remind_of_tomorrow():
    """Remind those who come to an event tomorrow. Returns the number of events."""
    events = list(Event.objects.begin_tomorrow().select_related("club"))
    for event in events:
        event.remind_attendees()
    return len(events)
