"""The FAQ of a club: questions with answers for everybody, on the club's page."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from kclub.errors import Conflict
from kclub.text.normalization import normalized


class FAQEntry(models.Model):
    """A frequent question and its answer. Everybody reads it, also who is not signed in."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="faq_entries")
    question = models.CharField(_("질문"), max_length=200)
    answer = models.TextField(_("답"), max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("자주 묻는 질문")

    def __str__(self):
        return self.question

    @transaction.atomic
    def edit(self, by, question, answer):
        """Change the question and its answer; for officers.

        Raises Conflict when another entry has that question.
        """
        club = self._lock_club(by)
        question, answer = normalized(question), normalized(answer)
        if club.faq_entries.exclude(pk=self.pk).filter(question=question).exists():
            raise Conflict(_("자주 묻는 질문에 이미 있어요."))
        self.question, self.answer = question, answer
        self.save(update_fields=["question", "answer"])
        club.record(AuditLogEntry.Action.FAQ, by, detail=question)

    @transaction.atomic
    def move(self, by, step):
        """Move the entry `step` places down, or up if that is negative; for officers."""
        entries = list(self._lock_club(by).faq_entries.all())
        index = entries.index(self)
        entries.insert(max(index + step, 0), entries.pop(index))
        for position, entry in enumerate(entries):
            entry.position = position
        FAQEntry.objects.bulk_update(entries, ["position"])

    @transaction.atomic
    def remove(self, by):
        """Delete the entry; for officers."""
        club = self._lock_club(by)
        self.delete()
        club.record(AuditLogEntry.Action.FAQ, by, detail=self.question)

    def _lock_club(self, by):
        """Lock the club and return it, if `by` may edit its FAQ and the entry is still there."""
        club = self.club.lock()
        club.ensure_may_edit_faq(by)
        if not club.faq_entries.filter(pk=self.pk).exists():
            raise Conflict(_("자주 묻는 질문에서 이미 지웠어요."))
        return club
