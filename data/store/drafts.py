"""Drafts: seen as a whole, found, given up."""

from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from data.kinds import PlanState, Role
from data.models import Assignment, Deadline, Goal, Plan, Section, Target, Task, TaskGoal, Unit
from data.overview import Doubt, Overview
from data.refusal import Refusal
from data.store import readings
from data.store.carries import going_on


def overview(session: Session, plan_id: int) -> Overview:
    """A plan in figures, with what is still to be looked at."""
    plan = session.get_one(Plan, plan_id)
    own = select(col(Task.id)).where(col(Task.plan_id) == plan_id)
    parts = col(Assignment.task_id).in_(own)
    revised = session.get(Plan, plan.revises_id) if plan.revises_id else None
    draft = plan.state is PlanState.DRAFT
    return Overview(
        id=plan_id,
        key=plan.key,
        title=plan.title,
        doc_number=plan.doc_number,
        issued_on=plan.issued_on,
        year=plan.year,
        state=plan.state,
        tasks=_count(session, select(func.count()).select_from(own.subquery())),
        assignments=_count(session, select(func.count(col(Assignment.id))).where(parts)),
        units=_count(session, select(func.count(col(Assignment.unit_id).distinct())).where(parts)),
        goals=_count(session, select(func.count(col(Goal.id))).where(col(Goal.plan_id) == plan_id)),
        doubts=tuple(doubts(session, plan)) if draft else (),
        revises=revised.key if revised else None,
        goes_on=tuple(going_on(session, plan)) if draft and revised is None else (),
        sign_off=plan.sign_off,
    )


def doubts(session: Session, plan: Plan) -> list[Doubt]:
    """The flags that nobody has settled; each keeps its number."""
    bearers: dict[tuple[str, str], list[str]] = {}
    query = select(col(Task.code), col(Task.flags)).where(col(Task.plan_id) == plan.id)
    for code, flags in session.execute(query.order_by(col(Task.ordinal))):
        for flag in flags:
            bearers.setdefault((flag["code"], flag["about"]), []).append(code)
    return [
        Doubt(
            number,
            flag["code"],
            flag["about"],
            flag["lines"][0],
            flag["lines"][1],
            tuple(bearers.get((flag["code"], flag["about"]), ())),
        )
        for number, flag in enumerate(plan.flags, 1)
        if not flag.get("settled")
    ]


def drafts(session: Session) -> list[Plan]:
    """The drafts there are, the newest first."""
    query = select(Plan).where(col(Plan.state) == PlanState.DRAFT)
    return list(session.execute(query.order_by(col(Plan.id).desc())).scalars())


def task_of(session: Session, code: str, plan: Plan | None = None) -> Task:
    """The task of that code in a draft: the newest that has it; refuses what is in none."""
    among = [plan] if plan else drafts(session)
    if not among:
        raise Refusal("plan-no-draft")
    for each in among:
        if (task := task_in(session, code, each)) is not None:
            return task
    raise Refusal("plan-task-unknown", code=code, key=among[0].key)


def task_in(session: Session, code: str, plan: Plan) -> Task | None:
    """The task of that code in a plan."""
    query = select(Task).where(col(Task.plan_id) == plan.id, col(Task.code) == code)
    task: Task | None = session.execute(query).scalar()
    return task


def draft_of(session: Session, plan_id: int | None) -> Plan:
    """A plan that may still be corrected; refuses one that is confirmed, or gone."""
    plan = session.get(Plan, plan_id) if plan_id else None
    if plan is None:
        raise Refusal("plan-gone")
    if plan.state is not PlanState.DRAFT:
        raise Refusal("plan-not-draft", key=plan.key)
    return plan


def give_up(session: Session, plan: Plan) -> None:
    """Throw a draft away; its document may be read anew.

    Refuses one that was confirmed for a while, and of which something was decided or told in it.
    """
    try:
        with session.begin_nested():
            _delete(session, plan)
    except IntegrityError as error:
        raise Refusal("plan-followed-up", key=plan.key) from error


def _delete(session: Session, plan: Plan) -> None:
    readings.forget(session, plan.id or 0)
    own = select(col(Task.id)).where(col(Task.plan_id) == plan.id)
    goals = select(col(Goal.id)).where(col(Goal.plan_id) == plan.id)
    session.execute(delete(Target).where(col(Target.goal_id).in_(goals)))
    for model in (Target, Deadline, TaskGoal, Assignment):
        session.execute(delete(model).where(col(model.task_id).in_(own)))
    for table in (Task, Goal, Section):
        session.execute(delete(table).where(col(table.plan_id) == plan.id))
    session.delete(plan)
    session.flush()


def _count(session: Session, query: Any) -> int:
    return int(session.execute(query).scalar() or 0)


def owners_of(session: Session, task: Task) -> list[tuple[str, Role]]:
    """A task's units by name, the lead first."""
    query = (
        select(col(Unit.name), col(Assignment.role))
        .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
        .where(col(Assignment.task_id) == task.id)
        .order_by(col(Assignment.ordinal))
    )
    return [(name, role) for name, role in session.execute(query)]
