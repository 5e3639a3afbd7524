"""The local chat's lines: added, never changed; a new wording is a new line of the same id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, text
from sqlmodel import Session, col, select

from data.models import LocalMessage

BOT = "bot"
TURN = 0x6C6F63616C  # any number, the same in every process


@dataclass(frozen=True)
class Line:
    """A line to add; `key` makes its repeat a no-op, `edit` is the id of the line it rewords.

    `buttons` are (says, label).
    """

    chat: str
    author: str
    at: datetime
    text: str
    key: str
    buttons: tuple[tuple[str, str], ...] = ()
    file_name: str | None = None
    file_hash: str | None = None
    reply_to: str | None = None
    edit: str | None = None


@dataclass(frozen=True)
class News:
    """That something new stands in a chat, without its words."""

    seq: int
    chat: str
    edited: bool


def add(session: Session, line: Line) -> str:
    """Add a line and return its id; a key that was there before gives the id it had."""
    _take_turn(session)
    known = session.exec(select(LocalMessage.id).where(LocalMessage.key == line.key)).first()
    if known is not None:
        return known
    edited = line.edit is not None and find(session, line.chat, line.edit) is not None
    row = _row(line, edited)
    session.add(row)
    session.flush()
    row.id = row.id or str(row.seq)
    return row.id


def find(session: Session, chat: str, id: str) -> LocalMessage | None:
    """The newest wording of a message of this chat."""
    query = select(LocalMessage).where(LocalMessage.id == id, LocalMessage.chat == chat)
    return session.exec(query.order_by(col(LocalMessage.seq).desc())).first()


def with_button(session: Session, chat: str, says: str, id: str | None) -> tuple[str, str] | None:
    """The newest message that bears or bore the button, as (id, label); `id` narrows it to one."""
    query = select(LocalMessage).where(LocalMessage.chat == chat, LocalMessage.author == BOT)
    if id is not None:
        query = query.where(LocalMessage.id == id)
    for row in session.exec(query.order_by(col(LocalMessage.seq).desc())):
        label = _label(row, says)
        if label is not None:
            return row.id, label
    return None


def since(session: Session, chat: str, after: int) -> Sequence[LocalMessage]:
    """What was said in a chat after a sequence number, oldest first."""
    query = select(LocalMessage).where(LocalMessage.chat == chat, col(LocalMessage.seq) > after)
    return session.exec(query.order_by(col(LocalMessage.seq))).all()


def news(session: Session, after: int) -> list[News]:
    """What the bot said after a sequence number, in every chat, oldest first."""
    columns = select(LocalMessage.seq, LocalMessage.chat, LocalMessage.edited)
    query = columns.where(LocalMessage.author == BOT, col(LocalMessage.seq) > after)
    rows = session.exec(query.order_by(col(LocalMessage.seq)))
    return [News(seq or 0, chat, edited) for seq, chat, edited in rows]


def newest(session: Session) -> int:
    """The last sequence number given; 0 before the first line."""
    return session.exec(select(func.max(LocalMessage.seq))).one() or 0


def has_file(session: Session, file_hash: str, file_name: str) -> bool:
    """Whether a file stands in some chat under that name."""
    query = select(LocalMessage.seq).where(
        LocalMessage.file_hash == file_hash, LocalMessage.file_name == file_name
    )
    return session.exec(query).first() is not None


def _take_turn(session: Session) -> None:
    """One writer at a time, so that no reader sees a number before a smaller one.

    On SQLite every transaction that writes is alone from its start.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})


def _row(line: Line, edited: bool) -> LocalMessage:
    return LocalMessage(
        id=line.edit if edited and line.edit else "",
        chat=line.chat,
        author=line.author,
        at=line.at,
        text=line.text,
        buttons=[{"key": says, "label": label} for says, label in line.buttons],
        file_name=line.file_name,
        file_hash=line.file_hash,
        reply_to=line.reply_to,
        edited=edited,
        key=line.key,
    )


def _label(row: LocalMessage, says: str) -> str | None:
    return next((each["label"] for each in row.buttons if each["key"] == says), None)
