"""Who is told what today, and what not and why: one recipient's day, decided from facts alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto
from functools import lru_cache
from typing import NamedTuple

from data.case import Case, Facts, Fated, Heard, case_of
from data.course import Rank, Slot
from data.kinds import Fate
from data.workdays import DAY, Workdays

SAID = (Fate.TOLD, Fate.MERGED)
NOTHING: Mapping[int, Collection[Heard]] = {}
WEEKLY_CAP = 3  # messages of the rules to one recipient in an ISO week


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


class Turn(IntEnum):
    """How a recipient's day goes: nothing is asked, no room for it, a message, the week's last.

    A number, because it is looked up by for every unit: an Enum's hash is made in Python.
    """

    QUIET = auto()
    FULL = auto()
    SPEAKS = auto()
    SPEAKS_LAST = auto()

    @property
    def speaks(self) -> bool:
        """Whether a message leaves."""
        return self in (Turn.SPEAKS, Turn.SPEAKS_LAST)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What becomes of a case, and so of each of its assignments; `spoken`: a message leaves."""

    spoken: bool
    told: tuple[Fated, ...]
    untold: tuple[Fated, ...]
    reckoned: date
    on: date | None


def due(
    facts: Sequence[Facts],
    today: date,
    sent: int,
    days: Workdays,
    heard: Mapping[int, Collection[Heard]] = NOTHING,
) -> Day:
    """Decide one recipient's day.

    `facts`: all that the recipient answers for (what is not due today matters for the week's
    reckoning); `sent`: the rules' messages already sent to it in this ISO week, none of them today;
    `heard`: by assignment, the lines that were told.
    Each assignment gets one line, its most urgent slot; the others are merged into it.
    """
    cases = [
        (each.assignment, case_of(each, today, days).heard(heard.get(each.assignment, ())))
        for each in facts
    ]
    turn = turn_of(frozenset(case for _, case in cases), sent)
    found = [(each, outcome(case, turn)) for each, case in cases]
    return Day(
        tuple(Line(each, *fated) for each, own in found for fated in own.told),
        tuple(Line(each, *fated) for each, own in found for fated in own.untold),
        tuple(Next(each, own.reckoned, own.on) for each, own in found),
    )


@lru_cache(maxsize=4096)
def turn_of(cases: frozenset[Case], sent: int) -> Turn:
    """How the day of a recipient with these cases goes, after so many messages in its week."""
    asked = [case.asked for case in cases if case.asked]
    if not asked:
        return Turn.QUIET
    left = WEEKLY_CAP - sent
    if left <= 0:
        speaks = any(slot.last for slot in asked)
    else:
        urgency = max(slot.rank for slot in asked)
        speaks = len({s.on for case in cases for s in case.ahead if s.rank > urgency}) < left
    if not speaks:
        return Turn.FULL
    return Turn.SPEAKS if left > 1 else Turn.SPEAKS_LAST


@lru_cache(maxsize=4096)
def outcome(case: Case, turn: Turn) -> Outcome:
    """What becomes of a case on such a day: of itself, whatever else its recipient has."""
    if turn is Turn.QUIET:
        return Outcome(False, (), case.untold, case.until, case.on)
    if turn is Turn.FULL:
        return _not_told(case)
    slot, untold = _joined(case)
    told = (Fated(slot, Fate.TOLD),) if slot else ()
    if turn is Turn.SPEAKS:
        return Outcome(True, told, untold, case.until, case.on)
    return _told_early(case, told, untold)


def _joined(case: Case) -> tuple[Slot | None, tuple[Fated, ...]]:
    """With what is said only where a message leaves anyway: it stands for its task's round."""
    asked, silent = case.asked, case.silent
    if asked is None or silent is None:
        return asked or silent, case.untold
    if asked.rank is Rank.ROUND:
        asked, silent = silent, asked
    return asked, (*case.untold, Fated(silent, Fate.MERGED, "same-task"))


def _not_told(case: Case) -> Outcome:
    """The week has no room for today: what may be given up is, the rest waits; so does silence."""
    slot = case.asked
    if slot is None:
        return Outcome(False, (), case.untold, case.until, case.on)
    own = Fated(slot, Fate.HELD if slot.rank is Rank.FIRM else Fate.GIVEN_UP, "cap")
    fares = (*(_as_carried(each, own) for each in case.untold), own)
    if own.fate is Fate.GIVEN_UP:
        return Outcome(False, (), fares, case.until, case.on)
    first = min(each.slot.on for each in fares if each.fate is Fate.HELD)
    return Outcome(False, (), fares, first - DAY, case.next_workday)


def _as_carried(each: Fated, carrier: Fated) -> Fated:
    """What was merged into a line fares as that line does."""
    if each.fate is not Fate.MERGED:
        return each
    return each._replace(fate=carrier.fate, reason=carrier.reason)


def _told_early(case: Case, told: tuple[Fated, ...], untold: tuple[Fated, ...]) -> Outcome:
    """After the week's last message nothing more leaves: the last slots before a date come now.

    What was told early to the unit is still told on its day to those above it.
    """
    until = max((slot.on for slot in case.ahead if slot.last), default=case.until)
    for slot in case.ahead:
        early = Fated(slot, Fate.MERGED, "told-early")
        if slot.on <= until and slot.last and not told:
            told = (early,)
        elif slot.on <= until:
            untold = (*untold, early)
    untold += tuple(each for each in case.passed if each.slot.on <= until)
    return Outcome(True, told, untold, until, case.on)
