"""签发: reports that count once the leader of their unit has signed them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data.kinds import ReportState, ReviewKind, TaskState
from data.models import Assignment, Contact, Plan, Report, Task, Unit
from data.store import recipients
from data.store.waiting import LIVE
from data.workdays import Workdays

AGAIN_AFTER = 1  # workdays after it was said it is shown to the leader once more
GOES_ON = (*LIVE, TaskState.PAUSED)


@dataclass(frozen=True)
class ToSign:
    """A report that a leader has to sign, or has signed or returned (`leader`)."""

    id: int
    task: int
    code: str
    brief: str
    unit: int
    unit_name: str
    contact: int
    by: str
    text: str
    percent: float | None
    wants: ReviewKind | None
    proposed_on: date | None
    state: ReportState
    leader: str | None


@dataclass(frozen=True)
class Wanted:
    """Which of some reports need a signature: by the leaders (contacts) who may give it.

    `leaderless`: units of a plan that asks for it, for which nobody is bound who could.
    """

    leaders: Mapping[int, list[int]]
    leaderless: tuple[str, ...]


def wanted(
    session: Session, reports: Collection[int], contact: int, units: Collection[int], today: date
) -> Wanted:
    """What a person who answers for `units` cannot let count alone; a leader can."""
    query = (
        select(Report.id, Unit.id, Unit.name)
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(col(Report.id).in_(reports), col(Plan.sign_off), col(Unit.id).in_(units))
        .order_by(col(Report.id))
    )
    rows = [(report or 0, unit or 0, name) for report, unit, name in session.exec(query)]
    led = _led(session, {unit for _, unit, _ in rows}, today)
    return Wanted(
        leaders={
            report: led[unit] for report, unit, _ in rows if led[unit] and contact not in led[unit]
        },
        leaderless=tuple(dict.fromkeys(name for _, unit, name in rows if not led[unit])),
    )


def of_leader(session: Session, contact: int, units: Collection[int], today: date) -> list[ToSign]:
    """What waits for this leader of some of the `units`, the oldest first."""
    query = _signing().where(
        Report.state == ReportState.AWAITING,
        col(Assignment.unit_id).in_(units),
        col(Task.state).in_(GOES_ON),
    )
    found = [_to_sign(row) for row in session.execute(query.order_by(col(Report.id)))]
    led = _led(session, {each.unit for each in found}, today)
    return [each for each in found if contact in led[each.unit]]


def find(session: Session, report: int, contact: int, today: date) -> ToSign | None:
    """One by its id, whatever became of it, when this person leads its unit."""
    row = session.execute(_signing().where(Report.id == report)).first()
    if row is None:
        return None
    found = _to_sign(row)
    return found if contact in _led(session, [found.unit], today)[found.unit] else None


def of_reports(session: Session, reports: Collection[int]) -> list[ToSign]:
    """These reports, as a leader reads them."""
    query = _signing().where(col(Report.id).in_(reports)).order_by(col(Report.id))
    return [_to_sign(row) for row in session.execute(query)]


def by_unit(session: Session, key: str) -> list[tuple[str, int]]:
    """How many reports of a plan wait for each unit's leader."""
    query = (
        select(Unit.name, func.count())
        .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
        .join(Report, col(Report.assignment_id) == col(Assignment.id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(
            Plan.key == key,
            Report.state == ReportState.AWAITING,
            col(Task.state).in_(GOES_ON),
        )
        .group_by(col(Unit.id), col(Unit.name))
        .order_by(col(Unit.id))
    )
    return [(name, count) for name, count in session.exec(query)]


def to_show(session: Session, now: datetime, days: Workdays) -> dict[int, list[ToSign]]:
    """By leader, what waits since another workday and is to be shown once more; noted as shown."""
    asking = select(Plan.id).where(col(Plan.sign_off), col(Plan.paused_at).is_(None))
    plans = session.exec(asking).all()
    if not plans:
        return {}
    query = _signing().where(
        Report.state == ReportState.AWAITING,
        col(Report.shown_at).is_(None),
        col(Task.plan_id).in_(plans),
        col(Task.state).in_(LIVE),
        col(Unit.paused_at).is_(None),
    )
    locked = query.order_by(col(Report.id)).with_for_update(of=Report, skip_locked=True)
    today = days.today(now)
    found = [
        _to_sign(row)
        for row in session.execute(locked)
        if days.between(days.today(row[0].said_at), today) >= AGAIN_AFTER
    ]
    led = _led(session, {each.unit for each in found}, today)
    by_leader: dict[int, list[ToSign]] = {}
    for each in found:
        for leader in led[each.unit]:
            by_leader.setdefault(leader, []).append(each)
    shown = [each.id for each in found if led[each.unit]]
    session.execute(update(Report).where(col(Report.id).in_(shown)).values(shown_at=now))
    return by_leader


def _led(session: Session, units: Collection[int], today: date) -> dict[int, list[int]]:
    found = recipients.leaders(session, units, today)
    return {unit: [each.contact_id for each in people] for unit, people in found.items()}


def _signing() -> Any:
    leader = aliased(Contact)
    return (
        select(Report, Task, Unit, Contact.name)
        .add_columns(col(leader.name))
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .join(Contact, col(Contact.id) == col(Report.contact_id))
        .outerjoin(leader, col(leader.id) == col(Report.leader_id))
    )


def _to_sign(row: Any) -> ToSign:
    report, task, unit, by, leader = row
    return ToSign(
        id=report.id,
        task=task.id,
        code=task.code,
        brief=task.brief,
        unit=unit.id,
        unit_name=unit.name,
        contact=report.contact_id,
        by=by,
        text=report.text,
        percent=report.percent,
        wants=report.wants,
        proposed_on=report.proposed_on,
        state=report.state,
        leader=leader,
    )
