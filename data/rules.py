"""Who is told what today, and what not and why: one recipient's day, decided from facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from data.course import Course, Rank, Slot, following, within
from data.kinds import Fate, Rule
from data.weeks import opened
from data.workdays import DAY, Workdays

WEEKLY_CAP = 3  # messages of the rules to one recipient in an ISO week
SIGN_WITHIN = 3  # workdays after the notice's delivery


@dataclass(frozen=True, slots=True)
class Facts:
    """An assignment as the rules see it.

    `reckoned`: its slots up to this day have their fate. `noticed`: the local day on which the
    notice arrived. `hushed`: why nothing may be asked now (paused, closing, …), else empty.
    `again`: put off by its unit, it is asked about again on that day.
    """

    assignment: int
    course: Course
    reckoned: date
    noticed: date | None = None
    signed: bool = False
    reported: datetime | None = None
    hushed: str = ""
    again: date | None = None


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


@dataclass(frozen=True, slots=True)
class _Ask:
    """A slot that has come or is to come; a report after `opened` answers it.

    `stale`: why it asks for nothing by now, whatever was reported; else empty.
    """

    slot: Slot
    opened: datetime | None = None
    stale: str = ""


@dataclass(frozen=True, slots=True)
class _View:
    """A course as it looks on a day: what has come, the rest of the week, and what follows.

    `on`: the next workday on which a rule may speak, once all is reckoned up to `until`.
    """

    come: tuple[_Ask, ...]
    ahead: tuple[_Ask, ...]
    until: date
    on: date | None


# An assignment as its own facts, and as a day shows its course.
_Seen = tuple[Facts, _View]


def due(facts: Sequence[Facts], today: date, sent: int, days: Workdays) -> Day:
    """Decide one recipient's day.

    `facts`: all that the recipient answers for (what is not due today matters for the week's
    reckoning); `sent`: the rules' messages already sent to it in this ISO week, none of them today.
    Each assignment gets one line, its most urgent slot; the others are merged into it.
    """
    seen = [(each, _view(each.course, each.reckoned, today, days)) for each in facts]
    chosen, untold = _choose(seen, today, days)
    if not chosen:
        return Day((), tuple(untold), _advance(seen, today, {}, days))
    ahead = _ahead(seen, today, days)
    left = WEEKLY_CAP - sent
    if not _may_speak(chosen, ahead, left):
        return _keep_silent(seen, chosen, untold, today, days)
    if left > 1:
        return Day(tuple(chosen), tuple(untold), _advance(seen, today, {}, days))
    early, passed, reckoned = _tell_early(ahead, {line.assignment for line in chosen})
    return Day((*chosen, *early), (*untold, *passed), _advance(seen, today, reckoned, days))


@lru_cache(maxsize=16384)
def _view(course: Course, reckoned: date, today: date, days: Workdays) -> _View:
    """Worked out once for all assignments that share a course, however many fall due together."""
    until = max(today, reckoned)
    sunday = today + DAY * (6 - today.weekday())
    return _View(
        tuple(_ask(slot, today, days) for slot in within(course, reckoned, today, days)),
        tuple(_ask(slot, today, days) for slot in within(course, until, sunday, days)),
        until,
        _look_again([following(course, until, days)], until, today, days),
    )


def _ask(slot: Slot, today: date, days: Workdays) -> _Ask:
    if slot.rule is Rule.REPORT_ROUND:
        closed = days.freeze(slot.on)
        stale = closed is not None and days.today(closed) < today
        return _Ask(slot, opened(slot.on, days), "round-closed" if stale else "")
    if slot.rule is Rule.DEADLINE_NEAR and slot.deadline is not None and slot.deadline < today:
        return _Ask(slot, stale="passed")
    return _Ask(slot)


def _choose(seen: Sequence[_Seen], today: date, days: Workdays) -> tuple[list[Line], list[Line]]:
    chosen: list[Line] = []
    untold: list[Line] = []
    for each, view in seen:
        asked: list[Slot] = []
        for ask in (*view.come, *_own(each, each.reckoned, today, today, days)):
            if reason := _settled(each, ask):
                untold.append(Line(each.assignment, ask.slot, Fate.GIVEN_UP, reason))
            else:
                asked.append(ask.slot)
        if asked:
            best = max(asked, key=lambda slot: (slot.rank, slot.on)) if asked[1:] else asked[0]
            chosen.append(Line(each.assignment, best, Fate.TOLD))
            untold += [
                Line(each.assignment, slot, Fate.MERGED, "same-task")
                for slot in asked
                if slot is not best
            ]
    return chosen, untold


def _own(each: Facts, after: date, through: date, today: date, days: Workdays) -> tuple[_Ask, ...]:
    """The slots that hang on what people do, not on the course."""
    signing = _signing(each, after, through, days)
    again = each.again
    if again is None or not after < again <= through:
        return signing
    if any(
        slot.rule is Rule.REPORT_ROUND for slot in within(each.course, again - DAY, again, days)
    ):
        return signing  # its round asks that day
    return (*signing, _ask(Slot(again, Rule.REPORT_ROUND, Rank.ROUND), today, days))


def _signing(each: Facts, after: date, through: date, days: Workdays) -> tuple[_Ask, ...]:
    """未签收: once, so many workdays after the notice has arrived."""
    sign_by = _sign_by(each, days)
    if sign_by is None or not after < sign_by <= through:
        return ()
    return (_Ask(Slot(sign_by, Rule.NOT_SIGNED, Rank.FIRM, SIGN_WITHIN)),)


def _sign_by(each: Facts, days: Workdays) -> date | None:
    if each.signed or each.noticed is None:
        return None
    return _workdays_after(each.noticed, SIGN_WITHIN, days)


@lru_cache(maxsize=4096)
def _workdays_after(day: date, count: int, days: Workdays) -> date:
    return days.after(day, count)


def _settled(each: Facts, ask: _Ask) -> str:
    """Why the slot asks for nothing, or the empty string."""
    if each.hushed:
        return each.hushed
    if each.again is not None and ask.slot.on < each.again and ask.slot.rank is not Rank.FIRM:
        return "put-off"
    if ask.opened is not None and each.reported is not None and each.reported > ask.opened:
        return "answered"
    return ask.stale


def _ahead(seen: Sequence[_Seen], today: date, days: Workdays) -> list[Line]:
    """What the rest of the ISO week will call for, as far as is known now."""
    sunday = today + DAY * (6 - today.weekday())
    return [
        Line(each.assignment, ask.slot, Fate.MERGED, "told-early")
        for each, view in seen
        for ask in (*view.ahead, *_own(each, view.until, sunday, today, days))
        if not _settled(each, ask)
    ]


def _may_speak(chosen: list[Line], ahead: list[Line], left: int) -> bool:
    if left <= 0:
        return any(line.slot.last for line in chosen)
    urgency = max(line.slot.rank for line in chosen)
    stronger = {line.slot.on for line in ahead if line.slot.rank > urgency}
    return len(stronger) < left


def _keep_silent(
    seen: Sequence[_Seen], chosen: list[Line], untold: list[Line], today: date, days: Workdays
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
    return Day((), tuple(lines), _advance(seen, today, waiting, days))


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
    seen: Sequence[_Seen], today: date, reckoned: dict[int, date], days: Workdays
) -> tuple[Next, ...]:
    return tuple(
        _next(each, view, reckoned.get(each.assignment, view.until), today, days)
        for each, view in seen
    )


def _next(each: Facts, view: _View, until: date, today: date, days: Workdays) -> Next:
    if until is view.until and each.again is None and (each.signed or each.noticed is None):
        return Next(each.assignment, until, view.on)
    # What was told early to the unit is still told on its day to those above it.
    return Next(each.assignment, until, next_day(each, min(until, view.until), today, days))


def next_day(each: Facts, reckoned: date, today: date, days: Workdays) -> date | None:
    """The next workday after `today` on which a rule may speak of this assignment."""
    found = [following(each.course, reckoned, days), _sign_by(each, days), each.again]
    return _look_again(found, reckoned, today, days)


def _look_again(
    found: list[date | None], reckoned: date, today: date, days: Workdays
) -> date | None:
    ahead = [day for day in found if day is not None and day > reckoned]
    return days.on_or_after(max(min(ahead), today + DAY)) if ahead else None
