"""Group chats as rows: bound to a unit, or to a whole group of units."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from data.models import GroupChat, Seen, Unit, UnitMember
from data.store.successors import families, heirs


@dataclass(frozen=True)
class Bound:
    """A chat and the unit that meets in it."""

    channel: str
    chat: str
    unit: int
    unit_name: str
    since: datetime


def bind(session: Session, chat: tuple[str, str], unit: int, contact: int, now: datetime) -> None:
    """Bind a chat (channel and address) to a unit; what it was bound to before is let go."""
    channel, address = chat
    session.merge(
        GroupChat(channel=channel, chat=address, unit_id=unit, bound_by=contact, bound_at=now)
    )
    session.flush()


def release(session: Session, channel: str, chat: str) -> bool:
    """Let a chat go; False for one that is bound to nothing."""
    statement = delete(GroupChat).where(
        col(GroupChat.channel) == channel, col(GroupChat.chat) == chat
    )
    return session.connection().execute(statement).rowcount == 1


def move(session: Session, channel: str, old: str, new: str) -> None:
    """A chat has a new address; one that is bound there already stays so."""
    row = session.get(GroupChat, (channel, old))
    if row is None:
        return
    if session.get(GroupChat, (channel, new)) is None:
        session.add(GroupChat(**row.model_dump() | {"chat": new}))
    session.delete(row)
    session.flush()


def of_chat(session: Session, channel: str, chat: str) -> Bound | None:
    """What a chat is bound to; None for one that is not."""
    return next(
        (each for each in listing(session) if (each.channel, each.chat) == (channel, chat)), None
    )


def listing(session: Session) -> list[Bound]:
    """Every bound chat, in the order of the units."""
    query = select(GroupChat, Unit).join(Unit, col(Unit.id) == col(GroupChat.unit_id))
    rows = session.exec(query.order_by(col(Unit.id), col(GroupChat.chat))).all()
    return [
        Bound(row.channel, row.chat, row.unit_id, unit.name, row.bound_at) for row, unit in rows
    ]


def units_in(session: Session, bound: Bound, today: date) -> set[int]:
    """The units that may be spoken of in a chat: the one it is bound to, what merged, members."""
    members = select(UnitMember.unit_id).where(UnitMember.group_id == bound.unit)
    own = {bound.unit, *session.exec(members)}
    return {*own}.union(*families(heirs(session, today), own).values())


def was_said_in(session: Session, seen: int, channel: str, chat: str) -> bool:
    """Whether a message came in that chat."""
    row = session.get(Seen, seen)
    return row is not None and (row.channel, row.chat) == (channel, chat)
