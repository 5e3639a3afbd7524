"""Days that are fixed for everyone, as plans name them, parsed from TOML text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MONDAY, SUNDAY = 0, 6
NOTHING = re.compile(r"(?!)")
TIMED = r"(?=之?前|以前|期间|假期|小?长假|、|等)"


@dataclass(frozen=True)
class Event:
    """A day or week of every year; `how` is day, week or sunday, `when` its MM-DD or MM-n.

    `days`: MM-DD year by year, for a feast of the lunar calendar (`how` is days).
    `short`: spellings that mean it only before a word of time (“五一”前, not “五一”劳动奖章).
    """

    name: str
    spellings: tuple[str, ...]
    short: tuple[str, ...]
    how: str
    when: str
    since: int
    days: Mapping[int, str]

    def day(self, year: int) -> date | None:
        """The (last) day of the event in that year; None where it has none."""
        when = self.days.get(year, "") if self.how == "days" else self.when
        if year < self.since or not when:
            return None
        month, number = (int(part) for part in when.split("-"))
        if self.how in ("day", "days"):
            return date(year, month, number)
        if self.how == "week":
            return _nth(year, month, MONDAY, number) + timedelta(days=6)
        return _nth(year, month, SUNDAY, number)


@dataclass(frozen=True)
class Events:
    """All events, found in text by the longest spelling."""

    events: tuple[Event, ...] = ()
    pattern: re.Pattern[str] = NOTHING
    """Matches any spelling of any event, longest first: group name."""

    @classmethod
    def parse(cls, toml_text: str) -> "Events":
        """Read `[[event]]` tables; KeyError or ValueError when they are wrong."""
        events = tuple(_event(row) for row in tomllib.loads(toml_text).get("event", ()))
        return cls(events, _form(events) if events else NOTHING)

    def named(self, spelling: str) -> Event:
        """The event of that spelling; StopIteration if there is none."""
        return next(e for e in self.events if spelling in (*e.spellings, *e.short))


def _form(events: tuple[Event, ...]) -> re.Pattern[str]:
    """Any spelling, with the 前 after it: it means the day itself, as in 10月1日前."""
    forms = [(spelling, "") for event in events for spelling in event.spellings]
    forms += [(spelling, TIMED) for event in events for spelling in event.short]
    longest_first = sorted(forms, key=lambda form: -len(form[0]))
    names = "|".join(f"{re.escape(spelling)}{after}" for spelling, after in longest_first)
    return re.compile(rf"(?P<name>{names})(?:(?:之前|以前|前)(?![后往期]))?")


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _event(row: Mapping[str, Any]) -> Event:
    how = next(key for key in ("week", "sunday", "day", "days") if key in row)
    days = row.get("days", {})
    when = "" if days else row.get("last", row[how])
    spellings = (row["name"], *row.get("aliases", ()))
    by_year = {int(year): day for year, day in days.items()}
    short = tuple(row.get("short", ()))
    since = row.get("since", min(by_year, default=0))
    return Event(row["name"], spellings, short, how, when, since, by_year)
