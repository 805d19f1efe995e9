"""The kind and standing of a club among the clubs of the school, which the union decides."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClubStanding(models.Model):
    """The part of Club that says what the union takes it for, and whether it is registered."""

    class Standing(models.TextChoices):
        NONE = "", _("등록 전")
        PROVISIONAL = "provisional", _("가동아리")
        REGULAR = "regular", _("정동아리")

    class Kind(models.TextChoices):
        CENTRAL = "central", _("중앙동아리")
        DEPARTMENT = "department", _("과동아리")

    kind = models.CharField(
        _("종류"), max_length=10, choices=Kind, default=Kind.CENTRAL, editable=False
    )
    standing = models.CharField(
        max_length=11, choices=Standing, default=Standing.NONE, blank=True, editable=False
    )
    standing_since = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_standing(self, standing):
        """Give the club a standing, from today on. The same again keeps its first day."""
        if self.standing != standing:
            self.standing, self.standing_since = standing, timezone.localdate()
            self.save(update_fields=["standing", "standing_since"])
