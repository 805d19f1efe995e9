"""Moments as people say them: it is Friday, 20 November 2026, 15:30 in Seoul."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

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
        (datetime(2026, 11, 18, 6, 0, tzinfo=UTC), "2일 전"),
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


@pytest.mark.usefixtures("friday_afternoon")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 20, 6, 29, tzinfo=UTC), "1분 전"),
        (datetime(2026, 11, 20, 5, 30, 1, tzinfo=UTC), "59분 전"),
        (datetime(2026, 11, 20, 5, 30, tzinfo=UTC), "1시간 전"),
        (datetime(2026, 11, 19, 15, 0, tzinfo=UTC), "15시간 전"),
        (datetime(2026, 11, 17, 14, 59, tzinfo=UTC), "11월 17일"),
        (datetime(2026, 11, 20, 6, 30, 30, tzinfo=UTC), "방금"),
        (datetime(2025, 12, 31, 15, 0, tzinfo=UTC), "1월 1일"),
    ],
)
def test_a_day_ends_at_midnight_in_seoul_and_a_clock_ahead_of_ours_says_just_now(moment, said):
    assert words(ago(moment)) == said


@pytest.mark.usefixtures("friday_afternoon")
def test_just_after_midnight_what_was_minutes_ago_is_not_yesterday():
    with time_machine.travel(datetime(2026, 11, 20, 15, 10, tzinfo=UTC), tick=False):
        assert words(ago(datetime(2026, 11, 20, 14, 50, tzinfo=UTC))) == "20분 전"
        assert words(ago(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))) == "어제"


@pytest.mark.usefixtures("friday_afternoon")
def test_moments_are_told_in_english_without_a_korean_letter():
    moments = [
        datetime(2026, 11, 20, 6, 29, 30, tzinfo=UTC),
        datetime(2026, 11, 20, 6, 18, tzinfo=UTC),
        datetime(2026, 11, 20, 4, 30, tzinfo=UTC),
        datetime(2026, 11, 19, 6, 0, tzinfo=UTC),
        datetime(2026, 11, 18, 6, 0, tzinfo=UTC),
        datetime(2025, 12, 31, 14, 0, tzinfo=UTC),
    ]
    with translation.override("en"):
        told = [words(show(moment)) for moment in moments for show in (ago, clock, day)]
    assert [each for each in told if re.search("[가-힣]", each)] == []
    assert len(set(told)) > len(moments)
