"""More time for one club to file, given by the union with a reason that everybody reads."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.registration.models.registrations import Registration
from kclub.errors import Refused
from kclub.text.normalization import normalized


class ExtensionQuerySet(models.QuerySet):
    """Extensions by term, and giving one."""

    def of_term(self, term):
        """The extensions of a term with clubs everybody may see, by name of the club."""
        shown = self.filter(registration__term=term, registration__club__status__in=Club.OPEN)
        shown = shown.select_related("registration__club__category")
        return shown.order_by("registration__club__name_key", "pk")

    @transaction.atomic
    def give(self, club, term, by, until, reason):
        """Let the club file until a moment of the term, also where it has begun nothing.

        Returns the Extension; the same again returns the one that is there. What was returned to the
        club is due then, too. Raises Refused for an interested person, without a reason, for what is
        filed or decided already, and for a moment that is no later than the club has.
        """
        registration = Registration.objects.begin(club, term)
        registration.lock()
        registration.term.ensure_not_over()
        registration.ensure_may_be_decided_by(by)
        last, reason = registration.last_extension, normalized(reason)
        if last and (last.until, last.reason) == (until, reason):
            return last
        registration.ensure_may_be_extended(until)
        if not reason:
            raise Refused(_("이유를 적어 주세요."))
        extension = self.create(registration=registration, until=until, by=by, reason=reason)
        if registration.due_at:
            registration.due_at = max(registration.due_at, until)
            registration.save(update_fields=["due_at"])
        registration.tell_president(
            kinds.REGISTRATION_EXTENDED, by, AuditLogEntry.Action.EXTENDED, reason
        )
        return extension


class Extension(models.Model):
    """The moment until which one club may file, later than the windows say. It is never changed."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="extensions")
    until = models.DateTimeField(_("언제까지"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("이유"), max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("늘린 등록 기간")

    def __str__(self):
        return f"{self.registration}: {self.until}"

    @property
    def is_running(self):
        return self.until > timezone.now()
