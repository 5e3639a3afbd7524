"""Units that nobody answers for: what is owed to them waits."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from data.kinds import ActKind, PlanState, Standing, TaskState
from data.models import Act, Assignment, House, Plan, Post, Task, Unit, UnitMember
from data.store.successors import heirs
from data.workdays import Workdays

PATIENCE = 2  # workdays
LOOKED = "unbound-looked"  # the house's own row: the day on which it was looked last

BOUND = (
    select(col(Post.unit_id))
    .where(col(Post.standing).in_((Standing.CONTACT, Standing.DEPUTY)))
    .distinct()
)
UNITS = (
    select(col(Unit.id), col(Unit.name))
    .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
    .join(Task, col(Task.id) == col(Assignment.task_id))
    .where(
        col(Task.plan_id) == bindparam("plan"),
        col(Task.state).in_((TaskState.OPEN, TaskState.CLOSING)),
        col(Assignment.ended_at).is_(None),
    )
    .order_by(col(Task.ordinal), col(Assignment.ordinal))
)
MEMBERS = select(col(UnitMember.group_id), col(UnitMember.unit_id))


def unbound(session: Session, plan_id: int, today: date) -> tuple[str, ...]:
    """Names of the plan's units without a contact or deputy, in the order the plan names them.

    A merged unit is answered for by its successor, a group by its own contact or a member's.
    """
    bound = set(session.scalars(BOUND))
    units = dict(session.execute(UNITS, {"plan": plan_id}).all())
    if units.keys() <= bound:
        return ()
    lines = heirs(session, today)
    members = defaultdict(list)
    for group, unit in session.execute(MEMBERS):
        members[group].append(unit)

    def answered(unit: int) -> bool:
        return not bound.isdisjoint((unit, *lines.get(unit, ())))

    return tuple(
        name
        for unit, name in units.items()
        if not any(answered(each) for each in (unit, *members[unit]))
    )


def missed(session: Session, now: datetime, days: Workdays) -> list[str]:
    """Units that have waited two workdays for somebody, each named once; looked for once a day.

    Who was bound meanwhile and is gone again is named anew.
    """
    today = days.today(now)
    looked = session.get(House, LOOKED)
    if looked is not None and looked.value >= today.isoformat():
        return []
    session.merge(House(name=LOOKED, value=today.isoformat()))
    plans = session.scalars(select(col(Plan.id)).where(col(Plan.state) == PlanState.CONFIRMED))
    names = [name for plan in plans.all() for name in unbound(session, plan or 0, today)]
    since = select(col(Unit.id), func.min(col(Assignment.starts_on))).join(
        Assignment, col(Assignment.unit_id) == col(Unit.id)
    )
    since = since.where(
        col(Unit.name).in_(names),
        col(Unit.missed_at).is_(None),
        col(Assignment.starts_on).is_not(None),
    )
    waits = dict(session.execute(since.group_by(col(Unit.id))).all())
    left = _left(session, waits, days)
    found = []
    for unit in session.scalars(select(Unit).where(col(Unit.id).in_(waits))).all():
        key = unit.id or 0
        if days.between(max(waits[key], left.get(key, date.min)), today) >= PATIENCE:
            unit.missed_at = now
            found.append(unit.name)
    session.flush()
    return sorted(found, key=names.index)


def _left(session: Session, units: Collection[int], days: Workdays) -> dict[int, date]:
    """When the last of a unit's people was removed, where somebody was."""
    query = select(col(Act.unit_id), func.max(col(Act.at))).where(
        col(Act.kind) == ActKind.REVOKE, col(Act.unit_id).in_(units)
    )
    rows = session.execute(query.group_by(col(Act.unit_id))).all()
    return {unit: days.today(at) for unit, at in rows}


def found(session: Session, unit: int) -> None:
    """Somebody answers for a unit now."""
    session.get_one(Unit, unit).missed_at = None
