"""What has been said in a chat: what came in, and our messages as they stand there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, func
from sqlalchemy import select as core_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from data.kinds import DeliveryState, TaskState
from data.models import Assignment, Delivery, Prompt, PromptLine, Seen, Task
from data.store import blocks

OPEN_FOR = timedelta(days=7)  # how long a prompt is answered by a message that quotes nothing
LOOK_BACK = 30  # messages of a chat in which a typed label is looked for
ARRIVED = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNCONFIRMED)


@dataclass(frozen=True)
class Told:
    """A message of ours; `about` are the tasks that an answer to it is about."""

    id: int
    prompt: int | None
    about: tuple[int, ...]
    owed_at: datetime
    labels: dict[str, str] = field(default_factory=dict)  # what each button says, by its label
    asks: str = ""
    more: tuple[int, ...] = ()  # prompts in further blocks of the same message

    @property
    def prompts(self) -> tuple[int, ...]:
        """The prompts that the message tells; none when it tells something else."""
        return () if self.prompt is None else (self.prompt, *self.more)


def mark(
    session: Session,
    channel: str,
    incoming: str,
    chat: str,
    message: str | None,
    contact: int | None,
    now: datetime,
) -> int | None:
    """Note that a message has come; None when it has been dealt with before."""
    seen = Seen(
        channel=channel, incoming=incoming, chat=chat, message=message, contact_id=contact, at=now
    )
    try:
        with session.begin_nested():
            session.add(seen)
            session.flush()
    except IntegrityError:
        return None
    return seen.id


def keep_words(session: Session, seen: int, text: str) -> None:
    """Keep the words of a message until their task is chosen."""
    session.get_one(Seen, seen).text = text


def kept_words(session: Session, seen: int, contact: int) -> str | None:
    """The words that this person's message left to be chosen for; None when there are none."""
    query = select(Seen.text).where(Seen.id == seen, Seen.contact_id == contact, Seen.text != "")
    return session.exec(query).first()


def quoted(session: Session, channel: str, chat: str, receipt: str) -> Told | None:
    """Our message with that receipt, in its newest wording."""
    query = _of_chat(channel, chat).where(col(Delivery.receipt) == receipt)
    return next(iter(_told(session, query.order_by(col(Delivery.id).desc()).limit(1))), None)


def newest(session: Session, channel: str, chat: str, limit: int = LOOK_BACK) -> list[Told]:
    """Our newest messages in a chat, the last first; a new wording does not make one newer."""
    query = _of_chat(channel, chat).where(
        col(Delivery.state).in_(ARRIVED), col(Delivery.edit_of).is_(None)
    )
    return _told(session, query.order_by(col(Delivery.id).desc()).limit(limit))


def open_prompt(session: Session, channel: str, chat: str, now: datetime) -> Told | None:
    """The newest prompt of a chat that still asks for something, at most 7 days old."""
    found = _told(session, _prompts(channel, chat, now))
    return next((told for told in found if unanswered(session, *told.prompts)), None)


def newest_prompt(session: Session, channel: str, chat: str, now: datetime) -> Told | None:
    """The newest prompt of a chat, answered or not, at most 7 days old."""
    return next(iter(_told(session, _prompts(channel, chat, now).limit(1))), None)


def lines(session: Session, *prompts: int) -> list[int]:
    """The assignments of a message's prompts, the most urgent first, each once."""
    query = (
        select(PromptLine.assignment_id)
        .where(col(PromptLine.prompt_id).in_(prompts))
        .order_by(col(PromptLine.rank).desc(), col(PromptLine.id))
    )
    return list(dict.fromkeys(session.exec(query)))


def unanswered(session: Session, *prompts: int) -> list[int]:
    """The assignments of prompts on which nothing has been reported since they were made."""
    query = (
        select(Assignment.id)
        .join(PromptLine, col(PromptLine.assignment_id) == col(Assignment.id))
        .join(Prompt, col(Prompt.id) == col(PromptLine.prompt_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .where(
            col(Prompt.id).in_(prompts),
            col(Task.state).in_((TaskState.OPEN, TaskState.CLOSING)),
            col(Assignment.ended_at).is_(None),
            col(Assignment.reported_at).is_(None)
            | (col(Assignment.reported_at) < col(Prompt.created_at)),
        )
    )
    found = set(session.exec(query))
    return [each for each in lines(session, *prompts) if each in found]


def recipient_of(session: Session, prompt: int) -> tuple[str, int]:
    """Whom a prompt was made for: the kind of recipient and its id; empty when there is none."""
    row = session.get(Prompt, prompt)
    return (row.recipient, row.recipient_id) if row else ("", 0)


def unit_of(session: Session, prompt: int) -> int | None:
    """The unit that a prompt was made for; None for another kind of recipient, or no prompt."""
    row = session.get(Prompt, prompt)
    return row.recipient_id if row and row.recipient == "unit" else None


def strangers_told(session: Session, channel: str, chat: str, since: datetime) -> int:
    """How many answers a chat in which nobody is bound has had since then."""
    query = select(func.count()).where(
        Delivery.channel == channel,
        Delivery.chat == chat,
        col(Delivery.contact_id).is_(None),
        Delivery.owed_at > since,
    )
    return session.exec(query).one()


def _prompts(channel: str, chat: str, now: datetime) -> Any:
    query = _of_chat(channel, chat).where(
        col(Delivery.state).in_(ARRIVED),
        exists().where(col(PromptLine.prompt_id) == col(Delivery.prompt_id)),
        col(Delivery.edit_of).is_(None),
        Delivery.owed_at > now - OPEN_FOR,
    )
    return query.order_by(col(Delivery.id).desc())


def _of_chat(channel: str, chat: str) -> Any:
    columns = (
        col(Delivery.id),
        col(Delivery.prompt_id),
        col(Delivery.about),
        col(Delivery.asks),
        col(Delivery.body),
        col(Delivery.owed_at),
    )
    return core_select(*columns).where(col(Delivery.channel) == channel, col(Delivery.chat) == chat)


def _told(session: Session, query: Any) -> list[Told]:
    rows = session.execute(query).all()
    more = blocks.further(session, [row.id for row in rows if row.prompt_id])
    return [_as_told(row, more.get(row.id, ())) for row in rows]


def _as_told(row: Row[Any], more: tuple[int, ...]) -> Told:
    body = row.body or {}
    rows: Sequence[Sequence[dict[str, str]]] = body.get("buttons", ())
    return Told(
        id=row.id,
        prompt=row.prompt_id,
        about=tuple(row.about),
        owed_at=row.owed_at,
        labels={each["label"]: each["says"] for buttons in rows for each in buttons},
        asks=row.asks,
        more=more,
    )
