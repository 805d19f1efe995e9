"""The consent of an advisor, who answers by a link in a mail and has no account here."""

import secrets
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Subject, User
from clubs.audit_log.models import AuditLogEntry
from clubs.registration.models.registrations import Registration
from clubs.registration.models.staff_addresses import (
    StaffAddress,
    has_account,
    is_of_staff_domain,
)
from kclub import live
from kclub.daily_tasks import daily_task
from kclub.errors import Conflict, Gone, Refused
from kclub.mail_html import add_html
from kclub.text.normalization import normalized

LINK_VALID_FOR = timedelta(days=14)
SENT_AGAIN_AFTER = timedelta(days=1)
ADDRESS_KEPT_FOR = timedelta(days=180)
MAILED_IN = "ko"  # nobody knows which language the advisor reads
Action = AuditLogEntry.Action


class ConsentQuerySet(models.QuerySet):
    """Consents by whether they hold, and asking for one."""

    def agreed(self):
        return self.filter(state=Consent.State.AGREED)

    def open(self):
        """Consents that are waited for or given: one of a registration at most."""
        return self.filter(state__in=Consent.OPEN)

    def last_asked(self):
        """Return the last Consent that was not revoked, or None."""
        return self.exclude(state=Consent.State.REVOKED).last()

    def with_token(self, token):
        """The consent whose link has this token."""
        return self.filter(token_hash=hash_of(token))

    @transaction.atomic
    def ask(self, registration, by, *, name, title, email):
        """Ask an advisor to agree; `by` is an officer, `email` canonical. Returns the Consent.

        The same advisor again gets no second mail; another one ends the link of the one before. To an
        address that is not known to be of staff, the mail goes out when the union has approved it.
        Raises Refused once the registration is submitted, and for an address of an account.
        """
        registration.lock()
        registration.ensure_may_be_edited_by(by)
        asked = {"name": one_line(name), "title": one_line(title), "email": email}
        before = self.filter(registration=registration).open()
        if same := before.filter(**asked).first():
            return same
        if is_of_staff_domain(email):  # of others only the union learns whether they are here
            ensure_no_account(email)
        for each in before:
            each.end()
        consent = self.create(registration=registration, asked_by=by, **asked)
        consent.registration.club.record(Action.ADVISOR_ASKED, by)
        consent.send_or_wait()
        return consent

    @transaction.atomic
    def confirm(self, registration, by, *, name, title, reason):
        """Record that the office of the school has the advisor's consent. Returns the Consent.

        `by` is of the union. The same again changes nothing. Raises Refused for an interested
        person, without a reason, and once the registration is decided.
        """
        registration.lock()
        registration.term.ensure_not_over()
        registration.ensure_may_be_decided_by(by)
        if not normalized(reason):
            raise Refused(_("이유를 적어 주세요."))
        if not (registration.is_editable or registration.state == Registration.State.SUBMITTED):
            raise Refused(_("이미 결정이 났어요."))
        told = {"name": one_line(name), "title": one_line(title), "reason": normalized(reason)}
        before = self.filter(registration=registration).open()
        if same := before.filter(confirmed_by=by, **told).first():
            return same
        for each in before:
            each.end()
        given = {"state": Consent.State.AGREED, "answered_at": timezone.now()}
        consent = self.create(registration=registration, confirmed_by=by, **told, **given)
        consent.tell_officers(kinds.ADVISOR_CONFIRMED, Action.ADVISOR_CONFIRMED, by)
        return consent


