"""Invitations to preside over a club that the union has prepared from a file."""

from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.people.models.invites import new_token
from kclub.errors import Gone, Refused
from kclub.mail_html import add_html
from kclub.text.normalization import folded

INVITATION_VALID_FOR = timedelta(days=30)
MAILED_IN = "ko"  # nobody knows yet which language the invited reads


class ClubInvitationQuerySet(models.QuerySet):
    """Invitations by who may answer them."""

    def pending(self):
        """Invitations that can still be answered."""
        since = timezone.now() - INVITATION_VALID_FOR
        return self.filter(status=ClubInvitation.Status.SENT, invited_at__gt=since)

    def for_user(self, user):
        """Invitations to a school address that the user has confirmed."""
        if not user.is_verified:
            return self.none()
        addresses = user.emailaddress_set.filter(verified=True)
        return self.filter(email__in=addresses.values("email"))


class ClubInvitation(models.Model):
    """A club that has no president yet, and the school address that is invited to be it.

    It becomes a Club when the invited person accepts: until then nobody sees it but they.
    """

    class Status(models.TextChoices):
        SENT = "sent", _("답을 기다림")
        ACCEPTED = "accepted", _("받아들임")
        DECLINED = "declined", _("사양함")

    FIELDS = ("name", "category", "summary", "english_name", "place", "meets", "fee")

    email = models.CharField(_("회장 학교 메일"), max_length=190, db_index=True)
    name = models.CharField(_("동아리 이름"), max_length=40)
    name_key = models.CharField(max_length=80, unique=True, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    summary = models.CharField(_("한 줄 소개"), max_length=60)
    english_name = models.CharField(_("영어 이름"), max_length=40, blank=True)
    place = models.CharField(_("모이는 곳"), max_length=40, blank=True)
    meets = models.CharField(_("모임"), max_length=60, blank=True)
    fee = models.CharField(_("회비"), max_length=40, blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.SENT)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    club = models.OneToOneField("clubs.Club", models.SET_NULL, null=True, related_name="invitation")

    objects = ClubInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name} ← {self.email}"

    def get_absolute_url(self):
        return reverse("clubs:club-invitation", args=[self.token])

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
        """Save the invitation and put its mail into the outbox; a link mailed before ends."""
        self.name_key, self.invited_at = folded(self.name), timezone.now()
        self.status, self.token = self.Status.SENT, new_token()
        self.save()
        url = urljoin(settings.SITE_URL, self.get_absolute_url())
        context = {"invitation": self, "url": url, "site": settings.SITE_URL}
        with override(MAILED_IN):
            text = render_to_string("clubs/imports/invitation.txt", context).strip()
            subject = _("%(club)s 회장으로 초대받았어요") % {"club": self.name}
            mail = EmailMultiAlternatives(subject, f"{text}\n", to=[self.email])
            add_html(mail, _("초대 보기")).send()

    @transaction.atomic
    def accept(self, user):
        """Open the club with `user` as its president. Returns the Club; again, the same one.

        Raises Refused unless the user has confirmed the invited address, Gone when the
        invitation was declined or has expired, Conflict when a club took the name meanwhile.
        """
        self._lock_for(user)
        if self.status == self.Status.ACCEPTED and self.club:
            return self.club
        self._ensure_pending()
        club = Club.found(user, **{name: getattr(self, name) for name in self.FIELDS})
        club.approve(self.invited_by)
        self.status, self.club = self.Status.ACCEPTED, club
        self.save(update_fields=["status", "club"])
        return club

    @transaction.atomic
    def decline(self, user):
        """Decline to be president: there will be no club. Declining again changes nothing.

        Raises as `accept` does.
        """
        self._lock_for(user)
        if self.status != self.Status.DECLINED:
            self._ensure_pending()
            self.status = self.Status.DECLINED
            self.save(update_fields=["status"])

    def _lock_for(self, user):
        """Lock the row and read it anew. Raises Refused unless it is for `user`."""
        user.ensure_verified(_("학교 메일을 인증하면 답할 수 있어요."))
        locked = ClubInvitation.objects.select_for_update()
        self.refresh_from_db(from_queryset=locked)
        if not ClubInvitation.objects.for_user(user).filter(pk=self.pk).exists():
            raise Refused(_("다른 사람에게 온 초대예요."))

    def _ensure_pending(self):
        if not self.is_pending:
            raise Gone(_("이 초대는 끝났어요. 동아리연합회에 다시 부탁해 주세요."))
