"""Who sees what of a person beside their name: each chooses it for each field."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.clubmates import clubmates
from accounts.models.blocks import Block
from accounts.models.email_verification import is_student


class ShownTo(models.TextChoices):
    """To whom a field is shown."""

    STUDENTS = "students", _("인증한 학생 모두")
    CLUBMATES = "clubmates", _("나와 같은 동아리 사람")
    NOBODY = "nobody", _("나만")


class ProfileVisibility(models.Model):
    """What a user has chosen to be shown to whom. Without a row it is as modest as a new one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    avatar = models.CharField(_("사진"), max_length=9, choices=ShownTo, default=ShownTo.CLUBMATES)
    bio = models.CharField(_("자기소개"), max_length=9, choices=ShownTo, default=ShownTo.CLUBMATES)
    department = models.CharField(_("학과"), max_length=9, choices=ShownTo, default=ShownTo.NOBODY)

    class Meta:
        verbose_name = _("정보 공개 범위")

    def __str__(self):
        return f"{self.user}"

    def fields_for(self, *shown_to):
        """Return the names of the fields that are shown to one of these ShownTo."""
        fields = ("avatar", "bio", "department")
        return {name for name in fields if getattr(self, name) in shown_to}


class ClubmateQuerySet(models.QuerySet):
    def clubmates_of(self, user):
        """Users who are in an open club that `user`, a verified student, is in too."""
        fits = [Q(pk__in=keys) for keys in clubmates.call(user)]
        return self.filter(reduce(or_, fits)).exclude(pk=user.pk)


class Shown(models.Model):
    """The part of a User that shows more than a name to those the user has chosen."""

    class Meta:
        abstract = True

    @property
    def profile_visibility(self):
        """The user's ProfileVisibility; one that is not saved yet if they have chosen nothing."""
        chosen = ProfileVisibility.objects.filter(user=self).first()
        return chosen or ProfileVisibility(user=self)

    @transaction.atomic
    def choose_visibility(self, **fields):
        """Show these fields, as `avatar=ShownTo.NOBODY`, to whom they say from now on."""
        self.lock()
        ProfileVisibility.objects.update_or_create(user=self, defaults=fields)

    def shown_fields(self, viewer):
        """Return the names of the fields that `viewer` may see at this moment, as a set.

        Between two of whom one has blocked the other nothing is shown.
        """
        if viewer == self:
            return self.profile_visibility.fields_for(*ShownTo)
        if not is_student(viewer) or Block.objects.between(viewer, [self]).exists():
            return set()
        visibility = self.profile_visibility
        fields = visibility.fields_for(ShownTo.STUDENTS)
        among_clubmates = visibility.fields_for(ShownTo.CLUBMATES)
        if among_clubmates and type(self).objects.clubmates_of(viewer).filter(pk=self.pk).exists():
            fields |= among_clubmates
        return fields

    def latest_department(self):
        """Return the Department of the user's latest term, or None if they have stated none."""
        enrolments = self.enrolments.select_related("department").order_by("-term__starts_on")
        latest = enrolments.first()
        return latest and latest.department
