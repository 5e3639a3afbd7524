"""The house that the settings name, opened: its database, its calendar and its clock."""

from dataclasses import dataclass

from sqlmodel import Session

from bot.clock import Clock, RealClock, RehearsalClock, real
from bot.config import Settings
from data.store import Store, house
from data.workdays import Workdays


@dataclass(frozen=True)
class House:
    """What a command works with that looks something up or changes it, and serves nobody."""

    settings: Settings
    store: Store
    clock: Clock
    days: Workdays
    rehearsal: bool


def open_house(settings: Settings, rehearsal: bool | None = None) -> House:
    """Open the database, and bring its tables up to date.

    `rehearsal` says which kind is wanted, and one of the other kind is refused; None takes the
    database as it is, and makes a new one live unless `DUBAN_NOW` is set.
    """
    days = settings.days
    store = Store(settings.database)
    is_rehearsal = store.do(_settle_kind, rehearsal, settings.now is not None)
    clock: Clock = RealClock()
    if is_rehearsal:
        clock = RehearsalClock(store, settings.now or real())
    return House(settings, store, clock, days, is_rehearsal)


def _settle_kind(session: Session, wanted: bool | None, has_now: bool) -> bool:
    found = house.kind(session)
    if wanted is None:
        wanted = found == house.REHEARSAL if found else has_now
    house.claim(session, house.REHEARSAL if wanted else house.LIVE)
    return wanted
