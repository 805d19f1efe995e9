"""Signing up: unconfirmed accounts, and what replaces them."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.handles import HandleManager
from accounts.names import handle_base
from kclub.errors import Conflict

CONFIRMATION_PERIOD = timedelta(days=1)  # a new account keeps its handle, and its link works


class SignUpQuerySet(models.QuerySet):
    def unconfirmed(self):
        """Users who have signed up but never confirmed it by mail."""
        return self.filter(verified_at=None, last_login=None, is_staff=False, closed_at=None)

    def replaceable_by(self, email):
        """Unconfirmed users that a sign-up with `email` may replace: its own, and expired ones."""
        expired = models.Q(joined_at__lt=timezone.now() - CONFIRMATION_PERIOD)
        return self.unconfirmed().filter(models.Q(email=email) | expired)


class SignUpManager(HandleManager):
    @transaction.atomic
    def sign_up(self, email, password_hash, *, display_name, agreed, **fields):
        """Make a user who has yet to confirm their canonical address by mail.

        `agreed` are the Kinds of texts they agree to. The same address may sign up again and again until then: the last one counts, and a link
        mailed before still works. Raises Conflict when somebody else took the address meanwhile.
        """
        expired = self.replaceable_by(email).filter(handle=handle_base(display_name))
        expired.exclude(email=email).delete()
        user = self.unconfirmed().filter(email=email).first() or self.model(email=email)
        for field, value in fields.items():
            setattr(user, field, value)
        user.joined_at, user.password = timezone.now(), password_hash
        user.set_display_name(display_name)
        try:
            self.save_with_handle(user)
        except IntegrityError:
            raise Conflict(_("그 사이에 누가 먼저 가입했어요. 다시 한번 해 주세요.")) from None
        user.socialaccount_set.all().delete()  # of whoever signed up with this address before
        user.withdraw_news()
        user.agree(agreed)
        user.emailaddress_set.get_or_create(email=email, defaults={"primary": True})
        return user
