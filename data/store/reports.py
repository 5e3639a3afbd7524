"""Reports as rows: pending until confirmed, and what each then does to its task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from data import progress
from data.kinds import ReportState, ReviewKind
from data.models import Assignment, Report, Seen, Task
from data.store import evidence, prompts, reviews


@dataclass(frozen=True)
class Words:
    """What somebody says of one part, with the per cent and the figures understood in it.

    `figures` have the form of interface.md, section 7.
    """

    assignment: int
    text: str
    percent: float | None = None
    figures: Sequence[dict[str, Any]] = ()
    wants: ReviewKind | None = None
    proposed_on: date | None = None


@dataclass(frozen=True)
class Spoken:
    """A report as a row, with the part that it is about."""

    id: int
    assignment: int
    seen: int
    text: str
    percent: float | None
    wants: ReviewKind | None
    proposed_on: date | None
    state: ReportState
    confirmed_at: datetime | None


@dataclass(frozen=True)
class Counted:
    """The reports that count from now, and the reviews that they ask for."""

    reports: tuple[int, ...]
    reviews: tuple[int, ...]


def pend(
    session: Session, words: Sequence[Words], contact: int, seen: int, now: datetime
) -> list[int]:
    """Put down what one message says, to be confirmed; it takes the place of what was pending."""
    parts = [each.assignment for each in words]
    session.execute(
        update(Report)
        .where(
            col(Report.contact_id) == contact,
            col(Report.state) == ReportState.PENDING,
            col(Report.assignment_id).in_(parts),
        )
        .values(state=ReportState.DISCARDED)
    )
    rows = [
        Report(
            assignment_id=each.assignment,
            contact_id=contact,
            seen_id=seen,
            text=each.text,
            percent=each.percent,
            figures=list(each.figures),
            wants=each.wants,
            proposed_on=each.proposed_on,
            said_at=now,
        )
        for each in words
    ]
    session.add_all(rows)
    session.flush()
    evidence.tie_message(session, seen, parts)
    return [row.id or 0 for row in rows]


def of_message(session: Session, seen: int, contact: int) -> list[Spoken]:
    """What a person's message says, task by task, in its own order."""
    query = select(Report).where(Report.contact_id == contact, Report.seen_id == seen)
    return [_spoken(row) for row in session.exec(query.order_by(col(Report.id)))]


def newest_pending(session: Session, contact: int) -> int | None:
    """The message of this person that last said something not yet confirmed."""
    query = select(Report.seen_id).where(
        Report.contact_id == contact, Report.state == ReportState.PENDING
    )
    return session.exec(query.order_by(col(Report.id).desc())).first()


def worded(session: Session, channel: str, chat: str, message: str, contact: int) -> list[Spoken]:
    """What a message of the platform's said when it was first written, or last edited."""
    query = (
        select(Report)
        .join(Seen, col(Seen.id) == col(Report.seen_id))
        .where(
            Report.contact_id == contact,
            Seen.channel == channel,
            Seen.chat == chat,
            Seen.message == message,
            Report.state != ReportState.DISCARDED,
        )
    )
    return [_spoken(row) for row in session.exec(query.order_by(col(Report.id)))]


def discard(session: Session, reports: Sequence[int]) -> None:
    """Take back what was never confirmed."""
    _move(session, reports, ReportState.DISCARDED, None)


def confirm(session: Session, reports: Sequence[int], now: datetime) -> Counted:
    """Make pending reports count; those that count already are left as they are."""
    return _count(session, reports, ReportState.CONFIRMED, now)


def note(session: Session, reports: Sequence[int], now: datetime) -> Counted:
    """Let pending reports count as words only, without any figure."""
    return _count(session, reports, ReportState.NOTED, now)


def hold(
    session: Session, reports: Sequence[int], contact: int, now: datetime, *, noted: bool
) -> list[int]:
    """Let confirmed reports wait for their unit's leader; that signs for their parts.

    Of what is only `noted` no figure is left to sign off.
    """
    rows = _move(session, reports, ReportState.AWAITING, None)
    if noted:
        _keep_words(rows)
    _replace(session, rows)
    for row in rows:
        row.shown_at = None  # nobody has yet been told twice that it waits for the leader
    sign(session, [row.assignment_id for row in rows], contact, now)
    return [row.id or 0 for row in rows]


