"""What was said of a task and decided on it, the last first."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.kinds import ReportState, ReviewKind
from data.models import Assignment, Contact, Report, Review, Unit
from data.store.tasks import COUNTED

KEPT = (*COUNTED, ReportState.WITHDRAWN, ReportState.AWAITING, ReportState.RETURNED)


@dataclass(frozen=True)
class Entry:
    """A report and who made it, with what it asked for and how that was decided.

    `leader`: who signed it off or, with `leader_word`, returned it.
    """

    at: datetime
    unit: str
    by: str
    text: str
    percent: float | None
    state: ReportState
    wants: ReviewKind | None
    approved: bool | None
    word: str | None
    decided_by: str | None
    leader: str | None = None
    leader_word: str | None = None


def of_parts(session: Session, assignments: Collection[int]) -> list[Entry]:
    """Every report on these parts that its contact ever confirmed, the last first."""
    leader = aliased(Contact)
    query = (
        select(Report, Unit.name, Contact.name, leader.name)
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Contact, col(Contact.id) == col(Report.contact_id))
        .join(leader, col(leader.id) == col(Report.leader_id), isouter=True)
        .where(col(Report.assignment_id).in_(assignments), col(Report.state).in_(KEPT))
        .order_by(col(Report.confirmed_at).desc(), col(Report.id).desc())
    )
    rows = session.exec(query).all()
    decided = _decided(session, [report.id for report, *_ in rows if report.id and report.wants])
    return [
        replace(_entry(report, unit, by, decided.get(report.id or 0)), leader=leads)
        for report, unit, by, leads in rows
    ]


def _decided(session: Session, reports: Collection[int]) -> dict[int, tuple[Review, str]]:
    query = (
        select(Review, Contact.name)
        .join(Contact, col(Contact.id) == col(Review.decided_by))
        .where(col(Review.report_id).in_(reports))
    )
    return {review.report_id or 0: (review, by) for review, by in session.exec(query)}


def _entry(row: Report, unit: str, by: str, decided: tuple[Review, str] | None) -> Entry:
    review, decider = decided or (None, None)
    return Entry(
        at=row.confirmed_at or row.said_at,
        unit=unit,
        by=by,
        text=row.text,
        percent=row.percent,
        state=row.state,
        wants=row.wants,
        approved=review.approved if review else None,
        word=review.word if review else None,
        decided_by=decider,
        leader_word=row.leader_word,
    )