class Consent(Subject, models.Model):
    """An advisor's word that they advise a club in a term. It holds whatever the club plans later.

        (unapproved →) asked → agreed | declined | revoked

    Only the hash of the link's token is stored: whoever reads the database cannot answer.
    """

    class State(models.TextChoices):
        UNAPPROVED = "unapproved", _("연합회가 주소 확인 중")
        ASKED = "asked", _("답을 기다림")
        AGREED = "agreed", _("동의함")
        DECLINED = "declined", _("사양함")
        REVOKED = "revoked", _("취소함")

    OPEN = [State.UNAPPROVED, State.ASKED, State.AGREED]
    UNANSWERED = [State.UNAPPROVED, State.ASKED]
    ANSWERS = [State.AGREED, State.DECLINED]

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="consents")
    name = models.CharField(_("이름"), max_length=40)
    title = models.CharField(_("소속과 직위"), max_length=60)
    email = models.CharField(_("메일 주소"), max_length=190, blank=True)  # empty once it is erased
    state = models.CharField(max_length=10, choices=State, default=State.UNAPPROVED)
    is_open = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=Case(When(Q(state__in=OPEN), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)  # the last time
    answered_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(  # of the union, where the office has the consent
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(_("이유"), max_length=200, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "is_open"], name="one_open_consent"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(answered_at__isnull=False),
                name="agreed_at_a_moment",
            ),
        ]
        verbose_name = pgettext_lazy("이름", "지도교수 동의")

    def __str__(self):
        return f"{self.name} ({self.title})"

    @property
    def subject_key(self):
        return f"registration:{self.registration_id}/consent:{self.pk}"

    @property
    def frozen(self):
        """What a Submission keeps of it."""
        given = {"advisor_name": self.name, "advisor_title": self.title}
        return given | {"advisor_agreed_at": self.answered_at}

    @property
    def expires_at(self):
        return self.asked_at + LINK_VALID_FOR

    @property
    def has_expired(self):
        """Whether nobody has answered in time."""
        return self.state == self.State.ASKED and self.expires_at <= timezone.now()

    @property
    def is_answered(self):
        return self.state in self.ANSWERS

    @property
    def is_unanswered(self):
        return self.state in self.UNANSWERED

    @property
    def may_be_sent_again(self):
        """Whether a day has passed since it was sent, and nobody has answered."""
        return self.state == self.State.ASKED and self.asked_at <= timezone.now() - SENT_AGAIN_AFTER

    # By officers -------------------------------------------------------------------------

    @transaction.atomic
    def send_again(self, by):
        """Send the mail anew, with another link; `by` is an officer.

        Raises Refused within a day of the last time, Conflict when it has been answered.
        """
        self._lock_for(by)
        self._ensure_unanswered()
        if not self.may_be_sent_again:
            raise Refused(_("하루에 한 번만 다시 보낼 수 있어요."))
        self.send_or_wait()
        self.registration.club.record(Action.ADVISOR_ASKED, by)

    @transaction.atomic
    def revoke(self, by):
        """End the link; `by` is an officer. Again changes nothing.

        Raises Conflict when the advisor has answered.
        """
        self._lock_for(by)
        if self.state != self.State.REVOKED:
            self._ensure_unanswered()
            self.end()
            self.registration.club.record(Action.ADVISOR_REVOKED, by)

    def send_or_wait(self):
        """Mail the link, or let the union approve the address first."""
        if StaffAddress.objects.trusts(self.email):
            ensure_no_account(self.email)
            self._mail()
        else:
            told = {"about": self, "club": self.registration.club.names}
            url = f"{self.registration.review_url}#advisor"
            User.objects.of_union().notify(kinds.ADVISOR_TO_APPROVE, url, **told)

    def _mail(self):
        token = secrets.token_urlsafe(32)
        self.token_hash, self.asked_at = hash_of(token), timezone.now()
        self._set_state(self.State.ASKED)
        url = urljoin(settings.SITE_URL, reverse("advise", args=[token]))
        context = {"consent": self, "club": self.registration.club, "url": url}
        with override(MAILED_IN):
            context |= {"term": self.registration.term, "site": settings.SITE_URL}
            text = render_to_string("clubs/registration/consent.txt", context).strip()
            subject = _("%(club)s 지도교수를 맡아 주시겠어요?") % {
                "club": self.registration.club.name
            }
            mail = EmailMultiAlternatives(subject, f"{text}\n", to=[self.email])
            add_html(mail, _("보고 답하기")).send()

    # By the advisor ----------------------------------------------------------------------

    def ensure_may_be_answered(self):
        """Raise Gone unless the link can still be used, or has been."""
        if self.is_answered:
            return
        if self.state != self.State.ASKED or self.has_expired or self.registration.term.is_over:
            raise Gone(_("이 링크는 이제 쓸 수 없어요. 동아리에 다시 보내 달라고 해 주세요."))

    @transaction.atomic
    def answer(self, state):
        """Answer with one of ANSWERS, once; the same again changes nothing.

        Raises Conflict for another answer, Gone when the link has ended, Refused when the address
        has become one of an account: a student's word is no advisor's.
        """
        self._lock()
        if self.state == state:
            return
        if self.is_answered:
            raise Conflict(_("이미 답하셨어요."))
        self.ensure_may_be_answered()
        ensure_no_account(self.email)
        self.answered_at = timezone.now()
        self._set_state(state)
        if state == self.State.AGREED:
            self.tell_officers(kinds.ADVISOR_AGREED, Action.ADVISOR_AGREED)
        else:
            self.tell_officers(kinds.ADVISOR_DECLINED, Action.ADVISOR_DECLINED)

    # By the union ------------------------------------------------------------------------

    @transaction.atomic
    def approve(self, by):
        """Approve the address as one of staff, for all clubs, and send what waits for it.

        Again changes nothing. Raises Refused for an interested person and for an address of an
        account, Conflict when it is not asked for any more.
        """
        self._lock()
        self.registration.ensure_may_be_decided_by(by)
        if self.state == self.State.ASKED:
            return
        self._ensure_waits_for_union()
        ensure_no_account(self.email)
        StaffAddress.objects.get_or_create(email=self.email, defaults={"approved_by": by})
        self.registration.club.record(Action.ADVISOR_APPROVED, by)
        self.send_or_wait()

    @transaction.atomic
    def disapprove(self, by):
        """Do not write to the address; its officers are told. Again changes nothing.

        Raises Refused for an interested person, Conflict when it does not wait any more.
        """
        self._lock()
        self.registration.ensure_may_be_decided_by(by)
        if self.state != self.State.REVOKED:
            self._ensure_waits_for_union()
            self.end()
            self.tell_officers(kinds.ADVISOR_NOT_APPROVED, Action.ADVISOR_REVOKED, by)

    def tell_officers(self, kind, action, by=None):
        """Record what has happened, and notify the officers; `by` is None for the advisor."""
        registration = self.registration
        club = registration.club
        club.record(action, by, detail=self.reason)
        url = f"{registration.get_absolute_url()}#advisor"
        club.notify_officers(kind, url, about=registration, author=by)
        live.publish(club.officers_channel, event="advisor-answered")

    def end(self):
        """Let neither the link nor the consent hold any more."""
        self._set_state(self.State.REVOKED)

    def _set_state(self, state):
        self.state = state
        self.save(update_fields=["state", "token_hash", "asked_at", "answered_at"])
        self.retract_notifications()

    def _lock(self):
        """Lock the club, the registration, then this, and read them anew."""
        registration = self.registration
        registration.lock()
        self.refresh_from_db(from_queryset=Consent.objects.select_for_update())
        self.registration = registration

    def _lock_for(self, by):
        self._lock()
        self.registration.term.ensure_not_over()
        self.registration.ensure_run_by(by)

    def _ensure_unanswered(self):
        if not self.is_unanswered:
            raise Conflict(_("이미 답했거나 취소한 부탁이에요."))

    def _ensure_waits_for_union(self):
        if self.state != self.State.UNAPPROVED:
            raise Conflict(_("이 주소는 이제 확인을 기다리지 않아요."))


def one_line(text):
    """Return the text in one line, so that it makes no paragraph of its own in the mail."""
    return " ".join(normalized(text).split())


def hash_of(token):
    """Return the hash of a token, in hex; the token is random, so a plain one is enough."""
    return sha256(token.encode()).hexdigest()


def ensure_no_account(email):
    """Raise Refused for an address that somebody here has confirmed: a student may not advise."""
    if has_account(email):
        raise Refused(_("이 주소로 만든 계정이 있어요. 지도교수님의 교직원 메일을 적어 주세요."))


@daily_task("addresses of advisors asked 180 days ago, erased")
def erase_old_addresses():
    """Erase the addresses and links of consents of 180 days ago. Returns the number of consents."""
    old = Consent.objects.filter(asked_at__lt=timezone.now() - ADDRESS_KEPT_FOR).exclude(email="")
    return old.update(email="", token_hash="")
