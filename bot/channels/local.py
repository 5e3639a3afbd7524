"""The channel that is a server of its own: its chats are rows, one person may play everybody."""

import asyncio
import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.channels import Abilities, Receive
from data.refusal import Refusal
from data.store import Store
from data.store import local as lines
from data.store.files import Files
from data.store.local import Line
from messages.markup import plain
from messages.message import File, Incoming, Outgoing

NAME = "local"


@dataclass(frozen=True)
class Said:
    """What somebody says here; `id` is the speaker's own mark, by which a repeat is known."""

    sender: str
    text: str = ""
    button: str | None = None
    reply_to: str | None = None
    file: File | None = None
    id: str | None = None


class Local:
    """An Endpoint; people speak through `hear`, which the web and the command line call."""

    name = NAME
    can = Abilities(
        edit=True, quote=True, files=True, text_limit=64 * 1024, buttons=100, idempotent=True
    )

    def __init__(self, store: Store, files: Files, now: Callable[[], datetime]) -> None:
        self.files = files
        self._store = store
        self._now = now
        self._receive: Receive | None = None
        self._turn = asyncio.Lock()

    async def start(self, receive: Receive) -> None:
        """Begin to listen."""
        self._receive = receive

    async def stop(self) -> None:
        """Stop listening, once what is being heard is through."""
        async with self._turn:
            self._receive = None

    def ready(self) -> bool:
        """Whether anybody listens."""
        return self._receive is not None

    async def send(self, chat: str, message: Outgoing) -> str:
        """Write the message into the chat; a repeated key changes nothing and gives its receipt."""
        line = Line(
            chat=chat,
            author=lines.BOT,
            at=self._now(),
            text=plain(message.text),
            key=f"owed:{message.key or uuid.uuid4()}",
            buttons=tuple((b.says, b.label) for b in itertools.chain(*message.buttons)),
            file_name=message.file.name if message.file else None,
            file_hash=await self._keep(message.file),
            reply_to=message.reply_to,
            edit=message.edit,
        )
        return await self._store.call(lines.add, line)

    async def hear(self, said: Said) -> str:
        """Take what somebody says; returns the message's id after everything is committed.

        A repeat goes the whole way again: the first may have been cut off in the middle, and what
        was done with it is known by its id.
        """
        async with self._turn:  # what one person says keeps its order
            if self._receive is None:
                raise Refusal("local-closed")
            kept = await self._keep(said.file)
            heard = await self._store.call(_record, said, kept, self._now())
            await self._receive(heard)
        return heard.id

    async def _keep(self, file: File | None) -> str | None:
        return await asyncio.to_thread(self.files.keep, file.content) if file else None


def _record(session: Session, said: Said, kept: str | None, now: datetime) -> Incoming:
    """The line for what was said, and the message that it makes."""
    said, shown = _resolve(session, said)
    line = Line(
        chat=said.sender,
        author=said.sender,
        at=now,
        text=shown,
        key=f"said:{len(said.sender)}:{said.sender}:{said.id or uuid.uuid4()}",
        file_name=said.file.name if said.file else None,
        file_hash=kept,
        reply_to=said.reply_to,
    )
    id = lines.add(session, line)
    return Incoming(
        id=id,
        channel=NAME,
        chat=said.sender,
        sender=said.sender,
        text=said.text,
        button=said.button,
        reply_to=said.reply_to,
        file=said.file,
        message=id,
    )


def _resolve(session: Session, said: Said) -> tuple[Said, str]:
    """With the message that the button stands on; and the words that the chat shows."""
    if said.reply_to is not None and lines.find(session, said.sender, said.reply_to) is None:
        raise Refusal("local-unknown-message", id=said.reply_to)
    if said.button is None:
        return said, said.text
    found = lines.with_button(session, said.sender, said.button, said.reply_to)
    if found is None:
        raise Refusal("local-unknown-button", button=said.button)
    id, label = found
    return replace(said, reply_to=id), said.text or label
