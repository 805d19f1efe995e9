"""Agreements: who has agreed to which text and when, and what is asked of whom."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import agreement_texts
from accounts.agreement_texts import DIGEST_LENGTH, REQUIRED, Kind


class AgreementTextManager(models.Manager):
    def present(self, kind):
        """Return the AgreementText that is the present one of its Kind."""
        fields = {"kind": kind, "digest": agreement_texts.digest_of(kind)}
        words = {"text": agreement_texts.text_of(kind)}
        return self.get_or_create(**fields, defaults=words)[0]


class AgreementText(models.Model):
    """A text in the words in which people have agreed to it. It stays as it is."""

    kind = models.CharField(_("무엇에"), max_length=7, choices=Kind)
    digest = models.CharField(max_length=DIGEST_LENGTH)
    text = models.TextField(_("문구"))
    first_used_at = models.DateTimeField(_("처음 쓴 때"), default=timezone.now)

    objects = AgreementTextManager()

    class Meta:
        verbose_name = _("동의 문구")
        verbose_name_plural = _("동의 문구")
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest"], name="one_text_of_a_digest")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.digest}"


class AgreementQuerySet(models.QuerySet):
    def standing(self):
        """Agreements that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def withdraw(self):
        self.standing().update(withdrawn_at=timezone.now())


class Agreement(models.Model):
    """That a user agreed to a text. It is never deleted, only withdrawn."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agreements", verbose_name=_("누가")
    )
    text = models.ForeignKey(
        AgreementText, models.PROTECT, related_name="agreements", verbose_name=_("무엇에")
    )
    given_at = models.DateTimeField(_("동의한 때"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("취소한 때"), null=True)
    stands = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=Case(When(Q(withdrawn_at__isnull=True), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("동의")
        verbose_name_plural = _("동의")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text", "stands"], name="one_standing_agreement"
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.text}"


class Agreeing(models.Model):
    """The part of a User that agrees to texts.

    The digests are of the texts that the last agreements are to; so every page can tell, without
    a query, whether these are the present ones.
    """

    agreed_at = models.DateTimeField(_("약관에 동의한 때"), null=True, blank=True)
    agreed_terms = models.CharField(max_length=DIGEST_LENGTH, blank=True, editable=False)
    agreed_privacy = models.CharField(max_length=DIGEST_LENGTH, blank=True, editable=False)
    agreed_news = models.CharField(max_length=DIGEST_LENGTH, blank=True, editable=False)
    wants_news = models.BooleanField(_("소식 메일 받기"), default=False)

    class Meta:
        abstract = True

    def unanswered_kinds(self):
        """Return the Kinds of which the user has to be asked, for they have never seen the text."""
        asked = [*REQUIRED, Kind.NEWS] if self.wants_news else REQUIRED
        return [kind for kind in asked if not self.has_agreed(kind)]

    def has_agreed(self, kind):
        """Whether the user agrees to the present text of this Kind."""
        return getattr(self, f"agreed_{kind}") == agreement_texts.digest_of(kind)

    @transaction.atomic
    def agree(self, kinds):
        """Note that the user agrees to the present texts of these Kinds. Again changes nothing."""
        self.lock()
        for kind in kinds:
            text = AgreementText.objects.present(kind)
            if not self.agreements.standing().filter(text=text).exists():
                self.agreements.create(text=text)
            setattr(self, f"agreed_{kind}", text.digest)
        if not set(REQUIRED).isdisjoint(kinds):
            self.agreed_at = timezone.now()
        if Kind.NEWS in kinds:
            self.wants_news = True
        self._save_agreed()

    @transaction.atomic
    def withdraw_news(self):
        """Send the user no more mails of news."""
        self.lock()
        self.agreements.filter(text__kind=Kind.NEWS).withdraw()
        self.agreed_news, self.wants_news = "", False
        self._save_agreed()

    def answer_news(self, wanted):
        """Agree to mails of news, or withdraw that."""
        if wanted:
            self.agree([Kind.NEWS])
        else:
            self.withdraw_news()

    def _save_agreed(self):
        digests = [f"agreed_{kind}" for kind in Kind]
        self.save(update_fields=["agreed_at", "wants_news", *digests])
