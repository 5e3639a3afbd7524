"""Escalations: what leaders and coordinators are told of what units owe, from facts alone."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.case import Facts
from data.course import Course, Rank, Slot, slots
from data.kinds import Fate, Recipient, Rule, SlipLevel
from data.rules import Line
from data.workdays import Workdays

BEFORE = 7  # days before a date, from which on the leader is told
LATE = {Recipient.LEADER: 5, Recipient.COORDINATOR: 10}  # workdays after the due date

SLIPS = {SlipLevel.BLUE: 10, SlipLevel.YELLOW: 20, SlipLevel.RED: 30}  # workdays after it

# What has been decided of before: assignment, recipient, rule, the slot's day, its date.
Known = tuple[int, Recipient, Rule, date, date | None]


@dataclass(frozen=True, slots=True)
class Raised:
    """A line for somebody above the unit."""

    to: Recipient
    line: Line


def concerns(to: Recipient, slot: Slot) -> bool:
    """Whether a unit's slot is told to its leader, or to the coordinators, too."""
    if slot.rule is Rule.DEADLINE_NEAR:
        return to is Recipient.LEADER and slot.count <= BEFORE
    return slot.rule is Rule.OVERDUE and slot.count >= LATE[to]


def proposals(course: Course, days: Workdays) -> Iterator[Slot]:
    """督办单: the days on which a slip is proposed to coordinators, where a unit leads."""
    if course.due is None or Rule.OVERDUE in course.off:
        return
    for count in SLIPS.values():
        day = days.after(course.due, count)
        if day > course.starts:
            yield Slot(day, Rule.SLIP, Rank.FIRM, count, course.due)


@lru_cache(maxsize=16384)
def steps(course: Course, days: Workdays) -> tuple[tuple[Recipient, Slot], ...]:
    """Every slot of a course that goes further than the unit, in order."""
    told = [(to, slot) for slot in slots(course, days) for to in LATE if concerns(to, slot)]
    told += [(Recipient.COORDINATOR, slot) for slot in proposals(course, days)]
    return tuple(sorted(told, key=lambda each: each[1].on))


@lru_cache(maxsize=16384)
def has_come(course: Course, today: date, days: Workdays) -> bool:
    """Whether anything of a course has gone further than the unit by now."""
    return any(slot.on <= today for _, slot in steps(course, days))


def following(course: Course, today: date, to: Set[Recipient], days: Workdays) -> date | None:
    """The next workday after `today` on which one of these recipients may be told."""
    ahead = (slot.on for each, slot in steps(course, days) if each in to and slot.on > today)
    day = next(ahead, None)
    return days.on_or_after(day) if day else None


def raised(
    facts: Sequence[Facts], known: Set[Known], to: Set[Recipient], today: date, days: Workdays
) -> list[Raised]:
    """What is to be told today, one line an assignment and recipient: its newest step.

    `known`: what has its fate; a step is made good for as long as its date has not passed.
    """
    return [
        Raised(each, line)
        for own in facts
        for each in sorted(to)
        for line in _lines(own, each, known, today, days)
    ]


def _lines(
    own: Facts, to: Recipient, known: Set[Known], today: date, days: Workdays
) -> Iterator[Line]:
    came = [
        slot
        for each, slot in steps(own.course, days)
        if each is to
        and slot.on <= today
        and (own.assignment, to, slot.rule, slot.on, slot.deadline) not in known
    ]
    newest = max(
        (slot for slot in came if not _is_stale(slot, today)),
        key=lambda slot: (slot.rank, slot.on),
        default=None,
    )
    for slot in came:
        if own.hushed:
            yield Line(own.assignment, slot, Fate.GIVEN_UP, own.hushed)
        elif _is_stale(slot, today):
            yield Line(own.assignment, slot, Fate.GIVEN_UP, "passed")
        elif slot is newest:
            yield Line(own.assignment, slot, Fate.TOLD)
        else:
            yield Line(own.assignment, slot, Fate.MERGED, "same-task")


def _is_stale(slot: Slot, today: date) -> bool:
    """Whether the date that it speaks of has passed; what is overdue stays so."""
    return slot.rule is Rule.DEADLINE_NEAR and slot.deadline is not None and slot.deadline < today


def slip_level(workdays: int) -> SlipLevel | None:
    """The gravest slip that a task so long overdue calls for, if any."""
    return next((each for each in reversed(SlipLevel) if workdays >= SLIPS[each]), None)


def at_least(level: SlipLevel) -> set[SlipLevel]:
    """This level and those that are graver."""
    return {each for each, count in SLIPS.items() if count >= SLIPS[level]}
