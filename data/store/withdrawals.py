"""A report taken back: the row stays, marked, and what it changed goes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from data import progress
from data.kinds import Fate, Recipient, ReportState, ReviewKind, Role, TaskState
from data.models import Assignment, PromptLine, Report, Review, Task
from data.refusal import Refusal
from data.store import agenda, prompts, reckoning
from data.store.facts import HUSHED
from data.store.fates import last_told
from data.store.tasks import COUNTED
from data.weeks import newest_freeze, opened
from data.workdays import DAY, Workdays

SAID = (ReportState.AWAITING, *COUNTED)  # confirmed by its contact
KEPT = ("answered", HUSHED[TaskState.CLOSING])  # why a report keeps a unit from being asked


@dataclass(frozen=True)
class Withdrawn:
    """One report that is taken back; `counted` when it had been confirmed."""

    assignment: int
    text: str
    counted: bool


def withdraw(session: Session, contact: int, now: datetime, days: Workdays) -> list[Withdrawn]:
    """Take back what this person's last message said; refuses what a digest has frozen."""
    frozen = newest_freeze(now, days)
    rows = _last(session, contact)
    if not rows:
        raise Refusal("undo-none")
    if any(row.confirmed_at and row.confirmed_at <= frozen for row in rows):
        raise Refusal("undo-frozen")
    found = [Withdrawn(row.assignment_id, row.text, row.state in COUNTED) for row in rows]
    said = [row for row in rows if row.state in SAID]
    kept = {row.assignment_id for row in said} | _hushed_with(session, said)
    agenda.lock_parts(session, col(Assignment.id).in_(kept))
    for row in rows:
        _take_back(session, row, now)
    session.flush()
    for assignment in {row.assignment_id for row in rows if row.confirmed_at}:
        _restore(session, assignment)
    for assignment in kept:
        _ask_after_all(session, assignment, frozen, now, days)
    prompts.settle(session, [each.assignment for each in found if each.counted], now)
    session.flush()
    return found


def _last(session: Session, contact: int) -> list[Report]:
    """Each person's message is taken back as a whole; rows are locked against a second press."""
    live = col(Report.state).in_((ReportState.PENDING, *SAID))
    mine = select(Report).where(Report.contact_id == contact, live)
    newest = session.exec(mine.order_by(col(Report.id).desc())).first()
    if newest is None:
        return []
    states = SAID if newest.state in SAID else (newest.state,)
    same = mine.where(Report.seen_id == newest.seen_id, col(Report.state).in_(states))
    return list(session.exec(same.order_by(col(Report.id)).with_for_update()))


def _take_back(session: Session, row: Report, now: datetime) -> None:
    counted = row.state in COUNTED
    row.state = ReportState.WITHDRAWN if counted else ReportState.DISCARDED
    for review in session.exec(select(Review).where(Review.report_id == row.id)).all():
        if review.decided_at is not None:
            raise Refusal("undo-decided")
        review.decided_at = now
        task = session.get_one(Task, review.task_id)
        if review.kind is ReviewKind.CLOSING and task.state is TaskState.CLOSING:
            task.state = TaskState.OPEN


def _hushed_with(session: Session, rows: Sequence[Report]) -> set[int]:
    """All parts of tasks of which closing was asked for: of none was anything asked meanwhile."""
    closing = [row.assignment_id for row in rows if row.wants is ReviewKind.CLOSING]
    tasks = select(Assignment.task_id).where(col(Assignment.id).in_(closing))
    query = select(col(Assignment.id)).where(col(Assignment.task_id).in_(tasks))
    return set(session.execute(query).scalars())


def _ask_after_all(
    session: Session, assignment: int, frozen: datetime, now: datetime, days: Workdays
) -> None:
    """What the report had kept from being asked since the freeze is decided anew.

    Where the task was told of in a message since, for another reason, that has asked for it; where
    an earlier report answers it, it stays answered.
    """
    part = session.get_one(Assignment, assignment)
    told_on, prompt = last_told(session, assignment)
    query = select(PromptLine).where(
        PromptLine.assignment_id == assignment,
        PromptLine.recipient == Recipient.UNIT,
        PromptLine.fate == Fate.GIVEN_UP,
        col(PromptLine.reason).in_(KEPT),
        PromptLine.on > days.today(frozen),
    )
    for line in session.exec(query).all():
        if part.reported_at and part.reported_at > opened(line.on, days):
            continue
        if line.on <= told_on:
            line.fate, line.reason, line.prompt_id = Fate.MERGED, "same-task", prompt
        else:
            reckoning.set_back(session, [assignment], line.on - DAY)
            session.delete(line)
    session.flush()
    prompts.rearm(session, part.unit_id, now)


def _restore(session: Session, assignment: int) -> None:
    """The status columns as the reports that still count leave them."""
    part = session.get_one(Assignment, assignment)
    counted = _counted(session, [assignment])
    newest = counted[0] if counted else None
    part.report_id = newest.id if newest else None
    part.reported_at = newest.confirmed_at if newest else None
    part.percent = _percent(counted)
    if part.role is Role.LEAD and part.ended_at is None:
        leads = select(Assignment.id).where(
            Assignment.task_id == part.task_id,
            Assignment.role == Role.LEAD,
            col(Assignment.ended_at).is_(None),
        )
        ids = [each for each in session.exec(leads) if each]
        session.get_one(Task, part.task_id).percent = _percent(_counted(session, ids))


def _counted(session: Session, assignments: list[int]) -> list[Report]:
    """The reports that count on these parts, the last first."""
    query = select(Report).where(
        col(Report.assignment_id).in_(assignments), col(Report.state).in_(COUNTED)
    )
    return list(
        session.exec(query.order_by(col(Report.confirmed_at).desc(), col(Report.id).desc()))
    )


def _percent(counted: list[Report]) -> float | None:
    """The last figure that was given; asking to close without one means the whole."""
    for row in counted:
        if row.percent is not None:
            return row.percent
        if row.wants is ReviewKind.CLOSING:
            return progress.WHOLE
    return None
