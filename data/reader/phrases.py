"""What the tables of deadline phrases are made of: a row, and the words that rows share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.reader.days import Found, Known

TO = r"(?:至|到|—+|－|–|-|～|~)"
YEAR = r"(?:(?P<y>20\d{2})\s*年\s*|(?P<rel>今年|本年|当年|明年|次年|翌年)(?:的)?)?"
SURE_YEAR = r"(?P<y>20\d{2})\s*年\s*"
HAN = r"一二三四五六七八九十"
MONTH = rf"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[{HAN[:9]}])\s*月(?:份)?"
DAY = r"(?P<d>[12]\d|3[01]|0?[1-9])\s*[日号]"
BEFORE = r"(?:\s*(?:之前|以前|前|止))?"


@dataclass(frozen=True)
class Phrase:
    """A row: `recurs` None, yearly, quarterly, monthly; `doubtful` ones are flagged."""

    form: re.Pattern[str]
    on: Callable[[Found, Known], date | None] | None
    recurs: str | None = None
    doubtful: bool = False
    needs: str = ""
    """A word without which the form cannot match: a quick first look."""


def row(
    form: str,
    on: Callable[[Found, Known], date | None] | None,
    recurs: str | None = None,
    *,
    doubtful: bool = False,
    needs: str = "",
) -> Phrase:
    return Phrase(re.compile(form, re.IGNORECASE), on, recurs, doubtful, needs)
