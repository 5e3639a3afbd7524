"""Tasks of a plan as revision and carry-over compare them."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from data.alike import Stated
from data.kinds import PlanState, Role, TaskState
from data.models import Assignment, Plan, Task, Unit
from data.reader.draft import Draft, Owner
from data.reader.registry import Registry


def stated(session: Session, plan_id: int) -> dict[int, Stated]:
    """The tasks of a plan that are not dropped, by id, in its order."""
    owners = _owners(session, plan_id)
    query = (
        select(Task)
        .where(col(Task.plan_id) == plan_id, col(Task.state) != TaskState.DROPPED)
        .order_by(col(Task.ordinal), col(Task.id))
    )
    return {
        task.id or 0: Stated(
            task.code, task.text, task.brief, task.title, tuple(owners[task.id or 0]), task.due_on
        )
        for task in session.execute(query).scalars()
    }


def stated_in(draft: Draft, registry: Registry) -> list[Stated]:
    """The tasks of a draft that is not in the database, as they would be stated there."""
    return [
        Stated(
            task.code, task.text, task.brief, task.title, _named(task.owners, registry), task.due.on
        )
        for task in draft.tasks
    ]


def _named(owners: Iterable[Owner], registry: Registry) -> tuple[tuple[str, Role], ...]:
    """Owners by the names that the table of units has; two spellings of one unit are one."""
    found: dict[str, Role] = {}
    for owner in owners:
        unit = registry.find(owner.name)
        found.setdefault(unit.name if unit else owner.name, owner.role)
    return tuple(found.items())


def used(session: Session, plan_id: int) -> set[str]:
    """Every code that a plan has given, the dropped tasks' included."""
    return set(
        session.execute(select(col(Task.code)).where(col(Task.plan_id) == plan_id)).scalars()
    )


def last_plan(session: Session, plan: Plan) -> Plan | None:
    """The plan before this one: the newest of an earlier year that was ever confirmed."""
    query = select(Plan).where(
        col(Plan.year) < plan.year,
        col(Plan.standing).is_(False),
        col(Plan.state).in_((PlanState.CONFIRMED, PlanState.CLOSED)),
    )
    return session.execute(query.order_by(col(Plan.year).desc(), col(Plan.id).desc())).scalar()


def next_plan(session: Session, plan: Plan) -> Plan | None:
    """The plan after this one: the first of a later year, also one that is still a draft."""
    query = select(Plan).where(
        col(Plan.year) > plan.year,
        col(Plan.standing).is_(False),
        col(Plan.state).in_((PlanState.DRAFT, PlanState.CONFIRMED)),
    )
    return session.execute(query.order_by(col(Plan.year), col(Plan.id))).scalar()


def _owners(session: Session, plan_id: int) -> dict[int, list[tuple[str, Role]]]:
    query = (
        select(col(Assignment.task_id), col(Unit.name), col(Assignment.role))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(col(Task.plan_id) == plan_id, col(Assignment.ended_at).is_(None))
        .order_by(col(Assignment.task_id), col(Assignment.ordinal))
    )
    found: dict[int, list[tuple[str, Role]]] = defaultdict(list)
    for task, name, role in session.execute(query):
        found[task].append((name, role))
    return found
