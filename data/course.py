"""The course of an assignment: every day on which a rule may speak of it, known in advance."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from data.kinds import Basis, Rule
from data.workdays import DAY, Workdays

WEEK = timedelta(days=7)
WEEKLY_BEFORE = timedelta(days=60)  # tasks with a date this near report every week
RETURNED_FOR = WEEK * 52  # what was sent back may be asked about long after its date
NEAR: dict[Basis, tuple[int, ...]] = {  # days before a date, by what the date stands on
    Basis.EXPLICIT: (30, 14, 7, 3, 1, 0),
    Basis.IMPLIED: (30, 7, 1),
    Basis.EVENT: (14, 3),
    Basis.NONE: (),
}
OVERDUE_AFTER = (1, 6, 11, 16)  # workdays: the next one, then every five, four in all


class Rank(IntEnum):
    """How soon a slot is given up when a week would hold too many messages: lowest first."""

    ROUND = 0
    NEAR = 1
    CLOSE = 2
    FIRM = 3  # never given up


@dataclass(frozen=True, slots=True)
class Slot:
    """A rule's day. `count`: days before the date, or workdays after it; `last` before a date."""

    on: date
    rule: Rule
    rank: Rank
    count: int = 0
    deadline: date | None = None
    last: bool = False

    def __hash__(self) -> int:
        """Slots are grouped by the thousand: these two tell nearly all of them apart."""
        return hash((self.on, self.deadline))


@dataclass(frozen=True, slots=True)
class Clause:
    """A dated clause of the task other than its own due date."""

    on: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Course:
    """The facts of an assignment that fix its slots.

    `starts`: the day of the dispatch notice; `ends`: the plan's last day, for tasks without a
    date; `weekly`: reports every week; `monthly`: never oftener. `returned`: sent back on that day,
    it reports every week from then on, whatever was set, and past its date. `off`: rules that were
    switched off.
    """

    starts: date
    due: date | None
    basis: Basis
    ends: date
    clauses: tuple[Clause, ...] = ()
    weekly: bool = False
    monthly: bool = False
    returned: date | None = None
    off: frozenset[Rule] = frozenset()

    def __hash__(self) -> int:
        """Courses are looked up at every turn: these tell nearly all of them apart."""
        return hash((self.starts, self.due, len(self.clauses)))

    @property
    def last_day(self) -> date:
        """The day after which nothing is asked but what is overdue or was returned."""
        return self.due or self.ends

    @property
    def fixed_dates(self) -> tuple[date, ...]:
        """Days that the text itself fixes, the due date among them unless it is implied."""
        own = (self.due,) if self.due and self.basis in (Basis.EXPLICIT, Basis.EVENT) else ()
        return own + tuple(clause.on for clause in self.clauses)


def notice(course: Course, days: Workdays) -> Iterator[Slot]:
    """任务交办: the day on which the task starts."""
    yield Slot(course.starts, Rule.DISPATCH_NOTICE, Rank.FIRM)


def rounds(course: Course, days: Workdays) -> Iterator[Slot]:
    """报送: weekly while a fixed date is near or once returned, else in the month's last round."""
    back = course.returned
    end = max(course.last_day, back + RETURNED_FOR) if back else course.last_day
    for day in _round_days(course.starts, end, days):
        near = any(timedelta(0) <= each - day <= WEEKLY_BEFORE for each in course.fixed_dates)
        often = course.weekly or (near and not course.monthly) or _is_monthly(day, days)
        if (often and day <= course.last_day) or (back and day > back):
            yield _round(day)


@lru_cache(maxsize=4096)
def _round(day: date) -> Slot:
    """One object for all courses: slots are compared by the thousand when they become rows."""
    return Slot(day, Rule.REPORT_ROUND, Rank.ROUND)


def near(course: Course, days: Workdays) -> Iterator[Slot]:
    """时限临近: so many days before each date, moved back off non-workdays."""
    if course.due:
        yield from _before(course.due, NEAR[course.basis], days)
    for clause in course.clauses:
        if clause.on != course.due:
            yield from _before(clause.on, NEAR[clause.basis], days)


def overdue(course: Course, days: Workdays) -> Iterator[Slot]:
    """逾期: after the task's own due date only."""
    if course.due is None:
        return
    for count in OVERDUE_AFTER:
        day = days.after(course.due, count)
        yield Slot(day, Rule.OVERDUE, Rank.FIRM, count, course.due)


