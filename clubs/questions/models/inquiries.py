"""Inquiries: what students ask a club."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import is_student
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.moderation.models.reports import Reportable
from kclub import live
from kclub.errors import Conflict, Gone, Refused
from kclub.text.graphemes import first_graphemes, shorten
from kclub.text.normalization import normalized

EXCERPT_LENGTH = 80  # graphemes


class InquiryQuerySet(models.QuerySet):
    """Inquiries by who may read them and whether they are answered."""

    def published(self):
        """Inquiries that are neither deleted nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def unanswered(self):
        """Published inquiries that wait for an answer."""
        return self.published().filter(answer=None)

    def visible_to(self, user):
        """Inquiries that the user may read, deleted or not.

        Answered ones are for every verified student, others for their author and the officers.
        """
        if not is_student(user):
            return self.none()
        answered = Q(answer__isnull=False, answer__hidden_at=None)
        run = Q(club__in=Club.objects.run_by(user).order_by())
        return self.filter(answered | run | Q(author=user))

    def for_list(self):
        """Inquiries with their answers: those that wait first, then by answer, the newest first."""
        inquiries = self.select_related("author", "answer", "answer__author")
        return inquiries.order_by(F("answer__pk").desc(nulls_first=True), "pk")


class Inquiry(Reportable):
    """What a student asks a club. Only its officers see who asks."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="inquiries")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="inquiries")
    text = models.TextField(_("질문"), max_length=500)
    idempotency_key = models.CharField(max_length=36, null=True, editable=False)  # noqa: DJ001
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("질문")
        constraints = [
            models.UniqueConstraint(
                fields=["club", "author", "idempotency_key"], name="inquiry_idempotency_key"
            )
        ]

    def __str__(self):
        return first_graphemes(self.text, 40)

    def get_absolute_url(self):
        return reverse("clubs:inquiry", args=[self.club.slug, self.pk])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/inquiry:{self.pk}"

    @property
    def excerpt(self):
        """Its beginning, for a notification and the audit log."""
        return shorten(self.text, EXCERPT_LENGTH)

    @property
    def reported_club(self):
        return self.club

    shows_author = False

    @property
    def context_messages(self):
        return [self, self.answer] if self.is_answered else [self]

    @property
    def is_answered(self):
        """Whether it has an answer, even one that is hidden."""
        return hasattr(self, "answer")

    def notify_officers(self):
        """Tell the officers that something waits for an answer, and their open pages."""
        told = {"about": self, "author": self.author, "excerpt": self.excerpt}
        self.club.notify_officers(kinds.INQUIRY_RECEIVED, self.get_absolute_url(), **told)
        self.announce()

    def announce(self):
        """Tell the open pages of the officers that what waits for an answer has changed."""
        live.publish(self.club.officers_channel, event="inquiries-changed")
        self.club.announce_todo()

    def ensure_may_answer(self, by):
        """Raise Refused unless `by` may answer it: officers may, while the club is open."""
        if not self.club.is_run_by(by):
            raise Refused(_("운영진만 답할 수 있어요."))
        self.club.ensure_may_write(by, _("운영진만 답할 수 있어요."))

    @transaction.atomic
    def reply(self, by, text):
        """Answer it, as an officer, and tell its author. Returns the InquiryAnswer.

        The same answer again changes nothing. Raises Conflict when another was given first, Gone
        when the inquiry was deleted or hidden.
        """
        inquiry = Inquiry.objects.select_for_update().get(pk=self.pk)
        inquiry.ensure_may_answer(by)
        if not inquiry.is_published:
            raise Gone(_("지우거나 가린 질문이라 답할 수 없어요."))
        text = normalized(text)
        if inquiry.is_answered:
            if (inquiry.answer.author_id, inquiry.answer.text) != (by.pk, text):
                first = inquiry.answer.author
                raise Conflict(_("%(by)s님이 먼저 답했어요."), params={"by": first})
            return inquiry.answer
        answers = Inquiry._meta.get_field("answer").related_model.objects
        answer = answers.create(inquiry=inquiry, author=by, text=text)
        inquiry.retract_notifications()
        inquiry.club.record(AuditLogEntry.Action.INQUIRY_ANSWERED, by, detail=inquiry.excerpt)
        inquiry.announce()
        told = {"about": inquiry, "author": by, "club": inquiry.club.names}
        inquiry.author.notify(kinds.INQUIRY_ANSWERED, inquiry.get_absolute_url(), **told)
        return answer

    def may_be_deleted_by(self, user):
        """Whether the user may delete it: its author and the officers."""
        return self.author_id == user.pk or self.club.is_run_by(user)

    @transaction.atomic
    def delete_by(self, by, reason=""):
        """Mark it as deleted, with its answer. For its author, and officers, who say why.

        The author reads the `reason` of an officer. Deleting again changes nothing.
        """
        if not self.may_be_deleted_by(by):
            raise Refused(_("물어본 사람과 운영진만 지울 수 있어요."))
        deleted = Inquiry.objects.filter(pk=self.pk, deleted_at=None).update(
            deleted_at=timezone.now()
        )
        if not deleted:
            return
        self.retract_notifications()
        self.announce()
        if self.author_id != by.pk:
            reason = normalized(reason)
            self.club.record(AuditLogEntry.Action.INQUIRY_DELETED, by, self.author, reason)
            told = {"about": self.club, "club": self.club.names, "reason": reason}
            self.author.notify(kinds.INQUIRY_DELETED, self.club.get_absolute_url(), **told)

    def _set_hidden(self, moment):
        super()._set_hidden(moment)
        self.announce()
