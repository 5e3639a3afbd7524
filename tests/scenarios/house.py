"""A whole house in rehearsal, told as a story: people speak, the clock moves, messages arrive."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import demo
from bot.app import App
from bot.channels.local import Said
from bot.config import Settings
from data.models import LocalMessage
from data.store import local

COORDINATOR = demo.COORDINATOR
READER = demo.READER


@dataclass
class House:
    """The 2018 plan on the local channel."""

    app: App

    async def say(self, name: str, text: str, **more: object) -> str:
        """Say something and return what is answered to it, joined."""
        return "\n".join(each.text for each in await self.answers(name, text, **more))

    async def answers(self, name: str, text: str, **more: object) -> list[LocalMessage]:
        """Say something and return the bot's messages that came of it."""
        channel = self.app.local
        assert channel is not None
        before = await self.app.store.read(local.newest)
        await channel.hear(Said(name, text, **more))  # type: ignore[arg-type]
        await self.app.pay()
        lines = await self.app.store.read(local.since, name, before)
        return [line for line in lines if line.author == local.BOT]

    async def heard(self, name: str, after: int = 0) -> list[LocalMessage]:
        """Everything the bot has said to somebody."""
        lines = await self.app.store.read(local.since, name, after)
        return [line for line in lines if line.author == local.BOT]

    async def move(self, to: str, jump: bool = False) -> None:
        """Move the clock to a local time."""
        zone = self.app.days.zone
        await self.app.move(datetime.fromisoformat(to).replace(tzinfo=zone), jump)

    def local_time(self, message: LocalMessage) -> datetime:
        """When a message came, on the wall."""
        return message.at.astimezone(self.app.days.zone)


@asynccontextmanager
async def rehearsing(database: str, folder: Path, locale: str = "zh") -> AsyncIterator[House]:
    """A house opened or opened again; its clock stands at 2018-02-12 09:00 when it is new."""
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        database=database,
        files=folder / "files",
        locale=locale,  # type: ignore[arg-type]
    )
    app = demo.open_house(settings, None, fresh=False)
    channel = app.local
    assert channel is not None
    await channel.start(app.receive)
    try:
        yield House(app)
    finally:
        await app.stop()


__all__ = ["COORDINATOR", "READER", "House", "rehearsing"]
