"""Calendars: the secret addresses at which the calendars of phones read somebody's events."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.events.models.events import Event


def new_token():
    return secrets.token_urlsafe(24)  # 32 characters


class CalendarQuerySet(models.QuerySet):
    def renew(self, user):
        """Give the user's calendar a new address; the one before leads nowhere any more.

        Raises Refused for users who are not verified.
        """
        user.ensure_verified(_("학교 메일을 인증하면 캘린더 주소를 만들 수 있어요."))
        fields = {"token": new_token(), "created_at": timezone.now()}
        return self.update_or_create(user=user, defaults=fields)[0]

    def readable(self):
        """Calendars of students who are not suspended."""
        return self.filter(user__is_active=True, user__verified_at__isnull=False)


class Calendar(models.Model):
    """The calendar of one person: who knows its address reads it without logging in."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("내 캘린더 주소")

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        return reverse("calendar-ics", args=[self.token])

    def events(self):
        """Return the events of the user's clubs but those declined, and all they come to."""
        return Event.objects.in_calendar_of(self.user)
