"""The date phrases in a text, and the one day that an argument names."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from data.workdays import DAY
from handlers.parse.calendar import later
from handlers.parse.dates_chinese import PHRASES as CHINESE
from handlers.parse.dates_english import PHRASES as ENGLISH
from handlers.parse.lengths import length, length_at, lengths
from handlers.parse.signs import blank, plain

_THEN = re.compile(r"(?: ?(之?以?后))?的? ?")


class Dated(NamedTuple):
    """A date phrase: the day meant (None when no calendar tells), its place in the text.

    `days` and `months` are set for a length of time: 两周 is 14 days from the day it is said, or
    from the deadline when more time is asked for.
    """

    on: date | None
    start: int
    end: int
    days: int = 0
    months: int = 0


def dates(text: str, on: date) -> tuple[Dated, ...]:
    """The date phrases in a text, in order; `on` is the day it is said."""
    flat = whole = plain(text)
    found: list[Dated] = []
    for pattern, day_meant in (*CHINESE, *ENGLISH):
        taken = list(pattern.finditer(flat))
        found += [Dated(day_meant(match, on), *match.span()) for match in taken]
        flat = blank(flat, [match.span() for match in taken])
    found = sorted((_after(each, flat, whole) for each in found), key=lambda dated: dated.start)
    flat = blank(flat, [(each.start, each.end) for each in found])
    for start, end, days, months in lengths(flat, on):
        until = later(on, days, months) if days or months else None
        found.append(Dated(until, start, end, days, months))
    return tuple(sorted(found, key=lambda dated: dated.start))


def _after(base: Dated, flat: str, whole: str) -> Dated:
    """国庆后一周 is a week from the holiday's last day; other phrases stay as they are."""
    then = _THEN.match(flat, base.end)
    over = whole[base.end - 1] == "后"  # of a feast, whose day is the first workday after it
    if base.on is None or then is None or not (over or then[1]):
        return base
    last = base.on - DAY if over else base.on
    end, days, months = length_at(flat, then.end(), last) or (0, 0, 0)
    return Dated(later(last, days, months), base.start, end) if days or months else base


def no_day(text: str, on: date) -> str:
    """The first phrase that names no day from `on` on: 2月30日, 会后, 去年3月1日; or nothing."""
    lost = (text[each.start : each.end] for each in dates(text, on) if not each.on or each.on < on)
    return next(lost, "")


def day(text: str, on: date) -> date | None:
    """The one day that a command's argument names, or None: 12月1日前, 下周三, 3d, 两周."""
    flat = plain(text)
    if short := re.fullmatch(r"\s*(\d{1,3})\s*([dw天周])\s*", flat, re.IGNORECASE):
        return on + timedelta(days=int(short[1]) * (7 if short[2] in "wW周" else 1))
    if found := dates(flat, on):
        return next((dated.on for dated in found if dated.on), None)
    ahead = length(flat, on)
    return later(on, *ahead) if ahead else None
