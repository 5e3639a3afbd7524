"""Last days: of months and their thirds, weeks, quarters, halves; and months counted on."""

import calendar
from datetime import date, timedelta

THIRDS = {"上旬": 10, "上中旬": 20, "中旬": 20, "初": 10}


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def in_month(year: int, month: int, part: str) -> date:
    """The last day of 上旬, 中旬, 下旬, 底, 末 or of the whole month."""
    return date(year, month, THIRDS[part]) if part in THIRDS else month_end(year, month)


def week_of_month(year: int, month: int, number: int) -> date:
    """The Sunday of the month's n-th week; a week belongs to the month of its Monday."""
    first = date(year, month, 1)
    monday = first + timedelta(days=-first.weekday() % 7)
    return monday + timedelta(days=7 * number - 1)


def quarter_end(year: int, quarter: int) -> date:
    return month_end(year, 3 * quarter)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return min(date(year, month, 1) + timedelta(days=day.day - 1), month_end(year, month))
