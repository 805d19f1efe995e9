"""Whom a club notifies: its members, officers and followers, as verbs of Club."""

from django.db import models, transaction
from django.db.models import Q

from accounts import notification_kinds as kinds
from accounts.models import User
from clubs.audit_log.models import AuditLogEntry


class ClubNotifying(models.Model):
    """The part of Club that notifies its people. `told` is as for `User.notify`."""

    class Meta:
        abstract = True

    def notify_members(self, kind, url, **told):
        """Notify the members, including the officers."""
        self._notify(Q(memberships__club=self), kind, url, told)

    def notify_officers(self, kind, url, **told):
        """Notify the officers, including the president."""
        self._notify(Q(memberships__in=self.officers()), kind, url, told)

    def notify_followers(self, kind, url, **told):
        """Notify who follows the club without belonging to it."""
        followers = Q(follows__club=self) & ~Q(memberships__club=self)
        self._notify(followers, kind, url, told)

    def notify_followers_of(self, person, memberships, kind, url, **told):
        """Notify those of these members who follow a person, and are students now.

        Nobody is told across a block, whoever made it.
        """
        members = User.objects.reachable_by(person).filter(memberships__in=memberships)
        people = members.verified().filter(person_follows__followed=person)
        self._notify(Q(pk__in=people), kind, url, told)

    def announce_todo(self):
        """Tell the open pages of the officers that what waits for them has changed."""
        User.objects.filter(memberships__in=self.officers()).announce_todo()

    @transaction.atomic
    def record_export(self, by, people, detail):
        """Record that `by` has taken a list of `people`, a queryset of Users, out of K-Club.

        They are notified.
        """
        self.record(AuditLogEntry.Action.EXPORTED, by, detail=detail)
        told = {"about": self, "club": self.names, "by": by.display_name}
        people.exclude(pk=by.pk).notify(kinds.LIST_EXPORTED, self.get_absolute_url(), **told)

    def _notify(self, people, kind, url, told):
        users = User.objects.filter(people, is_active=True)
        users.notify(kind, url, **({"about": self, "club": self.names} | told))
