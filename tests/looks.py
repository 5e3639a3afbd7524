"""When the rules look at a unit next, and whether the store is whole."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, text
from sqlmodel import Session, col, select

from data.models import Agenda, Assignment, Reckoning, Unit
from data.store import Store
from data.store.many import dialect


def looks(store: Store, unit: str) -> list[datetime]:
    """The instants at which the rules look at a unit (by name), in their order."""

    def run(session: Session) -> list[datetime]:
        query = select(Agenda.at).join(Unit, col(Unit.id) == col(Agenda.unit_id))
        return list(session.exec(query.where(Unit.name == unit).order_by(col(Agenda.at))))

    return store.look(run)


def unreckoned(session: Session) -> list[int | None]:
    """Parts under way of which it is not known how far they are reckoned: there may be none."""
    known = col(Assignment.id).in_(select(Reckoning.assignment_id))
    query = select(Assignment.id).where(col(Assignment.starts_on).is_not(None), ~known)
    return list(session.exec(query))


def dangling(session: Session) -> list[Row[Any]]:
    """Rows that refer to what is not there: a tick is trusted with that, and may leave none."""
    check = text("PRAGMA foreign_key_check")
    return list(session.execute(check)) if dialect(session) == "sqlite" else []


def assert_whole(store: Store) -> None:
    """Nothing lacks what it must have: to be asked at the end of whatever was done to a store."""
    assert store.look(unreckoned) == []
    assert store.look(dangling) == []
