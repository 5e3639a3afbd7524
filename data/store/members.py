"""Groups of units: members with a contact of their own get parts of their own, and are counted."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from data.kinds import PlanState, Role, Standing, TaskState, UnitKind
from data.models import Assignment, Plan, Post, Task, Unit, UnitMember
from data.store import agenda, reckoning
from data.workdays import DAY, Workdays

LIVE = (TaskState.OPEN, TaskState.CLOSING)
Tally = dict[int, tuple[int, int]]
"""By a group's part: how many of its members have reported, and how many there are."""


def spread(session: Session, now: datetime, days: Workdays) -> int:
    """Give parts to members that can be told themselves; returns how many.

    The group's own contact goes on for the others, and hears no more once every member is told.
    Whoever leads with the group, a member's part supports: the group's task is closed by the
    coordinator.
    """
    today = days.today(now)
    found = _untold(session, today)
    if not found:
        return 0
    added = [
        Assignment(
            task_id=part.task_id,
            unit_id=unit,
            ordinal=part.ordinal,
            role=Role.SUPPORT,
            parent_id=part.id,
            starts_on=today,
        )
        for part, unit in found
    ]
    session.add_all(added)
    session.flush()
    reckoning.begin(session, [part.id or 0 for part in added], today - DAY)
    agenda.enter(session, {unit for _, unit in found}, now)
    counted = tally(session, {part.id or 0 for part, _ in found}, reported=False)
    for part in {part.id: part for part, _ in found}.values():
        told, members = counted[part.id or 0]
        if told == members:
            part.starts_on = None
    session.flush()
    return len(found)


def tally(session: Session, parts: Collection[int], *, reported: bool = True) -> Tally:
    """How many members of these groups' parts have reported (or merely have a part), of how many.

    A part that no member shares is not there.
    """
    member: type[Assignment] = aliased(Assignment)
    counts = (col(member.reported_at).is_not(None),) if reported else ()
    shared = (
        select(col(member.parent_id), func.count().filter(*counts) if counts else func.count())
        .where(col(member.parent_id).in_(parts), col(member.ended_at).is_(None))
        .group_by(col(member.parent_id))
    )
    sizes = (
        select(col(Assignment.id), func.count())
        .join(UnitMember, col(UnitMember.group_id) == col(Assignment.unit_id))
        .where(col(Assignment.id).in_(parts))
        .group_by(col(Assignment.id))
    )
    members = dict(session.execute(sizes).all())
    return {part: (count, members.get(part, count)) for part, count in session.execute(shared)}


def tallies(session: Session, group: int, tasks: Collection[int]) -> Tally:
    """The same of a group's parts in these tasks, by task; empty for a unit that is no group."""
    query = select(col(Assignment.id), col(Assignment.task_id)).where(
        col(Assignment.unit_id) == group,
        col(Assignment.task_id).in_(tasks),
        col(Assignment.ended_at).is_(None),
    )
    by_part = dict(session.execute(query).all())
    return {by_part[part]: each for part, each in tally(session, by_part.keys()).items()}


def _untold(session: Session, today: date) -> list[tuple[Assignment, int]]:
    """Parts of groups that are asked about, with each member that has a contact and no part."""
    # Ordered here: asked for the order, SQLite would go through all assignments for it.
    found = sorted(
        session.execute(UNTOLD, {"today": today}).all(), key=lambda row: (row[0].id, row[1])
    )
    # A member of two groups that share a task has one part in it.
    once = {(part.task_id, unit): (part, unit) for part, unit in reversed(found)}
    return list(reversed(once.values()))


def _asked_about() -> Any:
    """Parts of groups that are asked about on `today`, with their members who have none."""
    own: type[Assignment] = aliased(Assignment)
    bound = exists().where(
        col(Post.unit_id) == col(UnitMember.unit_id), col(Post.standing) == Standing.CONTACT
    )
    has_part = exists().where(
        col(own.task_id) == col(Assignment.task_id), col(own.unit_id) == col(UnitMember.unit_id)
    )
    return (
        select(Assignment, col(UnitMember.unit_id))
        .join(UnitMember, col(UnitMember.group_id) == col(Assignment.unit_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(
            # Said once more, or SQLite goes through all assignments and looks each one's unit up.
            col(Assignment.unit_id).in_(select(col(UnitMember.group_id))),
            col(Unit.kind) == UnitKind.GROUP,
            col(Unit.open).is_(False),
            col(Assignment.starts_on) <= bindparam("today"),
            col(Assignment.ended_at).is_(None),
            col(Task.state).in_(LIVE),
            col(Plan.state) == PlanState.CONFIRMED,
            bound,
            ~has_part,
        )
    )


# Made once: every minute it is asked, and making it takes longer than the answer.
UNTOLD = _asked_about()
