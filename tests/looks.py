"""When the rules look at a unit next, as the store has it."""

from datetime import datetime

from sqlmodel import Session, col, select

from data.models import Agenda, Unit
from data.store import Store


def looks(store: Store, unit: str) -> list[datetime]:
    """The instants at which the rules look at a unit (by name), in their order."""

    def run(session: Session) -> list[datetime]:
        query = select(Agenda.at).join(Unit, col(Unit.id) == col(Agenda.unit_id))
        return list(session.exec(query.where(Unit.name == unit).order_by(col(Agenda.at))))

    return store.look(run)
