"""Units that nobody answers for: what is owed to them waits."""

from collections import defaultdict
from datetime import date

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from data.kinds import Standing, TaskState
from data.models import Assignment, Post, Task, Unit, UnitMember

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
SUCCESSORS = select(col(Unit.id), col(Unit.successor_id)).where(
    col(Unit.successor_id).is_not(None), col(Unit.successor_from) <= bindparam("today")
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
    successors = dict(session.execute(SUCCESSORS, {"today": today}).all())
    members = defaultdict(list)
    for group, unit in session.execute(MEMBERS):
        members[group].append(unit)

    def answered(unit: int) -> bool:
        return not bound.isdisjoint((unit, *_line_of(unit, successors)))

    return tuple(
        name
        for unit, name in units.items()
        if not any(answered(each) for each in (unit, *members[unit]))
    )


def _line_of(unit: int, successors: dict[int, int | None]) -> list[int]:
    """Successors of a unit, one after the other; a circle ends where it began."""
    line: list[int] = []
    heir = successors.get(unit)
    while heir is not None and heir not in line:
        line.append(heir)
        heir = successors.get(heir)
    return line
