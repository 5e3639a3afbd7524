"""Reviews as rows: a closing asked for, and a coordinator's word on it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from data import progress
from data.models import Assignment, Contact, Report, Review, Task, Unit

CLOSING = "closing"


@dataclass(frozen=True)
class Asked:
    """A closing that was asked for, with who asked and in which words; decided or not."""

    id: int
    task: int
    code: str
    brief: str
    unit: int
    unit_name: str
    text: str
    percent: float | None
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    approved: bool | None
    word: str | None


def ask(session: Session, task: int, report: int | None, now: datetime) -> int:
    """Put a closing before the coordinators; one that waits already is brought up to date."""
    query = select(Review).where(
        Review.task_id == task, Review.kind == CLOSING, col(Review.decided_at).is_(None)
    )
    row = session.exec(query).first() or Review(task_id=task, kind=CLOSING, asked_at=now)
    row.report_id = report
    session.add(row)
    session.flush()
    return row.id or 0


def undecided(session: Session) -> list[Asked]:
    """The closings that wait, the oldest first."""
    query = select(Review.id).where(Review.kind == CLOSING, col(Review.decided_at).is_(None))
    ids = session.exec(query.order_by(col(Review.id))).all()
    return [asked for each in ids if each and (asked := find(session, each))]


def of_task(session: Session, task: int) -> Asked | None:
    """The newest closing asked for a task."""
    query = select(Review.id).where(Review.task_id == task, Review.kind == CLOSING)
    newest = session.exec(query.order_by(col(Review.id).desc())).first()
    return find(session, newest) if newest else None


def find(session: Session, review: int) -> Asked | None:
    """A closing by its id."""
    query = (
        select(Review, Task, Report, Unit)
        .join(Task, col(Task.id) == col(Review.task_id))
        .join(Report, col(Report.id) == col(Review.report_id))
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(Review.id == review, Review.kind == CLOSING)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    row, task, report, unit = found
    by = session.get(Contact, row.decided_by) if row.decided_by else None
    return Asked(
        id=row.id or 0,
        task=task.id or 0,
        code=task.code,
        brief=task.brief,
        unit=unit.id or 0,
        unit_name=unit.name,
        text=report.text,
        percent=report.percent,
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        decided_by=by.name if by else None,
        approved=row.approved,
        word=row.word,
    )


def decide(
    session: Session, review: int, approved: bool, word: str, contact: int, now: datetime
) -> bool:
    """Decide once: of two coordinators at once the second changes nothing and gets False."""
    session.flush()
    statement = (
        update(Review)
        .where(col(Review.id) == review, col(Review.decided_at).is_(None))
        .values(decided_at=now, decided_by=contact, approved=approved, word=word or None)
    )
    if session.connection().execute(statement).rowcount != 1:
        return False
    row = session.get_one(Review, review)
    session.refresh(row)
    task = session.get_one(Task, row.task_id)
    task.state = progress.reviewed(approved)
    task.closed_at = now if approved else None
    session.flush()
    return True
