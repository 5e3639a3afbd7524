"""A lease kept alive: of many processes one holds it, and another within seconds of its death."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from data.store import Store, leases

SPAN = 12.0  # seconds; with one renewal's pause more, another has it within 15
RENEWAL = 2.5

log = structlog.get_logger()


class Lease:
    """One process's claim to `name`; `now` is the real clock, `holder` this process's own name."""

    def __init__(
        self,
        store: Store,
        name: str,
        holder: str,
        now: Callable[[], datetime],
        span: float = SPAN,
        renewal: float = RENEWAL,
    ) -> None:
        self._store = store
        self._name = name
        self._holder = holder
        self._now = now
        self._span = span
        self._renewal = renewal
        self._until = 0.0

    @property
    def held(self) -> bool:
        """Whether it is ours now; a process that was frozen past its span has lost it."""
        return asyncio.get_running_loop().time() < self._until

    async def run(self) -> None:
        """Take it, or try for it, and keep it, until cancelled."""
        while True:
            await self._renew()
            await asyncio.sleep(self._renewal)

    async def release(self) -> None:
        """Give it back, so that nobody waits for it to run out."""
        self._until = 0.0
        await self._store.call(leases.release, self._name, self._holder)

    async def _renew(self) -> None:
        asked = asyncio.get_running_loop().time()
        try:
            ours = await self._store.call(
                leases.take, self._name, self._holder, self._now(), self._span
            )
        except Exception as error:  # the database is away: what we hold runs out by itself
            log.warning("lease-not-renewed", name=self._name, error=repr(error))
            return
        self._until = asked + self._span - self._renewal if ours else 0.0
