"""Messages owed: claimed under a lease, settled once; a crash in between is an unknown outcome."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from data.kinds import DeliveryState, Recipient
from data.models import Account, Delivery, Prompt
from data.store import blocks, group_chats, people, recipients
from data.workdays import Workdays

LEASE = timedelta(seconds=60)
BATCH = 100
REPEATS = 1  # how often a send whose answer never came is repeated
BACKOFF = (1, 5, 30, 120, 600)  # seconds
TAKEN = (DeliveryState.CLAIMED, DeliveryState.SENDING)
PENDING = (DeliveryState.OWED, *TAKEN)


def claim(
    session: Session,
    real: datetime,
    holder: str,
    answers: bool,
    safe: Collection[str] = frozenset(),
    most: int = BATCH,
) -> list[Delivery]:
    """Take what may leave now, `most` and oldest first, for `holder`; a chat's keep their order.

    `real` is the real clock's time. Answers (`answers` true) are taken apart from all else: who
    has just written does not wait for a round of reminders. A lease that ran out on the way means a
    send whose outcome nobody knows: after the repeat it is left alone, but on `safe` channels,
    which show a repeated key once.
    """
    _expire(session, real, safe)
    query = (
        select(Delivery)
        .where(_may_leave(Delivery, real, answers), ~_waits_for_another(real, answers))
        .order_by(col(Delivery.id))
        .limit(most)
    )
    if session.get_bind().dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    taken = list(session.execute(query).scalars())
    for delivery in taken:
        delivery.state = DeliveryState.CLAIMED
        delivery.lease, delivery.lease_until = holder, real + LEASE
    return taken


def begin(session: Session, delivery_id: int, holder: str, real: datetime) -> bool:
    """Note right before the send that it is on its way; false when the lease is no longer ours.

    What was only claimed when its process died has certainly not been sent.
    """
    begun = session.execute(
        update(Delivery)
        .where(
            col(Delivery.id) == delivery_id,
            col(Delivery.state) == DeliveryState.CLAIMED,
            col(Delivery.lease) == holder,
            col(Delivery.lease_until) > real,
        )
        .values(state=DeliveryState.SENDING, attempts=col(Delivery.attempts) + 1)
        .returning(col(Delivery.id))
        .execution_options(synchronize_session=False)
    )
    return begun.first() is not None


def release(session: Session, holders: Sequence[str], real: datetime) -> None:
    """Let go of the leases of holders that are known to be gone."""
    session.execute(
        update(Delivery)
        .where(col(Delivery.state).in_(TAKEN), col(Delivery.lease).in_(holders))
        .values(lease_until=real)
        .execution_options(synchronize_session=False)
    )


def holders(session: Session) -> list[str]:
    """Who holds a lease on a delivery."""
    query = select(col(Delivery.lease)).where(col(Delivery.state).in_(TAKEN))
    return [holder for holder in session.execute(query.distinct()).scalars() if holder]


def sent(
    session: Session, delivery_id: int, receipt: str, body: dict[str, Any], now: datetime
) -> None:
    """It has arrived; `body` is what was said, for buttons and replies to come."""
    delivery = session.get_one(Delivery, delivery_id)
    if delivery.body and delivery.body.get("secret"):
        body = body | {"text": ""}  # an invitation's code is kept as its hash alone
    delivery.state, delivery.receipt, delivery.sent_at = DeliveryState.SENT, receipt, now
    delivery.body, delivery.lease = body, None


def unsent(session: Session, delivery_id: int) -> None:
    """Nothing was left to say."""
    delivery = session.get_one(Delivery, delivery_id)
    delivery.state, delivery.lease = DeliveryState.SETTLED, None


def give_back(session: Session, delivery_id: int, holder: str) -> None:
    """Not tried after all: as if it had not been claimed."""
    delivery = session.get_one(Delivery, delivery_id)
    if delivery.lease == holder:
        delivery.state, delivery.lease = DeliveryState.OWED, None


def put_off(session: Session, delivery_id: int, real: datetime, after: float, error: str) -> None:
    """Certainly not delivered: try again after `after` seconds, or a growing pause if that is 0."""
    delivery = session.get_one(Delivery, delivery_id)
    if delivery.state is DeliveryState.CLAIMED:
        delivery.attempts += 1  # it could not even be made
    pause = after or BACKOFF[min(delivery.attempts, len(BACKOFF)) - 1]
    delivery.state, delivery.lease, delivery.error = DeliveryState.OWED, None, error
    delivery.retry_at = real + timedelta(seconds=pause)


def unknown(session: Session, delivery_id: int, real: datetime, error: str) -> None:
    """The answer never came: repeat once, then leave it to the coordinator's list."""
    _count_unknown(session.get_one(Delivery, delivery_id), real, error)


