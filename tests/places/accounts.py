"""The account of a student."""

from functools import cached_property
from os.path import basename

from allauth.account.models import EmailAddress, EmailConfirmationHMAC

from accounts import verification_renewals
from accounts.models import SchoolDomain
from accounts.tests.exports import make_export
from accounts.tests.passkeys import Passkey
from accounts.unsubscribing import url_for
from clubs.term.tests.terms import make_window
from kclub.files.logos import reencode_avatar
from tests.factories import (
    make_club,
    make_device,
    make_kind,
    make_log_in,
    make_staff,
    make_user,
    unverified,
)
from tests.pictures import upload
from tests.places.base import Place


class OfPerson(Place):
    """The account of a student."""

    namespace = "accounts"
    numbers = {
        "notification": "notification",
        "notification-read": "notification",
        "push-subscription-remove": "device",
        "passkey-remove": "passkey",
    }

    @cached_property
    def student(self):
        return make_user()

    @cached_property
    def lapsed(self):
        return unverified(make_user())

    @cached_property
    def notification(self):
        return self.student.notify(make_kind("새 글"), "/")

    @cached_property
    def device(self):
        return make_device(self.student)

    @cached_property
    def passkey(self):
        return Passkey(self.student).registered()

    @cached_property
    def term(self):
        make_staff()
        return make_window().term

    @cached_property
    def friend(self):
        user = make_user()
        user.change_avatar(reencode_avatar(upload()))
        club = make_club(president=user)
        club.admit(self.student)
        return user

    @cached_property
    def followed(self):
        self.student.follow(self.friend)
        return self.friend

    @cached_property
    def blocked(self):
        user = make_user()
        self.student.block(user)
        return user

    def thing(self, name, arg):
        if arg == "username":
            people = {"unblock": "blocked", "unfollow": "followed"}
            return getattr(self, people.get(name, "friend")).username
        if name == "avatar":
            return basename(self.friend.avatar.name)
        if name == "session-end":
            return make_log_in(self.student).name
        if arg == "provider":  # whose keys are not there
            return "kakao"
        if arg == "key":
            return EmailConfirmationHMAC(EmailAddress.objects.get(user=self.unverified)).key
        if name == "verification-renewal":
            SchoolDomain.objects.get_or_create(name="saebom.example")
            email = self.student.emailaddress_set.get().email
            return verification_renewals.url_for(self.student, email, self.term).split("/")[-2]
        if name == "export":
            return make_export(self.student).token
        if arg == "token":
            return url_for(self.student, ["talk"]).split("/")[-2]
        return super().thing(name, arg)

    def foreign(self, name):
        return (
            super().foreign(name)
            if name in self.numbers or name in ("unblock", "unfollow", "session-end", "export")
            else ()
        )
