"""Moments as people say them: it is Friday, 20 November 2026, 15:30 in Seoul."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from kclub.components.times import ago, clock, day


def words(html):
    return re.sub(r"<[^>]+>", "", html)


@pytest.fixture
def friday_afternoon():
    with time_machine.travel(datetime(2026, 11, 20, 6, 30, tzinfo=UTC), tick=False):
        yield


@pytest.mark.usefixtures("friday_afternoon")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 20, 6, 29, 30, tzinfo=UTC), "방금"),
        (datetime(2026, 11, 20, 6, 18, tzinfo=UTC), "12분 전"),
        (datetime(2026, 11, 20, 4, 30, tzinfo=UTC), "2시간 전"),
        (datetime(2026, 11, 19, 14, 59, tzinfo=UTC), "어제"),
        (datetime(2026, 11, 18, 6, 0, tzinfo=UTC), "이틀 전"),
        (datetime(2026, 11, 3, 6, 0, tzinfo=UTC), "11월 3일"),
        (datetime(2025, 12, 31, 14, 0, tzinfo=UTC), "2025년 12월 31일"),
        (datetime(2026, 12, 1, 6, 0, tzinfo=UTC), "12월 1일"),
    ],
)
def test_moments_are_told_as_people_do(moment, said):
    assert words(ago(moment)) == said


@pytest.mark.usefixtures("friday_afternoon")
def test_the_exact_moment_stays_in_the_element():
    html = ago(datetime(2026, 11, 20, 6, 18, tzinfo=UTC))
    assert html.startswith('<time datetime="2026-11-20T06:18:00+00:00" title="2026년 11월 20일')


@pytest.mark.usefixtures("friday_afternoon")
def test_clocks_and_days_are_those_of_seoul():
    moment = datetime(2026, 11, 19, 15, 41, tzinfo=UTC)
    assert words(clock(moment)) == "오전 12:41"
    assert words(day(moment)) == "11월 20일 금요일"
    assert day(date(2027, 3, 2)) == '<time datetime="2027-03-02">2027년 3월 2일 화요일</time>'
