"""The job that pays what is owed: claimed, checked again, rendered, sent, settled."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import structlog

from data.models import Delivery
from data.store import blocks, outbox
from data.store.brake import is_braked
from data.store.prompts import arrived
from data.store.undelivered import is_late, take_back
from messages.message import Outcome, Outgoing, SendError
from schedules.enclosure import with_file
from schedules.parts import Parts
from schedules.wording import as_body, compose

AT_ONCE = 100  # chats; what more is claimed would wait for its turn until its lease runs out
GLANCE = 0.25  # seconds after which new messages are looked for beside those that hang

log = structlog.get_logger()


async def answer(parts: Parts) -> int:
    """Send the answers that are owed, at any hour; returns how many messages were dealt with."""
    return await _pay_all(parts, answers=True)


async def deliver(parts: Parts) -> int:
    """Send all else that is owed, inside the window; outside it and while paused it is held.

    What the rules owe leaves on its day or not at all.
    """
    if not parts.days.is_open(parts.now()) or await parts.store.read(is_braked):
        return 0
    if await parts.store.read(is_late, parts.days.today(parts.now())):
        await parts.store.call(take_back, parts.now(), parts.days)
    return await _pay_all(parts, answers=False)


async def _pay_all(parts: Parts, answers: bool) -> int:
    """Pay until nothing is left that may leave; a chat that hangs does not keep others waiting."""
    dealt = 0
    going: set[asyncio.Task[None]] = set()
    try:
        while True:
            taken = await _claim(parts, answers, AT_ONCE - len(going))
            dealt += len(taken)
            chats = _by_chat(taken)
            going |= {asyncio.create_task(_pay_chat(parts, each)) for each in chats}
            if not going:
                return dealt
            done, going = await asyncio.wait(going, timeout=GLANCE)
            for task in done:
                task.result()
    finally:
        for task in going:
            task.cancel()


def _by_chat(taken: Sequence[Delivery]) -> Iterable[list[Delivery]]:
    chats: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for delivery in taken:
        chats[delivery.channel, delivery.chat].append(delivery)
    return chats.values()


async def _claim(parts: Parts, answers: bool, most: int) -> Sequence[Delivery]:
    if most <= 0:
        return ()
    real, holder, safe = parts.real(), parts.holder, parts.safe
    return await parts.store.call(outbox.claim, real, holder, answers, safe, most)


async def _pay_chat(parts: Parts, deliveries: Sequence[Delivery]) -> None:
    """Messages of one chat keep their order: one that has to wait lets the later ones wait."""
    for delivery in deliveries:
        if not await _pay(parts, delivery):
            for later in deliveries[deliveries.index(delivery) + 1 :]:
                await parts.store.call(outbox.give_back, later.id or 0, parts.holder)
            return


async def _pay(parts: Parts, delivery: Delivery) -> bool:
    """Send one message and settle it; false when it is to be tried again later."""
    try:
        return await _pay_or_raise(parts, delivery)
    except SendError as error:
        return await _not_sent(parts, delivery, error)
    except Exception as error:
        # A message that cannot be made must not keep the others from leaving.
        log.exception("a message could not be made", delivery=delivery.id)
        await parts.store.call(outbox.put_off, delivery.id or 0, parts.real(), 0, repr(error))
        return False


async def _pay_or_raise(parts: Parts, delivery: Delivery) -> bool:
    key = delivery.id or 0
    desk = parts.desk
    async with desk.first() if delivery.answer else desk.in_turn():
        message = await _made(parts, delivery)
    if message is None:
        await parts.store.call(outbox.unsent, key)
        return True
    # A process that was frozen past its lease must not send what another has taken over.
    if not await parts.store.call(outbox.begin, key, parts.holder, parts.real()):
        return True
    receipt = await parts.send(delivery.channel, delivery.chat, message)
    await parts.store.call(_settle, delivery, receipt, as_body(message), parts)
    return True


async def _made(parts: Parts, delivery: Delivery) -> Outgoing | None:
    now = parts.now()
    message = await parts.store.read(compose, delivery, now, parts.days, parts.locale, parts.edits)
    if message is None:
        return None
    return await parts.store.read(with_file, delivery, message, now, parts)


def _settle(
    session: Any, delivery: Delivery, receipt: str, body: dict[str, Any], parts: Parts
) -> None:
    now = parts.now()
    outbox.sent(session, delivery.id or 0, receipt, body, now)
    if delivery.edit_of is None:
        for prompt in blocks.of(session, delivery):
            arrived(session, prompt, now, parts.days)


async def _not_sent(parts: Parts, delivery: Delivery, error: SendError) -> bool:
    key, reason = delivery.id or 0, str(error)
    log.warning("not sent", delivery=key, channel=delivery.channel, outcome=error.outcome)
    if error.moved_to is not None:
        await parts.store.call(outbox.move, delivery.channel, delivery.chat, error.moved_to)
        await parts.store.call(outbox.give_back, key, parts.holder)
        return False
    if error.outcome is Outcome.PERMANENT:
        await parts.store.call(outbox.failed, key, reason, parts.now(), parts.days)
        return True
    if error.outcome is Outcome.UNKNOWN:
        await parts.store.call(outbox.unknown, key, parts.real(), reason)
    else:
        await parts.store.call(outbox.put_off, key, parts.real(), error.retry_after, reason)
    return False
