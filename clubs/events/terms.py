"""Terms of the school year: the first from March, the second from September."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from clubs.events.moments import start_of

FIRST_MONTHS = {1: 3, 2: 9}
YEARS = range(2000, 2101)


class Term(NamedTuple):
    """Half a school year: the `half` 2 of 2026 lasts from September to February 2027."""

    year: int
    half: int

    @classmethod
    def of(cls, day):
        """Return the Term in which the date is."""
        if day.month < FIRST_MONTHS[1]:
            return cls(day.year - 1, 2)
        return cls(day.year, 1 if day.month < FIRST_MONTHS[2] else 2)

    @classmethod
    def present(cls):
        return cls.of(timezone.localdate())

    @classmethod
    def parse(cls, text):
        """Return the Term that is written as 2026-2, or None."""
        year, _dash, half = text.partition("-")
        if not (year.isascii() and year.isdigit() and half in ("1", "2")):
            return None
        return cls(int(year), int(half)) if len(year) == 4 and int(year) in YEARS else None

    def __str__(self):
        return f"{self.year}-{self.half}"

    @property
    def name(self):
        """The name in words: 2026년 2학기."""
        return _("%(year)s년 %(half)s학기") % {"year": self.year, "half": self.half}

    @property
    def starts_at(self):
        return start_of(date(self.year, FIRST_MONTHS[self.half], 1))

    @property
    def ends_at(self):
        """The moment at which the next term begins."""
        return self.next.starts_at

    @property
    def next(self):
        return Term(self.year, 2) if self.half == 1 else Term(self.year + 1, 1)

    @property
    def previous(self):
        return Term(self.year, 1) if self.half == 2 else Term(self.year - 1, 2)
