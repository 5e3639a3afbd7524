"""Telegram as a channel: listening by long polls or a webhook, sending, and whether it is up."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from sqlmodel import Session

from bot.channels import Abilities, Receive
from bot.channels.telegram_api import OFFICIAL, Api, Patience, Raw
from bot.channels.telegram_intake import Intake, as_text
from bot.channels.telegram_layout import TEXT
from bot.channels.telegram_poll import Polling
from bot.channels.telegram_rates import Limits, Rates
from bot.channels.telegram_read import CHANNEL
from bot.channels.telegram_send import Sender
from data.models import Quarantine
from data.store import Store
from messages.message import Outgoing

BUTTONS = 100


class Telegram:
    """The endpoint; `now` is the real clock, for what is kept of updates that cannot be read."""

    name = CHANNEL
    can = Abilities(edit=True, quote=True, files=True, text_limit=TEXT, buttons=BUTTONS)

    def __init__(
        self,
        token: str,
        store: Store,
        now: Callable[[], datetime],
        api: str = OFFICIAL,
        patience: Patience | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._store = store
        self._now = now
        self._patience = patience or Patience()
        self._limits = limits or Limits()
        self._bot = Api(token, api, self._patience)
        self._sender = Sender(self._bot, Rates(self._limits, self._time))
        self._polling: Polling | None = None
        self._intake: Intake | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self, receive: Receive) -> None:
        """Begin to poll; an unreachable platform is no failure, `ready` tells."""
        self._intake = Intake(self._bot, receive, self._quarantine, self._patience)
        self._polling = Polling(self._bot, self._intake, self._patience, self._holds)
        self._task = asyncio.create_task(self._polling.run(), name="telegram-poll")

    async def stop(self) -> None:
        """Stop listening; what was received and not acknowledged comes again."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._intake is not None:
            await self._intake.close()
        await self._bot.close_connections()

    def ready(self) -> bool:
        """Whether a round trip was completed lately."""
        if self._polling is None or self._polling.heard is None:
            return False
        return self._time() - self._polling.heard < self._patience.watchdog

    async def send(self, chat: str, message: Outgoing) -> str:
        """Send to `chat` (or `chat:thread`); the receipt is the message's id."""
        return await self._sender.send(chat, message)

    def _time(self) -> float:
        return asyncio.get_running_loop().time()

    async def _holds(self) -> bool:
        return True

    async def _quarantine(self, raw: Raw, error: str) -> None:
        await self._store.call(_keep, as_text(raw), error, self._now())


def _keep(session: Session, raw: str, error: str, now: datetime) -> None:
    session.add(Quarantine(channel=CHANNEL, raw=raw, error=error, at=now))
