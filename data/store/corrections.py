"""What a coordinator corrects in a draft; flags that it answers are settled."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session, col

from data.kinds import Basis, Role
from data.models import Assignment, Plan, Task, Unit
from data.refusal import Refusal
from data.store.learned import belong

Parts = Sequence[tuple[int, Role]]
"""Units by id with their roles, the lead first."""

ABOUT_OWNERS = ("no-owner", "unknown-unit", "ambiguous-unit", "empty-group")
ABOUT_DATES = ("no-date", "uncertain-date", "vague-date")


def set_owners(session: Session, task: Task, parts: Parts) -> None:
    """Other owners; what was to be looked at about the old ones is settled."""
    session.execute(delete(Assignment).where(col(Assignment.task_id) == task.id))
    session.add_all(
        Assignment(task_id=task.id or 0, unit_id=unit, ordinal=n, role=role)
        for n, (unit, role) in enumerate(parts, 1)
    )
    _settle_on(session, task, ABOUT_OWNERS)


def set_due(session: Session, task: Task, on: date, said: str) -> None:
    """Another day, as a coordinator said it."""
    task.due_on, task.due_basis = on, Basis.EXPLICIT
    task.due_phrase, task.due_why = said, "coordinator"
    _settle_on(session, task, ABOUT_DATES)


def set_brief(session: Session, task: Task, brief: str) -> None:
    """Another short name."""
    task.brief = brief
    session.flush()


def choose_members(session: Session, task: Task, group: Unit, units: Sequence[int]) -> None:
    """The members of an open group that a task is for take the group's place and role."""
    parts: list[tuple[int, Role]] = []
    for part in _assignments(session, task):
        chosen = units if part.unit_id == group.id else [part.unit_id]
        known = {unit for unit, _ in parts}
        parts += [(unit, part.role) for unit in chosen if unit not in known]
    session.execute(delete(Assignment).where(col(Assignment.task_id) == task.id))
    session.add_all(
        Assignment(task_id=task.id or 0, unit_id=unit, ordinal=n, role=role)
        for n, (unit, role) in enumerate(parts, 1)
    )
    belong(session, group.id or 0, list(units))
    _settle_on(session, task, ("empty-group",))


def groups_of(session: Session, task: Task) -> list[Unit]:
    """The groups that a task names without saying who belongs to them."""
    empty = [flag["about"] for flag in task.flags if flag["code"] == "empty-group"]
    query = (
        select(Unit)
        .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
        .where(
            col(Assignment.task_id) == task.id,
            col(Unit.open).is_(True) | col(Unit.name).in_(empty),
        )
        .order_by(col(Assignment.ordinal))
    )
    return list(session.execute(query).scalars())


def same_unit(session: Session, plan: Plan, number: int, unit: Unit) -> None:
    """The name that a flag is about means that unit: its parts go there, and it is learned."""
    flag = _flag(plan, number)
    named = session.execute(select(Unit).where(col(Unit.name) == flag["about"])).scalar()
    if named is not None and named.id != unit.id:
        own = select(col(Task.id)).where(col(Task.plan_id) == plan.id)
        query = select(Assignment).where(
            col(Assignment.unit_id) == named.id, col(Assignment.task_id).in_(own)
        )
        for part in session.execute(query).scalars().all():
            _hand_over(session, part, unit.id or 0)
    plan.learned = {**plan.learned, flag["about"]: unit.id or 0}
    accept(session, plan, number)


def accept(session: Session, plan: Plan, number: int) -> None:
    """What a flag is about is right as it stands."""
    flag = _flag(plan, number)
    for task in _bearers(session, plan, flag):
        task.flags = [each for each in task.flags if not _same(each, flag)]
    _settle(session, plan, [flag])


def _assignments(session: Session, task: Task) -> list[Assignment]:
    query = select(Assignment).where(col(Assignment.task_id) == task.id)
    return list(session.execute(query.order_by(col(Assignment.ordinal))).scalars())


def _hand_over(session: Session, part: Assignment, unit: int) -> None:
    """A unit that is named besides in the same task keeps its own part."""
    query = select(col(Assignment.id)).where(
        col(Assignment.task_id) == part.task_id, col(Assignment.unit_id) == unit
    )
    if session.execute(query).first():
        session.delete(part)
    else:
        part.unit_id = unit


def _flag(plan: Plan, number: int) -> dict[str, Any]:
    if not 1 <= number <= len(plan.flags):
        raise Refusal("plan-flag-gone")
    return plan.flags[number - 1]


def _bearers(session: Session, plan: Plan, flag: dict[str, Any]) -> list[Task]:
    query = select(Task).where(col(Task.plan_id) == plan.id)
    return [
        task
        for task in session.execute(query).scalars()
        if any(_same(each, flag) for each in task.flags)
    ]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["code"] == other["code"] and one["about"] == other["about"])


def _settle_on(session: Session, task: Task, codes: Collection[str]) -> None:
    """These flags of a task are settled; the plan's too, once no other task bears them."""
    plan = session.get_one(Plan, task.plan_id)
    gone = [flag for flag in task.flags if flag["code"] in codes]
    task.flags = [flag for flag in task.flags if flag["code"] not in codes]
    session.flush()
    _settle(session, plan, [flag for flag in gone if not _bearers(session, plan, flag)])


def _settle(session: Session, plan: Plan, flags: Sequence[dict[str, Any]]) -> None:
    plan.flags = [
        {**each, "settled": True} if any(_same(each, flag) for flag in flags) else each
        for each in plan.flags
    ]
    session.flush()
