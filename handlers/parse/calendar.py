"""Days, months and parts of months, reckoned."""

import re
from collections.abc import Callable
from datetime import date, timedelta

Day = Callable[[re.Match[str], date], date | None]


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None for a 31 November."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of(year: int, month: int) -> date | None:
    """The last day of a month; months beyond 12 run into the next years."""
    first = day_of(year + month // 12, month % 12 + 1, 1)
    return first - timedelta(days=1) if first else None


def later(day: date, days: int = 0, months: int = 0) -> date:
    """`day` moved on by months (to the month's last day at most) and days."""
    end = last_of(day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1)
    moved = end.replace(day=min(day.day, end.day)) if end else day
    return moved + timedelta(days=days)


def within(year: int, month: int, part: str | None) -> date | None:
    """The day by which a part of a month ends: 上旬 the 10th, 中旬 the 20th, else the last."""
    if part in ("上旬", "初"):
        return day_of(year, month, 10)
    if part == "上半月":
        return day_of(year, month, 15)
    if part in ("中旬", "中"):
        return day_of(year, month, 20)
    return last_of(year, month)


def year_for(month: int, on: date) -> int:
    """A bare month is this year's, or the next year's when this year's is half a year gone."""
    return on.year + (on.month - month >= 6)
