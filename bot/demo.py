"""The rehearsal that `make run` starts: a plan confirmed, and somebody bound for every unit."""

from datetime import date, datetime, time
from pathlib import Path

from sqlmodel import Session, col, select

from bot.app import App, assemble
from bot.config import DEMO, Settings, load
from data.kinds import Standing
from data.models import Assignment, Plan, Task, Unit
from data.reader import read
from data.reader.document import load as load_document
from data.reader.draft import Draft
from data.reader.paper import read_paper
from data.reader.shipped import events, plan_text, registry
from data.store import Store, house, people, plans
from data.store.schema import drop_all
from data.workdays import DAY, OPENS, Workdays

CHANNEL = "local"
COORDINATOR = "督办员"
READER = "分管领导"
YEAR = 2018


def settings_for(port: int | None) -> Settings:
    """The settings of a rehearsal on loopback, in a database of its own unless one is named."""
    asked = {} if port is None else {"port": port}
    found = load(**asked)
    if "database" in found.model_fields_set:
        return found
    return load(**{"database": f"sqlite:///{DEMO}", **asked})


def open_house(settings: Settings, plan_file: Path | None, fresh: bool) -> App:
    """The rehearsal, begun anew or continued where it was; refuses a live database."""
    draft, source = plan_of(plan_file)
    start = settings.now or starts(draft, settings.days)
    if fresh:
        _clear(settings)
    app = assemble(settings.model_copy(update={"now": start}), rehearsal=True)
    app.store.do(prepare, draft, source, app.clock.now(), app.days)
    return app


def _clear(settings: Settings) -> None:
    """Throw the rehearsal away; a live database is refused as ever."""
    store = Store(settings.database)
    store.do(house.claim, house.REHEARSAL)
    store.do(drop_all)
    store.close()


def plan_of(path: Path | None) -> tuple[Draft, str]:
    """The draft to rehearse and its source text: the shipped 2018 plan unless a file is named."""
    if path is None:
        source = plan_text(YEAR)
        return read(source, registry=registry(), events=events()), source
    paper = load_document(path)
    draft = read_paper(paper, path.name, registry=registry(), events=events(), year=None)
    return draft, paper.text


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
