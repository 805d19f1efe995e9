"""The numbers of two submissions beside those of today, as rows of a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clubs.registration.checks import Count


@dataclass(frozen=True)
class NumberRow:
    """A number as it was frozen first and then, and as it is `now`; `unit` follows each of them."""

    label: str
    before: int
    after: int
    now: int
    unit: str = ""

    @property
    def has_changed(self):
        return len({self.before, self.after, self.now}) > 1


def number_rows(before, after, roster, reports):
    """Return a NumberRow for each number that two Submissions have frozen; of colleges, those that differ.

    `roster` is the club's Roster now, judged by the rules of the later one, and `reports` how many
    activity reports of the last term are accepted now.
    """
    count = Count(after.rules, roster)
    rows = [
        NumberRow(pgettext("여럿", "부원"), before.members, after.members, count.members),
        NumberRow(_("휴학"), before.on_leave, after.on_leave, count.on_leave),
        NumberRow(_("단과대"), len(before.colleges), len(after.colleges), len(roster.colleges)),
        NumberRow(_("학과"), before.departments, after.departments, len(count.departments)),
        NumberRow(
            _("한 학과의 비율"), before.largest_share, after.largest_share, count.largest_share, "%"
        ),
    ]
    if after.rules.min_reports:
        label = _("지난 학기 활동보고서")
        rows.append(NumberRow(label, before.reports, after.reports, reports))
    by_college = (before.colleges, after.colleges, roster.colleges)
    names = sorted(set().union(*by_college))
    colleges = [NumberRow(name, *(each.get(name, 0) for each in by_college)) for name in names]
    return rows + [row for row in colleges if row.has_changed]