def failed(session: Session, delivery_id: int, error: str, now: datetime, days: Workdays) -> None:
    """Nobody can be reached there: the account is closed to us, and others of the unit are told."""
    delivery = session.get_one(Delivery, delivery_id)
    delivery.state, delivery.lease, delivery.error = DeliveryState.FAILED, None, error
    session.execute(
        update(Account)
        .where(col(Account.channel) == delivery.channel, col(Account.chat) == delivery.chat)
        .values(reachable=False)
        .execution_options(synchronize_session=False)
    )
    if delivery.edit_of is None and not delivery.answer:
        _tell_another(session, delivery, now, days.today(now))
    _forget(delivery)


def move(session: Session, channel: str, old: str, new: str) -> None:
    """A chat has a new address on its platform."""
    group_chats.move(session, channel, old, new)
    for table in (Account, Delivery):
        session.execute(
            update(table)
            .where(col(table.channel) == channel, col(table.chat) == old)
            .values(chat=new)
            .execution_options(synchronize_session=False)
        )


def pending(session: Session, is_open: bool) -> int:
    """How many messages are owed that may leave at this hour."""
    query = select(col(Delivery.id)).where(col(Delivery.state).in_(PENDING))
    if not is_open:
        query = query.where(col(Delivery.answer).is_(True))
    return len(session.execute(query).all())


def next_retry(session: Session) -> datetime | None:
    """By the real clock, when the first put-off message may be tried again."""
    query = select(col(Delivery.retry_at)).where(
        col(Delivery.state) == DeliveryState.OWED, col(Delivery.retry_at).is_not(None)
    )
    return session.execute(query.order_by(col(Delivery.retry_at)).limit(1)).scalar()


def _expire(session: Session, real: datetime, safe: Collection[str]) -> None:
    query = select(Delivery).where(
        col(Delivery.state).in_(TAKEN), col(Delivery.lease_until) <= real
    )
    # Who finds it counted already by another process must not give it back once more.
    for delivery in session.execute(query.with_for_update(skip_locked=True)).scalars():
        if delivery.state is DeliveryState.SENDING and delivery.channel not in safe:
            _count_unknown(delivery, real, "lease")
        else:
            delivery.state, delivery.lease = DeliveryState.OWED, None


def _count_unknown(delivery: Delivery, real: datetime, error: str) -> None:
    delivery.unanswered += 1
    again = delivery.unanswered <= REPEATS
    delivery.state = DeliveryState.OWED if again else DeliveryState.UNCONFIRMED
    delivery.lease, delivery.error, delivery.retry_at = None, error, real
    if not again:
        _forget(delivery)


def _forget(delivery: Delivery) -> None:
    """It will not be sent again: an invitation's code is kept as its hash alone."""
    if delivery.body and delivery.body.get("secret"):
        delivery.body = delivery.body | {"text": "", "file": None}


def _may_leave(row: Any, real: datetime, answers: bool) -> Any:
    return and_(
        row.state == DeliveryState.OWED,
        row.answer.is_(answers),
        or_(row.retry_at.is_(None), row.retry_at <= real),
    )


def _waits_for_another(real: datetime, answers: bool) -> Any:
    """Whether an earlier message to the same chat is on its way, or put off.

    An answer waits for no reminder that is put off.
    """
    other: Any = aliased(Delivery)
    put_off = and_(other.state == DeliveryState.OWED, other.retry_at > real)
    if answers:
        put_off = and_(put_off, other.answer.is_(True))
    return exists().where(
        other.channel == col(Delivery.channel),
        other.chat == col(Delivery.chat),
        other.id < col(Delivery.id),
        or_(other.state.in_(TAKEN), put_off),
    )


def _tell_another(session: Session, delivery: Delivery, now: datetime, today: date) -> None:
    """The person's next account; of a prompt else the unit's other people, not told already."""
    prompts = blocks.of(session, delivery)
    if not prompts or session.get_one(Prompt, prompts[0]).recipient != Recipient.UNIT:
        _say_elsewhere(session, delivery, now)
        return
    units = {each: session.get_one(Prompt, each).recipient_id for each in prompts}
    reached = recipients.reached(session, set(units.values()), today)
    told = {
        prompt: [
            address
            for address in reached[unit]
            if (address.channel, address.chat) not in _told(session, prompt)
        ]
        for prompt, unit in units.items()
    }
    recipients.owe(session, told, now)


def _told(session: Session, prompt: int) -> set[tuple[str, str]]:
    """Where a prompt was told, or is to be."""
    query = select(col(Delivery.channel), col(Delivery.chat)).where(blocks.tells(prompt))
    return {(channel, chat) for channel, chat in session.execute(query)}


def _say_elsewhere(session: Session, delivery: Delivery, now: datetime) -> None:
    """The same words, to the account that the person used before; none, and they are lost."""
    for address in people.addresses(session, {delivery.contact_id or 0}):
        again = Delivery(
            key=f"{delivery.key}:{address.channel}:{address.chat}",
            channel=address.channel,
            chat=address.chat,
            contact_id=delivery.contact_id,
            prompt_id=delivery.prompt_id,
            digest_id=delivery.digest_id,
            body=delivery.body,
            about=delivery.about,
            asks=delivery.asks,
            owed_at=now,
        )
        session.add(again)
        blocks.copy(session, delivery.id or 0, again)
