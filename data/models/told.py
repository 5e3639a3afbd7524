"""What the bot says: prompts and their lines, deliveries, digests, the local chat, house facts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from data.kinds import DeliveryState, Fate, Rule
from data.models.columns import Instant, Word, few

_DATE = text('coalesce(deadline, "on")')


class Prompt(SQLModel, table=True):
    """One recipient's message of one day; a rule's is unique for recipient and local date."""

    __table_args__ = (UniqueConstraint("recipient", "recipient_id", "on", "act"),)
    id: int | None = Field(default=None, primary_key=True)
    recipient: str  # unit | leader | coordinator | reader
    recipient_id: int
    on: date
    act: str = ""  # what makes an act's message a prompt of its own; empty for rules
    created_at: datetime = Field(sa_type=Instant)


class Agenda(SQLModel, table=True):
    """The rules look at all that a unit answers for at this instant; the row goes when they do."""

    __table_args__ = (Index("ix_agenda_at_unit_id", "at", "unit_id"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    at: datetime = Field(sa_type=Instant)


class PromptLine(SQLModel, table=True):
    """One rule's slot for one assignment, and what became of it."""

    __tablename__ = "prompt_line"
    __table_args__ = (
        # Of two dates whose slots fall on one day, each has its fate; most lines are of none.
        Index(
            "uq_prompt_line_slot",
            "assignment_id",
            "rule",
            "on",
            "fate",
            "recipient",
            _DATE,
            unique=True,
        ),
        Index("ix_prompt_line_prompt_id", "prompt_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id")
    recipient: str = "unit"
    assignment_id: int = Field(foreign_key="assignment.id")
    rule: Rule = Field(sa_type=Word(Rule))
    on: date
    deadline: date | None = None
    rank: int = 0
    fate: Fate = Field(sa_type=Word(Fate))
    reason: str = ""


class Delivery(SQLModel, table=True):
    """A message owed to one chat: `body` as it stands, or a prompt or digest rendered when sent.

    Leases and `retry_at` run by the real clock, all else by the house's.
    """

    __table_args__ = (
        Index("ix_delivery_state_id", "state", "id"),
        Index("ix_delivery_channel_chat_receipt", "channel", "chat", "receipt"),
        few("ix_delivery_contact_id", "contact_id", "prompt_id IS NULL"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    channel: str
    chat: str
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    answer: bool = False  # to what one just wrote: leaves at any hour
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id", index=True)
    digest_id: int | None = Field(default=None, foreign_key="digest.id")
    units: list[str] = Field(default_factory=list, sa_type=JSON)  # whose share of the digest it is
    body: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    about: list[int] = Field(default_factory=list, sa_type=JSON)  # task ids a reply to it is about
    asks: str = ""  # the beginning of a command that the next free text completes
    reply_to: str | None = None
    edit_of: int | None = Field(default=None, foreign_key="delivery.id")
    state: DeliveryState = Field(default=DeliveryState.OWED, sa_type=Word(DeliveryState))
    owed_at: datetime = Field(sa_type=Instant)
    retry_at: datetime | None = Field(default=None, sa_type=Instant)  # by the real clock
    attempts: int = 0
    unanswered: int = 0
    lease: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    receipt: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str | None = None


class Block(SQLModel, table=True):
    """A further prompt told in the same message, to a person who answers for several units."""

    delivery_id: int = Field(foreign_key="delivery.id", primary_key=True)
    prompt_id: int = Field(foreign_key="prompt.id", primary_key=True, index=True)


class Digest(SQLModel, table=True):
    """The frozen aggregate of a week; `facts` is the snapshot, `hash` its SHA-256."""

    __table_args__ = (UniqueConstraint("plan_id", "week"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    week: str
    frozen_at: datetime = Field(sa_type=Instant)
    hash: str
    facts: dict[str, Any] = Field(sa_type=JSON)


class LocalMessage(SQLModel, table=True):
    """One line of the local chat, the channel that is a server of its own."""

    __tablename__ = "local_message"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(index=True)
    chat: str = Field(index=True)
    author: str  # "bot" or the person's name
    at: datetime = Field(sa_type=Instant)
    text: str
    buttons: list[Any] = Field(default_factory=list, sa_type=JSON)
    file_name: str | None = None
    file_hash: str | None = None
    reply_to: str | None = None
    edited: bool = False
    key: str | None = Field(default=None, unique=True)


class House(SQLModel, table=True):
    """Facts about the database itself: its kind, the rehearsal clock, keys, leases."""

    name: str = Field(primary_key=True)
    value: str
