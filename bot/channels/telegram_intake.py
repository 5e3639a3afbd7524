"""One update on its way in: read, its file fetched, received, and only then acknowledged."""

import asyncio
import json
from dataclasses import replace
from typing import Protocol
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from telegram import Update, User
from telegram.error import BadRequest, TelegramError

from bot.channels import Receive
from bot.channels.telegram_api import Api, Patience, Raw
from bot.channels.telegram_errors import is_about
from bot.channels.telegram_read import Attachment, Said, lane, read
from messages.message import File, Incoming

MOST = 20  # MB: the platform gives bots no larger file
AT_ONCE = 4  # files held in memory

# The database's trouble, not the update's: it is tried until it passes.
OUTSIDE = (OperationalError, InterfaceError, PoolTimeoutError, OSError)


class Records(Protocol):
    """What is written down of the platform itself; each returns after the commit."""

    async def met(self, name: str) -> None:
        """The bot's own name on the platform."""

    async def moved(self, old: str, new: str) -> None:
        """A chat has a new address."""

    async def reach(self, chat: str, reachable: bool) -> None:
        """A chat is closed to us, or open again."""

    async def quarantine(self, raw: str, error: str) -> None:
        """An update that cannot be dealt with, and why."""


log = structlog.get_logger("telegram")


class Intake:
    """Takes updates in; those of one conversation keep their order, conversations go side by side.

    `me` is the bot's own user, known before the first update is taken.
    """

    def __init__(self, bot: Api, receive: Receive, records: Records, patience: Patience) -> None:
        self.me: User | None = None
        self._bot = bot
        self._receive = receive
        self._records = records
        self._patience = patience
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._files = asyncio.Semaphore(AT_ONCE)
        self._answers: set[asyncio.Task[None]] = set()

    async def take(self, raw: Raw) -> None:
        """Deal with one update; returns when it is committed, or kept in quarantine."""
        async with self._lanes.setdefault(lane(raw), asyncio.Lock()):
            failures = 0
            while not await self._done(raw, failures):
                failures += 1
                await asyncio.sleep(self._patience.pause(failures))

    async def introduce(self) -> None:
        """Learn who we are, if that is not known yet."""
        if self.me is None:
            me = await self._bot.get_me()
            await self._records.met(me.username or "")
            self.me = me

    async def keep(self, raw: Raw, error: str) -> None:
        """Put an update that cannot be dealt with where it can be looked at."""
        await self._records.quarantine(as_text(raw), self._bot.scrub(error))

    async def close(self) -> None:
        """Give up what is only courtesy: answers to pressed buttons."""
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)

    async def _done(self, raw: Raw, failures: int) -> bool:
        """One attempt; an update that keeps failing is kept aside, the database's trouble waits."""
        try:
            said = await self._read(raw)
            await self._record(said)
            if said.incoming is not None:
                await self._hand_over(said.incoming, said.attachment)
        except OUTSIDE as error:
            log.warning("update-waits", error=self._bot.scrub(repr(error)))
            return False
        except Exception as error:
            log.warning("update-failed", error=self._bot.scrub(repr(error)))
            if failures + 1 < self._patience.tries:
                return False
            await self.keep(raw, repr(error))
            return True
        if said.query is not None:
            self._answer(said.query)
        return True

    async def _record(self, said: Said) -> None:
        """What the platform tells of a chat."""
        if said.moved is not None:
            await self._records.moved(*said.moved)
        if chat := said.opened or said.closed:
            await self._records.reach(chat, said.closed is None)

    async def _read(self, raw: Raw) -> Said:
        if self.me is None:
            raise RuntimeError("no update is taken before getMe")
        try:
            update = Update.de_json(dict(raw), self._bot)
            return read(update, self.me)
        except Exception as error:  # the library raises whatever its parts meet
            log.error("update-unreadable", error=self._bot.scrub(repr(error)))
            await self.keep(raw, repr(error))
            return Said(None)

    async def _hand_over(self, incoming: Incoming, attachment: Attachment | None) -> None:
        if attachment is None:
            await self._receive(incoming)
            return
        async with self._files:
            file = await self._fetch(attachment)
            await self._receive(replace(incoming, file=file))

    async def _fetch(self, attachment: Attachment) -> File:
        """The file; without content when it is too large or cannot be had."""
        content = None
        if attachment.size <= MOST * 1024 * 1024:
            content = await self._download(attachment.file_id)
        limit = MOST if content is None else 0
        return File(attachment.name, content or b"", attachment.media_type, limit=limit)

    async def _download(self, file_id: str) -> bytes | None:
        """The content, empty when it cannot be had; None when the platform says it is too large."""
        for failures in range(1, self._patience.tries + 1):
            try:
                async with asyncio.timeout(self._patience.watchdog):
                    file = await self._bot.get_file(file_id)
                    return bytes(await file.download_as_bytearray())
            except BadRequest as error:
                log.warning("file-refused", error=self._bot.scrub(error))
                return None if is_about(error, "too big") else b""
            except (TelegramError, TimeoutError) as error:
                log.warning("file-failed", error=self._bot.scrub(error))
                await asyncio.sleep(self._patience.pause(failures))
        return b""

    def _answer(self, query: str) -> None:
        """Take the waiting sign off a pressed button; nobody waits for that."""
        task = asyncio.create_task(self._answer_query(query))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer_query(self, query: str) -> None:
        try:
            await self._bot.answer_callback_query(query)
        except TelegramError as error:
            log.info("press-unanswered", error=self._bot.scrub(error))


def as_text(raw: Raw) -> str:
    """The update as JSON text, to be kept; a database takes no zero byte in text."""
    return json.dumps(raw, ensure_ascii=False).replace("\\u0000", "")
