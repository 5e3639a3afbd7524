"""Days that are fixed for everyone, as plans name them, parsed from TOML text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MONDAY, SUNDAY = 0, 6
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Event:
    """A day or week of every year; `how` is day, week or sunday, `when` its MM-DD or MM-n."""

    name: str
    spellings: tuple[str, ...]
    how: str
    when: str
    since: int

    def day(self, year: int) -> date | None:
        """The (last) day of the event in that year; None before it was ever held."""
        if year < self.since:
            return None
        month, number = (int(part) for part in self.when.split("-"))
        if self.how == "day":
            return date(year, month, number)
        if self.how == "week":
            return _nth(year, month, MONDAY, number) + timedelta(days=6)
        return _nth(year, month, SUNDAY, number)


@dataclass(frozen=True)
class Events:
    """All events, found in text by the longest spelling."""

    events: tuple[Event, ...] = ()
    pattern: re.Pattern[str] = NOTHING
    """Matches any spelling of any event, longest first."""

    @classmethod
    def parse(cls, toml_text: str) -> "Events":
        """Read `[[event]]` tables; KeyError or ValueError when they are wrong."""
        events = tuple(_event(row) for row in tomllib.loads(toml_text).get("event", ()))
        spellings = sorted((s for e in events for s in e.spellings), key=len, reverse=True)
        return cls(events, re.compile("|".join(map(re.escape, spellings))) if events else NOTHING)

    def named(self, spelling: str) -> Event:
        """The event of that spelling; StopIteration if there is none."""
        return next(event for event in self.events if spelling in event.spellings)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _event(row: Mapping[str, Any]) -> Event:
    how = next(key for key in ("week", "sunday", "day") if key in row)
    when = row.get("last", row[how])
    spellings = (row["name"], *row.get("aliases", ()))
    return Event(row["name"], spellings, how, when, row.get("since", 0))
