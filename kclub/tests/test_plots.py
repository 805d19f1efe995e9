"""Plots are drawn to scale, and say their numbers."""

from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string

from kclub.components.plots import DayPlot, SharePlot, by_day, summed

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 5)


def drawn(plot):
    return render_to_string(plot.template, {"plot": plot})


def test_moments_are_counted_by_the_day_of_the_school():
    moments = [
        datetime(2026, 3, 1, 15, 0, tzinfo=UTC),  # midnight in Seoul
        datetime(2026, 3, 2, 14, 59, tzinfo=UTC),
        datetime(2026, 3, 2, 15, 0, tzinfo=UTC),
        datetime(2026, 3, 9, 0, 0, tzinfo=UTC),  # after the last day
    ]
    numbers = by_day(moments, FIRST, LAST)
    assert list(numbers) == [date(2026, 3, day) for day in (2, 3, 4, 5)]
    assert list(numbers.values()) == [2, 1, 0, 0]
    assert list(summed(numbers).values()) == [2, 3, 3, 3]


def test_the_highest_bar_is_as_high_as_the_plot():
    plot = DayPlot("확인", by_day([], FIRST, LAST) | {FIRST: 4, LAST: 1})
    assert [bar.height for bar in plot.bars] == [100, 0, 0, 25]
    assert all(bar.top + bar.height == plot.height for bar in plot.bars)
    assert plot.bars[-1].left + plot.bars[-1].width <= plot.width
    assert plot.busiest.label == FIRST
    assert plot.total == 5


@pytest.mark.parametrize(("goal", "top"), [(8, 0), (2, 50), (None, None), (0, None)])
def test_a_goal_is_a_line_that_fits_into_the_plot(goal, top):
    plot = DayPlot("확인", {FIRST: 2, LAST: 4}, goal=goal, is_sum=True)
    assert plot.goal_top == top
    assert plot.total == 4
    assert ("<line" in drawn(plot)) == (top is not None)


def test_a_plot_of_nothing_is_flat():
    plot = DayPlot("확인", {FIRST: 0, LAST: 0})
    assert [bar.height for bar in plot.bars] == [0, 0]
    assert "모두 0" in drawn(plot)
    assert "가장 많은 날" not in drawn(plot)


def test_every_number_is_text_too():
    page = drawn(DayPlot("확인", {FIRST: 3, LAST: 1}))
    assert "모두 4" in page
    assert "가장 많은 날 3. 2. (3)" in page
    for words in ["3. 2. <b>3</b>", "3. 5. <b>1</b>"]:
        assert words in page
    assert 'aria-hidden="true"' in page.partition("<svg")[2].partition(">")[0]


def test_choices_are_bars_beside_their_words_and_numbers():
    plot = SharePlot("어느 요일이 좋아요?", {"월": 1, "화": 4, "<b>수</b>": 0})
    assert [bar.width for bar in plot.bars] == [25, 100, 0]
    page = drawn(plot)
    assert "답 5개" in page
    assert "&lt;b&gt;수&lt;/b&gt;" in page
