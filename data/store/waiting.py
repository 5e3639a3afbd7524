"""What waits for a coordinator, counted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from data.kinds import DeliveryState, ReportState, TaskState
from data.lights import Said
from data.models import Assignment, Delivery, Report, Review, Task, Unit
from data.workdays import Workdays

COUNTED = (ReportState.CONFIRMED, ReportState.NOTED)
LIVE = (TaskState.OPEN, TaskState.CLOSING)
LOST = (DeliveryState.FAILED, DeliveryState.UNCONFIRMED)


def of_plan(query: Any) -> Any:
    """A query over reports, kept to those of the tasks of `plan`."""
    return (
        query.select_from(Report)
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(col(Task.plan_id) == bindparam("plan"), col(Task.state) != TaskState.DROPPED)
    )


def counted(query: Any) -> Any:
    """A query over reports, kept to those that count, after `since` and up to `until`."""
    at = col(Report.confirmed_at)
    window = (at > bindparam("since"), at <= bindparam("until"))
    return of_plan(query).where(col(Report.state).in_(COUNTED), *window)


REVIEWS: Any = (
    select(
        col(Review.task_id),
        col(Review.kind),
        col(Review.asked_at),
        col(Review.report_id),
        col(Report.text),
        col(Unit.name).label("unit"),
    )
    .join(Task, col(Task.id) == col(Review.task_id))
    .outerjoin(Report, col(Report.id) == col(Review.report_id))
    .outerjoin(Assignment, col(Assignment.id) == col(Report.assignment_id))
    .outerjoin(Unit, col(Unit.id) == col(Assignment.unit_id))
    .where(col(Task.plan_id) == bindparam("plan"), col(Review.decided_at).is_(None))
    .order_by(col(Review.id))
)
PENDING = of_plan(select(col(Task.id), col(Report.said_at))).where(
    col(Report.state) == ReportState.PENDING
)
RECEIVED = counted(select(col(Task.id), func.count())).group_by(col(Task.id))
UNDELIVERED = (
    select(func.count())
    .select_from(Delivery)
    .where(col(Delivery.state).in_(LOST), col(Delivery.owed_at) > bindparam("since"))
)
EMPTY_GROUPS = (
    select(col(Task.id))
    .select_from(Assignment)
    .join(Task, col(Task.id) == col(Assignment.task_id))
    .join(Unit, col(Unit.id) == col(Assignment.unit_id))
    .where(
        col(Task.plan_id) == bindparam("plan"),
        col(Task.state).in_(LIVE),
        col(Unit.open),
        col(Assignment.starts_on).is_(None),
        col(Assignment.ended_at).is_(None),
    )
    .order_by(col(Task.ordinal))
)


@dataclass(frozen=True)
class Asked:
    """An undecided review, with the report that asks for it, if one does."""

    task: int
    kind: str
    said: Said | None


def reviews(session: Session, plan_id: int) -> list[Asked]:
    """The undecided reviews of a plan's tasks, the oldest first."""
    return [
        Asked(
            row.task_id,
            row.kind,
            Said(row.report_id, row.text, row.asked_at, unit=row.unit) if row.report_id else None,
        )
        for row in session.execute(REVIEWS, {"plan": plan_id})
    ]


def pending(session: Session, plan_id: int, days: Workdays) -> tuple[tuple[int, date], ...]:
    """Reports that nobody has confirmed, by task and the day on which they were written."""
    rows = session.execute(PENDING, {"plan": plan_id})
    return tuple((task, days.today(said)) for task, said in rows)


def received(session: Session, plan_id: int, since: datetime, until: datetime) -> dict[int, int]:
    """How many reports that count came on each task after one instant and up to another."""
    window = {"plan": plan_id, "since": since, "until": until}
    return dict(session.execute(RECEIVED, window).all())


def undelivered(session: Session, since: datetime) -> int:
    """Messages owed since an instant that reached nobody, or perhaps nobody."""
    return int(session.execute(UNDELIVERED, {"since": since}).scalar_one())


def empty_groups(session: Session, plan_id: int) -> tuple[int, ...]:
    """Tasks with an open group whose members nobody has chosen: the group is told nothing."""
    return tuple(session.scalars(EMPTY_GROUPS, {"plan": plan_id}))
