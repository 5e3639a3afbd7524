"""What Telegram tells about itself, written to the database."""

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlmodel import Session

from bot.channels.telegram_read import CHANNEL
from data.models import Quarantine
from data.store import Store, group_chats, house, invitations, links, outbox, people, prompts, rates

log = structlog.get_logger("telegram")


class StoreRecords:
    """The records of the intake, in the store; `now` is the real clock."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def met(self, name: str) -> None:
        """Keep the bot's name, for invitation links."""
        await self._store.call(links.met, name)

    async def moved(self, old: str, new: str) -> None:
        """Accounts and messages owed follow the chat to its new address."""
        await self._store.call(outbox.move, CHANNEL, old, new)

    async def reach(self, chat: str, reachable: bool) -> None:
        """Who is reached there cannot be any longer, or can again; a group's binding ends."""
        await self._store.call(_reach, chat, reachable, self._now())

    async def quarantine(self, raw: str, error: str) -> None:
        """Keep an update that could not be dealt with, as it came but for invitations' codes."""
        await self._store.call(_quarantine, raw, error, self._now())

    async def turn(self, seconds: float) -> float:
        """This bot's next turn among all processes; seconds until it comes."""
        now = self._now()
        try:
            at = await self._store.call(rates.turn, CHANNEL, now, seconds)
        except Exception as error:  # the pace of this process alone must do meanwhile
            log.warning("turn-not-taken", error=repr(error))
            return 0.0
        return (at - now).total_seconds()


def _reach(session: Session, chat: str, reachable: bool, now: datetime) -> None:
    for unit in people.reach(session, CHANNEL, chat, reachable):
        prompts.rearm(session, unit, house.clock(session) or now)  # what waited is told
    for each in () if reachable else group_chats.listing(session):
        if each.channel == CHANNEL and each.chat.partition(":")[0] == chat:  # a topic's too
            group_chats.release(session, CHANNEL, each.chat)


def _quarantine(session: Session, raw: str, error: str, now: datetime) -> None:
    raw, error = invitations.blanked(raw), invitations.blanked(error)
    session.add(Quarantine(channel=CHANNEL, raw=raw, error=error, at=now))
