"""What people said and did: messages seen, reports, their evidence, reviews."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.kinds import ReportState, ReviewKind
from data.models.columns import Instant, Word


class Seen(SQLModel, table=True):
    """An incoming message that has been dealt with: its repeat does nothing.

    `message` is the platform's id of the message, by which an edit finds what it said first; `text`
    holds words that wait for their task to be chosen.
    """

    __table_args__ = (UniqueConstraint("channel", "incoming"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    incoming: str
    chat: str
    message: str | None = None
    text: str = ""
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    at: datetime = Field(sa_type=Instant, index=True)


class Report(SQLModel, table=True):
    """What a contact says of a unit's part of a task; added, and then only its state moves.

    `shown_at`: still pending or awaiting a workday later, it was shown once more. `leader_id`: who
    signed it off or returned it for the unit, with what `leader_word`, where the plan asks for it.
    """

    __table_args__ = (
        Index("ix_report_assignment_id_id", "assignment_id", "id"),
        Index("ix_report_contact_id_state", "contact_id", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    contact_id: int = Field(foreign_key="contact.id")
    seen_id: int | None = Field(default=None, foreign_key="seen.id")
    text: str
    percent: float | None = None
    figures: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    wants: ReviewKind | None = Field(default=None, sa_type=Word(ReviewKind))
    proposed_on: date | None = None  # the day that an extension asks for
    state: ReportState = Field(default=ReportState.PENDING, sa_type=Word(ReportState))
    said_at: datetime = Field(sa_type=Instant)
    shown_at: datetime | None = Field(default=None, sa_type=Instant)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    leader_id: int | None = Field(default=None, foreign_key="contact.id")
    leader_word: str | None = None


class Evidence(SQLModel, table=True):
    """A file that a unit has sent for its part of a task; its content lies in the files.

    `assignment_id` is null while the task waits to be chosen, and `seen_id` the message that it
    came with, by which it belongs to a report.
    """

    __table_args__ = (UniqueConstraint("assignment_id", "hash"),)
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id")
    contact_id: int = Field(foreign_key="contact.id")
    seen_id: int = Field(foreign_key="seen.id", index=True)
    hash: str
    name: str
    size: int
    at: datetime = Field(sa_type=Instant)


class Review(SQLModel, table=True):
    """What a report asks for, and a coordinator's word on it; undecided while `decided_at` is null.

    `approved` is null too when the task ended before anybody decided, or it was taken back.
    """

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id")
    kind: ReviewKind = Field(sa_type=Word(ReviewKind))
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="contact.id")
    approved: bool | None = None
    word: str | None = None
    proposed_on: date | None = None


class Quarantine(SQLModel, table=True):
    """An update of a platform that could not be read, kept as it came."""

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    raw: str
    error: str
    at: datetime = Field(sa_type=Instant)
