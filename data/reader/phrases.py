"""What the tables of deadline phrases are made of: a row, and the words that rows share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.reader.days import Found, Known

TO = r"(?:至|到|—+|－|–|-|～|~)"


@dataclass(frozen=True)
class Phrase:
    """A row: `recurs` None, yearly, quarterly, monthly; `doubtful` ones are flagged."""

    form: re.Pattern[str]
    on: Callable[[Found, Known], date | None] | None
    recurs: str | None = None
    doubtful: bool = False
    needs: str = ""
    """A word without which the form cannot match: a quick first look."""
    again: Callable[[Found, Known], date | None] | None = None
    """A second day of the same phrase: 每半年 names two days of every year."""


def row(
    form: str,
    on: Callable[[Found, Known], date | None] | None,
    recurs: str | None = None,
    *,
    doubtful: bool = False,
    needs: str = "",
    again: Callable[[Found, Known], date | None] | None = None,
) -> Phrase:
    return Phrase(re.compile(form, re.IGNORECASE), on, recurs, doubtful, needs, again)
