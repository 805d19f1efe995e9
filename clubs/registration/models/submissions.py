"""What a club has submitted: frozen, numbered, never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.bylaws.models import Bylaws
from clubs.registration.models.rules import Rules


class Submission(models.Model):
    """A registration as it was submitted: its texts, its numbers without names, and the rules.

    It is the receipt as well. Nothing changes or deletes it.
    """

    registration = models.ForeignKey(
        "clubs.Registration", models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    club_name = models.CharField(max_length=40)
    purpose = models.TextField()
    plan = models.TextField()
    changes = models.TextField(blank=True)
    rules = models.ForeignKey(Rules, models.PROTECT, related_name="+")
    members = models.PositiveIntegerField()  # that count by the rules
    on_leave = models.PositiveIntegerField()  # of these
    departments = models.PositiveIntegerField()
    largest_share = models.PositiveSmallIntegerField()  # of one department, in %
    reports = models.PositiveSmallIntegerField(default=0)  # accepted, of the term before
    bylaws = models.ForeignKey(Bylaws, models.PROTECT, null=True, related_name="+")  # in force
    advisor_name = models.CharField(max_length=40, blank=True)
    advisor_title = models.CharField(max_length=60, blank=True)
    advisor_agreed_at = models.DateTimeField(null=True)
    exception = models.CharField(max_length=500, blank=True)  # why rules are not met, if any are
    colleges = models.JSONField()  # {name: members who have confirmed}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "number"], name="submission_number")
        ]
        verbose_name = _("등록 제출")

    def __str__(self):
        return self.receipt

    @property
    def receipt(self):
        """The number that a club and the union name it by: 2026-2-17-1."""
        registration = self.registration
        return f"{registration.term}-{registration.pk}-{self.number}"

    def save(self, *args, **kwargs):
        """Store a new submission. Raises TypeError for one that is stored already."""
        if self.pk is not None:
            raise TypeError("a submission is never changed")
        super().save(*args, **kwargs)

    def keep(self, papers):
        """Make these Papers part of the submission, which keeps them for good."""
        for paper in papers:
            self.papers.create(paper=paper)


class Remark(models.Model):
    """What the union asks a club to mend in a submission."""

    class About(models.TextChoices):
        MEMBERS = "members", _("부원")
        PURPOSE = "purpose", _("목적")
        PLAN = "plan", _("활동 계획")
        CHANGES = "changes", _("달라진 것")
        BYLAWS = "bylaws", _("회칙")
        ADVISOR = "advisor", _("지도교수")
        PAPERS = "papers", _("서류")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="remarks")
    about = models.CharField(max_length=8, choices=About)
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("등록에서 고칠 것")

    def __str__(self):
        return self.text
