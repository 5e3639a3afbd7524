"""Where messages are made, one after another: who waits for an answer comes before the clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Desk:
    """One for a process, since its threads share one processor between them."""

    def __init__(self) -> None:
        self._asking = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._making = asyncio.Lock()

    @asynccontextmanager
    async def first(self) -> AsyncIterator[None]:
        """Work on a person's word, begun at once."""
        self._asking += 1
        self._calm.clear()
        try:
            yield
        finally:
            self._asking -= 1
            if not self._asking:
                self._calm.set()

    @asynccontextmanager
    async def in_turn(self) -> AsyncIterator[None]:
        """Work that the clock called for: begun when nobody's word is being worked on."""
        async with self._making:
            await self._calm.wait()
            yield