# Who is told what, and when: a new rule is a row here and a line template of its name.
RULES: dict[Rule, Callable[[Course, Workdays], Iterator[Slot]]] = {
    Rule.DISPATCH_NOTICE: notice,
    Rule.REPORT_ROUND: rounds,
    Rule.DEADLINE_NEAR: near,
    Rule.OVERDUE: overdue,
}


@lru_cache(maxsize=16384)
def slots(course: Course, days: Workdays) -> tuple[Slot, ...]:
    """Every slot of the course in order; the notice stands for what falls on its own day."""
    rules = (rule for name, rule in RULES.items() if name not in course.off)
    found = [slot for rule in rules for slot in rule(course, days)]
    later = [slot for slot in found if slot.on > course.starts]
    first = [slot for slot in found if slot.rule is Rule.DISPATCH_NOTICE]
    return tuple(first + sorted(_nearest(later), key=lambda slot: (slot.on, slot.rank)))


@lru_cache(maxsize=16384)
def _days_of(course: Course, days: Workdays) -> tuple[date, ...]:
    return tuple(slot.on for slot in slots(course, days))


def within(course: Course, after: date, through: date, days: Workdays) -> tuple[Slot, ...]:
    """The slots after one day and up to another."""
    on = _days_of(course, days)
    return slots(course, days)[bisect_right(on, after) : bisect_right(on, through)]


def following(course: Course, after: date, days: Workdays) -> date | None:
    """The day of the first slot after `after`."""
    on = _days_of(course, days)
    place = bisect_right(on, after)
    return on[place] if place < len(on) else None


def _nearest(found: list[Slot]) -> list[Slot]:
    """One slot a day of each rule and date: moved back off days off, steps may fall together."""
    kept: dict[tuple[date, Rule, date | None], Slot] = {}
    for slot in found:
        key = (slot.on, slot.rule, slot.deadline)
        known = kept.get(key)
        if known is None or (slot.rank, -slot.count) > (known.rank, -known.count):
            kept[key] = slot
    return list(kept.values())


def _before(day: date, steps: tuple[int, ...], days: Workdays) -> Iterator[Slot]:
    for count in steps:
        on = days.on_or_before(day - DAY * count)
        last = count == steps[-1]
        rank = Rank.FIRM if last else Rank.NEAR if count >= 7 else Rank.CLOSE
        yield Slot(on, Rule.DEADLINE_NEAR, rank, count, day, last)


@lru_cache(maxsize=4096)
def round_day(monday: date, days: Workdays) -> date | None:
    """Wednesday of that week, else the last workday before it in the week, else none."""
    wednesday = monday + DAY * 2
    on = days.on_or_before(wednesday)
    return on if on >= monday else None


def _round_days(after: date, through: date, days: Workdays) -> Iterator[date]:
    monday = after - DAY * after.weekday()
    while monday <= through:
        day = round_day(monday, days)
        if day is not None and after < day <= through:
            yield day
        monday += WEEK


@lru_cache(maxsize=4096)
def _is_monthly(day: date, days: Workdays) -> bool:
    """Whether the round of `day` is one of its month's: the last; in December every second too."""
    first = day.replace(day=1)
    month = [
        each for each in _round_days(first - DAY, first + DAY * 31, days) if each.month == day.month
    ]
    return day in (month[::-2] if day.month == 12 else month[-1:])


@lru_cache(maxsize=16384)
def closed_rounds(course: Course, today: date, days: Workdays) -> tuple[Slot, ...]:
    """The two newest rounds of a course that have closed before today, in order."""
    rounds = (slot for slot in slots(course, days) if slot.rule is Rule.REPORT_ROUND)
    closed = [slot for slot in rounds if slot.on < today and _closed_on(slot.on, days) < today]
    return tuple(closed[-2:])


def silent_on(course: Course, today: date, days: Workdays) -> date | None:
    """The first workday after the newest two rounds, on which both may be found unanswered."""
    closed = closed_rounds(course, today, days)
    return days.on_or_after(_closed_on(closed[-1].on, days) + DAY) if closed[1:] else None


@lru_cache(maxsize=4096)
def _closed_on(day: date, days: Workdays) -> date:
    """The day of the freeze with which the round of `day` closes."""
    freeze = days.freeze(day)
    return days.today(freeze) if freeze else day


def is_checkpoint(day: date, days: Workdays) -> bool:
    """Whether the round of `day` is the last of a quarter (季度节点)."""
    monday = day - DAY * day.weekday()
    upcoming = (round_day(monday + WEEK * n, days) for n in range(1, 4))
    next_round = next((each for each in upcoming if each), None)
    return next_round is not None and _quarter(next_round) != _quarter(day)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
