"""Who is told what today, and what not and why: one recipient's day, decided from facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from data.course import Course, Rank, Slot, following, within
from data.kinds import Fate, Rule
from data.view import Ask, View, ask_of, view_of, workday_of
from data.workdays import DAY, Workdays

WEEKLY_CAP = 3  # messages of the rules to one recipient in an ISO week
SIGN_WITHIN = 3  # workdays after the notice's delivery


class Facts(NamedTuple):
    """An assignment as the rules see it: a tuple, as tens of thousands are made in a tick.

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


class Line(NamedTuple):
    """A slot of one assignment and its fate, with the reason where it was not simply told."""

    assignment: int
    slot: Slot
    fate: Fate
    reason: str = ""


class Next(NamedTuple):
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


# An assignment as its own facts, and as a day shows its course.
_Seen = tuple[Facts, View]


def due(facts: Sequence[Facts], today: date, sent: int, days: Workdays) -> Day:
    """Decide one recipient's day.

    `facts`: all that the recipient answers for (what is not due today matters for the week's
    reckoning); `sent`: the rules' messages already sent to it in this ISO week, none of them today.
    Each assignment gets one line, its most urgent slot; the others are merged into it.
    """
    seen = [(each, view_of(each.course, each.reckoned, today, days)) for each in facts]
    chosen, untold = _choose(seen, today, days)
    if not chosen:
        return Day((), tuple(untold), _advance(seen, today, {}, days))
    chosen, untold = _join(seen, chosen, untold)
    ahead = _ahead(seen, today, days)
    left = WEEKLY_CAP - sent
    if not _may_speak(chosen, ahead, left):
        return _keep_silent(seen, chosen, untold, today, days)
    if left > 1:
        return Day(tuple(chosen), tuple(untold), _advance(seen, today, {}, days))
    early, passed, reckoned = _tell_early(ahead, {line.assignment for line in chosen})
    return Day((*chosen, *early), (*untold, *passed), _advance(seen, today, reckoned, days))


def _choose(seen: Sequence[_Seen], today: date, days: Workdays) -> tuple[list[Line], list[Line]]:
    chosen: list[Line] = []
    untold: list[Line] = []
    for each, view in seen:
        asked: list[Slot] = []
        for ask in _with_own(view.come, each, each.reckoned, today, today, days):
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


def _join(
    seen: Sequence[_Seen], chosen: list[Line], untold: list[Line]
) -> tuple[list[Line], list[Line]]:
    """Add what is said only where a message leaves anyway: it stands for its task's round."""
    silent = {
        each.assignment: Line(each.assignment, view.silent.slot, Fate.TOLD)
        for each, view in seen
        if view.silent is not None and each.signed and not _settled(each, view.silent)
    }
    if not silent:
        return chosen, untold
    kept: list[Line] = []
    for line in chosen:
        own = silent.pop(line.assignment, None)
        if own is not None and line.slot.rank is Rank.ROUND:
            line, own = own, line
        kept.append(line)
        if own is not None:
            untold.append(Line(own.assignment, own.slot, Fate.MERGED, "same-task"))
    return [*kept, *silent.values()], untold


def _with_own(
    asks: tuple[Ask, ...], each: Facts, after: date, through: date, today: date, days: Workdays
) -> tuple[Ask, ...]:
    """With what hangs on people: most have signed and put nothing off, and ask nothing more."""
    if each.again is None and (each.signed or each.noticed is None):
        return asks
    return (*asks, *_own(each, after, through, today, days))


def _own(each: Facts, after: date, through: date, today: date, days: Workdays) -> tuple[Ask, ...]:
    """The slots that hang on what people do, not on the course."""
    signing = _signing(each, after, through, days)
    again = each.again
    if again is None or not after < again <= through:
        return signing
    if any(
        slot.rule is Rule.REPORT_ROUND for slot in within(each.course, again - DAY, again, days)
    ):
        return signing  # its round asks that day
    return (*signing, ask_of(Slot(again, Rule.REPORT_ROUND, Rank.ROUND), today, days))


def _signing(each: Facts, after: date, through: date, days: Workdays) -> tuple[Ask, ...]:
    """未签收: once, so many workdays after the notice has arrived."""
    sign_by = _sign_by(each, days)
    if sign_by is None or not after < sign_by <= through:
        return ()
    return (Ask(Slot(sign_by, Rule.NOT_SIGNED, Rank.FIRM, SIGN_WITHIN)),)


def _sign_by(each: Facts, days: Workdays) -> date | None:
    if each.signed or each.noticed is None or Rule.NOT_SIGNED in each.course.off:
        return None
    return _workdays_after(each.noticed, SIGN_WITHIN, days)


@lru_cache(maxsize=4096)
def _workdays_after(day: date, count: int, days: Workdays) -> date:
    return days.after(day, count)


def _settled(each: Facts, ask: Ask) -> str:
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
        for ask in _with_own(view.ahead, each, view.until, sunday, today, days)
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


def _next(each: Facts, view: View, until: date, today: date, days: Workdays) -> Next:
    if until is view.until and each.again is None and (each.signed or each.noticed is None):
        return Next(each.assignment, until, view.on)
    # What was told early to the unit is still told on its day to those above it.
    return Next(each.assignment, until, next_day(each, min(until, view.until), today, days))


def next_day(each: Facts, reckoned: date, today: date, days: Workdays) -> date | None:
    """The next workday after `today` on which a rule may speak of this assignment."""
    found = [following(each.course, reckoned, days), _sign_by(each, days), each.again]
    return workday_of(found, reckoned, today, days)
