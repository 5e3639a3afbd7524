"""Who is told what today, and what not and why: one recipient's day, decided from facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from data.course import Course, Rank, Slot, following, within
from data.kinds import Fate, Rule
from data.workdays import DAY, Workdays

WEEKLY_CAP = 3  # messages of the rules to one recipient in an ISO week
SIGN_WITHIN = 3  # workdays after the notice's delivery


@dataclass(frozen=True, slots=True)
class Facts:
    """An assignment as the rules see it.

    `reckoned`: its slots up to this day have their fate. `noticed`: the local day on which the
    notice arrived. `hushed`: why nothing may be asked now (paused, closing, …), else empty.
    """

    assignment: int
    course: Course
    reckoned: date
    noticed: date | None = None
    signed: bool = False
    reported: datetime | None = None
    hushed: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A slot of one assignment and its fate, with the reason where it was not simply told."""

    assignment: int
    slot: Slot
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """How far an assignment is reckoned now, and the day on which to look again."""

    assignment: int
    reckoned: date
    on: date | None


@dataclass(frozen=True, slots=True)
class Day:
    """What becomes of everything due: `told` makes the message, empty means that none leaves."""

    told: tuple[Line, ...]
    untold: tuple[Line, ...]
    nexts: tuple[Next, ...]


def due(facts: Sequence[Facts], today: date, sent: int, days: Workdays) -> Day:
    """Decide one recipient's day.

    `facts`: all that the recipient answers for (what is not due today matters for the week's
    reckoning); `sent`: the rules' messages already sent to it in this ISO week, none of them today.
    Each assignment gets one line, its most urgent slot; the others are merged into it.
    """
    chosen, untold = _choose(facts, today, days)
    if not chosen:
        return Day((), tuple(untold), _advance(facts, today, {}, days))
    ahead = _ahead(facts, today, days)
    left = WEEKLY_CAP - sent
    if not _may_speak(chosen, ahead, left):
        return _keep_silent(facts, chosen, untold, today, days)
    if left > 1:
        return Day(tuple(chosen), tuple(untold), _advance(facts, today, {}, days))
    early, passed, reckoned = _tell_early(ahead, {line.assignment for line in chosen})
    return Day((*chosen, *early), (*untold, *passed), _advance(facts, today, reckoned, days))


def _choose(facts: Sequence[Facts], today: date, days: Workdays) -> tuple[list[Line], list[Line]]:
    chosen: list[Line] = []
    untold: list[Line] = []
    for each in facts:
        pending = _pending(each, each.reckoned, today, days)
        asked = [slot for slot in pending if not _settled(each, slot, today, days)]
        untold += [
            Line(each.assignment, slot, Fate.GIVEN_UP, reason)
            for slot in pending
            if (reason := _settled(each, slot, today, days))
        ]
        if asked:
            best = max(asked, key=lambda slot: (slot.rank, slot.on))
            chosen.append(Line(each.assignment, best, Fate.TOLD))
            untold += [
                Line(each.assignment, slot, Fate.MERGED, "same-task")
                for slot in asked
                if slot is not best
            ]
    return chosen, untold


def _pending(each: Facts, after: date, through: date, days: Workdays) -> tuple[Slot, ...]:
    found = within(each.course, after, through, days)
    sign_by = _sign_by(each, days)
    if sign_by is not None and after < sign_by <= through:
        return (*found, Slot(sign_by, Rule.NOT_SIGNED, Rank.FIRM, SIGN_WITHIN))
    return found


def _sign_by(each: Facts, days: Workdays) -> date | None:
    if each.signed or each.noticed is None:
        return None
    return _workdays_after(each.noticed, SIGN_WITHIN, days)


@lru_cache(maxsize=4096)
def _workdays_after(day: date, count: int, days: Workdays) -> date:
    return days.after(day, count)


