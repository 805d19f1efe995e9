"""Proposals: what one of the union asks for and a second one confirms."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kclub.errors import Conflict


class ProposalQuerySet(models.QuerySet):
    """Proposals by whether they are decided."""

    def undecided(self):
        return self.filter(undecided=True)


class Proposal(models.Model):
    """What one of the union asks for. It is decided once; a subclass has its own `Status`."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    undecided = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=Case(When(Q(status="asked"), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def decide(self, status, by):
        """Change the status if it is undecided; return False when it was changed already.

        Raises Conflict if it was decided otherwise.
        """
        # One conditional UPDATE: of two clicks at once, the database lets one through.
        undecided = type(self).objects.undecided().filter(pk=self.pk)
        updated = undecided.update(status=status, decided_by=by, decided_at=timezone.now())
        self.refresh_from_db()
        if self.status != status:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if updated:
            User.objects.of_union().announce_todo()
        return bool(updated)
