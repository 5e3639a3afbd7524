"""The date phrases in a text, and the one day that an argument names."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from handlers.parse.calendar import later
from handlers.parse.dates_chinese import PHRASES as CHINESE
from handlers.parse.dates_english import PHRASES as ENGLISH
from handlers.parse.lengths import length, lengths
from handlers.parse.signs import blank, plain


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
    flat = plain(text)
    found: list[Dated] = []
    for pattern, day_meant in (*CHINESE, *ENGLISH):
        taken = list(pattern.finditer(flat))
        found += [Dated(day_meant(match, on), *match.span()) for match in taken]
        flat = blank(flat, [match.span() for match in taken])
    for start, end, days, months in lengths(flat, on):
        until = later(on, days, months) if days or months else None
        found.append(Dated(until, start, end, days, months))
    return tuple(sorted(found, key=lambda dated: dated.start))


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
