"""When the rules look at a unit next, and how far parts are reckoned, as the store has it."""

from datetime import datetime

from sqlmodel import Session, col, select

from data.models import Agenda, Assignment, Reckoning, Unit
from data.store import Store


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
