"""The same rules run over a span of days, with nobody or everybody answering: no database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.case import Facts, Heard, next_day
from data.course import Clause, Course, Slot
from data.escalate import steps
from data.kinds import Recipient, Rule
from data.reader.draft import Draft, TaskDraft
from data.reader.registry import Registry
from data.rules import SAID, Day, Line, due
from data.workdays import DAY, SPEAKS, Workdays, iso_week

ANSWERED_AFTER = timedelta(minutes=30)  # everybody reports half an hour after being asked


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a message."""

    code: str
    rule: Rule
    on: date


@dataclass(frozen=True, slots=True)
class Message:
    """One message that would be sent; `kind`: notice, reminder, escalation or digest."""

    at: datetime
    to: str
    unit: str | None
    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An assignment of the rehearsal: whose it is, its task's code, its course."""

    unit: str
    code: str
    course: Course


def parts_of(draft: Draft, registry: Registry, days: Workdays) -> list[Part]:
    """The assignments of a draft as if it were confirmed on its day of issue.

    Open groups, whose members are chosen task by task, are told nothing.
    """
    year = draft.year or (draft.issued_on.year if draft.issued_on else 1970)
    issued = draft.issued_on or date(year, 1, 1) - DAY
    starts = days.on_or_after(issued + DAY)
    return [
        Part(name, task.code, _course(task, starts, year))
        for task in draft.tasks
        for name in dict.fromkeys(_told(task, registry))
    ]


def _told(task: TaskDraft, registry: Registry) -> Iterator[str]:
    for owner in task.owners:
        unit = registry.find(owner.name)
        if unit is None or not unit.open:
            yield unit.name if unit else owner.name


def _course(task: TaskDraft, starts: date, year: int) -> Course:
    clauses = tuple(Clause(each.on, each.basis) for each in task.deadlines)
    return Course(starts, task.due.on, task.due.basis, date(year, 12, 31), clauses)


def rehearse(
    parts: Sequence[Part], first: date, last: date, days: Workdays, answering: bool
) -> list[Message]:
    """Every message from `first` to `last`, both included, in the order in which it would leave.

    One contact and one leader a unit, one coordinator, one reader; `answering`: everybody signs
    and reports when asked.
    """
    by_unit: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        by_unit[part.unit].append(part)
    messages = [
        message
        for unit, own in by_unit.items()
        for message in _of_unit(unit, own, first, last, days, answering)
    ]
    messages += _escalations(parts, first, last, days)
    messages += _digests(parts, first, last, days)
    return sorted(messages, key=lambda message: message.at)


def _of_unit(
    unit: str, parts: Sequence[Part], first: date, last: date, days: Workdays, answering: bool
) -> Iterator[Message]:
    facts = {n: Facts(n, part.course, part.course.starts - DAY) for n, part in enumerate(parts)}
    sent: Counter[str] = Counter()
    heard: dict[int, set[Heard]] = defaultdict(set)
    today: date | None = days.on_or_after(min(part.course.starts for part in parts))
    while today is not None and today <= last:
        day = due(list(facts.values()), today, sent[iso_week(today)], days, heard)
        for line in (*day.told, *day.untold):
            if line.fate in SAID:
                heard[line.assignment].add((line.slot.rule, line.slot.on, line.slot.deadline))
        facts = _after(facts, day, today, days, answering)
        if day.told:
            sent[iso_week(today)] += 1
            if today >= first:
                yield _message(unit, parts, day.told, days.at(today, SPEAKS))
        upcoming = (next_day(each, each.reckoned, today, days) for each in facts.values())
        today = min((each for each in upcoming if each), default=None)


def _after(
    facts: Mapping[int, Facts], day: Day, today: date, days: Workdays, answering: bool
) -> dict[int, Facts]:
    """The facts as the day leaves them; a notice arrives at once, and those who answer do so."""
    changed = {
        each.assignment: facts[each.assignment]._replace(reckoned=each.reckoned)
        for each in day.nexts
    }
    answered = days.at(today, SPEAKS) + ANSWERED_AFTER
    for line in day.told:
        each = changed[line.assignment]
        if line.slot.rule is Rule.DISPATCH_NOTICE:
            each = each._replace(noticed=today)
        if answering:
            each = each._replace(signed=True)
            if line.slot.rule is not Rule.DISPATCH_NOTICE:
                each = each._replace(reported=answered)
        changed[line.assignment] = each
    return changed


def _message(unit: str, parts: Sequence[Part], told: Sequence[Line], at: datetime) -> Message:
    items = tuple(Item(parts[line.assignment].code, line.slot.rule, line.slot.on) for line in told)
    notice = all(item.rule is Rule.DISPATCH_NOTICE for item in items)
    return Message(at, "unit", unit, "notice" if notice else "reminder", items)


def _escalations(
    parts: Sequence[Part], first: date, last: date, days: Workdays
) -> Iterator[Message]:
    """What leaders and the coordinator are told: no report ends what is late."""
    lines: dict[tuple[date, Recipient, str | None], dict[str, Slot]] = defaultdict(dict)
    for part in parts:
        for to, slot in steps(part.course, days):
            if first <= slot.on <= last:
                whose = part.unit if to is Recipient.LEADER else None
                own = lines[slot.on, to, whose]
                own[part.code] = max(slot, own.get(part.code, slot), key=lambda each: each.rank)
    for (day, to, unit), own in lines.items():
        items = tuple(Item(code, slot.rule, slot.on) for code, slot in own.items())
        yield Message(days.at(day, SPEAKS), to.value, unit, "escalation", items)


def _digests(parts: Sequence[Part], first: date, last: date, days: Workdays) -> Iterator[Message]:
    starts = min((part.course.starts for part in parts), default=last)
    monday = first - DAY * first.weekday()
    while monday <= last:
        freeze = days.freeze(monday)
        day = days.today(freeze) if freeze else None
        if freeze and day and max(first, starts) <= day <= last:
            yield Message(freeze, "coordinator", None, "digest", ())
            yield Message(freeze, "reader", None, "digest", ())
        monday += DAY * 7


def busiest(messages: Iterable[Message], days: Workdays) -> list[tuple[str, str, int]]:
    """(unit, ISO week, messages), most first, for messages to units."""
    counts = Counter(
        (message.unit, iso_week(days.today(message.at)))
        for message in messages
        if message.to == Recipient.UNIT
    )
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][1], pair[0][0] or ""))
    return [(unit or "", week, count) for (unit, week), count in ordered]
