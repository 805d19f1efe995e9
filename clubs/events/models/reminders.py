"""Reminders of the events of tomorrow, as a part of Event."""

from django.db import models

from accounts import notification_kinds as kinds
from accounts.models import Notification


class EventReminders(models.Model):
    """The part of Event that reminds those who come."""

    class Meta:
        abstract = True

    def reminders(self):
        """Return the notifications that the event is tomorrow."""
        return Notification.objects.about(self).of_kind(kinds.EVENT_TOMORROW)

    def remind_attendees(self):
        """Notify those who come that it is tomorrow. Doing it again tells those who came later."""
        attendees = self.expected().filter(rsvps__event=self, rsvps__going=True)
        attendees = attendees.exclude(pk__in=self.reminders().values("user"))
        told = {"about": self, "club": self.club.names, "excerpt": self.title}
        attendees.notify(kinds.EVENT_TOMORROW, self.get_absolute_url(), **told)

    def retract_reminders(self):
        """Take back that the event is tomorrow, which is true no longer."""
        self.reminders().retract()
