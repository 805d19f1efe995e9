"""Users: the people who use the site."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.agreements import Agreeing
from accounts.models.avatars import WithAvatar
from accounts.models.blocks import Blocking, BlockingQuerySet
from accounts.models.closure import Closable
from accounts.models.email_verification import Verifiable
from accounts.models.handles import Named, called, named_like
from accounts.models.notifiable import Notifiable, NotifiableQuerySet, channel_of
from accounts.models.passwords import WithPassword
from accounts.models.person_follows import Following
from accounts.models.powers import WithPowers
from accounts.models.profile_visibility import ClubmateQuerySet, Shown
from accounts.models.reachable import Reachable
from accounts.models.second_factors import WithSecondFactors
from accounts.models.sign_up import SignUpManager, SignUpQuerySet
from accounts.models.suspension import Suspendable
from kclub import live

USERNAME_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like another
MAX_BIO_LENGTH = 500


def new_username():
    """Return eight random letters and digits that tell nothing about the person."""
    return "".join(secrets.choice(USERNAME_ALPHABET) for _ in range(8))


class UserQuerySet(SignUpQuerySet, BlockingQuerySet, ClubmateQuerySet, NotifiableQuerySet):
    def verified(self):
        return self.exclude(verified_at=None)

    def of_union(self):
        """Users who work for the union."""
        return self.filter(is_staff=True, is_active=True)

    def announce_todo(self):
        """Tell the open pages of these users that what waits for them has changed; one query."""
        self.announce("todo-changed")

    def announce(self, event):
        """Tell the open pages of these users that something has changed, by one query."""
        keys = self.order_by().values_list("pk", flat=True).distinct()
        live.publish_each([channel_of(pk) for pk in keys], event=event)

    def named(self, name):
        """Users who have this display name, in any spelling, or this handle."""
        return self.filter(named_like(name, exactly=True))

    def containing(self, text):
        """Users whose name every word of `text` fits, also by first consonants, or whose handle does."""
        return self.filter(called(text))

    def named_like(self, text):
        """Users whose display name contains `text`, or whose handle begins with it."""
        return self.filter(named_like(text))


class UserManager(SignUpManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, *, display_name, **fields):
        """Make a user with a handle of the name. Raises IntegrityError if the mail is taken."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_display_name(display_name)
        user.set_password(password)
        self.save_with_handle(user)
        return user

    @transaction.atomic
    def create_superuser(self, email, password=None, **fields):
        now = timezone.now()
        fields |= {"is_staff": True, "is_superuser": True, "staff_since": now, "verified_at": now}
        user = self.create_user(email, password, **fields)
        user.emailaddress_set.create(email=user.email, primary=True, verified=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(
    *(
        Agreeing,
        Blocking,
        Closable,
        Following,
        Named,
        Notifiable,
        Reachable,
        Shown,
        Suspendable,
        Verifiable,
        WithAvatar,
        WithPassword,
        WithPowers,
        WithSecondFactors,
    ),
    AbstractBaseUser,
    PermissionsMixin,
):
    """A person with an account.

    `verified_at` says when they last confirmed a school address; it is empty again when that
    address goes. `username` is their key in pages and addresses: opaque, and never a name.
    `display_name` is what they are called, as others may be; `handle` is what only they are called.
    """

    email = models.EmailField(_("학교 메일"), max_length=190, unique=True)
    username = models.CharField(max_length=16, unique=True, default=new_username, editable=False)
    bio = models.TextField(
        _("자기소개"),
        max_length=MAX_BIO_LENGTH,
        blank=True,
        validators=[MaxLengthValidator(MAX_BIO_LENGTH)],
    )
    locale = models.CharField(_("언어"), max_length=8, blank=True)
    joined_at = models.DateTimeField(_("가입한 때"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("사용자")

    def __str__(self):
        return self.display_name

    @property
    def hue(self):
        """One of the eight colours, the same wherever this person appears."""
        return sum(map(ord, self.username)) % 8 + 1

    @property
    def channel(self):
        return channel_of(self.pk)

    def lock(self):
        """Lock the user's row until the transaction ends, and return it as it is now."""
        return User.objects.select_for_update().get(pk=self.pk)

    def lock_with(self, other):
        """Lock both rows until the transaction ends, in one order whoever asks; return one's own."""
        people = User.objects.select_for_update().filter(pk__in=[self.pk, other.pk])
        return {user.pk: user for user in people.order_by("pk")}[self.pk]


@live.channel("user")
def may_listen(user, key):
    """Whether `user` may read the live channel of the user with that key: only their own."""
    return user is not None and str(user.pk) == str(key)
