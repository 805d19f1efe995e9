"""What the page of a club tells those who think of joining, beside its description."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clubs.directory.links import MAX_LINK_LENGTH, MAX_LINKS, as_link

MAX_SEMESTER_LINES = 8


class ClubForVisitors(models.Model):
    """The part of Club that says who may join, what a semester looks like and where else it is."""

    who_may_join = models.CharField(_("누가 함께하면 좋을까요"), max_length=100, blank=True)
    semester = models.TextField(_("한 학기 동안 하는 일"), max_length=600, blank=True)
    links = models.TextField(_("링크"), max_length=MAX_LINKS * (MAX_LINK_LENGTH + 1), blank=True)

    class Meta:
        abstract = True

    @property
    def semester_lines(self):
        """What a semester looks like, as a list."""
        return [line.strip() for line in self.semester.splitlines() if line.strip()]

    @property
    def link_list(self):
        """The links as a list of Link; what is no safe address is left out."""
        return list(filter(None, map(link_or_none, self.links.splitlines())))


def link_or_none(line):
    try:
        return as_link(line)
    except ValidationError:
        return None
