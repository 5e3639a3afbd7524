"""Long polling: fetch, take in, and acknowledge by the next offset; nothing ends the loop."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import Conflict, RetryAfter

from bot.channels.telegram_api import Api, Patience, Raw, seconds
from bot.channels.telegram_intake import Intake

log = structlog.get_logger("telegram")

# Whether this process is the one that polls now; asked before every poll.
Holds = Callable[[], Awaitable[bool]]


class Polling:
    """The loop; `heard` is the event loop's time of the last completed round trip."""

    def __init__(self, bot: Api, intake: Intake, patience: Patience, holds: Holds) -> None:
        self.heard: float | None = None
        self._bot = bot
        self._intake = intake
        self._patience = patience
        self._holds = holds
        self._offset: int | None = None  # what the next poll acknowledges; None: nothing new
        self._going: dict[int, asyncio.Task[None]] = {}  # fetched and not yet acknowledged
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; what was taken in and not acknowledged comes again."""
        try:
            while True:
                await self._try()
        finally:
            self._let_go()

    async def _try(self) -> None:
        try:
            await self._turn()
        except Exception as error:  # whatever it is, the next poll may be well again
            await self._rest(error)
        else:
            self._failures = 0
            self.heard = asyncio.get_running_loop().time()

    async def _turn(self) -> None:
        if not await self._holds():
            self._let_go()  # another process goes on from what is acknowledged
            await asyncio.sleep(self._patience.first)
            return
        if self._intake.me is None:
            self._intake.me = await self._bot.get_me()
        for raw in await self._fetch():
            self._take(raw)
        if self._going:
            # What takes longer than this, a large file, must not keep other chats waiting.
            await asyncio.wait(self._going.values(), timeout=self._patience.glance)
        self._acknowledge()

    async def _fetch(self) -> list[Raw]:
        """The next updates; a round trip that hangs is given up, to be begun anew."""
        # The first poll, and one after a failure, is not held: it tells at once that all is well.
        held = not self._going and not self._failures and self.heard is not None
        hold = self._patience.hold if held else 0.0
        async with asyncio.timeout(self._patience.watchdog):
            batch = await self._bot.raw_updates(self._offset, hold, self._patience.answer)
        self._offset = None
        return batch

    def _take(self, raw: Raw) -> None:
        number = raw.get("update_id")
        if not isinstance(number, int):
            raise ValueError("an update without a number cannot be acknowledged")
        if number not in self._going:
            self._going[number] = asyncio.create_task(self._intake.take(raw))

    def _acknowledge(self) -> None:
        """Everything up to the first update that is not yet dealt with."""
        for number, task in sorted(self._going.items()):
            if not task.done():
                return
            del self._going[number]
            task.result()  # what could not even be kept aside comes again
            self._offset = number + 1

    def _let_go(self) -> None:
        for task in self._going.values():
            task.cancel()
        self._going.clear()
        self._offset = None

    async def _rest(self, error: Exception) -> None:
        self._failures += 1
        pause = self._patience.pause(self._failures)
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds(error.retry_after))
        shown = self._bot.scrub(f"{type(error).__name__}: {error}")
        log.warning("poll-failed", error=shown, failures=self._failures, pause=pause)
        if isinstance(error, Conflict) and "webhook" in error.message:
            await self._leave_webhook()
        await asyncio.sleep(pause)

    async def _leave_webhook(self) -> None:
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except Exception as error:
            log.warning("webhook-stays", error=self._bot.scrub(error))
