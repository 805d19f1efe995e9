"""Categories of clubs."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """A category of clubs: 공연, 운동, 학술 …"""

    name = models.CharField(_("이름"), max_length=20, unique=True)
    name_en = models.CharField(_("영어 이름"), max_length=30)
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("분야")

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name
