"""Long polling: fetch, take in, and acknowledge by the next offset."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import Conflict

from bot.channels.telegram_api import Api, Patience, Raw
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_rounds import Rounds

# Whether this process is the one that polls now; asked before every poll.
Holds = Callable[[], Awaitable[bool]]


class Polling:
    """One turn fetches what is new; what takes long does not keep later updates waiting."""

    def __init__(self, bot: Api, intake: Intake, patience: Patience, holds: Holds) -> None:
        self.rounds = Rounds(bot, patience, self._turn)
        self._bot = bot
        self._intake = intake
        self._patience = patience
        self._holds = holds
        self._offset: int | None = None  # what the next poll acknowledges; None: nothing new
        self._going: dict[int, asyncio.Task[None]] = {}  # fetched and not yet acknowledged

    async def run(self) -> None:
        """Poll until cancelled; what was taken in and not acknowledged comes again."""
        try:
            await self.rounds.run()
        finally:
            self._let_go()

    async def _turn(self) -> None:
        if not await self._holds():
            self._let_go()  # another process goes on from what is acknowledged
            await asyncio.sleep(self._patience.first)
            return
        await self._intake.introduce()
        for raw in await self._fetch():
            self._take(raw)
        if self._going:
            # What takes longer than this, a large file, must not keep other chats waiting.
            await asyncio.wait(self._going.values(), timeout=self._patience.glance)
        self._acknowledge()

    async def _fetch(self) -> list[Raw]:
        """The next updates; a round trip that hangs is given up, to be begun anew."""
        # The first poll, and one after a failure, is not held: it tells at once that all is well.
        hold = self._patience.hold if self.rounds.well and not self._going else 0.0
        asked = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(self._patience.watchdog):
                batch = await self._bot.raw_updates(self._offset, hold, self._patience.answer)
        except Conflict as error:
            if "webhook" in error.message:
                await self._bot.delete_webhook(drop_pending_updates=False)
            raise
        self._offset = None
        if hold and not batch:
            # A server that holds no polls is not to be asked a thousand times a second.
            await asyncio.sleep(asked + self._patience.first - asyncio.get_running_loop().time())
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
