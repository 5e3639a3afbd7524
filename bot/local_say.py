"""`say`: one message on the local channel from the terminal, and the answers to it."""

import asyncio
from collections.abc import Sequence

from bot.app import App, assemble
from bot.channels.local import Local, Said
from bot.config import Settings
from data.models import LocalMessage
from data.refusal import Refusal
from data.store import local

PATIENCE = 200  # looks, a twentieth of a second apart: another process may be the one to deliver


async def speak(settings: Settings, name: str, text: str) -> list[LocalMessage]:
    """Say `text` as `name`; returns what the bot has answered, oldest first."""
    if name.strip() in ("", local.BOT):
        raise Refusal("local-name", name=name)
    app = assemble(settings)
    try:
        if app.local is None:
            raise Refusal("say-live")
        return await _speak(app, app.local, name, text)
    finally:
        app.store.close()


async def _speak(app: App, channel: Local, name: str, text: str) -> list[LocalMessage]:
    await channel.start(app.receive)
    try:
        return await _hear_answers(app, channel, name, text)
    finally:
        await channel.stop()
        await asyncio.gather(*app.tasks)


async def _hear_answers(app: App, channel: Local, name: str, text: str) -> list[LocalMessage]:
    before = await app.store.read(local.newest)
    said = await channel.hear(Said(name, text))
    for _ in range(PATIENCE):
        await app.pay()
        lines: Sequence[LocalMessage] = await app.store.read(local.since, name, before)
        answers = [line for line in lines if line.reply_to == said]
        if answers:
            return [line for line in lines if line.author == local.BOT]
        await asyncio.sleep(0.05)
    return []
