"""The status of a club, which the union decides: open, returned or closed."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification, User
from clubs.audit_log.models import AuditLogEntry
from clubs.signals import club_opened
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class ClubStatus(models.Model):
    """The part of Club that has a status."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("돌려받음")
        SUBMITTED = "submitted", _("확인 중")
        ACTIVE = "active", _("활동 중")
        DORMANT = "dormant", _("쉬는 중")
        SUSPENDED = "suspended", _("정지")
        ARCHIVED = "archived", _("보관")

    OPEN = [Status.ACTIVE, Status.DORMANT]  # everybody may see the club
    CLOSED = [Status.SUSPENDED, Status.ARCHIVED]  # only its members may read it

    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    return_reason = models.CharField(max_length=500, blank=True)
    closure_reason = models.CharField(max_length=500, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self):
        """Whether everybody may see the club."""
        return self.status in self.OPEN

    def ensure_open(self):
        """Raise Refused while the club is closed: its pages can be read, but nothing changed."""
        ensure_open(self.status)

    # New clubs ---------------------------------------------------------------------------

    @transaction.atomic
    def approve(self, by):
        """Open the club to everyone; `by` is of the union. Approving again changes nothing."""
        if self.open(by):
            self._notify_president(kinds.CLUB_OPENED)

    @transaction.atomic
    def open(self, by):
        """Open the club, as `approve`, without telling its president. Return whether it was closed."""
        opened = self._decide(by, self.Status.ACTIVE, opened_at=timezone.now())
        if opened:
            self.record(AuditLogEntry.Action.OPENED, by)
            club_opened.send(type(self), club=self)
        return opened

    @transaction.atomic
    def send_back(self, by, reason):
        """Return the club to its founder with `reason`; they may change it and submit it again."""
        if self._decide(by, self.Status.DRAFT, return_reason=normalized(reason)):
            self.record(AuditLogEntry.Action.RETURNED, by, detail=self.return_reason)
            edit = reverse("clubs:club-edit", args=[self.slug])
            self._notify_president(kinds.CLUB_RETURNED, edit)

    @transaction.atomic
    def submit(self, by=None):
        """Submit a returned club to the union again; clubs of any other status stay as they are."""
        drafts = type(self).objects.filter(pk=self.pk, status=self.Status.DRAFT)
        if drafts.update(status=self.Status.SUBMITTED, submitted_at=timezone.now()):
            self.record(AuditLogEntry.Action.SUBMITTED, by)
            self.notify_union()
        self.refresh_from_db()

    # Open clubs --------------------------------------------------------------------------

    @transaction.atomic
    def suspend(self, by, reason):
        """Close the club for now and tell its president why. Suspending again changes nothing."""
        if self._decide(by, self.Status.SUSPENDED, self.OPEN, closure_reason=normalized(reason)):
            self._close(AuditLogEntry.Action.SUSPENDED, by)
            self._notify_president(kinds.CLUB_SUSPENDED)

    @transaction.atomic
    def archive(self, by, reason):
        """Close the club for good; members may still read it. Archiving again changes nothing."""
        before = [*self.OPEN, self.Status.SUSPENDED]
        if self._decide(by, self.Status.ARCHIVED, before, closure_reason=normalized(reason)):
            self._close(AuditLogEntry.Action.ARCHIVED, by)
            self._notify_president(kinds.CLUB_ARCHIVED)

    @transaction.atomic
    def restore(self, by):
        """Open a closed club again. Restoring again changes nothing."""
        if self._decide(by, self.Status.ACTIVE, self.CLOSED, closure_reason=""):
            self.record(AuditLogEntry.Action.RESTORED, by)
            self._notify_president(kinds.CLUB_RESTORED)

    @transaction.atomic
    def pause(self, by, kind=kinds.CLUB_PAUSED):
        """Let an active club rest: everybody sees it, nobody can apply. Pausing again changes nothing.

        `by` is the president or of the union; of the union's pause the president is told by a
        notification of `kind`. Members and the board stay as they are.
        """
        self._change_activity(by, self.Status.ACTIVE, self.Status.DORMANT, kind)

    @transaction.atomic
    def resume(self, by):
        """Make a dormant club active again. Resuming again changes nothing."""
        self._change_activity(by, self.Status.DORMANT, self.Status.ACTIVE, kinds.CLUB_RESUMED)

    def _change_activity(self, by, before, after, kind):
        if not by.is_staff and by != self.president:
            raise Refused(_("회장이나 연합회만 바꿀 수 있어요."))
        self.lock().ensure_open()
        if not type(self).objects.filter(pk=self.pk, status=before).update(status=after):
            return
        self.refresh_from_db()
        dormant = after == self.Status.DORMANT
        self.record(AuditLogEntry.Action.PAUSED if dormant else AuditLogEntry.Action.RESUMED, by)
        if by != self.president:
            self._notify_president(kind)

    def _decide(self, by, status, before=(Status.SUBMITTED,), **fields):
        """Change the status from one of `before`; return False when it was changed already."""
        if by == self.president:
            raise Refused(_("내 동아리는 다른 사람이 결정해야 해요."))
        # One conditional UPDATE: of two clicks at once, the database lets one through.
        clubs = type(self).objects.filter(pk=self.pk, status__in=before)
        fields |= {"status": status, "decided_by": by, "decided_at": timezone.now()}
        updated = clubs.update(**fields)
        waiting = Notification.objects.about(self).of_kind(kinds.CLUB_SUBMITTED)
        waiting.unread().retract()
        self.refresh_from_db()
        if self.status != status:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if updated:
            self.announce_todo()  # nobody has to do anything in a club that is closed
        if updated and self.Status.SUBMITTED in before:
            User.objects.of_union().announce_todo()
        return bool(updated)

    def _close(self, action, by):
        self.record(action, by, detail=self.closure_reason)
        self.retract_notifications()
        live.publish(self.channel, event="members-changed")

    def notify_union(self):
        """Notify the union that the club waits to be opened."""
        User.objects.of_union().announce_todo()
        told = {"about": self, "author": self.president, "club": self.names}
        User.objects.of_union().notify(kinds.CLUB_SUBMITTED, reverse("union:clubs"), **told)

    def _notify_president(self, kind, url=None):
        url = url or self.get_absolute_url()
        self.president.notify(kind, url, about=self, club=self.names, reason=self.closure_reason)


def ensure_open(status):
    """Raise Refused if `status`, the status of a club, is a closed one."""
    if status in ClubStatus.CLOSED:
        raise Refused(_("연합회가 닫아 둔 동아리예요. 지금은 읽을 수만 있어요."))
