"""How a plan stands now: counts by light, what waits for the coordinator, who owes what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

from data.kinds import Light
from data.lights import Part, TaskFacts, is_overdue, light, owes
from data.workdays import Workdays, iso_week

SIGN_WITHIN = 5  # workdays after the notice; then the coordinator sees it
REVIEWS = ("closing", "extension", "decline", "blocked")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the plan."""

    id: int
    mark: str
    title: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What the plan as a whole is to reach."""

    ordinal: int
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one moment, for comparing a week with the one before."""

    lights: Mapping[Light, int]
    overdue: int


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan's facts in the plan's own order, dropped tasks left out.

    `reviews`: undecided ones, by task and kind. `pending`: reports that nobody has confirmed, by
    task and local day. `empty_groups`: tasks with a group whose members nobody has chosen. `slips`:
    tasks for which one is proposed.
    `received`: how many reports came on each task since `before`, the digest of the week before.
    `burden`: messages that each unit got since then. `unit`: the one unit that the facts are kept
    to, if any.
    """

    key: str
    title: str
    tasks: tuple[TaskFacts, ...]
    sections: tuple[Section, ...] = ()
    goals: tuple[Goal, ...] = ()
    reviews: tuple[tuple[int, str], ...] = ()
    pending: tuple[tuple[int, date], ...] = ()
    empty_groups: tuple[int, ...] = ()
    slips: tuple[int, ...] = ()
    undelivered: int = 0
    unbound: tuple[str, ...] = ()
    received: Mapping[int, int] = field(default_factory=dict)
    burden: Mapping[str, int] = field(default_factory=dict)
    before: Counts | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its light; `overdue` in workdays, 0 on the days off after its day, else None."""

    task: TaskFacts
    light: Light
    overdue: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What status, board and ledger show; `changes` is None before the first digest."""

    now: datetime
    week: str
    facts: PlanFacts
    lines: tuple[Line, ...]
    counts: Counts
    changes: Counts | None
    waiting: Mapping[str, int]
    unsigned: tuple[str, ...]
    owing: tuple[str, ...]

    def lit(self, colour: Light) -> tuple[Line, ...]:
        """The lines of one colour, in the plan's order."""
        return tuple(line for line in self.lines if line.light is colour)

    @property
    def overdue(self) -> tuple[Line, ...]:
        """The lines of tasks past their day."""
        return tuple(line for line in self.lines if line.overdue is not None)

    @property
    def blocked(self) -> tuple[Line, ...]:
        """The lines of tasks that need coordination."""
        return tuple(line for line in self.lines if line.task.live and line.task.blocked)

    @property
    def received(self) -> int:
        """How many reports came since the digest of the week before."""
        return sum(self.facts.received.values())

    @property
    def burden(self) -> tuple[int, ...]:
        """The messages of the week so far, unit by unit, of those that got any; nobody is named."""
        units = {part.unit for task in self.facts.tasks for part in task.parts}
        known = {self.facts.unit} if self.facts.unit else units
        return tuple(n for unit, n in self.facts.burden.items() if n and unit in known)


def only(facts: PlanFacts, unit: str) -> PlanFacts:
    """The facts of the tasks in which a unit has a part."""
    tasks = tuple(task for task in facts.tasks if any(part.unit == unit for part in task.parts))
    ids = {task.id for task in tasks}
    return replace(
        facts,
        tasks=tasks,
        reviews=tuple(each for each in facts.reviews if each[0] in ids),
        pending=tuple(each for each in facts.pending if each[0] in ids),
        empty_groups=tuple(task for task in facts.empty_groups if task in ids),
        slips=tuple(task for task in facts.slips if task in ids),
        undelivered=0,
        unbound=tuple(each for each in facts.unbound if each == unit),
        received={task: number for task, number in facts.received.items() if task in ids},
        before=None,
        unit=unit,
    )


def join(facts: PlanFacts, guest: PlanFacts, section: Section) -> PlanFacts:
    """The facts with those of the standing plan: its tasks last, under a heading."""
    tasks = tuple(replace(task, section=section.id) for task in guest.tasks)
    return replace(
        facts,
        tasks=facts.tasks + tasks,
        sections=(*facts.sections, section) if tasks else facts.sections,
        reviews=facts.reviews + guest.reviews,
        pending=facts.pending + guest.pending,
        empty_groups=facts.empty_groups + guest.empty_groups,
        slips=facts.slips + guest.slips,
        unbound=tuple(dict.fromkeys((*facts.unbound, *guest.unbound))),
        received={**facts.received, **guest.received},
    )


