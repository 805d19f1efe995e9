"""What all personal invitations share: a school address, a link, and an answer."""

from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import Notification, User
from clubs.audit_log.models import AuditLogEntry
from clubs.people.models.invites import new_token
from kclub.errors import Conflict, Gone, Refused
from kclub.mail_html import add_html

INVITATION_VALID_FOR = timedelta(days=30)
SENT_AGAIN_AFTER = timedelta(days=1)
MAILED_IN = "ko"  # nobody knows yet which language the invited reads


class InvitationQuerySet(models.QuerySet):
    """Invitations by who may answer them."""

    def pending(self):
        """Invitations that can still be answered."""
        since = timezone.now() - INVITATION_VALID_FOR
        return self.filter(status=Invitation.Status.SENT, invited_at__gt=since)

    def for_user(self, user):
        """Invitations sent to a school address that the user has confirmed."""
        if not user.is_verified:
            return self.none()
        addresses = user.emailaddress_set.filter(verified=True)
        sent = self.exclude(status=Invitation.Status.WAITING)
        return sent.filter(email__in=addresses.values("email"))


class Invitation(models.Model):
    """A school address that the union has invited; whoever has confirmed it may answer."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("회장을 기다림")
        SENT = "sent", _("답을 기다림")
        ACCEPTED = "accepted", _("받아들임")
        DECLINED = "declined", _("사양함")
        REVOKED = "revoked", _("취소함")

    UNANSWERED = [Status.WAITING, Status.SENT]

    email = models.CharField(_("학교 메일"), max_length=190, db_index=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.SENT)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    @property
    def expires_at(self):
        return self.invited_at + INVITATION_VALID_FOR

    @property
    def has_expired(self):
        """Whether nobody has answered in time."""
        return self.status == self.Status.SENT and self.expires_at <= timezone.now()

    @property
    def is_pending(self):
        """Whether the invitation can still be answered."""
        return self.status == self.Status.SENT and not self.has_expired

    @transaction.atomic
    def send(self):
        """Save the invitation and tell the invited; a link sent before ends.

        Whoever has an account with this address is notified, with a mail as they have chosen;
        to everybody else goes a mail of its own.
        """
        self.status, self.token = self.Status.SENT, new_token()
        self.invited_at = timezone.now()
        self.save()
        Notification.objects.about(self).retract()
        if user := self.find_user():
            user.notify(self.KIND, self.get_absolute_url(), about=self, club=self.club_names)
        else:
            self._mail()

    def find_user(self):
        """Return the verified user who has confirmed the invited address, or None."""
        confirmed = {"emailaddress__email": self.email, "emailaddress__verified": True}
        return User.objects.verified().filter(**confirmed).first()

    def _mail(self):
        url = urljoin(settings.SITE_URL, self.get_absolute_url())
        context = {"invitation": self, "url": url, "site": settings.SITE_URL}
        with override(MAILED_IN):
            text = render_to_string(self.MAIL_TEMPLATE, context).strip()
            mail = EmailMultiAlternatives(self.mail_subject(), f"{text}\n", to=[self.email])
            add_html(mail, _("초대 보기")).send()

    @transaction.atomic
    def decline(self, user):
        """Decline the invitation. Declining again changes nothing.

        Raises Refused unless the user has confirmed the invited address, Gone when the
        invitation has been accepted or has expired.
        """
        self._lock_for(user)
        if self.status != self.Status.DECLINED:
            self._ensure_pending()
            self._answer(self.Status.DECLINED)

    @transaction.atomic
    def revoke(self, by):
        """Revoke the invitation; `by` is of the union. Revoking again changes nothing.

        Raises Conflict when it has been answered.
        """
        self._lock(by)
        if self.status == self.Status.REVOKED:
            return
        self._ensure_unanswered()
        self._answer(self.Status.REVOKED)
        self._record(AuditLogEntry.Action.INVITATION_REVOKED, by)

    @transaction.atomic
    def send_again(self, by):
        """Send the invitation anew, also a revoked one; `by` is of the union.

        Raises Refused within a day of the last time, Conflict when it has been answered or waits.
        """
        self._lock(by)
        if self.status != self.Status.REVOKED:
            self._ensure_unanswered()
        if self.status == self.Status.WAITING:
            raise Conflict(_("동아리가 열리면 보내요."))
        if not self.may_be_sent_again:
            raise Refused(_("하루에 한 번만 다시 보낼 수 있어요."))
        self.send()
        self._record(AuditLogEntry.Action.INVITATION_SENT, by)

    @property
    def may_be_sent_again(self):
        """Whether a day has passed since the invitation was sent, and nobody has answered."""
        unanswered = self.status in (self.Status.SENT, self.Status.REVOKED)
        return unanswered and self.invited_at <= timezone.now() - SENT_AGAIN_AFTER

    @property
    def is_unanswered(self):
        return self.status in self.UNANSWERED

    def _lock(self, by):
        if not by.is_staff:
            raise Refused(_("동아리연합회만 할 수 있는 일이에요."))
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())

    def _ensure_unanswered(self):
        if not self.is_unanswered:
            raise Conflict(_("이미 답한 초대예요."))

    def _record(self, action, by):
        # the address is not recorded: the log stays for good
        name = self.club_name
        AuditLogEntry.objects.create(club=self.club, by=by, action=action, detail=name)

    def _lock_for(self, user):
        """Lock the row and read it anew. Raises Refused unless it is for `user`."""
        user.ensure_verified(_("학교 메일을 인증하면 답할 수 있어요."))
        invitations = type(self).objects
        self.refresh_from_db(from_queryset=invitations.select_for_update())
        if not invitations.for_user(user).filter(pk=self.pk).exists():
            raise Refused(_("다른 사람에게 온 초대예요."))

    def _ensure_pending(self):
        if not self.is_pending:
            raise Gone(_("이 초대는 끝났어요. 동아리연합회에 다시 부탁해 주세요."))

    def _answer(self, status):
        self.status = status
        self.save(update_fields=["status", "club"])
        Notification.objects.about(self).retract()
