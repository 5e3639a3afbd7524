"""What the board shows besides a plan's standing: the units behind it, and which plan it is."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from data.kinds import PlanState, Role, TaskState
from data.models import Assignment, Plan, Task, Unit
from data.store.plans import confirmed_plans, open_plans, standing_plans
from data.store.standing import guests


@dataclass(frozen=True)
class UnitShare:
    """A unit and how many of a plan's tasks it leads and supports."""

    id: int
    name: str
    full_name: str
    leads: int
    supports: int


def plan_shown(session: Session, key: str | None) -> Plan | None:
    """The open plan of that key, else the newest open one; None when none is open."""
    plans = open_plans(session) or standing_plans(session)
    named = [plan for plan in plans if plan.key == key]
    return (named or plans)[-1] if plans else None


def drafts(session: Session) -> list[Plan]:
    """The plans that wait to be confirmed, a new wording of a plan not among them."""
    waiting = (Plan.state == PlanState.DRAFT, col(Plan.revises_id).is_(None))
    return list(session.exec(select(Plan).where(*waiting).order_by(col(Plan.id))))


def shares(session: Session, plan: Plan) -> list[UnitShare]:
    """The units of a plan and of what is shown with it, in the order in which they are named."""
    shown = [each.id for each in (plan, *guests(plan, confirmed_plans(session)))]
    query = (
        select(Unit.id, Unit.name, Unit.full_name, Assignment.role)
        .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(col(Task.plan_id).in_(shown), col(Assignment.ended_at).is_(None))
        .where(Task.state != TaskState.DROPPED)
        .order_by(col(Task.plan_id), col(Task.ordinal), col(Assignment.ordinal))
    )
    roles: dict[tuple[int, str, str], list[Role]] = {}
    for unit_id, name, full_name, role in session.exec(query):
        roles.setdefault((unit_id or 0, name, full_name), []).append(Role(role))
    return [
        UnitShare(*unit, leads=held.count(Role.LEAD), supports=held.count(Role.SUPPORT))
        for unit, held in roles.items()
    ]


def task_place(session: Session, task_id: int) -> tuple[int, str] | None:
    """The plan of a task, and who it is for in the plan's own words."""
    query = select(Task.plan_id, Task.owner_text).where(Task.id == task_id)
    return session.exec(query).first()
