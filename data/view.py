"""A course as it looks on a day: what has come, what is to come in the week, what follows."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from data.course import Course, Rank, Slot, closed_rounds, following, silent_on, within
from data.kinds import Rule
from data.weeks import opened
from data.workdays import DAY, Workdays


@dataclass(frozen=True, slots=True)
class Ask:
    """A slot that has come or is to come; a report after `opened` answers it.

    `stale`: why it asks for nothing by now, whatever was reported; else empty.
    """

    slot: Slot
    opened: datetime | None = None
    stale: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A course as it looks on a day: what has come, the rest of the week, and what follows.

    `on`: the next workday on which a rule may speak, once all is reckoned up to `until`. `silent`:
    asks those who have signed and left two rounds running unanswered; `rounds`: these two.
    """

    come: tuple[Ask, ...]
    ahead: tuple[Ask, ...]
    until: date
    on: date | None
    silent: Ask | None = None
    rounds: tuple[date, ...] = ()


@lru_cache(maxsize=16384)
def view_of(course: Course, reckoned: date, today: date, days: Workdays) -> View:
    """Worked out once for all assignments that share a course, however many fall due together."""
    until = max(today, reckoned)
    sunday = today + DAY * (6 - today.weekday())
    return View(
        tuple(ask_of(slot, today, days) for slot in within(course, reckoned, today, days)),
        tuple(ask_of(slot, today, days) for slot in within(course, until, sunday, days)),
        until,
        workday_of([following(course, until, days)], until, today, days),
        _silent(course, today, days),
        tuple(slot.on for slot in closed_rounds(course, today, days)),
    )


def _silent(course: Course, today: date, days: Workdays) -> Ask | None:
    """已签收未报送: never a message of its own, so it waits for one."""
    on = None if Rule.SILENT in course.off else silent_on(course, today, days)
    if on is None or on > today:
        return None
    first, _ = closed_rounds(course, today, days)
    return Ask(Slot(on, Rule.SILENT, Rank.ROUND, 2), opened(first.on, days))


def ask_of(slot: Slot, today: date, days: Workdays) -> Ask:
    """What a slot asks for, as seen today."""
    if slot.rule is Rule.REPORT_ROUND:
        closed = days.freeze(slot.on)
        stale = closed is not None and days.today(closed) < today
        return Ask(slot, opened(slot.on, days), "round-closed" if stale else "")
    if slot.rule is Rule.DEADLINE_NEAR and slot.deadline is not None and slot.deadline < today:
        return Ask(slot, stale="passed")
    return Ask(slot)


def workday_of(
    found: list[date | None], reckoned: date, today: date, days: Workdays
) -> date | None:
    """The next workday after `today` on which the first of these days beyond `reckoned` counts."""
    ahead = [day for day in found if day is not None and day > reckoned]
    return days.on_or_after(max(min(ahead), today + DAY)) if ahead else None
