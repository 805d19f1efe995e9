"""Questions to a club and its FAQ, as verbs of Club."""

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from kclub.db.idempotency import idempotency_key
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

MAX_UNANSWERED = 3  # inquiries of one person to one club, as the sentences say
MAX_FAQ_ENTRIES = 20  # of one club, as the sentences say


class ClubQuestions(models.Model):
    """The part of Club that is asked questions, and has a FAQ."""

    class Meta:
        abstract = True

    def ensure_may_inquire(self, author):
        """Raise Refused unless `author` may ask the club something: every verified student may.

        Nobody may who is banned from it or muted in it, or while it is closed.
        """
        author.ensure_verified(_("학교 메일을 인증하면 동아리에 물어볼 수 있어요."))
        self.ensure_open()
        if self.is_banned(author):
            raise Refused(_("이 동아리에는 물어볼 수 없어요."))
        if membership := self.membership_of(author):
            membership.ensure_not_muted()

    @transaction.atomic
    def inquire(self, author, text, nonce=None):
        """Ask the club something. Returns the Inquiry; its officers are told.

        `nonce` is the idempotency key of the form (`kclub.db.idempotency`): with the same one, the
        inquiry made first is returned. Raises Refused for anybody who may not, or who waits for
        three answers already.
        """
        text = normalized(text)
        key = idempotency_key(text, nonce)
        club = self.lock()  # so that a second click finds the first one's inquiry
        inquiries = club.inquiries.filter(author=author)
        if key and (existing := inquiries.filter(idempotency_key=key).first()):
            return existing
        club.ensure_may_inquire(author)
        if inquiries.unanswered().count() >= MAX_UNANSWERED:
            raise Refused(_("답을 기다리는 질문이 벌써 세 개예요. 답이 오면 더 물어볼 수 있어요."))
        inquiry = inquiries.create(club=club, author=author, text=text, idempotency_key=key)
        inquiry.notify_officers()
        return inquiry

    def ensure_may_edit_faq(self, by):
        """Raise Refused unless `by` may write the FAQ: officers may, while the club is open."""
        if not self.is_run_by(by):
            raise Refused(_("자주 묻는 질문은 운영진만 고칠 수 있어요."))
        self.ensure_open()

    @transaction.atomic
    def add_faq_entry(self, by, question, answer):
        """Put a question with its answer at the end of the FAQ; for officers. Returns the FAQEntry.

        Adding the same again changes nothing. Raises Conflict when the question is there with
        another answer, Refused when the FAQ is full.
        """
        club = self.lock()
        club.ensure_may_edit_faq(by)
        question, answer = normalized(question), normalized(answer)
        if existing := club.faq_entries.filter(question=question).first():
            if existing.answer != answer:
                raise Conflict(_("자주 묻는 질문에 이미 있어요."))
            return existing
        count, last = club.faq_entries.aggregate(
            n=models.Count("pk"), last=Max("position")
        ).values()
        if count >= MAX_FAQ_ENTRIES:
            raise Refused(_("자주 묻는 질문은 스무 개까지예요. 하나를 먼저 지워 주세요."))
        entry = club.faq_entries.create(
            question=question, answer=answer, position=0 if last is None else last + 1
        )
        club.record(AuditLogEntry.Action.FAQ, by, detail=question)
        return entry