def summarise(facts: PlanFacts, now: datetime, days: Workdays) -> Summary:
    """The plan as it stands at `now`; nothing is ranked."""
    today = days.today(now)
    lines = tuple(_line(task, today, days) for task in facts.tasks)
    counts = count(lines)
    return Summary(
        now=now.astimezone(days.zone),
        week=iso_week(today),
        facts=facts,
        lines=lines,
        counts=counts,
        changes=compare(counts, facts.before),
        waiting=_waiting(facts, today, days),
        unsigned=_unsigned(facts),
        owing=tuple(unit for unit in owing(facts.tasks, days) if facts.unit in (None, unit)),
    )


def count(lines: Iterable[Line]) -> Counts:
    """Tasks by light, every light named, and how many are overdue."""
    lines = tuple(lines)
    found = Counter(line.light for line in lines)
    lights = {colour: found[colour] for colour in Light}
    return Counts(lights, sum(line.overdue is not None for line in lines))


def compare(counts: Counts, before: Counts | None) -> Counts | None:
    """How much each count grew; None when there is nothing to compare with."""
    if before is None:
        return None
    grown = {colour: counts.lights[colour] - before.lights.get(colour, 0) for colour in Light}
    return Counts(grown, counts.overdue - before.overdue)


def owing(tasks: Iterable[TaskFacts], days: Workdays, *, asking: bool = False) -> tuple[str, ...]:
    """Units that left a closed round unanswered (`asking`: the present week's), as first named."""
    return tuple(
        dict.fromkeys(
            part.unit
            for task in tasks
            if task.live
            for part in task.parts
            if owes(part, part.asking if asking else part.asked, days)
        )
    )


def _line(task: TaskFacts, today: date, days: Workdays) -> Line:
    late = workdays_since(task.due_on, today, days) if is_overdue(task, today) else None
    return Line(task, light(task, today, days), late)


def _unsigned(facts: PlanFacts) -> tuple[str, ...]:
    open_parts = ((task, part) for task, part in _parts(facts) if part.signed_at is None)
    return tuple(dict.fromkeys(task.code for task, _ in open_parts))


def _parts(facts: PlanFacts) -> Iterator[tuple[TaskFacts, Part]]:
    """The parts of tasks that are still asked about, of the one unit if there is one."""
    for task in facts.tasks:
        if task.live:
            yield from ((task, part) for part in task.parts if facts.unit in (None, part.unit))


def long_unsigned(
    facts: PlanFacts, today: date, days: Workdays
) -> tuple[tuple[TaskFacts, Part], ...]:
    """Parts that were told of five workdays ago or more, and that nobody has signed for."""
    return tuple(each for each in _parts(facts) if _is_long_unsigned(each[1], today, days))


def silent(facts: PlanFacts) -> tuple[tuple[TaskFacts, Part], ...]:
    """Parts that were told of two rounds gone by, and of which nothing was heard since."""
    return tuple(each for each in _parts(facts) if each[1].silent)


def long_pending(facts: PlanFacts, today: date, days: Workdays) -> list[int]:
    """The tasks of reports that were shown twice and are still not confirmed."""
    return [task for task, day in facts.pending if workdays_since(day, today, days) > 1]


def _waiting(facts: PlanFacts, today: date, days: Workdays) -> dict[str, int]:
    reviews = Counter(kind for _, kind in facts.reviews)
    return {
        **{kind: reviews[kind] for kind in REVIEWS},
        "slip": len(facts.slips),
        "unsigned": len(long_unsigned(facts, today, days)),
        "silent": len(silent(facts)),
        "unconfirmed": len(long_pending(facts, today, days)),
        "undelivered": facts.undelivered,
        "unbound": len(facts.unbound),
        "empty-group": len(facts.empty_groups),
    }


def _is_long_unsigned(part: Part, today: date, days: Workdays) -> bool:
    if part.signed_at is not None or part.noticed_at is None:
        return False
    return workdays_since(days.today(part.noticed_at), today, days) >= SIGN_WITHIN


@lru_cache(maxsize=4096)
def workdays_since(day: date | None, today: date, days: Workdays) -> int:
    """How many workdays have passed since `day`; none without one."""
    return days.between(day, today) if day else 0
