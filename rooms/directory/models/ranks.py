"""The ranks of people in a room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rank(models.IntegerChoices):
    """The rank of a person in a room. People of a higher rank may act on those of a lower one."""

    NONE = 0, ""
    OCCUPANT = 1, _("참여자")
    MODERATOR = 2, _("부방장")
    OWNER = 3, _("방장")


RANK_REQUIRED = {
    Rank.MODERATOR: _("방장과 부방장만 할 수 있어요."),
    Rank.OWNER: _("방장만 할 수 있어요."),
}
