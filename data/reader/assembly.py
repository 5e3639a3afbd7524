"""Spans into tasks: what is read from a span's own words, and what ties tasks together."""

import re
from dataclasses import dataclass, replace

from data.reader.brief import briefs
from data.reader.codes import item_numbers
from data.reader.dated import Calendar, find_deadlines, find_in_cell
from data.reader.deadlines import STAGED
from data.reader.draft import Deadline, Flag, Goal, Owner, Section, TaskDraft
from data.reader.due import Dates, read_dates
from data.reader.flags import about_this_plan, distinct, owner_flags
from data.reader.goals import goals_served
from data.reader.latin import is_latin
from data.reader.nature import read_nature
from data.reader.outline import NOTICE, PERIOD, Heading, first_sentence
from data.reader.owners import (
    all_lead,
    due_words,
    each_leads,
    later_owners,
    owner_words,
    read_owners,
)
from data.reader.registry import Registry
from data.reader.spans import Span
from data.reader.subjects import heading_owners, subjects
from data.reader.sums import Work, mismatches
from data.reader.targets import loose_numbers, read_targets

STOPS = ("。", "：", ":", ".", "\n")
WORK = re.compile(r"\d|，")  # a title with these is a sentence of work
LONGEST_TITLE = 60  # signs; an item that opens with a longer sentence has no title of its own


@dataclass(frozen=True)
class Reading:
    """What the tasks are made of; `closing` is the text after the last one."""

    spans: tuple[Span, ...]
    goals: tuple[Goal, ...]
    closing: str
    calendar: Calendar
    registry: Registry


@dataclass(frozen=True)
class Tasks:
    """The tasks with what is listed beside them."""

    tasks: tuple[TaskDraft, ...]
    sections: tuple[Section, ...]
    flags: tuple[Flag, ...]


def assemble(reading: Reading) -> Tasks:
    """All tasks of a reading, with their sections and every flag once."""
    owners = _owners(reading)
    own = about_this_plan((owner for some in owners for owner in some), reading.registry)
    names = _names(reading.spans)
    whole = _whole_date(reading)
    tasks = tuple(
        _task(span, name, some, reading, own=own, whole=whole)
        for span, name, some in zip(reading.spans, names, owners, strict=True)
    )
    tasks = _with_goals(tasks, reading.goals)
    flags = distinct(flag for task in tasks for flag in task.flags)
    return Tasks(tasks, _sections(reading.spans), flags)


@dataclass(frozen=True)
class _Name:
    code: str
    item: str
    title: str
    brief: str


def _names(spans: tuple[Span, ...]) -> tuple[_Name, ...]:
    numbers = item_numbers(span.item for span in spans)
    titles = [span.item.title if span.item else first_sentence(span.text) for span in spans]
    labels = briefs((title, span.text) for title, span in zip(titles, spans, strict=True))
    places: dict[Heading | None, int] = {}
    names = []
    for span, title, label in zip(spans, titles, labels, strict=True):
        places[span.item] = places.get(span.item, 0) + 1
        item = numbers[span.item]
        short = title if len(title) <= LONGEST_TITLE * (1 + is_latin(title)) else label
        names.append(_Name(f"{item}-{places[span.item]}", item, short, label))
    return tuple(names)


def _owners(reading: Reading) -> list[tuple[Owner, ...]]:
    """The owners of each span, a convention's later owners added from where it stands."""
    added: tuple[str, ...] = ()
    apart = False
    result = []
    for span in reading.spans:
        if span.mark is None:
            named = subjects(span.text, reading.registry)
            result.append(named or heading_owners(span.item, reading.registry))
            continue
        apart = apart or all_lead(span.mark)
        mark = each_leads(span.mark) if apart else span.mark
        content = "；".join((mark, *(f"配合单位：{name}" for name in added)))
        result.append(read_owners(content, reading.registry))
        added = (*added, *later_owners(span.mark))
    return result


def _whole_date(reading: Reading) -> Deadline | None:
    """A date set after the last task for all of the above (以上工作要在…前完成)."""
    hits = find_deadlines(reading.closing, reading.calendar)
    return next((hit.deadline for hit in hits if hit.whole), None)


def _task(
    span: Span,
    name: _Name,
    owners: tuple[Owner, ...],
    reading: Reading,
    *,
    own: bool,
    whole: Deadline | None,
) -> TaskDraft:
    dates = _dates(span, reading.calendar, whole)
    section = _section(span)
    return TaskDraft(
        code=name.code,
        section=section.mark if section else None,
        item=name.item,
        title=name.title,
        brief=name.brief,
        text=span.text,
        owner_text=owner_words(span.mark) if span.mark else "",
        owners=owners,
        targets=read_targets(span.text),
        nature=read_nature(_under_title(span)),
        due=dates.due,
        deadlines=dates.deadlines,
        goals=(),
        lines=span.lines,
        flags=(
            *owner_flags(owners, span.lines, reading.registry, own=own),
            *dates.flags,
            *(Flag("loose-number", number, span.lines) for number in loose_numbers(span.text)),
        ),
    )


def _under_title(span: Span) -> str:
    """The text without its title where that opens it as a sentence of its own."""
    title = span.title or (span.item.title if span.item else "")
    if WORK.search(STAGED.sub("", title)):
        return span.text
    rest = span.text.removeprefix(title)
    return rest[1:].strip() or span.text if rest[:1] in STOPS and rest != span.text else span.text


def _dates(span: Span, calendar: Calendar, whole: Deadline | None) -> Dates:
    mark = due_words(span.mark) if span.mark else ""
    if heading := _heading_date(span, calendar):
        return read_dates(
            span.text, mark, calendar, span.lines, whole=heading, why="explicit-heading"
        )
    return read_dates(span.text, mark, calendar, span.lines, whole=whole)


def _heading_date(span: Span, calendar: Calendar) -> Deadline | None:
    """The end of the month or quarter that a heading above the task names."""
    above = span.item.chain if span.item else ()
    periods = (h.title for h in reversed(above) if PERIOD.fullmatch(h.title))
    hits = (find_in_cell(title, calendar) for title in periods)
    return next((found[0].deadline for found in hits if found), None)


def _with_goals(tasks: tuple[TaskDraft, ...], goals: tuple[Goal, ...]) -> tuple[TaskDraft, ...]:
    """Each task with the goals that it serves, and a flag where parts miss their sum."""
    works = tuple(Work(task.text, task.targets) for task in tasks)
    served = goals_served(works, goals)
    short = dict(mismatches(works, goals))
    return tuple(
        replace(task, goals=ordinals, flags=task.flags + _mismatch(task, short.get(place)))
        for place, (task, ordinals) in enumerate(zip(tasks, served, strict=True))
    )


def _mismatch(task: TaskDraft, about: str | None) -> tuple[Flag, ...]:
    return (Flag("sum-mismatch", about, task.lines),) if about else ()


def _sections(spans: tuple[Span, ...]) -> tuple[Section, ...]:
    parents = dict.fromkeys(map(_section, spans))
    return tuple(Section(h.mark, h.title) for h in parents if h)


def _section(span: Span) -> Heading | None:
    """The heading above the task's item; what the notice says stands under none."""
    above = span.item.parent if span.item else None
    return None if above == NOTICE else above