def _settled(each: Facts, slot: Slot, today: date, days: Workdays) -> str:
    """Why the slot asks for nothing, or the empty string."""
    if each.hushed:
        return each.hushed
    if slot.rule is Rule.REPORT_ROUND:
        opened = previous_freeze(slot.on, days)
        if each.reported is not None and opened is not None and each.reported > opened:
            return "answered"
        closed = days.freeze(slot.on)
        if closed is not None and days.today(closed) < today:
            return "round-closed"
    if slot.rule is Rule.DEADLINE_NEAR and slot.deadline is not None and slot.deadline < today:
        return "passed"
    return ""


@lru_cache(maxsize=4096)
def previous_freeze(day: date, days: Workdays) -> datetime | None:
    """The newest freeze before the ISO week of `day`: what came after it answers its round."""
    monday = day - DAY * day.weekday()
    return days.freeze(days.on_or_before(monday - DAY))


def _ahead(facts: Sequence[Facts], today: date, days: Workdays) -> list[Line]:
    """What the rest of the ISO week will call for, as far as is known now."""
    sunday = today + DAY * (6 - today.weekday())
    return [
        Line(each.assignment, slot, Fate.MERGED, "told-early")
        for each in facts
        for slot in _pending(each, max(today, each.reckoned), sunday, days)
        if not _settled(each, slot, slot.on, days)
    ]


def _may_speak(chosen: list[Line], ahead: list[Line], left: int) -> bool:
    if left <= 0:
        return any(line.slot.last for line in chosen)
    urgency = max(line.slot.rank for line in chosen)
    stronger = {line.slot.on for line in ahead if line.slot.rank > urgency}
    return len(stronger) < left


def _keep_silent(
    facts: Sequence[Facts], chosen: list[Line], untold: list[Line], today: date, days: Workdays
) -> Day:
    """The week has no room for today: what may be given up is, the rest waits."""
    held = [line for line in chosen if line.slot.rank is Rank.FIRM]
    given = [line for line in chosen if line.slot.rank is not Rank.FIRM]
    lines = [
        *untold,
        *(Line(line.assignment, line.slot, Fate.HELD, "cap") for line in held),
        *(Line(line.assignment, line.slot, Fate.GIVEN_UP, "cap") for line in given),
    ]
    waiting = {line.assignment: line.slot.on - DAY for line in held}
    return Day((), tuple(lines), _advance(facts, today, waiting, days))


def _tell_early(
    ahead: list[Line], spoken: set[int]
) -> tuple[list[Line], list[Line], dict[int, date]]:
    """After the week's last message nothing more leaves: the last slots before a date come now.

    Returns the lines to add, the fates of what they stand for, and how far each reckons then.
    """
    reckoned: dict[int, date] = {}
    for line in ahead:
        if line.slot.last:
            known = reckoned.get(line.assignment, line.slot.on)
            reckoned[line.assignment] = max(known, line.slot.on)
    early: list[Line] = []
    passed: list[Line] = []
    for line in ahead:
        if line.slot.on > reckoned.get(line.assignment, date.min):
            continue
        if line.slot.last and line.assignment not in spoken:
            spoken = spoken | {line.assignment}
            early.append(line)
        else:
            passed.append(line)
    return early, passed, reckoned


def _advance(
    facts: Sequence[Facts], today: date, reckoned: dict[int, date], days: Workdays
) -> tuple[Next, ...]:
    return tuple(
        Next(each.assignment, until, next_day(each, until, today, days))
        for each in facts
        for until in [reckoned.get(each.assignment, max(today, each.reckoned))]
    )


def next_day(each: Facts, reckoned: date, today: date, days: Workdays) -> date | None:
    """The next workday after `today` on which a rule may speak of this assignment."""
    found = [following(each.course, reckoned, days), _sign_by(each, days)]
    ahead = [day for day in found if day is not None and day > reckoned]
    if not ahead:
        return None
    return days.on_or_after(max(min(ahead), today + DAY))
