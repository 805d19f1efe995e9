"""Plots: numbers as bars, drawn on the server as SVG, each with the numbers as text beside it."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate

from django.utils import timezone

HEIGHT = 100  # of a plot, in units of its drawing
WIDTH = 10  # of a day
GAP = 2  # between days


@dataclass(frozen=True)
class Bar:
    """A bar of a plot, `left` and `top` from the corner of the drawing, in its units."""

    label: object  # a date, or what was chosen
    number: int
    left: int = 0
    top: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class DayPlot:
    """One bar a day, and perhaps a line at the number that is wanted, the `goal`.

    `numbers` are {date: number} without a gap. `template` draws it.
    """

    title: str
    numbers: dict
    goal: int | None = None
    is_sum: bool = False  # each number holds those before it

    template = "kclub/_day_plot.html"
    height = HEIGHT

    @property
    def total(self):
        numbers = list(self.numbers.values())
        return numbers[-1] if self.is_sum and numbers else sum(numbers)

    @property
    def width(self):
        return len(self.numbers) * WIDTH

    @property
    def bars(self):
        return [
            Bar(day, number, n * WIDTH + GAP // 2, HEIGHT - tall, WIDTH - GAP, tall)
            for n, (day, number) in enumerate(self.numbers.items())
            for tall in [self._scaled(number)]
        ]

    @property
    def goal_top(self):
        """How far from the top the line of the goal is, or None where there is none."""
        return HEIGHT - self._scaled(self.goal) if self.goal else None

    @property
    def busiest(self):
        """The Bar of the day with the highest number, the first of several."""
        return max(self.bars, key=lambda bar: bar.number)

    def _scaled(self, number):
        most = max(*self.numbers.values(), self.goal or 0, 1)
        return round(number * HEIGHT / most)


@dataclass(frozen=True)
class SharePlot:
    """One bar for each thing that was chosen, `numbers` being {what: how often}."""

    title: str
    numbers: dict

    template = "kclub/_share_plot.html"
    height, width = 8, HEIGHT

    @property
    def total(self):
        return sum(self.numbers.values())

    @property
    def bars(self):
        most = max(*self.numbers.values(), 1)
        return [
            Bar(label, number, width=round(number * self.width / most), height=self.height)
            for label, number in self.numbers.items()
        ]


def by_day(moments, first, last):
    """Return {date: how many of the moments}, of each date from `first` to `last`."""
    counts = Counter(timezone.localdate(moment) for moment in moments)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {day: counts[day] for day in days}


def summed(numbers):
    """Return {key: the sum of its number and those before it}."""
    return dict(zip(numbers, accumulate(numbers.values()), strict=True))
