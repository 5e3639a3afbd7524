"""The rehearsal that `make run` starts: a plan confirmed, and somebody bound for every unit."""

from datetime import date, datetime, time
from pathlib import Path

from sqlmodel import Session, col, select

from data.kinds import Standing
from data.models import Assignment, Plan, Task, Unit
from data.reader import read
from data.reader.document import load as load_document
from data.reader.draft import Draft
from data.reader.shipped import events, plan_text, registry
from data.store import people, plans
from data.workdays import DAY, OPENS, Workdays

CHANNEL = "local"
COORDINATOR = "督办员"
READER = "分管领导"
YEAR = 2018


def plan_of(path: Path | None) -> tuple[Draft, str]:
    """The draft to rehearse and its source text: the shipped 2018 plan unless a file is named."""
    source = load_document(path).text if path else plan_text(YEAR)
    return read(source, registry=registry(), events=events()), source


def starts(draft: Draft, days: Workdays) -> datetime:
    """When the rehearsal begins: 09:00 of the first workday after the day of issue."""
    issued = draft.issued_on or date(draft.year or YEAR, 1, 1)
    return days.at(days.on_or_after(issued + DAY), time(OPENS.hour, OPENS.minute))


def prepare(session: Session, draft: Draft, source: str, now: datetime, days: Workdays) -> None:
    """Load and confirm the plan with its people, in one transaction; done once, it stays."""
    if session.exec(select(Plan.id)).first() is not None:
        return
    plan_id = plans.load(session, draft, source, None, now, registry())
    for unit in _units(session, plan_id):
        _bind(session, unit.name, unit.id, Standing.CONTACT, now)
    _bind(session, COORDINATOR, None, Standing.COORDINATOR, now)
    _bind(session, READER, None, Standing.READER, now)
    plans.confirm(session, plan_id, now, days)


def _units(session: Session, plan_id: int) -> list[Unit]:
    """The units of a plan, in its order."""
    query = (
        select(Unit)
        .join(Assignment, col(Assignment.unit_id) == col(Unit.id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(Task.plan_id == plan_id)
        .order_by(col(Task.ordinal), col(Assignment.ordinal))
    )
    return list({unit.id: unit for unit in session.exec(query)}.values())


def _bind(session: Session, name: str, unit: int | None, standing: Standing, now: datetime) -> None:
    contact = people.add(session, name, now)
    people.add_account(session, contact, CHANNEL, name, name, now)
    people.appoint(session, contact, unit, standing, now)
