"""Turn after turn against the platform for ever: failures make pauses, nothing makes an end."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import RetryAfter

from bot.channels.telegram_api import Api, Patience, seconds

log = structlog.get_logger("telegram")


class Rounds:
    """The loop; `heard` is the event loop's time of the last completed round trip."""

    def __init__(self, bot: Api, patience: Patience, turn: Callable[[], Awaitable[None]]) -> None:
        self.heard: float | None = None
        self.failures = 0  # in a row
        self._bot = bot
        self._patience = patience
        self._turn = turn

    async def run(self) -> None:
        """Take turns until cancelled."""
        while True:
            try:
                await self._turn()
            except Exception as error:  # whatever it is, the next turn may be well again
                await self._rest(error)
            else:
                self.failures = 0
                self.heard = asyncio.get_running_loop().time()

    @property
    def well(self) -> bool:
        """Whether the last turn went well."""
        return self.heard is not None and not self.failures

    def ready(self) -> bool:
        """Whether a round trip was completed lately."""
        now = asyncio.get_running_loop().time()
        return self.heard is not None and now - self.heard < self._patience.watchdog

    async def _rest(self, error: Exception) -> None:
        self.failures += 1
        pause = self._patience.pause(self.failures)
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds(error.retry_after))
        shown = self._bot.scrub(f"{type(error).__name__}: {error}")
        log.warning("round-failed", error=shown, failures=self.failures, pause=pause)
        await asyncio.sleep(pause)
