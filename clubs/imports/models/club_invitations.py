"""Invitations to preside over a club that the union has prepared from a file."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.imports.models.invitations import Invitation
from kclub.text.normalization import folded


class ClubInvitation(Invitation):
    """A club that has no president yet, and the school address that is invited to be it.

    It becomes a Club when the invited person accepts: until then nobody sees it but they.
    """

    FIELDS = ("name", "category", "summary", "english_name", "place", "meets", "fee")
    KIND = kinds.CLUB_INVITATION
    MAIL_TEMPLATE = "clubs/imports/club_invitation.txt"

    name = models.CharField(_("동아리 이름"), max_length=40)
    name_key = models.CharField(max_length=80, unique=True, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    summary = models.CharField(_("한 줄 소개"), max_length=60)
    english_name = models.CharField(_("영어 이름"), max_length=40, blank=True)
    place = models.CharField(_("모이는 곳"), max_length=40, blank=True)
    meets = models.CharField(_("모임"), max_length=60, blank=True)
    fee = models.CharField(_("회비"), max_length=40, blank=True)
    club = models.OneToOneField("clubs.Club", models.SET_NULL, null=True, related_name="invitation")

    class Meta:
        verbose_name = _("회장 초대")

    def __str__(self):
        return f"{self.name} ← {self.email}"

    def get_absolute_url(self):
        return reverse("clubs:club-invitation", args=[self.token])

    @property
    def subject_key(self):
        return f"club-invitation:{self.pk}"

    @property
    def club_names(self):
        """The name of the club for a sentence that is read later, as `Club.names`."""
        return {"ko": self.name, "en": self.english_name} if self.english_name else self.name

    @property
    def club_name(self):
        return self.name

    def mail_subject(self):
        return _("%(club)s 회장으로 초대받았어요") % {"club": self.name}

    @transaction.atomic
    def send(self):
        """Save the invitation and tell the invited president, as `Invitation.send`."""
        self.name_key = folded(self.name)
        super().send()

    @transaction.atomic
    def accept(self, user):
        """Open the club with `user` as its president, and invite its members.

        Returns the Club; again, the same one. Raises Refused unless the user has confirmed the
        invited address, Gone when the invitation was declined or has expired, Conflict when a
        club took the name meanwhile.
        """
        self._lock_for(user)
        if self.status == self.Status.ACCEPTED and self.club:
            return self.club
        self._ensure_pending()
        fields = {name: getattr(self, name) for name in self.FIELDS}
        self.club = club = Club.found(user, opened_by=self.invited_by, **fields)
        self._answer(self.Status.ACCEPTED)
        for invitation in self.member_invitations.select_for_update():
            invitation.open(club)
        return club
