"""Events by who may see them and when they are."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from clubs.directory.models import Club
from clubs.events.models.rsvps import RSVP
from clubs.people.models.memberships import Membership
from kclub.db.search_index import SearchableQuerySet

MOST_IN_CALENDAR = 1000


class EventQuerySet(SearchableQuerySet):
    """Events by who may see them and when they are, with what pages show of each."""

    def visible_to(self, user):
        """Public events of open clubs, and all events of the clubs the user belongs to."""
        public = Q(public=True, club__status__in=Club.OPEN)
        membership = Membership.objects.of(user).filter(club=OuterRef("club_id"))
        return self.filter(public | Exists(membership))

    def not_cancelled(self):
        return self.filter(cancelled_at=None)

    def in_calendar_of(self, user):
        """Events of the user's clubs but those they have declined, and all that they come to."""
        mine = RSVP.objects.filter(event=OuterRef("pk"), user=user)
        declined = mine.filter(going=False, waiting_since=None)
        of_my_club = Exists(Membership.objects.of(user).filter(club=OuterRef("club_id")))
        events = self.visible_to(user).exclude(Exists(declined))
        return events.filter(of_my_club | Exists(mine.expected()))

    def recent(self):
        """Events of the last 90 days and to come, as many as a calendar has to read at once."""
        since = timezone.now() - timedelta(days=90)
        return self.filter(ends_at__gte=since).order_by("starts_at", "pk")[:MOST_IN_CALENDAR]

    def between(self, start, end):
        """Events that take place at some time between the moments."""
        return self.filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "pk")

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
        """Events with `going_count` and `waiting_count`; `outsider_count` of the former are outsiders."""
        return self.annotate(
            going_count=number_of(RSVP.objects.going()),
            waiting_count=number_of(RSVP.objects.waiting()),
            outsider_count=number_of(RSVP.objects.going().of_outsiders()),
        )

    def with_rsvp_of(self, user):
        """Events with `my_answer`, the user's Answer or None, and with `my_place`.

        That is their place in the waiting list, from 1; 0 unless they wait.
        """
        mine = RSVP.objects.filter(event=OuterRef("pk"), user=user.pk)
        until_me = RSVP.objects.waiting().filter(
            Exists(
                RSVP.objects.filter(event=OuterRef("event"), user=user.pk).filter(
                    Q(waiting_since__gt=OuterRef("waiting_since"))
                    | Q(waiting_since=OuterRef("waiting_since"), pk__gte=OuterRef("pk"))
                )
            )
        )
        return self.annotate(
            my_answer=mine.with_answer().values("answer"), my_place=number_of(until_me)
        )

    def with_attendees(self):
        """Events with `attendees`, the RSVPs of those who come, the earliest answer first."""
        going = RSVP.objects.going().select_related("user")
        return self.prefetch_related(Prefetch("rsvps", going, to_attr="attendees"))

    def with_waiters(self):
        """Events with `waiters`, the RSVPs of those who wait, the first in line first."""
        waiting = RSVP.objects.waiting().select_related("user")
        return self.prefetch_related(Prefetch("rsvps", waiting, to_attr="waiters"))


def number_of(rsvps):
    """Return an expression for queries of events: how many of the RSVPs are the event's."""
    own = rsvps.filter(event=OuterRef("pk")).order_by().values("event")
    return Coalesce(own.annotate(n=Count("pk")).values("n"), 0)


def midnight(days=0):
    """Return the moment at which today begins, or the day so many days later."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)
