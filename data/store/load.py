"""How much waits in the house, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from data.kinds import DeliveryState, ReadingState
from data.models import Delivery, Quarantine, Reading

UNPAID = (
    DeliveryState.OWED,
    DeliveryState.CLAIMED,
    DeliveryState.SENDING,
    DeliveryState.FAILED,
    DeliveryState.UNCONFIRMED,
)


@dataclass(frozen=True)
class Load:
    """Messages that have not arrived by state, documents not yet read, updates set aside."""

    deliveries: Mapping[str, int]
    readings: int
    quarantined: int


def load(session: Session) -> Load:
    """The load now; every count goes by an index or over a small table."""
    by_state = select(col(Delivery.state), func.count()).group_by(col(Delivery.state))
    rows = session.execute(by_state.where(col(Delivery.state).in_(UNPAID))).all()
    counted: dict[DeliveryState, int] = dict(rows)
    waiting = select(func.count()).where(col(Reading.state) == ReadingState.WAITING)
    aside = select(func.count()).select_from(Quarantine)
    return Load(
        {state.value: counted.get(state, 0) for state in UNPAID},
        session.execute(waiting).scalar_one(),
        session.execute(aside).scalar_one(),
    )
