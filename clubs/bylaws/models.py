"""The bylaws of a club, in versions that nobody changes any more."""

from difflib import SequenceMatcher

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import is_student
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.people.models.memberships import Membership
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

MOST_COMPARED = 1000  # lines of a text


class BylawsQuerySet(models.QuerySet):
    """Versions by who may read them, and writing one."""

    def visible_to(self, user):
        """Versions of open clubs that the user may read: those of their clubs, and public ones.

        Where the version in force is not public, none of the club's is any more.
        """
        if user.is_authenticated and user.is_staff:
            return self
        in_force = Bylaws.objects.filter(club=OuterRef("club")).order_by("-number")
        readable = Q(public=True, shown_now=True)
        if is_student(user):
            readable |= Q(club__in=Membership.objects.filter(user=user).values("club"))
        found = self.annotate(shown_now=Subquery(in_force.values("public")[:1]))
        return found.filter(readable, club__status__in=Club.OPEN)

    def latest_of(self, club):
        """Return the version that is in force, or None."""
        return self.filter(club=club).order_by("-number").first()

    @transaction.atomic
    def write(self, club, by, text, *, change="", public=False, base=None):
        """Put a new version in force; `by` is an officer. Returns the Bylaws.

        `change` says what is different, in a sentence. The same text for the same readers again
        returns the version that is there. Raises Refused for anybody else, and without a text.
        `base` is the number of the version that `by` has changed, 0 where there was none: Conflict
        where another one is in force by now.
        """
        club, text = club.lock(), normalized(text)
        club.ensure_open()
        if not club.is_run_by(by):
            raise Refused(_("운영진만 회칙을 고칠 수 있어요."))
        if not text:
            raise Refused(_("회칙을 적어 주세요."))
        last = self.latest_of(club)
        if last and (last.text, last.public) == (text, public):
            return last
        number = last.number + 1 if last else 1
        if base is not None and base != number - 1:
            raise Conflict(_("그 사이에 다른 운영진이 회칙을 고쳤어요."))
        club.record(AuditLogEntry.Action.BYLAWS, by, detail=str(number))
        fields = {"text": text, "change": normalized(change), "public": public}
        return self.create(club=club, by=by, number=number, **fields)


class Bylaws(models.Model):
    """One version of the bylaws of a club, as Markdown. Nothing changes or deletes it."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="bylaws")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("회칙"), max_length=20_000)
    change = models.CharField(_("무엇이 바뀌었나요"), max_length=200, blank=True)
    public = models.BooleanField(_("누구나 읽을 수 있어요"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = BylawsQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["club", "number"], name="bylaws_number"),
        ]
        verbose_name = pgettext_lazy("이름", "회칙")

    def __str__(self):
        return _("회칙 %(number)s판") % {"number": self.number}

    def get_absolute_url(self):
        return reverse("clubs:bylaws-version", args=[self.club.slug, self.number])

    def save(self, *args, **kwargs):
        """Store a new version. Raises TypeError for one that is stored already."""
        if self.pk is not None:
            raise TypeError("bylaws are never changed, only written anew")
        super().save(*args, **kwargs)


def changed_lines(before, after):
    """Return the lines in which two texts differ, as [(sign, line)], where the sign is + or -.

    Texts of more than MOST_COMPARED lines are all removed and added: comparing takes the square.
    """
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return []
    if max(len(old), len(new)) > MOST_COMPARED:
        return [("-", line) for line in old] + [("+", line) for line in new]
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            found += [("-", line) for line in old[i:j]] + [("+", line) for line in new[k:m]]
    return found
