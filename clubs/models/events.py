"""What clubs do together."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models.clubs import Club, Membership
from kclub.refusals import Refused


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public events of open clubs, and all of the clubs the user belongs to."""
        public = Q(public=True, club__status__in=[Club.Status.ACTIVE, Club.Status.DORMANT])
        if not user.is_authenticated:
            return self.filter(public)
        mine = Membership.objects.filter(club=OuterRef("club_id"), user=user)
        return self.filter(public | Exists(mine))

    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def with_counts(self):
        """Each event with `going_count`."""
        replies = Reply.objects.filter(event=OuterRef("pk")).order_by().values("event")
        return self.annotate(going_count=replies.annotate(n=Count("pk")).values("n"))


class Event(models.Model):
    """A time and a place to meet."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="events")
    title = models.CharField(_("제목"), max_length=60)
    body = models.TextField(_("안내"), max_length=2000, blank=True)
    place = models.CharField(_("장소"), max_length=60)
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("끝"))
    seats = models.PositiveSmallIntegerField(_("정원"), null=True, blank=True)
    public = models.BooleanField(_("누구나 볼 수 있어요"), default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["club", "starts_at"], name="club_calendar")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clubs:event", args=[self.club.slug, self.pk])

    @transaction.atomic
    def accept(self, user):
        """The user will come. Saying so twice is once; raises Refused when it is full or over."""
        event = Event.objects.select_for_update().get(pk=self.pk)
        if event.replies.filter(user=user).exists():
            return
        if not self.club.is_member(user):
            raise Refused(_("부원만 참석할 수 있어요."))
        if event.ends_at < timezone.now():
            raise Refused(_("이미 끝난 일정이에요."))
        if event.seats is not None and event.replies.count() >= event.seats:
            raise Refused(_("자리가 다 찼어요."))
        event.replies.create(user=user)

    def decline(self, user):
        self.replies.filter(user=user).delete()


class Reply(models.Model):
    """Somebody who will come."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="replies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="replies")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="reply_once")]