def sign_off(session: Session, reports: Sequence[int], leader: int, now: datetime) -> Counted:
    """Make reports that wait for the leader count, as if they were confirmed now."""
    counted = _count(session, reports, ReportState.CONFIRMED, now, ReportState.AWAITING)
    signed = col(Report.id).in_(counted.reports)
    session.execute(update(Report).where(signed).values(leader_id=leader))
    return counted


def give_back(session: Session, report: int, leader: int, word: str) -> bool:
    """Return what waits for the leader; False when it does not wait any more."""
    rows = _move(session, [report], ReportState.RETURNED, None, ReportState.AWAITING)
    for row in rows:
        row.leader_id, row.leader_word = leader, word
    session.flush()
    return bool(rows)


def _count(
    session: Session,
    reports: Sequence[int],
    state: ReportState,
    now: datetime,
    before: ReportState = ReportState.PENDING,
) -> Counted:
    moved = _move(session, reports, state, now, before)
    if state is ReportState.NOTED:
        _keep_words(moved)
    _replace(session, moved)
    asked = [_apply(session, row, now) for row in moved]
    prompts.settle(session, [row.assignment_id for row in moved], now)
    session.flush()
    return Counted(
        reports=tuple(row.id or 0 for row in moved),
        reviews=tuple(review for review in asked if review is not None),
    )


def _move(
    session: Session,
    reports: Sequence[int],
    state: ReportState,
    now: datetime | None,
    before: ReportState = ReportState.PENDING,
) -> list[Report]:
    """Those of the reports that were as `before`, in their new state: each is moved once."""
    session.flush()
    still = (col(Report.id).in_(reports), col(Report.state) == before)
    query = select(Report).where(*still).order_by(col(Report.id)).with_for_update()
    rows = list(session.exec(query))
    for row in rows:
        row.state, row.confirmed_at = state, now
    session.flush()
    return rows


def _keep_words(rows: Sequence[Report]) -> None:
    for row in rows:
        row.percent, row.figures, row.wants = None, [], None


def _replace(session: Session, rows: Sequence[Report]) -> None:
    """What waits for a leader on the same parts has had its day."""
    session.execute(
        update(Report)
        .where(
            col(Report.assignment_id).in_([row.assignment_id for row in rows]),
            col(Report.state) == ReportState.AWAITING,
            col(Report.id).not_in([row.id for row in rows]),
        )
        .values(state=ReportState.DISCARDED)
    )


def _apply(session: Session, report: Report, now: datetime) -> int | None:
    """What a report that counts does to its part and its task; a review when it asks for one."""
    part = session.get_one(Assignment, report.assignment_id)
    task = session.get_one(Task, part.task_id)
    closing = report.wants is ReviewKind.CLOSING
    change = progress.reported(part.role, task.state, report.percent, closing)
    part.report_id, part.reported_at, part.returned_on = report.id, now, None
    if change.percent is not None:
        part.percent = change.percent
    if part.signed_at is None:
        part.signed_at, part.signed_by = now, report.contact_id
    if change.task_percent is not None:
        task.percent = change.task_percent
    if report.wants is None or (closing and change.state is task.state):
        return None
    task.state = change.state
    return reviews.ask(session, task.id or 0, report.wants, report, now)


def sign(session: Session, assignments: Sequence[int], contact: int, now: datetime) -> list[int]:
    """Sign for parts; returns those that were not signed before."""
    query = select(Assignment).where(
        col(Assignment.id).in_(assignments), col(Assignment.signed_at).is_(None)
    )
    rows = list(session.exec(query))
    for row in rows:
        row.signed_at, row.signed_by = now, contact
    session.flush()
    fresh = [row.id or 0 for row in rows]
    prompts.signed(session, fresh, now)
    return fresh


def _spoken(row: Report) -> Spoken:
    return Spoken(
        id=row.id or 0,
        assignment=row.assignment_id,
        seen=row.seen_id or 0,
        text=row.text,
        percent=row.percent,
        wants=row.wants,
        proposed_on=row.proposed_on,
        state=row.state,
        confirmed_at=row.confirmed_at,
    )
