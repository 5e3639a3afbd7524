"""The only place that reads the time: the real clock, and the rehearsal clock kept as a row."""

from datetime import UTC, datetime
from typing import Protocol

from data.store import Store, house


def real() -> datetime:
    """The instant it really is, for leases, rates and back-off."""
    return datetime.now(UTC)


class Clock(Protocol):
    """What the house goes by."""

    def now(self) -> datetime:
        """The house's instant, in UTC."""


class RealClock:
    """The clock of a live house."""

    def now(self) -> datetime:
        return real()


class RehearsalClock:
    """A clock that stands still until it is moved; every process of the house reads the same."""

    def __init__(self, store: Store, start: datetime) -> None:
        self._store = store
        if store.look(house.clock) is None:
            store.do(house.set_clock, start)

    def now(self) -> datetime:
        found = self._store.look(house.clock)
        return found if found is not None else real()
