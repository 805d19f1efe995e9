"""Moments and dates, as `<time>` elements."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext


def ago(moment):
    """Return how long ago a moment was: 방금, 12분 전, 2시간 전, 어제, 2일 전, 11월 3일.

    The exact moment is the title of the element.
    """
    return _time(moment, _ago(timezone.localtime(moment), timezone.localtime()))


def clock(moment):
    """Return the time of day of a moment: 오후 9:41."""
    return _time(moment, date_format(timezone.localtime(moment), pgettext("시각", "A g:i")))


def lately(moment):
    """Return the day and the time of a moment: 오늘 오후 2:20, 어제 오후 9:41, 11월 3일 오후 9:41."""
    then, now = timezone.localtime(moment), timezone.localtime()
    words = {0: gettext("오늘"), 1: gettext("어제")}
    day_of = words.get((now.date() - then.date()).days) or _date(then, now)
    return _time(moment, f"{day_of} {date_format(then, pgettext('시각', 'A g:i'))}")


def day(moment):
    """Return the day of a moment or a date: 11월 19일 목요일, with the year unless it is this one."""
    date = timezone.localtime(moment).date() if hasattr(moment, "hour") else moment
    with_year = date.year != timezone.localdate().year
    pattern = pgettext("해와 날", "Y년 n월 j일 l") if with_year else pgettext("날", "n월 j일 l")
    return format_html(
        '<time datetime="{}">{}</time>', date.isoformat(), date_format(date, pattern)
    )


def deadline(moment):
    """Return the last minute of a deadline, a moment or a date: 11월 30일 월요일 오후 11:59."""
    last = moment
    if not hasattr(moment, "hour"):
        last = timezone.make_aware(datetime.combine(moment, time(23, 59)))
    return format_html("{} {}", day(last), clock(last))


def _ago(then, now):
    elapsed, days = now - then, (now.date() - then.date()).days
    if elapsed < timedelta(minutes=1):
        return gettext("방금") if elapsed > timedelta(minutes=-1) else _date(then, now)
    if elapsed < timedelta(hours=1):
        return gettext("%(minutes)s분 전") % {"minutes": elapsed.seconds // 60}
    match days:
        case 0:
            return gettext("%(hours)s시간 전") % {"hours": elapsed.seconds // 3600}
        case 1:
            return gettext("어제")
        case 2:
            return gettext("2일 전")
    return _date(then, now)


def _date(then, now):
    same_year = then.year == now.year
    return date_format(
        then, pgettext("날짜", "n월 j일") if same_year else pgettext("날짜", "Y년 n월 j일")
    )


def _time(moment, text):
    exact = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, text)
