"""A small house with a channel by hand: what is owed leaves, or fails as it is told."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.kinds import DeliveryState
from data.models import Delivery
from data.store.files import Files
from messages.message import Outcome, Outgoing, SendError
from schedules.deliver import answer, deliver
from schedules.parts import Parts
from tests.small import DAYS, Small, at

NOTICE = at("02-12")


@dataclass
class Channel:
    """A channel by hand: keeps what it was given, and fails as it is told, chat by chat."""

    said: list[tuple[str, str]] = field(default_factory=list)
    edits: list[str | None] = field(default_factory=list)
    failures: dict[str, list[SendError]] = field(default_factory=dict)
    hangs: dict[str, asyncio.Event] = field(default_factory=dict)

    async def send(self, channel: str, chat: str, message: Outgoing) -> str:
        if failures := self.failures.get(chat):
            raise failures.pop(0)
        if chat in self.hangs:
            await self.hangs[chat].wait()
        self.said.append((chat, message.text))
        self.edits.append(message.edit)
        return f"r{len(self.said)}"


class Post:
    """A small house with that channel; `now` and `real` stand still until they are moved."""

    def __init__(self, small: Small, files: Path) -> None:
        self.small = small
        self.files = Files(files)
        self.now = NOTICE
        self.real = at("11-22", 3)
        self.channel = Channel()
        self.edits = frozenset({"a"})

    def parts(self) -> Parts:
        return Parts(
            store=self.small.store,
            now=lambda: self.now,
            real=lambda: self.real,
            days=DAYS,
            locale="zh",
            send=self.channel.send,
            edits=self.edits,
            holder="here",
            files=self.files,
        )

    async def pay(self) -> list[tuple[str, str]]:
        """Deliver; returns what arrived meanwhile."""
        before = len(self.channel.said)
        await answer(self.parts())
        await deliver(self.parts())
        return self.channel.said[before:]

    def owe(self, chat: str, text: str, **more: Any) -> None:
        row = {"answer": True, "body": {"text": text, "buttons": []}, "owed_at": NOTICE} | more
        self.small.store.do(
            lambda session: session.add(Delivery(key=text, channel="a", chat=chat, **row))
        )

    def state(self, text: str) -> DeliveryState:
        return self.small.all(Delivery, key=text)[0].state


def lost() -> SendError:
    return SendError("the answer never came", Outcome.UNKNOWN)


def busy(after: float = 0) -> SendError:
    return SendError("too many", Outcome.RETRY, retry_after=after)


def closed() -> SendError:
    return SendError("blocked by the user", Outcome.PERMANENT)
