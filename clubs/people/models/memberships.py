"""Memberships and followers of clubs."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import is_student
from accounts.models.handles import named_like
from clubs.audit_log.models import AuditLogEntry
from clubs.signals import member_muted, officer_stepped_down
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class MembershipQuerySet(models.QuerySet):
    """Memberships by user, and in the order of lists."""

    def of(self, user):
        """The user's memberships; none unless the user is a verified student."""
        return self.filter(user=user) if is_student(user) else self.none()

    def ranked(self):
        """Memberships with `is_president`: the president's first, then officers', then others'.

        Those of the same rank are in the order in which they joined.
        """
        is_president = Case(When(club__president=F("user"), then=True), default=False)
        return self.annotate(is_president=is_president).order_by("-is_president", "-role", "pk")

    def named(self, text):
        """Memberships of users whose name contains `text`, or whose handle begins with it."""
        return self.filter(named_like(text, "user__"))


class Membership(models.Model):
    """One person's membership in one club."""

    class Role(models.TextChoices):
        MEMBER = "member", _("부원")
        OFFICER = "officer", _("운영진")

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    title = models.CharField(_("직책"), max_length=20, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    muted_until = models.DateTimeField(null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["club", "user"], name="one_membership_per_club")
        ]
        verbose_name = _("부원 자격")

    def __str__(self):
        return f"{self.user} · {self.club}"

    @property
    def is_officer(self):
        return self.role == Membership.Role.OFFICER

    @property
    def rank(self):
        """The member's title, or the name of their role if they have none."""
        if self.user_id == self.club.president_id:
            return self.title or _("회장")
        return self.title or self.get_role_display()

    def ranks_below(self, by):
        """Whether `by` may remove the member.

        The president may remove anybody else; officers all but the president and other officers.
        """
        if self.user_id == by.pk or self.user_id == self.club.president_id:
            return False
        return self.club.is_presided_by(by) or (not self.is_officer and self.club.is_run_by(by))

    @transaction.atomic
    def appoint(self, by, role, title=""):
        """Give the member a role and a title; for the president. Appointing again changes nothing.

        The president stays an officer whatever `role` is. Raises Conflict when the member has left
        meanwhile.
        """
        self.club = self.club.lock()
        self.club.ensure_open()
        if not self.club.is_presided_by(by):
            raise Refused(_("회장만 역할을 정할 수 있어요."))
        before = Membership.objects.filter(pk=self.pk).values_list("role", "title").first()
        if before is None:
            raise Conflict(_("그 사이에 동아리를 나갔어요."))
        if self.user_id == self.club.president_id:
            role = Membership.Role.OFFICER
        self.role, self.title = role, normalized(title)
        if before == (self.role, self.title):
            return
        self.save(update_fields=["role", "title"])
        self.club.record(AuditLogEntry.Action.APPOINTED, by, self.user, f"{self.role} {self.title}")
        if before[0] != self.role:
            kind = kinds.ROLE_OFFICER if self.is_officer else kinds.ROLE_MEMBER
            told = {"about": self.club, "club": self.club.names}
            self.user.notify(kind, self.club.get_absolute_url(), **told)
        self._announce_role()

    def _announce_role(self):
        live.publish(self.club.channel, event="members-changed")
        for event in ("memberships-changed", "todo-changed"):
            live.publish(self.user.channel, event=event)
        if not self.is_officer:
            self.club.invites.filter(by=self.user).revoke()
            officer_stepped_down.send(Membership, club=self.club, user=self.user)
            live.end(self.club.officers_channel, self.user, "no officer any more")

    # Writing -----------------------------------------------------------------------------

    def ensure_not_muted(self):
        """Raise Refused while the member is muted."""
        if self.muted_until and self.muted_until > timezone.now():
            day = date_format(timezone.localtime(self.muted_until))
            raise Refused(_("%(day)s까지 글을 쓸 수 없어요."), params={"day": day})

    def mute(self, until):
        """Forbid the member to write in the club and its rooms until `until`, and notify them."""
        self.muted_until = until
        self.save(update_fields=["muted_until"])
        member_muted.send(Membership, club=self.club, user=self.user, until=until)
        url = self.club.get_absolute_url()
        params = {"club": self.club.names, "day": f"{timezone.localtime(until):%F}"}
        self.user.notify(kinds.MEMBER_MUTED, url, about=self.club, **params)


class Follow(models.Model):
    """A user's wish to hear of a club without belonging to it."""

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "user"], name="follow_once")]
        verbose_name = _("관심 동아리")

    def __str__(self):
        return f"{self.user} ♡ {self.club}"
