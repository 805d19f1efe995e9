"""The name and the line of a club in the two languages."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ClubNames(models.Model):
    """The part of Club that has an English name and line, which readers of English see.

    Both are optional; where one is missing, the Korean one stands in its place.
    """

    english_name = models.CharField(_("영어 이름"), max_length=40, blank=True)
    english_key = models.CharField(max_length=80, default="", editable=False)
    english_summary = models.CharField(_("영어 한 줄 소개"), max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def shown_name(self):
        """The name in the reader's language."""
        return (get_language() == "en" and self.english_name) or self.name

    @property
    def shown_summary(self):
        """The summary in the reader's language."""
        return (get_language() == "en" and self.english_summary) or self.summary

    @property
    def replaced_name(self):
        """The Korean name where the English one stands in its place, as on posters; else ""."""
        return self.name if self.shown_name != self.name else ""

    @property
    def names(self):
        """The name for a sentence that is read later, in the language of its reader."""
        return {"ko": self.name, "en": self.english_name} if self.english_name else self.name
