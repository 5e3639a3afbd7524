"""Who answers: units, people, their standings, accounts and invitations."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.kinds import Standing, UnitKind
from data.models.columns import Instant, Word, few


class Unit(SQLModel, table=True):
    """The organisation that answers; `open`: a group whose members are chosen task by task.

    `missed_at`: coordinators were told that nobody answers for it. `digest_off`: it wants no weekly
    digest of its own part.
    """

    __table_args__ = (
        few("ix_unit_successor_id", "successor_id", "successor_id IS NOT NULL"),
        few("ix_unit_paused_at", "paused_at", "paused_at IS NOT NULL"),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    full_name: str
    kind: UnitKind = Field(sa_type=Word(UnitKind))
    open: bool = False
    successor_id: int | None = Field(default=None, foreign_key="unit.id")
    successor_from: date | None = None
    paused_at: datetime | None = Field(default=None, sa_type=Instant)
    missed_at: datetime | None = Field(default=None, sa_type=Instant)
    digest_off: bool = False


class UnitAlias(SQLModel, table=True):
    """Another spelling of a unit's name."""

    __tablename__ = "unit_alias"
    alias: str = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)


class UnitMember(SQLModel, table=True):
    """A unit belongs to a group."""

    __tablename__ = "unit_member"
    group_id: int = Field(foreign_key="unit.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)


class Contact(SQLModel, table=True):
    """A person."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    locale: str | None = None
    created_at: datetime = Field(sa_type=Instant)


class Post(SQLModel, table=True):
    """What a person is, for a unit or (unit null) for the whole house.

    `away_until`: on leave up to that day, when the unit's deputies receive instead.
    """

    __table_args__ = (UniqueConstraint("contact_id", "unit_id", "standing"),)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    standing: Standing = Field(sa_type=Word(Standing), index=True)
    since: datetime = Field(sa_type=Instant)
    away_until: date | None = None


class Account(SQLModel, table=True):
    """A person's address on one channel; messages go to the one last used."""

    __table_args__ = (UniqueConstraint("channel", "sender"),)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    channel: str
    sender: str
    chat: str
    reachable: bool = True
    used_at: datetime = Field(sa_type=Instant)


class Invitation(SQLModel, table=True):
    """A single-use way in; only the code's hash is kept.

    `from_id`: the contact who hands the post over to whoever takes the code up.
    """

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(unique=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    standing: Standing = Field(sa_type=Word(Standing))
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    from_id: int | None = Field(default=None, foreign_key="contact.id")


class GroupChat(SQLModel, table=True):
    """A chat of several people, bound to the unit (or group of units) that meets in it."""

    __tablename__ = "group_chat"
    channel: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    bound_by: int = Field(foreign_key="contact.id")
    bound_at: datetime = Field(sa_type=Instant)


class WrongCode(SQLModel, table=True):
    """A code that was none: counted by chat and channel, so that guessing ends."""

    __tablename__ = "wrong_code"
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    chat: str
    at: datetime = Field(sa_type=Instant, index=True)
