"""Who somebody is: users, the school they prove, and what they are told."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.addresses import domain_of
from accounts.blocks import Block
from accounts.closure import Closable
from accounts.sessions import Session  # noqa: F401  (a table of this app)
from accounts.suspension import Suspendable
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import folded, normalized

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
PROVE_WITHIN = timedelta(days=1)  # as long as the mailed link works, a new account keeps its name


def new_username():
    """Eight letters that tell nothing about the person; 10^11 of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def is_student(user):
    """Whether somebody is signed in and verified: to all others only what is public is open.

    Who has lost their school address keeps their places in clubs and rooms, but no right in them
    until they are verified anew. `Membership.objects.of` and `Occupancy.objects.of` ask this.
    """
    return user.is_authenticated and user.is_verified


class SchoolDomainQuerySet(models.QuerySet):
    def covering(self, domain):
        """The rows that make `domain`, as in `accounts.addresses.domain_of`, a school's."""
        parents = [domain.split(".", i)[-1] for i in range(1, domain.count(".") + 1)]
        return self.filter(models.Q(name=domain) | models.Q(name__in=parents, with_subdomains=True))

    def covers(self, address):
        """Whether a canonical address is a student's."""
        return self.covering(domain_of(address)).exists()


class SchoolDomain(models.Model):
    """A mail domain whose owners are students here: `saebom.example`."""

    name = models.CharField(_("도메인"), max_length=190, unique=True)
    with_subdomains = models.BooleanField(_("하위 도메인도"), default=False)

    objects = SchoolDomainQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("학교 도메인")

    def __str__(self):
        return self.name

    def clean(self):
        self.name = self.name.strip().lower().removeprefix("@")
        if not self.name.isascii() or "." not in self.name:
            raise ValidationError({"name": _("saebom.ac.kr처럼 적어 주세요.")})

    def users_verified_only_by_it(self):
        """The keys of the verified users whom nothing but this domain proves to be students."""
        others = SchoolDomain.objects.exclude(pk=self.pk)
        others = {domain.name: domain.with_subdomains for domain in others}
        addresses = EmailAddress.objects.filter(verified=True).exclude(user__verified_at=None)
        mine = addresses.filter(self._holds("email"))
        held = addresses.filter(user__in=mine.values("user")).values_list("user", "email")
        proved = {user for user, email in held if _is_within(domain_of(email), others)}
        return {user for user, _email in held} - proved

    def _holds(self, field):
        ends = models.Q(**{f"{field}__endswith": f"@{self.name}"})
        if self.with_subdomains:
            ends |= models.Q(**{f"{field}__endswith": f".{self.name}"})
        return ends

    @transaction.atomic
    def accept(self):
        """Verify again whoever has confirmed an address of it before."""
        addresses = EmailAddress.objects.filter(self._holds("email"), verified=True)
        doubted = User.objects.filter(verified_at=None, pk__in=addresses.values("user"))
        doubted.update(verified_at=timezone.now())

    @transaction.atomic
    def revoke(self):
        """Take it away, and the rights it alone gave. Returns how many users lost theirs."""
        users = User.objects.filter(pk__in=self.users_verified_only_by_it())
        self.delete()
        for user in users:
            user.unverify()
        return len(users)


def _is_within(domain, accepted):
    """Whether `accepted`, {name: with its subdomains}, covers `domain`."""
    labels = domain.split(".")
    parents = (".".join(labels[i:]) for i in range(1, len(labels)))
    return domain in accepted or any(accepted.get(parent) for parent in parents)


