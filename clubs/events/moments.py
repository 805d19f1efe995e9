"""Moments of events: in words, and whether they have passed."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from kclub.errors import Refused

HAS_PASSED = _("이미 지난 때예요. 지금보다 뒤로 적어 주세요.")


def has_passed(moment, *, all_day=False):
    """Whether the moment has passed; `all_day`, the day that begins then is over."""
    return moment < (start_of(timezone.localdate()) if all_day else timezone.now())


def ensure_to_come(moment, *, all_day=False):
    """Raise Refused if the moment has passed; `all_day`, if the day that begins then is over."""
    if has_passed(moment, all_day=all_day):
        raise Refused(HAS_PASSED)


def time_text(starts_at, ends_at):
    """Return when something is, as words: 11월 19일 목요일 오후 6:30 – 오후 8:30."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    day, clock = pgettext("날", "n월 j일 l"), pgettext("시각", "A g:i")
    end = clock if starts.date() == ends.date() else f"{day} {clock}"
    return f"{date_format(starts, f'{day} {clock}')} – {date_format(ends, end)}"


def days_text(event):
    """Return the days of an event, as words: 11월 19일 목요일 – 11월 21일 토요일."""
    day = pgettext("날", "n월 j일 l")
    days = [event.starts_on] if event.is_of_one_day else [event.starts_on, event.ends_on]
    return " – ".join(date_format(each, day) for each in days)


def start_of(day):
    """Return the moment at which the date `day` begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day):
    """Return the moment at which the date `day` is over: the midnight after it."""
    return start_of(day + timedelta(days=1))


def last_day(end):
    """Return the last date before the moment `end`."""
    return timezone.localdate(end - timedelta(microseconds=1))


def in_each_language(text):
    """Return {code of a language: what the function `text` returns in it}."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            texts[code] = text()
    return texts


def moved(moment, before, after):
    """Return the moment as many days and hours later as `after` is than `before`, by the clocks.

    It is the time on the wall that counts, also where summer time begins in between.
    """
    return on_the_wall(moment, wall_time(after) - wall_time(before))


def weeks_later(moment, weeks):
    """Return the same time of day, by the clocks, so many weeks later."""
    return on_the_wall(moment, timedelta(weeks=weeks))


def weeks_until(moment, day):
    """Return how many whole weeks after its own day the moment can come again up to the date `day`."""
    return max(0, (day - timezone.localdate(moment)).days // 7)


def days_of_weeks(moment, until):
    """Return {number of weeks later: date} of each time the moment comes again up to the date."""
    weeks = range(1, weeks_until(moment, until) + 1)
    return {week: timezone.localdate(weeks_later(moment, week)) for week in weeks}


def wall_time(moment):
    return timezone.localtime(moment).replace(tzinfo=None)


def on_the_wall(moment, later):
    return timezone.make_aware(wall_time(moment) + later)
