"""An order in one line: 科技司、财务司 12月1日前 报送自查报告."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from handlers.parse.dates import Dated, dates
from handlers.parse.signs import plain

_BETWEEN = re.compile(r"[、,;和及与]")
_BY = r"(?:due )?\b(?:by|before|until|on)\b(?: the)?"
_AROUND = re.compile(rf"^ *(?:请?于|在|务必|{_BY})? *$", re.IGNORECASE)
_BY_AT_END = re.compile(rf"[ ,;]*{_BY} *$", re.IGNORECASE)
_AFTER = re.compile(r" *(?:之?前|以前|底前)? *[,。:;]? *")
_COUNTED = re.compile(
    r"\d|[一二三四五六七八九十]+[月日号]"
)  # and 年初 is part of what is to be done
_TRIM = " \u3000,，。;；:：、"


class Order(NamedTuple):
    """The names of units, the day and its phrase, and what is to be done; each may be missing.

    A phrase without a day is one that no calendar has: 2月30日.
    """

    units: tuple[str, ...]
    on: date | None
    phrase: str
    text: str


def order(text: str, known: Callable[[str], bool], on: date) -> Order:
    """Read an order; `known` tells whether a word is a unit's name, `on` is the day it is given."""
    units, rest = _units(text.strip(), known)
    found = _dated(rest, on)
    if found is None:
        return Order(units, None, "", rest.strip(_TRIM))
    flat = plain(rest)
    after = _AFTER.match(flat, found.end)
    end = after.end() if after else found.end
    before = flat[: found.start]
    phrase = rest[found.start : end].strip(_TRIM)
    if _AROUND.match(before) or end >= len(flat):
        head = "" if _AROUND.match(before) else rest[: len(_BY_AT_END.sub("", before))]
        rest = f"{head} {rest[end:]}"
    return Order(units, found.on, phrase, rest.strip(_TRIM))


def _dated(text: str, on: date) -> Dated | None:
    """The first phrase with a day, else the first that counts days and has none."""
    found = dates(text, on)
    impossible = (each for each in found if _COUNTED.search(text[each.start : each.end]))
    return next((each for each in found if each.on), next(impossible, None))


def _units(text: str, known: Callable[[str], bool]) -> tuple[tuple[str, ...], str]:
    """Leading words that are units' names, several in a word when signs part them."""
    units: list[str] = []
    while text:
        word, _, rest = text.partition(" ")
        names = [each for each in _BETWEEN.split(plain(word)) if each]
        if known(word):
            names = [word]
        elif not names or not all(map(known, names)):
            break
        units += names
        text = rest.strip()
    return tuple(dict.fromkeys(units)), text
