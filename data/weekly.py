"""What a week's digest holds: everything from the reports of its window, nothing ranked."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from data.gist import gist
from data.kinds import TaskState
from data.lights import SOON, TaskFacts
from data.reached import GoalReached
from data.summary import Line, PlanFacts, Summary, owing, summarise
from data.week import (
    Blocked,
    Burden,
    Chapter,
    Coming,
    Entry,
    Late,
    Named,
    Progress,
    Said,
    Shown,
    WeekFacts,
)
from data.workdays import DAY, Workdays, iso_week

GIST = 40  # characters of a report that stand for it in a list
SHORT_GIST = 28  # and in a list so long that it would not fit one message otherwise
LONG_LIST = 30


def week_summary(
    facts: PlanFacts,
    window: tuple[datetime, datetime],
    reports: Iterable[Said],
    goals: tuple[GoalReached, ...],
    burden: Mapping[str, int],
    days: Workdays,
) -> WeekFacts:
    """The week that ends with the window; `reports` are those that were confirmed in it."""
    since, until = window
    last = days.today(until)
    summary = summarise(facts, until, days)
    reports = _in_order(facts.tasks, reports)
    workdays = list(days.of_week(last))
    return WeekFacts(
        plan=facts.key,
        title=facts.title,
        week=iso_week(last),
        since=since.astimezone(days.zone),
        until=until.astimezone(days.zone),
        first=workdays[0],
        last=workdays[-1],
        tasks=tuple(_shown(line) for line in summary.lines),
        total=len(facts.tasks),
        paused=sum(task.state is TaskState.PAUSED for task in facts.tasks),
        counts=summary.counts,
        changes=summary.changes,
        closed=_closed(facts.tasks, since, until),
        reports=_entries(facts.tasks, reports),
        chapters=_chapters(facts, reports),
        overdue=_overdue(summary),
        blocked=_blocked(facts.tasks),
        due_soon=tuple(_coming(facts.tasks, last)),
        owing=owing(facts.tasks, days, asking=True),
        goals=goals,
        burden=_burden(facts.tasks, burden),
        missed=facts.before is not None and days.today(since) < _week_before(last),
    )


def _week_before(day: date) -> date:
    return day - DAY * (day.weekday() + 7)


def _shown(line: Line) -> Shown:
    units = tuple(part.unit for part in line.task.parts)
    paused = line.task.state is TaskState.PAUSED
    return Shown(line.task.code, line.light, paused, units, _leads(line.task))


def _in_order(tasks: Iterable[TaskFacts], reports: Iterable[Said]) -> tuple[Said, ...]:
    """Reports in the plan's order, those of one task by its parts' order, then by time.

    Those of a unit that no longer has its part come last.
    """
    place = {
        task.id: (n, {part.unit: m for m, part in enumerate(task.parts)})
        for n, task in enumerate(tasks)
    }

    def order(said: Said) -> tuple[int, int, int]:
        number, units = place[said.task]
        return number, units.get(said.unit, len(units)), said.id

    return tuple(sorted((said for said in reports if said.task in place), key=order))


def _entries(tasks: Iterable[TaskFacts], reports: Iterable[Said]) -> tuple[Entry, ...]:
    named = {task.id: task for task in tasks}
    return tuple(
        Entry(
            said.id,
            named[said.task].code,
            named[said.task].brief,
            said.unit,
            said.role,
            said.text,
            said.percent,
            said.figures,
            said.asks,
        )
        for said in reports
    )


def _chapters(facts: PlanFacts, reports: Iterable[Said]) -> tuple[Chapter, ...]:
    of_task: dict[int, list[Said]] = {}
    for said in reports:
        of_task.setdefault(said.task, []).append(said)
    most = GIST if len(of_task) <= LONG_LIST else SHORT_GIST
    known = [(section.id, section.mark, section.title) for section in facts.sections]
    sections = [*known, *([(None, "", "")] if any(t.section is None for t in facts.tasks) else [])]
    chapters = (
        Chapter(
            mark,
            title,
            tuple(
                _progress(task, of_task[task.id], most)
                for task in facts.tasks
                if task.section == section and task.id in of_task and not _asks(task, of_task)
            ),
        )
        for section, mark, title in sections
    )
    return tuple(chapter for chapter in chapters if chapter.progress)


def _asks(task: TaskFacts, of_task: Mapping[int, list[Said]]) -> bool:
    """Whether the week's only report of a task is the one that stands under what is blocked."""
    told = [said.id for said in of_task[task.id]]
    return task.live and task.blocked is not None and told == [task.blocked.id]


def _progress(task: TaskFacts, reports: list[Said], most: int) -> Progress:
    """The newest report of a lead unit stands for the task, else the newest of the others.

    What only asks for something stands for it when nothing else of the unit's was said.
    """
    newest = max(reports, key=lambda said: (said.leads, not said.asks, said.id))
    return Progress(
        code=task.code,
        brief=task.brief,
        unit=newest.unit,
        gist=gist(newest.text, most),
        percent=newest.percent,
        report=newest.id,
        more=len(reports) - 1,
    )


def _closed(tasks: Iterable[TaskFacts], since: datetime, until: datetime) -> tuple[Named, ...]:
    return tuple(
        Named(task.code, task.brief, _leads(task))
        for task in tasks
        if task.state is TaskState.CLOSED and task.closed_at and since < task.closed_at <= until
    )


def _overdue(summary: Summary) -> tuple[Late, ...]:
    return tuple(
        Late(line.task.code, line.task.brief, _leads(line.task), line.task.due_on, line.overdue)
        for line in summary.lines
        if line.overdue is not None and line.task.due_on is not None
    )


def _blocked(tasks: Iterable[TaskFacts]) -> tuple[Blocked, ...]:
    """What stands in the way, under the unit that says so, whoever leads."""
    return tuple(
        Blocked(
            task.code,
            task.brief,
            (task.blocked.unit,),
            task.blocked.text,
            gist(task.blocked.text, GIST),
            task.blocked.id,
        )
        for task in tasks
        if task.live and task.blocked
    )


def _coming(tasks: Iterable[TaskFacts], today: date) -> Iterable[Coming]:
    """The first day of each task in the next two weeks, its own or that of a clause."""
    for task in tasks:
        dates = [(clause.on, clause.phrase) for clause in task.clauses]
        own = [(task.due_on, "")] if task.due_on else []
        near = [each for each in own + dates if today <= each[0] <= today + SOON]
        if task.live and near:
            on, phrase = min(near)
            yield Coming(task.code, task.brief, _leads(task), on, phrase)


def _burden(tasks: Iterable[TaskFacts], burden: Mapping[str, int]) -> tuple[Burden, ...]:
    units = dict.fromkeys(part.unit for task in tasks for part in task.parts)
    return tuple(Burden(unit, burden[unit]) for unit in units if burden.get(unit))


def _leads(task: TaskFacts) -> tuple[str, ...]:
    return tuple(part.unit for part in task.leads)
