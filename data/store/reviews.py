"""Reviews as rows: what a report asks for, and a coordinator's word on it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from data import progress
from data.kinds import ReviewKind
from data.models import Assignment, Contact, Report, Review, Task, Unit
from data.store import dates, prompts
from data.workdays import Workdays


@dataclass(frozen=True)
class Asked:
    """What was asked for, with who asked and in which words; decided or not."""

    id: int
    kind: ReviewKind
    task: int
    code: str
    brief: str
    due_on: date | None
    proposed_on: date | None
    unit: int
    unit_name: str
    text: str
    percent: float | None
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    approved: bool | None
    word: str | None


def ask(session: Session, task: int, kind: ReviewKind, report: Report, now: datetime) -> int:
    """Put it before the coordinators; what a unit has waiting already is brought up to date."""
    query = (
        select(Review)
        .join(Report, col(Report.id) == col(Review.report_id))
        .where(
            Review.task_id == task,
            Review.kind == kind,
            Report.assignment_id == report.assignment_id,
            col(Review.decided_at).is_(None),
        )
    )
    row = session.exec(query).first() or Review(task_id=task, kind=kind, asked_at=now)
    row.report_id, row.proposed_on = report.id, report.proposed_on
    session.add(row)
    session.flush()
    return row.id or 0


def undecided(session: Session) -> list[Asked]:
    """What waits, the oldest first."""
    query = select(Review.id).where(col(Review.decided_at).is_(None))
    ids = session.exec(query.order_by(col(Review.id))).all()
    return [asked for each in ids if each and (asked := find(session, each))]


def of_task(session: Session, task: int) -> list[Asked]:
    """All that waits on a task, the oldest first, else the newest decided."""
    if waits := [each for each in undecided(session) if each.task == task]:
        return waits
    query = select(Review.id).where(Review.task_id == task).order_by(col(Review.id).desc())
    newest = session.exec(query).first()
    decided = find(session, newest) if newest else None
    return [decided] if decided else []


def find(session: Session, review: int) -> Asked | None:
    """One by its id."""
    query = (
        select(Review, Task, Report, Unit)
        .join(Task, col(Task.id) == col(Review.task_id))
        .join(Report, col(Report.id) == col(Review.report_id))
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(Review.id == review)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    row, task, report, unit = found
    by = session.get(Contact, row.decided_by) if row.decided_by else None
    return Asked(
        id=row.id or 0,
        kind=row.kind,
        task=task.id or 0,
        code=task.code,
        brief=task.brief,
        due_on=task.due_on,
        proposed_on=row.proposed_on,
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
    session: Session,
    review: int,
    approved: bool,
    word: str,
    contact: int,
    now: datetime,
    days: Workdays,
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
    if effect := EFFECTS.get(row.kind):
        effect(session, task, row, now, days)
    session.flush()
    return True


def close(session: Session, task: int, now: datetime) -> bool:
    """Close a task that nobody asks to close; False for one that has ended already."""
    row = session.exec(select(Task).where(Task.id == task).with_for_update()).one()
    session.refresh(row)
    if not progress.may_report(row.state):
        return False
    row.state, row.closed_at = progress.reviewed(approved=True), now
    session.flush()
    end(session, task, now)
    return True


def end(session: Session, task: int, now: datetime) -> None:
    """A task has ended: what waits on it lapses, and what was asked of it is settled."""
    session.flush()
    lapse(session, task, now)
    parts = select(Assignment.id).where(Assignment.task_id == task)
    prompts.settle(session, [each for each in session.exec(parts) if each], now)
    session.flush()


def lapse(session: Session, task: int, now: datetime, parts: Collection[int] | None = None) -> None:
    """What still waits on a task that has ended, or on these parts of it, is asked no more."""
    waits = [col(Review.task_id) == task, col(Review.decided_at).is_(None)]
    if parts is not None:
        own = select(Report.id).where(col(Report.assignment_id).in_(parts))
        waits.append(col(Review.report_id).in_(own))
    session.execute(update(Review).where(*waits).values(decided_at=now))


def closing_waits(session: Session, task: int) -> bool:
    """Whether a closing of the task is asked for and not decided."""
    query = select(Review.id).where(
        Review.task_id == task,
        Review.kind == ReviewKind.CLOSING,
        col(Review.decided_at).is_(None),
    )
    return session.exec(query).first() is not None


def _close(session: Session, task: Task, row: Review, now: datetime, days: Workdays) -> None:
    approved = bool(row.approved)
    task.state = progress.reviewed(approved)
    task.closed_at = now if approved else None
    if approved:
        end(session, row.task_id, now)
    else:
        part = session.get_one(Report, row.report_id).assignment_id
        dates.send_back(session, part, now, days)


def _extend(session: Session, task: Task, row: Review, now: datetime, days: Workdays) -> None:
    if row.approved and row.proposed_on is not None:
        dates.move(session, row.task_id, row.proposed_on, None, now, days)


# What a decision changes at once; an obstacle or an objection leaves that to the coordinator.
EFFECTS: dict[ReviewKind, Callable[[Session, Task, Review, datetime, Workdays], None]] = {
    ReviewKind.CLOSING: _close,
    ReviewKind.EXTENSION: _extend,
}
