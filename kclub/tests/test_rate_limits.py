from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from kclub import rate_limits
from kclub.errors import RateLimited


@pytest.fixture(autouse=True)
def two_in_ten_seconds(settings):
    settings.RATE_LIMITS = {"shout": (2, 10), "found": (1, 86_400)}


def hits(name, *who):
    try:
        rate_limits.consume(name, *who)
    except RateLimited as refusal:
        return refusal
    return None


def test_what_is_over_the_limit_is_refused_until_its_time_has_passed():
    with time_machine.travel("2026-11-20 12:00:02Z", tick=False) as clock:
        assert [hits("shout", 1), hits("shout", 1)] == [None, None]
        assert hits("shout", 1).retry_after == 8
        assert "8초" in str(hits("shout", 1))
        clock.shift(8)
        assert hits("shout", 1) is None


def test_everybody_and_every_room_is_counted_apart():
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        for who in [(1, 1), (1, 2), (2, 1), (1, 1), (1, 2), (2, 1)]:
            assert hits("shout", *who) is None


def test_a_long_wait_is_told_in_hours():
    with time_machine.travel("2026-11-20 12:30:00Z", tick=False):
        hits("found", 1)
        assert "12시간" in str(hits("found", 1))


def test_several_limits_hold_at_once():
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        assert rate_limits.consume_each(["shout", "found"], 1) == 0
        with pytest.raises(RateLimited) as refusal:
            rate_limits.consume_each(["shout", "found"], 1)
        assert refusal.value.retry_after == 12 * 60 * 60  # the day's, which goes by UTC


def test_of_many_at_once_not_one_too_many_passes():
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False), ThreadPoolExecutor(8) as threads:
        refused = list(threads.map(lambda _: hits("shout", 1), range(40)))
    assert refused.count(None) == 2


def test_without_its_cache_nobody_is_held_back(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "kclub.redis.cache.SharedRedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    assert [hits("shout", 1) for _ in range(5)] == [None] * 5
    for _ in range(5):
        rate_limits.attempt(("shout", 1))


@pytest.mark.parametrize(
    ("seconds", "now", "sentence"),
    [
        (60, "12:00:01Z", "59초 뒤에"),
        (3_600, "12:00:01Z", "60분 뒤에"),
        (3_600, "12:58:30Z", "2분 뒤에"),
        (3_600, "12:59:59Z", "1초 뒤에"),
        (86_400, "00:00:01Z", "24시간 뒤에"),
        (86_400, "21:30:00Z", "3시간 뒤에"),
    ],
)
def test_the_wait_is_told_in_the_largest_unit_that_fits(settings, seconds, now, sentence):
    settings.RATE_LIMITS = {"shout": (0, seconds)}
    with time_machine.travel(f"2026-11-20 {now}", tick=False):
        assert sentence in str(hits("shout", 1))


def test_what_is_left_is_counted_down_to_nothing():
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        assert [rate_limits.consume("shout", 1), rate_limits.consume("shout", 1)] == [1, 0]


def test_a_limit_nobody_has_set_is_a_fault_and_not_a_free_pass():
    with pytest.raises(KeyError):
        rate_limits.consume("whisper", 1)


def test_only_failures_count_and_their_time_begins_with_the_first():
    with time_machine.travel("2026-11-20 12:00:07Z", tick=False) as clock:
        for _ in range(5):
            rate_limits.attempt(("shout", 1)).succeeded()
        assert [rate_limits.attempt(("shout", 1)).remaining for _ in range(2)] == [1, 0]
        clock.shift(4)
        with pytest.raises(RateLimited, match="6초") as refusal:
            rate_limits.attempt(("shout", 1))
        assert refusal.value.retry_after == 6
        clock.shift(6)
        assert rate_limits.attempt(("shout", 1)).remaining == 1


def test_a_refused_attempt_counts_nowhere():
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        rate_limits.attempt(("found", 1))
        for _ in range(3):
            with pytest.raises(RateLimited):
                rate_limits.attempt(("shout", 1), ("found", 1))
        assert rate_limits.attempt(("shout", 1)).remaining == 1


def test_what_is_forgotten_counts_no_more():
    with time_machine.travel("2026-11-20 12:00:00Z", tick=False):
        rate_limits.attempt(("found", 1))
        rate_limits.forget("found", 1)
        rate_limits.attempt(("found", 1))


def test_of_many_attempts_at_once_not_one_too_many_passes():
    def tries(_):
        try:
            return rate_limits.attempt(("shout", 1))
        except RateLimited:
            return None

    with time_machine.travel("2026-11-20 12:00:00Z", tick=False), ThreadPoolExecutor(8) as threads:
        assert list(threads.map(tries, range(40))).count(None) == 38
