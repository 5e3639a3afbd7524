"""Working days: a table of the house's own before China's calendar, and the hours of a message."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import chinese_calendar

OPENS = time(9, 0)
SPEAKS = time(9, 30)  # when the rules' messages leave
FREEZES = time(15, 0)  # when the weekly digest is frozen
CLOSES = time(17, 30)
DAY = timedelta(days=1)

# Where China's calendar is not yet published: the holidays that fall on the same days each year.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@lru_cache(maxsize=4096)
def national(day: date) -> bool | None:
    """Whether China works on `day`, make-up days included; None for a year not published."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@dataclass(frozen=True)
class Workdays:
    """The calendar of one house: its zone, and its own days off and make-up days."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def __hash__(self) -> int:
        """A part of nearly every cached answer's key: sets keep their hash once it is known."""
        return hash((self.off, self.work))

    def is_workday(self, day: date) -> bool:
        """Own table first, then China's; an unpublished year: Mon-Fri less the fixed holidays."""
        if day in self.work:
            return True
        if day in self.off:
            return False
        known = national(day)
        if known is not None:
            return known
        return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS

    def known(self, year: int) -> bool:
        """Whether China's calendar of `year` is published."""
        return national(date(year, 1, 1)) is not None

    def on_or_before(self, day: date) -> date:
        """`day`, moved back off non-workdays."""
        while not self.is_workday(day):
            day -= DAY
        return day

    def on_or_after(self, day: date) -> date:
        """`day`, moved forward off non-workdays."""
        while not self.is_workday(day):
            day += DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th workday after `day`, which is not itself counted."""
        for _ in range(count):
            day = self.on_or_after(day + DAY)
        return day

    def between(self, day: date, until: date) -> int:
        """How many workdays lie after `day`, up to and including `until`."""
        span = (day + DAY * n for n in range(1, (until - day).days + 1))
        return sum(self.is_workday(each) for each in span)

    def of_week(self, day: date) -> Iterator[date]:
        """The workdays of the ISO week of `day`, in order."""
        monday = day - DAY * day.weekday()
        return (each for n in range(7) if self.is_workday(each := monday + DAY * n))

    def today(self, now: datetime) -> date:
        """The local date of an instant."""
        return now.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """The instant of a local time, in UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def is_open(self, now: datetime) -> bool:
        """Whether a message that nobody has just asked for may leave now."""
        local = now.astimezone(self.zone)
        return OPENS <= local.time() <= CLOSES and self.is_workday(local.date())

    def next_open(self, now: datetime) -> datetime:
        """`now` inside the window, else the next moment at which it opens."""
        return now if self.is_open(now) else self.next_opening(now)

    def next_opening(self, now: datetime) -> datetime:
        """The first 09:00 of a workday after `now`."""
        local = now.astimezone(self.zone)
        day = local.date() if local.time() < OPENS else local.date() + DAY
        return self.at(self.on_or_after(day), OPENS)

    def next_speaking(self, now: datetime) -> datetime:
        """The first 09:30 of a workday that is not before `now`."""
        day = self.today(now)
        if now > self.at(day, SPEAKS):
            day += DAY
        return self.at(self.on_or_after(day), SPEAKS)

    def freeze(self, day: date) -> datetime | None:
        """The freeze of the ISO week of `day`: 15:00 on its last workday; None without one."""
        days = list(self.of_week(day))
        return self.at(days[-1], FREEZES) if days else None


def iso_week(day: date) -> str:
    """`2018-W07`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
