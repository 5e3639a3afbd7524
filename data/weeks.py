"""Weeks of the digest: which freeze was the newest, and which week a word like 2018-W30 names."""

import re
from datetime import date, datetime
from functools import lru_cache

from data.refusal import Refusal
from data.workdays import DAY, Workdays

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def monday_of(week: str) -> date:
    """The first day of an ISO week; refuses what names none."""
    match = _WEEK.fullmatch(week)
    try:
        if match:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        pass  # a year of 52 weeks has no W53: said below, like any other word that is no week
    raise Refusal("digest-week", week=week)


def newest_freeze(now: datetime, days: Workdays) -> datetime:
    """The last freeze that is not after `now`."""
    day = days.today(now)
    while True:
        freeze = days.freeze(day)
        if freeze is not None and freeze <= now:
            return freeze
        day -= DAY * (day.weekday() + 1)


@lru_cache(maxsize=4096)
def opened(day: date, days: Workdays) -> datetime:
    """The freeze before the ISO week of `day`: what is reported after it belongs to that week."""
    monday = day - DAY * day.weekday()
    return newest_freeze(days.at(monday, datetime.min.time()), days)
