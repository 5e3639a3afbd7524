"""Which day a matched deadline phrase names; None where it names none (30 February)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from data.reader.numbering import value
from data.reader.periods import (
    in_month,
    month_end,
    months_after,
    quarter_end,
    week_of_month,
)
from data.workdays import Workdays

Found = re.Match[str]
CHINA = Workdays()  # working days as the country keeps them: a plan knows no house's own


@dataclass(frozen=True)
class Known:
    """What a phrase without its own year leans on."""

    year: int
    issued: date | None
    start: date
    """The first day that may count: the issue, or the start of the plan year."""

    def of(self, found: Found) -> int:
        """The year that the phrase writes, or the one known here."""
        words = found.groupdict()
        if written := words.get("y") or words.get("from"):
            return int(written)
        return self.year + (words.get("rel") in ("明年", "次年", "翌年"))


EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}


def _month(found: Found) -> int:
    return value(found["m"].lstrip("0"))


def _count(found: Found) -> int:
    written = found["n"]
    return SMALL.get(written.lower()) or value(written)


def on_day(found: Found, known: Known) -> date | None:
    return _valid(known.of(found), _month(found), int(found["d"]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def part_of_month(found: Found, known: Known) -> date | None:
    return in_month(known.of(found), _month(found), found.groupdict().get("part") or "底")


def before_month(found: Found, known: Known) -> date | None:
    return date(known.of(found), _month(found), 1) - timedelta(days=1)


def in_week(found: Found, known: Known) -> date | None:
    return week_of_month(known.of(found), _month(found), value(found["w"]))


def year_end(found: Found, known: Known) -> date | None:
    return date(known.of(found), 12, 31)


def before_year(found: Found, known: Known) -> date | None:
    return date(known.of(found) - 1, 12, 31)


def half(found: Found, known: Known) -> date | None:
    return month_end(known.of(found), 6 if found["half"] in ("上", "first") else 12)


def quarter(found: Found, known: Known) -> date | None:
    number = QUARTERS.get(found["q"].lower()) or value(found["q"])
    return quarter_end(known.of(found), number)


def mid_year(found: Found, known: Known) -> date | None:
    return month_end(known.of(found), 6)


def five_years(found: Found, known: Known) -> date | None:
    return date(2005 + 5 * value(found["plan"]), 12, 31)


def after_issue(found: Found, known: Known) -> date | None:
    if known.issued is None:
        return None
    unit = found["u"].lower()
    if found["n"] == "半":
        return months_after(known.issued, 6) if unit.startswith("年") else None
    if unit.startswith(("个工作日", "工作日", "work", "business")):
        return CHINA.after(known.issued, _count(found))
    if unit.startswith(("日", "天", "day")):
        return known.issued + timedelta(days=_count(found))
    if unit.startswith(("周", "week")):
        return known.issued + timedelta(weeks=_count(found))
    return months_after(known.issued, _count(found) * (12 if unit[0] in "年y" else 1))


def each_year(found: Found, known: Known) -> date | None:
    """The first such day from `known.start` on."""
    for year in (known.start.year, known.start.year + 1):
        words = found.groupdict()
        month = _month(found) if words.get("m") else 12
        day = words.get("d")
        on = (
            _valid(year, month, int(day))
            if day
            else in_month(year, month, words.get("part") or "底")
        )
        if on and on >= known.start:
            return on
    return None


def each_quarter(found: Found, known: Known) -> date | None:
    """The first quarter's end from `known.start` on, or the day named of its last month."""
    day = found.groupdict().get("d")
    ends = [quarter_end(known.start.year, (known.start.month + 2) // 3)]
    ends.append(months_after(ends[0].replace(day=1), 3))
    days = (_valid(end.year, end.month, int(day)) if day else end for end in ends)
    return next((on for on in days if on and on >= known.start), None)


def each_quarter_start(found: Found, known: Known) -> date | None:
    """The day named of the first quarter's first month from `known.start` on."""
    this = quarter_end(known.start.year, (known.start.month + 2) // 3)
    firsts = (months_after(this.replace(day=1), months) for months in (-2, 1))
    days = (_valid(first.year, first.month, int(found["d"])) for first in firsts)
    return next((on for on in days if on and on >= known.start), None)


def each_month(found: Found, known: Known) -> date | None:
    day = found.groupdict().get("d")
    if not day:
        return month_end(known.start.year, known.start.month)
    this = _valid(known.start.year, known.start.month, int(day))
    if this and this >= known.start:
        return this
    following = months_after(known.start.replace(day=1), 1)
    return _valid(following.year, following.month, int(day))


def _english_month(found: Found) -> int:
    return EN_MONTHS.index(found["mon"].title()) + 1


def english_day(found: Found, known: Known) -> date | None:
    return _valid(known.of(found), _english_month(found), int(found["d"]))


def english_month_end(found: Found, known: Known) -> date | None:
    return month_end(known.of(found), _english_month(found))


def english_mid_month(found: Found, known: Known) -> date | None:
    return in_month(known.of(found), _english_month(found), "中旬")


def english_each_year(found: Found, known: Known) -> date | None:
    for year in (known.start.year, known.start.year + 1):
        month = _english_month(found)
        on = _valid(year, month, int(found["d"])) if found["d"] else month_end(year, month)
        if on and on >= known.start:
            return on
    return None
