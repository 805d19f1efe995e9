"""The standing of a club among the clubs of the school, which the union decides each term."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClubStanding(models.Model):
    """The part of Club that says whether the union has registered it, and as what."""

    class Standing(models.TextChoices):
        NONE = "", _("등록 전")
        PROVISIONAL = "provisional", _("가동아리")
        REGULAR = "regular", _("정동아리")

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
