"""Changes of an event by officers: editing, moving, cancelling, as a part of Event."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.audit_log.models import AuditLogEntry
from clubs.events.moments import ensure_to_come, in_each_language
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class EventChanges(models.Model):
    """The part of Event that officers change. A cancelled event keeps its page, with the reason."""

    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.CharField(max_length=300, blank=True, editable=False)

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
    def edit(self, by, **fields):
        """Change fields of the event; for officers. Sending the same again changes nothing.

        Those who come are notified when its time or place has changed. Raises Refused when a moment
        that has passed is set.
        """
        event = self.lock()
        event.ensure_may_be_changed_by(by)
        changed = {name for name, value in fields.items() if getattr(event, name) != value}
        if not changed:
            return
        before = type(self)(starts_at=event.starts_at, ends_at=event.ends_at, place=event.place)
        for name in changed:
            setattr(event, name, fields[name])
        event.ensure_keeps_outsiders()
        ensure_to_come(*(fields[name] for name in changed & {"starts_at", "ends_at"}))
        event.save(update_fields=changed)
        event.club.record(AuditLogEntry.Action.EVENT_EDITED, by, detail=event.title)
        event.fill_seats()
        if "public" in changed and not event.public:
            told = Notification.objects.about(event)
            told.exclude(user__memberships__club=event.club).retract()
        if "starts_at" in changed:
            event.retract_reminders()
        if changed & {"starts_at", "ends_at", "place"}:
            event.notify_of_change(by, before)

    @transaction.atomic
    def cancel(self, by, reason):
        """Cancel the event and tell those who would have come why; for officers.

        Cancelling again changes nothing.
        """
        event = self.lock()
        if event.cancelled_at and event.club.is_run_by(by):
            return
        event.ensure_may_be_changed_by(by)
        event.cancelled_at, event.cancel_reason = timezone.now(), normalized(reason)
        event.save(update_fields=["cancelled_at", "cancel_reason"])
        detail = f"{event.title}: {event.cancel_reason}"
        event.club.record(AuditLogEntry.Action.EVENT_CANCELLED, by, detail=detail)
        event.retract_reminders()
        event.tell_expected(kinds.EVENT_CANCELLED, by, reason=event.cancel_reason)

    def ensure_keeps_outsiders(self):
        """Raise Conflict if outsiders come or wait and the event, not saved yet, is not for them."""
        if not self.takes_outsiders and self.rsvps.expected().of_outsiders().exists():
            back = (self.get_absolute_url(), _("일정 보기"))
            sentence = _("부원이 아닌 사람도 온다고 했어요. 부원만 가는 일정으로 바꿀 수 없어요.")
            raise Conflict(sentence, next_step=back)

    def notify_of_change(self, by, before):
        """Notify those who come or wait of what was and what is: the time, the place or both."""
        moved = self.place != before.place
        postponed = (self.starts_at, self.ends_at) != (before.starts_at, before.ends_at)

        def described(event):
            parts = [event.time_text] * postponed + [event.place] * moved
            return ", ".join(parts)

        texts = {"before": before, "after": self}
        params = {
            name: in_each_language(lambda event=event: described(event))
            for name, event in texts.items()
        }
        self.tell_expected(kinds.EVENT_CHANGED, by, **params)

    def tell_expected(self, kind, by, **params):
        """Notify those who come or wait, but for `by`; also who has blocked `by`: they would come in vain."""
        told = {"about": self, "club": self.club.names, "excerpt": self.title, **params}
        self.expected().exclude(pk=by.pk).notify(kind, self.get_absolute_url(), **told)
