"""Tasks as they stand, with their parts, dates and goals, in the plan's order."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlmodel import Session, col

from data.kinds import Fate, Rule, TaskState
from data.lights import Clause, Part, Said, TaskFacts
from data.models import (
    Assignment,
    Deadline,
    Goal,
    Plan,
    PromptLine,
    Report,
    Task,
    TaskGoal,
    Unit,
)
from data.weeks import newest_freeze
from data.workdays import DAY, Workdays

SUNDAY = 6

# Statements are made once: building one anew takes longer than running it.
TASKS = (
    select(
        col(Task.id),
        col(Task.code),
        col(Task.brief),
        col(Task.state),
        col(Task.due_on),
        col(Task.section_id),
        col(Task.percent),
        col(Task.closed_at),
    )
    .where(col(Task.plan_id) == bindparam("plan"), col(Task.state) != TaskState.DROPPED)
    .order_by(col(Task.ordinal))
)
PARTS: Any = (
    select(
        col(Assignment.id),
        col(Assignment.task_id),
        col(Unit.name).label("unit"),
        col(Assignment.unit_id),
        col(Assignment.role),
        col(Assignment.noticed_at),
        col(Assignment.signed_at),
        col(Assignment.percent),
        col(Assignment.report_id),
        col(Assignment.reported_at),
        col(Report.text),
        col(Report.percent).label("said_percent"),
    )
    .join(Task, col(Task.id) == col(Assignment.task_id))
    .join(Unit, col(Unit.id) == col(Assignment.unit_id))
    .outerjoin(Report, col(Report.id) == col(Assignment.report_id))
    .where(col(Task.plan_id) == bindparam("plan"), col(Assignment.ended_at).is_(None))
    .order_by(col(Assignment.task_id), col(Assignment.ordinal))
)
IS_ROUND = col(PromptLine.rule) == Rule.REPORT_ROUND
ASKED = (
    select(
        col(PromptLine.assignment_id),
        func.max(case((IS_ROUND & (col(PromptLine.on) <= bindparam("closed")), PromptLine.on))),
        func.max(case((IS_ROUND & (col(PromptLine.on) >= bindparam("monday")), PromptLine.on))),
        func.max(case((~IS_ROUND, PromptLine.on))),
    )
    .join(Assignment, col(Assignment.id) == col(PromptLine.assignment_id))
    .join(Task, col(Task.id) == col(Assignment.task_id))
    .where(
        col(Task.plan_id) == bindparam("plan"),
        col(PromptLine.recipient) == "unit",
        col(PromptLine.rule).in_((Rule.REPORT_ROUND, Rule.SILENT)),
        col(PromptLine.fate).in_((Fate.TOLD, Fate.MERGED)),
        col(PromptLine.on) <= bindparam("today"),
    )
    .group_by(col(PromptLine.assignment_id))
)
STARTS = (
    select(col(Assignment.task_id), func.min(col(Assignment.starts_on)))
    .join(Task, col(Task.id) == col(Assignment.task_id))
    .where(col(Task.plan_id) == bindparam("plan"))
    .group_by(col(Assignment.task_id))
)
CLAUSES = (
    select(col(Deadline.task_id), col(Deadline.on), col(Deadline.phrase))
    .join(Task, col(Task.id) == col(Deadline.task_id))
    .where(col(Task.plan_id) == bindparam("plan"))
    .order_by(col(Deadline.task_id), col(Deadline.ordinal))
)
GOALS = (
    select(col(TaskGoal.task_id), col(Goal.ordinal))
    .join(Goal, col(Goal.id) == col(TaskGoal.goal_id))
    .where(col(Goal.plan_id) == bindparam("plan"))
    .order_by(col(Goal.ordinal))
)


def tasks_of(
    session: Session, plan: Plan, blocked: Mapping[int, Said], now: datetime, days: Workdays
) -> tuple[TaskFacts, ...]:
    """Every task of a plan that is not dropped; `blocked`: by task, what stands in its way."""
    which = {"plan": plan.id}
    begun = days.today(plan.confirmed_at or plan.loaded_at)
    starts = dict(session.execute(STARTS, which).all()) if plan.standing else {}
    parts = _parts(session, which, _asked(session, which, now, days), days)
    clauses = _clauses(session, which)
    goals = _goals(session, which)
    return tuple(
        TaskFacts(
            id=row.id,
            code=row.code,
            brief=row.brief,
            state=row.state,
            starts_on=starts.get(row.id) or begun,
            due_on=row.due_on,
            section=row.section_id,
            percent=row.percent,
            closed_at=row.closed_at,
            blocked=blocked.get(row.id),
            parts=tuple(parts[row.id]),
            clauses=tuple(clauses[row.id]),
            goals=tuple(goals[row.id]),
        )
        for row in session.execute(TASKS, which)
    )


Asked = tuple[date | None, date | None, date | None]


def _parts(
    session: Session, which: dict[str, int | None], asked: dict[int, Asked], days: Workdays
) -> defaultdict[int, list[Part]]:
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for row in session.execute(PARTS, which):
        closed, present, silent = asked.get(row.id, (None, None, None))
        said = None
        if row.report_id and row.reported_at:
            said = Said(row.report_id, row.text, row.reported_at, row.said_percent)
        part = Part(
            unit=row.unit,
            role=row.role,
            unit_id=row.unit_id,
            noticed_at=row.noticed_at,
            signed_at=row.signed_at,
            percent=row.percent,
            said=said,
            asked=closed,
            asking=present,
            silent=silent is not None and (said is None or days.today(said.at) < silent),
        )
        found[row.task_id].append(part)
    return found


def _asked(
    session: Session, which: dict[str, int | None], now: datetime, days: Workdays
) -> dict[int, Asked]:
    """By assignment: the newest closed round that asked, this week's if so, the last silence."""
    today = days.today(now)
    closed = days.today(newest_freeze(now, days))
    span = {
        "closed": closed + DAY * (SUNDAY - closed.weekday()),
        "monday": today - DAY * today.weekday(),
        "today": today,
    }
    return {
        assignment: (before, present, silent)
        for assignment, before, present, silent in session.execute(ASKED, {**which, **span})
    }


def _clauses(session: Session, which: dict[str, int | None]) -> defaultdict[int, list[Clause]]:
    found: defaultdict[int, list[Clause]] = defaultdict(list)
    for task, on, phrase in session.execute(CLAUSES, which):
        found[task].append(Clause(on, phrase))
    return found


def _goals(session: Session, which: dict[str, int | None]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for task, ordinal in session.execute(GOALS, which):
        found[task].append(ordinal)
    return found
