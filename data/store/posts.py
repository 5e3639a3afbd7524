"""Who answers for a unit, and the end of a person's post."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from data.kinds import Standing
from data.models import Account, Contact, Post, Unit


@dataclass(frozen=True)
class Held:
    """A person's post for a unit; `used_at` null: no account of theirs can be reached.

    `away_until`: on leave up to that day, or until some day that has passed.
    """

    id: int
    contact: int
    name: str
    unit: int
    unit_name: str
    standing: Standing
    since: datetime
    used_at: datetime | None
    channel: str
    away_until: date | None = None


def of_unit(session: Session, unit: int) -> list[Held]:
    """Everybody bound to a unit: contacts, deputies, leaders, in the order they came."""
    query = select(Post.id).where(Post.unit_id == unit).order_by(col(Post.id))
    return [held for each in session.exec(query).all() if each and (held := find(session, each))]


def find(session: Session, post: int) -> Held | None:
    """A unit's post by its id; None for one that is not there, or of the whole house."""
    query = (
        select(Post, Contact, Unit)
        .join(Contact, col(Contact.id) == col(Post.contact_id))
        .join(Unit, col(Unit.id) == col(Post.unit_id))
        .where(Post.id == post)
    )
    row = session.exec(query).first()
    if row is None:
        return None
    held, contact, unit = row
    account = session.exec(
        select(Account)
        .where(Account.contact_id == contact.id, col(Account.reachable).is_(True))
        .order_by(col(Account.used_at).desc())
    ).first()
    return Held(
        id=held.id or 0,
        contact=contact.id or 0,
        name=contact.name,
        unit=unit.id or 0,
        unit_name=unit.name,
        standing=held.standing,
        since=held.since,
        used_at=account.used_at if account else None,
        channel=account.channel if account else "",
        away_until=held.away_until,
    )


def held_as(
    session: Session, contact: int, unit: int | None, standing: Standing | None
) -> Held | None:
    """A person's post of that standing for a unit; None when there is none."""
    query = select(Post.id).where(
        Post.contact_id == contact, Post.unit_id == unit, Post.standing == standing
    )
    post = session.exec(query).first()
    return find(session, post) if post else None


def end(session: Session, post: int) -> bool:
    """End a post at once: from now on nothing is told and nothing taken; False if it had ended."""
    statement = delete(Post).where(col(Post.id) == post)
    return session.connection().execute(statement).rowcount == 1
