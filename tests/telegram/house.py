"""The real channel against the strict server, in one event loop, with what it heard."""

import contextlib
import functools
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from bot.channels.telegram import Telegram
from bot.channels.telegram_api import Patience
from bot.channels.telegram_rates import Limits
from data.models import Quarantine
from data.store import Store
from messages.message import Incoming
from tests.telegram.phone import Phone, until
from tests.telegram.server import TOKEN, serving

NOW = datetime(2018, 2, 12, 1, 0, tzinfo=UTC)
QUICK = Patience(hold=1, answer=0.6, watchdog=2.5, first=0.02, most=0.1, webhook=2)
ANY_PACE = Limits(
    overall=(1, 0.0), silent=(1, 0.0), private=(1, 0.0), group=(1, 0.0), longest_wait=0.1
)
UNIT = 4101  # the contact of 科技司
OTHER = 4102


@dataclass
class House:
    """A channel that listens; `hear` is what happens to each message before it is acknowledged."""

    channel: Telegram
    phone: Phone
    store: Store
    heard: list[Incoming] = field(default_factory=list)
    hear: Callable[[Incoming], Awaitable[None]] | None = None

    async def receive(self, incoming: Incoming) -> None:
        if self.hear is not None:
            await self.hear(incoming)
        self.heard.append(incoming)

    async def said(self, user: int, text: str, **more: Any) -> Incoming:
        """Have a person write, and wait until that is heard and acknowledged."""
        done = await self.phone.say(user, text, **more)
        await self.phone.taken(done["update_id"])
        return self.heard[-1]

    async def up(self) -> None:
        """Wait until the channel is ready."""

        async def ready() -> bool:
            return self.channel.ready()

        await until(ready)

    async def quarantined(self) -> list[Quarantine]:
        """The updates that were kept aside."""
        return await self.store.read(_quarantined)


def _quarantined(session: Session) -> list[Quarantine]:
    return list(session.exec(select(Quarantine)))


def channel(
    store: Store,
    address: str,
    limits: Limits = ANY_PACE,
    patience: Patience = QUICK,
    now: Callable[[], datetime] = lambda: NOW,
    **more: Any,
) -> Telegram:
    """A channel for the server at `address`, with the test's own pace and patience."""
    return Telegram(
        TOKEN, store, now, api=f"{address}/bot", patience=patience, limits=limits, **more
    )


@functools.cache
def empty_database() -> Path:
    """A database with its tables, made once: making them takes longer than most tests."""
    path = Path(tempfile.mkdtemp(prefix="duban-")) / "empty.db"
    Store(f"sqlite:///{path}").close()
    return path


@contextlib.asynccontextmanager
async def talking(
    folder: Path,
    rates: bool = False,
    limits: Limits = ANY_PACE,
    patience: Patience = QUICK,
    greeted: bool = True,
) -> AsyncIterator[House]:
    """A channel that is up, at a server of its own, and `UNIT` has begun a chat."""
    path = shutil.copy(empty_database(), folder / "duban.db")
    store = Store(f"sqlite:///{path}")
    async with serving(rates) as address, Phone(address) as phone:
        house = House(channel(store, address, limits, patience), phone, store)
        await house.channel.start(house.receive)
        try:
            await house.up()
            if greeted:
                await house.said(UNIT, "/start")
                house.heard.clear()
            yield house
        finally:
            await house.channel.stop()
    store.close()
