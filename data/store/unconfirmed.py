"""Reports that nobody has confirmed: shown once more the next workday, then the coordinators'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from data.kinds import ReportState, TaskState
from data.models import Assignment, Report, Task, Unit
from data.store.waiting import LIVE
from data.workdays import Workdays

AGAIN_AFTER = 1  # workdays after it was written it is shown once more
LISTED_AFTER = 2  # and then the coordinators see it


@dataclass(frozen=True)
class Unconfirmed:
    """What somebody wrote of a part and has not confirmed."""

    report: int
    contact: int
    seen: int
    task: int
    code: str
    brief: str
    unit: str
    text: str
    percent: float | None
    closing: bool
    said_at: datetime


def to_show(session: Session, now: datetime, days: Workdays) -> list[list[Unconfirmed]]:
    """By message, what is to be shown once more now; it is noted as shown."""
    waits = [each for each in _pending(session, shown=False) if _old(each, now, days, AGAIN_AFTER)]
    found: dict[tuple[int, int], list[Unconfirmed]] = {}
    for each in waits:
        found.setdefault((each.contact, each.seen), []).append(each)
    _note(session, [each.report for each in waits], now)
    return list(found.values())


def listed(session: Session, now: datetime, days: Workdays) -> list[Unconfirmed]:
    """What was shown twice in vain, the oldest first."""
    return [each for each in _pending(session) if _old(each, now, days, LISTED_AFTER)]


def _old(each: Unconfirmed, now: datetime, days: Workdays, workdays: int) -> bool:
    return days.between(days.today(each.said_at), days.today(now)) >= workdays


def _note(session: Session, reports: Sequence[int], now: datetime) -> None:
    session.execute(update(Report).where(col(Report.id).in_(reports)).values(shown_at=now))


def _pending(session: Session, shown: bool = True) -> list[Unconfirmed]:
    query = (
        select(Report, Task, Unit.name)
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(
            Report.state == ReportState.PENDING,
            col(Task.state).in_((*LIVE, TaskState.PAUSED)),
            col(Assignment.ended_at).is_(None),
        )
        .order_by(col(Report.id))
    )
    if not shown:
        query = query.where(col(Report.shown_at).is_(None)).with_for_update(skip_locked=True)
    return [
        Unconfirmed(
            report=row.id or 0,
            contact=row.contact_id,
            seen=row.seen_id or 0,
            task=task.id or 0,
            code=task.code,
            brief=task.brief,
            unit=unit,
            text=row.text,
            percent=row.percent,
            closing=row.wants == "closing",
            said_at=row.said_at,
        )
        for row, task, unit in session.exec(query)
    ]
