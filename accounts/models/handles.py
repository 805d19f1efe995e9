"""Names of users: a display name, which others may have, too, and a handle, which nobody else has."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.names import (
    MAX_HANDLE_LENGTH,
    handle_base,
    normal_handle,
    numbered_handles,
)
from kclub.daily_tasks import daily_task
from kclub.errors import Conflict, Refused
from kclub.text.normalization import CHOSEONG, folded, initials, normalized

HANDLE_CHANGES_AFTER = timedelta(days=30)  # so long one keeps a handle one has chosen
HANDLE_HELD_FOR = timedelta(days=180)  # so long nobody else gets a handle that was given up
HANDLE_TRIES = 20  # handles tried for a new user, in case others take them meanwhile
HANDLE_TAKEN = _("누가 이미 쓰는 아이디예요. 조금 바꿔 주세요.")


def named_like(text, user="", *, exactly=False):
    """Return the Q of those whose name contains `text`, or whose handle begins with it.

    `user` is the path to the user, as `applicant__`. With an @ before it, `text` means handles alone.
    `exactly` asks for the whole name or handle.
    """
    handle, name = normal_handle(text), folded(text)
    if exactly:
        by_handle = Q(**{f"{user}handle": handle})
        by_name = Q(**{f"{user}display_name_key": name})
    else:
        by_handle = Q(**{f"{user}handle__startswith": handle})
        by_name = Q(**{f"{user}display_name_key__contains": name})
    return by_handle if text.strip().startswith("@") else by_name | by_handle


def called(text):
    """Return the Q of users whose names every word of `text` fits, also by first consonants: ㅅㅇ, 서ㅇ."""
    condition = Q()
    for word in text.split():
        key, fits = folded(word), named_like(word)
        if any(char in CHOSEONG for char in key):
            typed = "".join(char for char in key if char not in CHOSEONG)
            fits |= Q(name_initials__contains=initials(key), display_name_key__contains=typed)
        condition &= fits
    return condition


class FormerHandleQuerySet(models.QuerySet):
    def held(self):
        """Handles that were given up not long ago, and belong to nobody else yet."""
        return self.filter(given_up_at__gt=timezone.now() - HANDLE_HELD_FOR)

    def held_from(self, user, handle):
        """The rows that keep `user` from taking the handle: others gave it up not long ago."""
        return self.held().filter(handle=handle).exclude(user=user.pk)


class FormerHandle(models.Model):
    """A handle that a user gave up. It means them still, until somebody else may have it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="former_handles"
    )
    handle = models.CharField(max_length=MAX_HANDLE_LENGTH, db_index=True)
    given_up_at = models.DateTimeField(default=timezone.now)

    objects = FormerHandleQuerySet.as_manager()

    class Meta:
        verbose_name = _("예전 아이디")

    def __str__(self):
        return self.handle


@daily_task("handles given up 180 days ago, free for others")
def free_former_handles():
    """Delete the handles that are held no longer. Return how many."""
    before = timezone.now() - HANDLE_HELD_FOR
    return FormerHandle.objects.filter(given_up_at__lte=before).delete()[0]


class HandleManager(BaseUserManager):
    """The part of the manager of users that gives new ones a handle."""

    def taken_handles(self, user, base):
        """Return the handles like `base` that belong to somebody but `user`, or did until lately."""
        start = base[: MAX_HANDLE_LENGTH - 5]  # before a number
        others = self.filter(handle__startswith=start).exclude(pk=user.pk)
        users = others.values_list("handle", flat=True)
        held = FormerHandle.objects.held().filter(handle__startswith=start).exclude(user=user.pk)
        return {*users, *held.values_list("handle", flat=True)}

    def save_with_handle(self, user):
        """Save a new `user` with a handle made of their name, with a number if others have it.

        Raises IntegrityError if the mail address is taken.
        """
        base = handle_base(user.display_name, may_pose=user.is_staff)
        taken = self.taken_handles(user, base)
        free = (handle for handle in numbered_handles(base) if handle not in taken)
        for tries_left, handle in zip(range(HANDLE_TRIES)[::-1], free, strict=False):
            user.handle = handle
            try:
                with transaction.atomic():
                    user.save(using=self._db)
                break
            except IntegrityError:
                if not tries_left:
                    raise


class Named(models.Model):
    """The part of a User that has names."""

    display_name = models.CharField(_("이름"), max_length=50)
    display_name_key = models.CharField(max_length=100, db_index=True, editable=False)
    name_initials = models.CharField(max_length=100, default="", editable=False)
    handle = models.CharField(
        _("아이디"), max_length=MAX_HANDLE_LENGTH, unique=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def at_handle(self):
        """The handle as people write it: @minjae; "" once the account is closed."""
        return "" if self.closed_at else f"@{self.handle}"

    @property
    def distinction(self):
        """What stands behind the name among others: a blank and @handle, "" if that is the name."""
        says_no_more = self.closed_at or self.handle == self.display_name_key
        return "" if says_no_more else f" {self.at_handle}"

    def set_display_name(self, display_name):
        """Set `display_name` in its normal form, and the key that all its spellings share. Saves nothing."""
        self.display_name = normalized(display_name)
        self.display_name_key = folded(display_name)
        self.name_initials = initials(display_name)

    @property
    def may_change_handle_at(self):
        """When the user may choose another handle: a moment, or None if they may at once."""
        last = self.former_handles.order_by("-given_up_at").first()
        at = last and last.given_up_at + HANDLE_CHANGES_AFTER
        return at if at and at > timezone.now() else None

    def ensure_may_change_handle(self):
        """Raise Refused, saying from which day on, if the user has chosen a handle not long ago."""
        if at := self.may_change_handle_at:
            day = date_format(timezone.localtime(at), "DATE_FORMAT")
            raise Refused(
                _("아이디는 30일에 한 번 바꿀 수 있어요. %(day)s부터 돼요."), {"day": day}
            )

    def may_take_handle(self, handle):
        """Whether nobody else has the handle, or had it until lately."""
        others = type(self).objects.filter(handle=handle).exclude(pk=self.pk)
        return not (others.exists() or FormerHandle.objects.held_from(self, handle).exists())

    @transaction.atomic
    def change_handle(self, handle):
        """Give the user another handle, one that `is_handle`. Their old one is kept for them a while.

        The same handle again changes nothing. Raises Refused if they have chosen one not long ago,
        Conflict if somebody has it or had it until lately.
        """
        if handle != self.lock().handle:
            self.ensure_may_change_handle()
            self._take_handle(handle)

    def _take_handle(self, handle):
        """Replace the handle of the locked user; whose it was is asked once nobody else can take it."""
        given_up = self.lock().handle
        self.handle = handle
        try:
            with transaction.atomic():
                self.save(update_fields=["handle"])
        except IntegrityError:
            self.handle = given_up
            raise Conflict(HANDLE_TAKEN) from None
        if FormerHandle.objects.held_from(self, handle).select_for_update().first():
            self.handle = given_up
            raise Conflict(HANDLE_TAKEN)
        self.former_handles.filter(handle=handle).delete()
        self.former_handles.create(handle=given_up)

    @transaction.atomic
    def rename(self, by, display_name, handle):
        """Give the user these names, also ones that pose as an office; for the union.

        Raises Refused unless `by` is of the union, Conflict if the handle is somebody else's.
        """
        if not by.is_staff:
            raise Refused(_("이름은 연합회만 줄 수 있어요."))
        if handle != self.lock().handle:
            self._take_handle(handle)
        self.set_display_name(display_name)
        self.save(update_fields=["display_name", "display_name_key", "name_initials"])