class UserQuerySet(models.QuerySet):
    def unconfirmed(self):
        """Sign-ups nobody has ever confirmed by mail."""
        return self.filter(verified_at=None, last_login=None, is_staff=False, closed_at=None)

    def replaceable_by(self, email):
        """Unproven sign-ups that `email` may replace: its own, and those whose day is over."""
        over = models.Q(joined_at__lt=timezone.now() - PROVE_WITHIN)
        return self.unconfirmed().filter(models.Q(email=email) | over)

    def verified(self):
        return self.exclude(verified_at=None)

    def reachable_by(self, user):
        """Who has not blocked the user and is not blocked by them: they may write to each other."""
        blocks = Block.objects.filter(user=user).values("blocked")
        blocked_by = Block.objects.filter(blocked=user).values("user")
        return self.exclude(pk__in=blocks).exclude(pk__in=blocked_by)

    def with_display_name(self, display_name):
        """Whoever has this name, however it is typed."""
        return self.filter(display_name_key=folded(display_name))

    def notify(self, sentence, url, **params):
        """Tell each of them `sentence`, as `User.notify` does one."""
        told = [Notification(user=user, sentence=sentence, params=params, url=url) for user in self]
        Notification.objects.bulk_create(told)
        for notification in told:
            live.publish(notification.user.channel, event="notifications-changed")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, *, display_name, **fields):
        """A user with a name of their own. Raises IntegrityError when mail or name is taken."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_display_name(display_name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email, password=None, **fields):
        fields |= {"is_staff": True, "is_superuser": True, "verified_at": timezone.now()}
        user = self.create_user(email, password, **fields)
        user.emailaddress_set.create(email=user.email, primary=True, verified=True)
        return user

    @transaction.atomic
    def sign_up(self, email, password, *, display_name, **fields):
        """A user who has yet to confirm their canonical address by mail.

        The same address may sign up again and again until then: the last one counts, and a link
        mailed before still works. Raises Conflict when somebody else took mail or name meanwhile.
        """
        self.replaceable_by(email).with_display_name(display_name).exclude(email=email).delete()
        user = self.unconfirmed().filter(email=email).first() or self.model(email=email)
        for field, value in fields.items():
            setattr(user, field, value)
        user.joined_at = timezone.now()
        user.set_display_name(display_name)
        user.set_password(password)
        try:
            with transaction.atomic():
                user.save(using=self._db)
        except IntegrityError:
            raise Conflict(_("그 사이에 누가 먼저 가입했어요. 다시 한번 해 주세요.")) from None
        user.emailaddress_set.get_or_create(email=email, defaults={"primary": True})
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(Closable, Suspendable, AbstractBaseUser, PermissionsMixin):
    """A person. `is_staff` is the union (동아리연합회).

    `verified_at` says when they last proved a school address; it is empty again when that
    address goes. `username` is their key in pages and addresses: opaque, and never a name.
    `password_unconfirmed`: who confirmed the mail may not be who chose the password (`mark_password_unconfirmed`).
    """

    email = models.EmailField(_("학교 메일"), max_length=190, unique=True)
    username = models.CharField(max_length=16, unique=True, default=new_username, editable=False)
    display_name = models.CharField(_("이름"), max_length=50)
    display_name_key = models.CharField(max_length=100, unique=True, editable=False)
    bio = models.TextField(
        _("자기소개"), max_length=500, blank=True, validators=[MaxLengthValidator(500)]
    )
    locale = models.CharField(_("언어"), max_length=8, blank=True)
    verified_at = models.DateTimeField(_("인증한 때"), null=True, blank=True)
    password_unconfirmed = models.BooleanField(default=False, editable=False)
    agreed_at = models.DateTimeField(_("약관에 동의한 때"), null=True, blank=True)
    wants_news = models.BooleanField(_("소식 메일 받기"), default=False)
    is_staff = models.BooleanField(_("연합회"), default=False)
    joined_at = models.DateTimeField(_("가입한 때"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("사용자")

    def __str__(self):
        return self.display_name

    @property
    def is_verified(self):
        return self.verified_at is not None

    @property
    def hue(self):
        """One of the eight colours, the same wherever this person appears."""
        return sum(map(ord, self.username)) % 8 + 1

    @property
    def channel(self):
        return f"user:{self.pk}"

    def lock(self):
        """Hold the user's row until the transaction ends."""
        return User.objects.select_for_update().get(pk=self.pk)

    def set_display_name(self, display_name):
        """Take `display_name`, in one form however it was typed. Not saved yet."""
        self.display_name = normalized(display_name)
        self.display_name_key = folded(display_name)

    def verify(self):
        """They have proved that a school address is theirs."""
        self.verified_at = timezone.now()
        self.save(update_fields=["verified_at"])

    def unverify(self):
        """Their school address has gone, and the rights that came with it (`is_student`)."""
        self.verified_at = None
        self.save(update_fields=["verified_at"])
        live.end_user(self, "unverified")

    def ensure_verified(self, sentence):
        """Raise Refused with `sentence`, and the way to be verified, unless they are."""
        if not self.is_verified:
            way = (reverse("account_email"), _("학교 메일 인증하기"))
            raise Refused(sentence, next_step=way)

    def prove(self):
        """Verify or unverify them, by the school addresses they have confirmed."""
        confirmed = self.emailaddress_set.filter(verified=True).values_list("email", flat=True)
        proved = any(map(SchoolDomain.objects.covers, confirmed))
        if proved and not self.is_verified:
            self.verify()
        elif self.is_verified and not proved:
            self.unverify()

    def mark_password_unconfirmed(self):
        """The mail was first confirmed in another browser than the one that signed up.

        Somebody may have signed up with an address that is not theirs, and wait. So the password
        counts only where the mail was confirmed, until it is used there or set anew.
        """
        self.password_unconfirmed = True
        self.save(update_fields=["password_unconfirmed"])

    def confirm_password(self):
        """It was used by whoever has the mailbox, or set by them."""
        if self.password_unconfirmed:
            self.password_unconfirmed = False
            self.save(update_fields=["password_unconfirmed"])

    def block(self, other):
        """Hear no more from `other`; blocking twice is blocking once. Nobody blocks themselves."""
        if other.pk == self.pk:
            raise Refused(_("나를 차단할 수는 없어요."))
        Block.objects.get_or_create(user=self, blocked=other)

    def unblock(self, other):
        """Hear from `other` again."""
        self.blocks.filter(blocked=other).delete()

    def has_blocked(self, other):
        return self.blocks.filter(blocked=other).exists()

    def notify(self, sentence, url, **params):
        """Tell them `sentence`, a msgid that takes `params`; read in their own language."""
        notification = self.notifications.create(sentence=sentence, params=params, url=url)
        live.publish(self.channel, event="notifications-changed")
        return notification


@live.channel("user")
def may_listen(user, key):
    return user is not None and str(user.pk) == str(key)


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def read(self):
        """Mark these as read. Returns how many were unread."""
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """Something a user was told: a sentence and where it leads."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    sentence = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=800)  # a rare letter of a slug is 12 here
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="unread_notifications")]

    def __str__(self):
        return gettext(self.sentence) % self.params
