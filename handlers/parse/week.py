"""Which week a word names: 2018-W10, W10, 10, 第10周, 第十周."""

import re

from handlers.parse.numbers import value

_WEEK = re.compile(r"(?:(\d{4})[-年]?)?[Ww第]?([0-9一二三四五六七八九十]{1,3})周?")


def week(word: str, year: int) -> str | None:
    """The ISO week, of `year` unless the word says which; None for a word that is none."""
    match = _WEEK.fullmatch(word)
    number = value(match[2]) if match else None
    if match is None or number is None:
        return None
    return f"{match[1] or year}-W{int(number):02d}"
