"""Events of clubs."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Subject, User
from clubs.directory.models import Club
from clubs.events.models.attending import EventAttending
from clubs.events.models.changes import EventChanges
from clubs.events.models.querysets import EventQuerySet
from clubs.events.models.reminders import EventReminders
from clubs.events.models.seats import EventSeats
from clubs.events.models.series import EventSeries
from clubs.events.moments import days_text, last_day, time_text
from kclub.daily_tasks import daily_task
from kclub.db.fields import FoldedField
from kclub.db.search_index import SearchIndex


class Event(
    EventChanges,
    EventSeats,
    EventAttending,
    EventReminders,
    EventSeries,
    Subject,
    models.Model,
):
    """A meeting of a club at a time and a place.

    One that is `all_day` starts at the midnight of its first day and ends at the one after its last.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="events")
    title = models.CharField(_("제목"), max_length=60)
    body = models.TextField(_("안내"), max_length=2000, blank=True)
    place = models.CharField(_("장소"), max_length=60)
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("끝"))
    all_day = models.BooleanField(_("하루 종일"), default=False)
    public = models.BooleanField(_("누구나 볼 수 있어요"), default=False)
    folded_title = FoldedField("title")
    folded_text = FoldedField("title", "body", "place")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start")
        ]
        indexes = [models.Index(fields=["club", "starts_at"], name="club_calendar")]
        verbose_name = pgettext_lazy("이름", "일정")

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
    def takes_place(self):
        """Whether people may come, or will: it is not over, and not cancelled."""
        return not self.is_over and not self.cancelled_at

    @property
    def starts_on(self):
        return timezone.localdate(self.starts_at)

    @property
    def ends_on(self):
        """The last day of the event."""
        return last_day(self.ends_at) if self.all_day else timezone.localdate(self.ends_at)

    @property
    def is_of_one_day(self):
        return self.starts_on == self.ends_on

    @property
    def time_text(self):
        return days_text(self) if self.all_day else time_text(self.starts_at, self.ends_at)

    @property
    def seats_left(self):
        """The number of free seats, None if they are not limited. Needs a query `with_counts()`."""
        return None if self.seats is None else max(0, self.seats - self.going_count)

    def is_full_for(self, outsider):
        """Whether no seat is free for a member, or an outsider. Needs a query `with_counts()`."""
        if self.seats_left == 0:
            return True
        return outsider and self.outsider_count >= (self.outsider_seats or 0)

    def expected(self):
        """Return the users who come or wait; of a closed club the members, who alone may see it."""
        rsvps = self.rsvps.expected()
        if not self.club.is_open:
            rsvps = rsvps.filter(outsider=False)
        return User.objects.filter(rsvps__in=rsvps)

    def notify_invited(self, by):
        """Notify the members, and the followers where everybody may see it; `by` planned it."""
        told = {"about": self, "author": by, "excerpt": self.title}
        self.club.notify_members(kinds.NEW_EVENT, self.get_absolute_url(), **told)
        if self.public:
            self.club.notify_followers(kinds.NEW_PUBLIC_EVENT, self.get_absolute_url(), **told)


@daily_task("events of tomorrow, their attendees reminded")
def remind_of_tomorrow():
    """Remind those who come to an event tomorrow. Returns the number of events."""
    events = list(Event.objects.not_cancelled().begin_tomorrow().select_related("club"))
    for event in events:
        event.remind_attendees()
    return len(events)


SearchIndex("clubs.Event", title="folded_title")
