"""Changes of an event by officers: editing, moving, cancelling, as a part of Event."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.audit_log.models import AuditLogEntry
from clubs.events.moments import ensure_to_come, in_each_language, moved
from kclub.db.fields import names_with_folded
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

MOMENTS = {"starts_at", "ends_at"}
TIME_AND_PLACE = {*MOMENTS, "all_day", "place"}


class EventChanges(models.Model):
    """The part of Event that officers change. A cancelled event keeps its page, with the reason.

    With `following=True` a change is one of all events to come of its series from this one on, and
    is told to each person once: of the first event they would come to. `sequence` counts the
    changes, so that calendars know which one is newer.
    """

    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.CharField(max_length=300, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def lock(self):
        """Lock the event's row until the transaction ends and return the event, read anew."""
        return type(self).objects.select_for_update().get(pk=self.pk)

    def ensure_takes_place(self):
        """Raise Refused when the event is over, Conflict when it is cancelled."""
        if self.is_over:
            raise Refused(_("이미 끝난 일정이에요."))
        if self.cancelled_at:
            back = (self.get_absolute_url(), _("일정 보기"))
            raise Conflict(_("취소된 일정이에요."), next_step=back)

    def ensure_may_be_changed_by(self, user):
        """Raise Refused unless the user may change the event now."""
        if not self.club.is_run_by(user):
            back = (self.get_absolute_url(), _("일정 보기"))
            raise Refused(_("운영진만 일정을 바꿀 수 있어요."), next_step=back)
        self.club.ensure_open()
        self.ensure_takes_place()

    @transaction.atomic
    def edit(self, by, *, following=False, **fields):
        """Change fields of the event; for officers. Sending the same again changes nothing.

        Those who come or wait are notified when its time or place has changed. Events that follow
        move by as many days and hours. Raises Refused when a moment that has passed is set.
        """
        events = self.lock_with_following() if following else [self.lock()]
        event = events[0]
        event.ensure_may_be_changed_by(by)
        changes = {name: value for name, value in fields.items() if getattr(event, name) != value}
        if not changes:
            return
        if "starts_at" in changes:
            all_day = changes.get("all_day", event.all_day)
            ensure_to_come(changes["starts_at"], all_day=all_day)
        if "ends_at" in changes:
            ensure_to_come(changes["ends_at"])
        before = {name: getattr(event, name) for name in MOMENTS}
        told = {by.pk}
        for each in events:
            shifted = {
                name: moved(getattr(each, name), before[name], changes[name])
                for name in changes.keys() & MOMENTS
            }
            told |= each._change(changes | shifted, told)
        event.club.record(AuditLogEntry.Action.EVENT_EDITED, by, detail=event.title)

    def _change(self, changes, told):
        """Set the fields of a locked event. Return the pks of those notified, beside `told`."""
        before = type(self)(**{name: getattr(self, name) for name in TIME_AND_PLACE})
        for name, value in changes.items():
            setattr(self, name, value)
        self.ensure_keeps_outsiders()
        self._save_change(changes)
        self.fill_seats()
        if "public" in changes and not self.public:
            about = Notification.objects.about(self)
            about.exclude(user__memberships__club=self.club).retract()
        if "starts_at" in changes:
            self.retract_reminders()
        if changes.keys().isdisjoint(TIME_AND_PLACE):
            return set()
        return self.notify_of_change(before, told)

    def _save_change(self, names):
        self.sequence, self.changed_at = self.sequence + 1, timezone.now()
        names = names_with_folded(type(self), names)
        self.save(update_fields=[*names, "sequence", "changed_at"])

    @transaction.atomic
    def cancel(self, by, reason, *, following=False):
        """Cancel the event and tell those who would have come why; for officers.

        Cancelling again changes nothing.
        """
        events = self.lock_with_following() if following else [self.lock()]
        event, reason = events[0], normalized(reason)
        if event.cancelled_at and event.club.is_run_by(by):
            return
        event.ensure_may_be_changed_by(by)
        told = {by.pk}
        for each in events:
            each.cancelled_at, each.cancel_reason = timezone.now(), reason
            each._save_change(["cancelled_at", "cancel_reason"])
            each.retract_reminders()
            told |= each.tell_expected(kinds.EVENT_CANCELLED, told, reason=reason)
        detail = f"{event.title}: {reason}"
        event.club.record(AuditLogEntry.Action.EVENT_CANCELLED, by, detail=detail)

    def ensure_keeps_outsiders(self):
        """Raise Conflict if outsiders come or wait and the event, not saved yet, is not for them."""
        if not self.takes_outsiders and self.rsvps.expected().of_outsiders().exists():
            back = (self.get_absolute_url(), _("일정 보기"))
            sentence = _("부원이 아닌 사람도 온다고 했어요. 부원만 가는 일정으로 바꿀 수 없어요.")
            raise Conflict(sentence, next_step=back)

    def notify_of_change(self, before, told):
        """Notify those who come or wait of what was and what is: the time, the place or both."""
        is_elsewhere = self.place != before.place
        is_moved = self.time_text != before.time_text

        def described(event):
            parts = [event.time_text] * is_moved + [event.place] * is_elsewhere
            return ", ".join(parts)

        texts = {"before": before, "after": self}
        params = {
            name: in_each_language(lambda event=event: described(event))
            for name, event in texts.items()
        }
        return self.tell_expected(kinds.EVENT_CHANGED, told, **params)

    def tell_expected(self, kind, told, **params):
        """Notify those who come or wait, but for `told`, pks of users. Return the pks of who was.

        Also who has blocked the officer is told: they would come in vain.
        """
        params |= {"about": self, "club": self.club.names, "excerpt": self.title}
        users = self.expected().exclude(pk__in=told)
        return set(users.notify(kind, self.get_absolute_url(), **params))
