"""督办单: proposed by how long a task is overdue, released or set aside by a coordinator."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from data.escalate import at_least, slip_level
from data.gist import gist
from data.kinds import ActKind, PlanState, Role, SlipLevel, TaskState
from data.models import Act, Assignment, Contact, Plan, Report, Task, Unit
from data.store import acts, urges
from data.store.many import one_at_a_time
from data.workdays import Workdays

ANSWER_WITHIN = 5  # workdays
GIST = 60  # characters of the last report
LOCK = 6_101_811  # two coordinators at once release a slip once, under one number
KIND = "slip"


@dataclass(frozen=True)
class Slip:
    """A slip that waits for a coordinator's word; `units` lead the task, by id and name."""

    task: int
    plan: int
    code: str
    brief: str
    due: date
    level: SlipLevel
    workdays: int
    units: tuple[tuple[int, str], ...]
    kind: str = KIND


@dataclass(frozen=True)
class Letter:
    """A slip as its unit gets it: its number in the year, and the facts it stands on."""

    unit: str
    plan: str
    code: str
    brief: str
    level: SlipLevel
    year: int
    number: int
    due: date
    on: date
    workdays: int
    answer_by: date
    word: str
    by: str
    said: str
    said_on: date | None
    percent: float | None


def proposed(
    session: Session,
    now: datetime,
    days: Workdays,
    *,
    task: int | None = None,
    plan: int | None = None,
) -> list[Slip]:
    """What waits for a coordinator, in the plans' order: overdue tasks whose level is not decided.

    A level that was decided comes again only after the date has been moved.
    """
    today = days.today(now)
    query = (
        select(Task)
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(
            Task.state == TaskState.OPEN,
            Plan.state == PlanState.CONFIRMED,
            col(Plan.paused_at).is_(None),
            col(Task.due_on) < today,
        )
        .order_by(col(Task.plan_id), col(Task.ordinal))
    )
    if task is not None:
        query = query.where(Task.id == task)
    if plan is not None:
        query = query.where(Task.plan_id == plan)
    late = [(row, days.between(row.due_on, today)) for row in session.exec(query) if row.due_on]
    ripe = [(row, count, level) for row, count in late if (level := slip_level(count))]
    if not ripe:
        return []
    decided = _decided(session, [row.id or 0 for row, *_ in ripe])
    leads = _leads(session, [row.id or 0 for row, *_ in ripe])
    return [
        _slip(row, count, level, leads.get(row.id or 0, ()))
        for row, count, level in ripe
        if not any(
            date.fromisoformat(facts["due"]) == row.due_on and facts["level"] in at_least(level)
            for facts in decided.get(row.id or 0, ())
        )
    ]


def _slip(row: Task, count: int, level: SlipLevel, units: tuple[tuple[int, str], ...]) -> Slip:
    due = row.due_on or date.min
    return Slip(row.id or 0, row.plan_id, row.code, row.brief, due, level, count, units)


def release(
    session: Session, slip: Slip, contact: int, word: str, now: datetime, days: Workdays
) -> int:
    """Owe a proposed slip to the units that lead its task; returns its number in the year."""
    today = days.today(now)
    number = _number(session, today)
    for unit, _ in slip.units:
        parts = select(Assignment.id).where(
            Assignment.task_id == slip.task, Assignment.unit_id == unit
        )
        own = {"parts": list(session.exec(parts)), "year": today.year, "number": number}
        acts.record(
            session,
            ActKind.SLIP,
            contact,
            now,
            task=slip.task,
            unit=unit,
            reason=word,
            facts=_facts(slip) | own,
        )
    urges.owe(session, now, days)
    return number


def shelve(session: Session, slip: Slip, contact: int, word: str, now: datetime) -> None:
    """Set a proposed slip aside, for good at this level and date."""
    acts.record(
        session, ActKind.SLIP, contact, now, task=slip.task, reason=word, facts=_facts(slip)
    )


def hold(session: Session) -> None:
    """Let no other process decide on slips until this transaction has ended."""
    one_at_a_time(session, LOCK)


def letter(session: Session, prompt: int, days: Workdays) -> Letter | None:
    """What a message that is a slip says; None for any other message."""
    query = select(Act, Contact.name).join(Contact, col(Contact.id) == col(Act.contact_id))
    found = session.exec(query.where(Act.prompt_id == prompt, Act.kind == ActKind.SLIP)).first()
    if found is None:
        return None
    act, by = found
    task = session.get_one(Task, act.task_id)
    part = session.get_one(Assignment, act.facts["parts"][0])
    said = session.get(Report, part.report_id) if part.report_id else None
    on = days.today(act.at)
    return Letter(
        unit=session.get_one(Unit, act.unit_id).name,
        plan=session.get_one(Plan, task.plan_id).title,
        code=task.code,
        brief=task.brief,
        level=SlipLevel(act.facts["level"]),
        year=act.facts["year"],
        number=act.facts["number"],
        due=date.fromisoformat(act.facts["due"]),
        on=on,
        workdays=act.facts["workdays"],
        answer_by=days.after(on, ANSWER_WITHIN),
        word=act.reason,
        by=by,
        said=gist(said.text, GIST) if said else "",
        said_on=days.today(part.reported_at) if part.reported_at else None,
        percent=part.percent,
    )


def _facts(slip: Slip) -> dict[str, Any]:
    return {"level": slip.level.value, "due": slip.due.isoformat(), "workdays": slip.workdays}


def _number(session: Session, today: date) -> int:
    """The next number of the year: a slip to several units is one."""
    query = select(Act.facts).where(Act.kind == ActKind.SLIP, col(Act.unit_id).is_not(None))
    of_year = (facts["number"] for facts in session.exec(query) if facts["year"] == today.year)
    return 1 + max(of_year, default=0)


def _decided(session: Session, tasks: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    query = select(Act.task_id, Act.facts).where(
        Act.kind == ActKind.SLIP, col(Act.task_id).in_(tasks)
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for task, facts in session.exec(query):
        found.setdefault(task or 0, []).append(dict(facts))
    return found


def _leads(session: Session, tasks: Sequence[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    query = (
        select(Assignment.task_id, Unit.id, Unit.name)
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(
            col(Assignment.task_id).in_(tasks),
            Assignment.role == Role.LEAD,
            col(Assignment.ended_at).is_(None),
        )
        .order_by(col(Assignment.ordinal))
    )
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for task, unit, name in session.exec(query):
        found[task] = (*found.get(task, ()), (unit or 0, name))
    return found
