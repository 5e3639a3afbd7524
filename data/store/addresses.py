"""Where people are reached: each person's account last used, by what they are."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Date, String, and_, bindparam, case, cast, select
from sqlmodel import Session, col

from data.kinds import Standing
from data.models import Account, Post
from data.store.many import DIALECTS, dialect, ids, listed, rows, together

Receiver = tuple[int, int]
"""An account and the person whose it is: as much as owing a prompt takes."""


class Address(NamedTuple):
    """A person's account, as far as a message needs it."""

    account: int
    contact_id: int
    channel: str
    chat: str


def accounts(
    session: Session, units: Sequence[int], standing: Standing
) -> dict[int, list[Address]]:
    """Where people of this standing are reached, by unit."""
    found: dict[int, list[Receiver]] = {unit: [] for unit in units}
    for unit, other, receiver in people(session, units, None):
        if (other or Standing.CONTACT) == standing:
            add(found[unit], receiver)
    return located(session, found)


def people(
    session: Session, units: Collection[int], today: date | None
) -> Iterable[tuple[int, str | None, Receiver]]:
    """Whoever holds a post of these units: the unit, what else than its contact, and the account.

    Nothing else: a contact who is there, as nearly all are; AWAY: one who is on leave `today`; else
    the standing. The account last used comes first, its time before its id. The standing is not
    asked for: by its index SQLite would go through everybody.
    """
    (found,) = rows(session, PEOPLE, {"ids": listed(units), "today": today})
    of, others, *receivers = (json.loads(each or "[]") for each in found)
    people = zip(of, others, zip(*receivers, strict=True), strict=True)
    if len(of) == len({*of}):
        return people
    newest = session.connection().execute(NEWEST[dialect(session)], {"ids": listed(receivers[0])})
    place = {account: n for n, account in enumerate(newest.scalars())}
    return sorted(people, key=lambda each: place[each[2][0]])


def located(session: Session, found: Mapping[int, Sequence[Receiver]]) -> dict[int, list[Address]]:
    """The same with the channel and chat of each account."""
    bound = {"ids": listed({account for own in found.values() for account, _ in own})}
    known = session.connection().execute(LOCATED[dialect(session)], bound)
    of = {each.id: Address(*each) for each in known}
    return {key: [of[account] for account, _ in own] for key, own in found.items()}


def house_accounts(session: Session, standings: Collection[Standing]) -> list[Address]:
    """Where coordinators or readers are reached."""
    found: dict[int, Address] = {}
    query = (
        select(*WHERE)
        .join(Post, col(Post.contact_id) == col(Account.contact_id))
        .where(col(Account.reachable).is_(True), col(Post.standing).in_(standings))
        .order_by(*LAST_USED)
    )
    for each in session.execute(query):
        found.setdefault(each.contact_id, Address(*each))
    return [*found.values()]


def add(found: list[Receiver], receiver: Receiver) -> None:
    """Add the account of a person who has none there."""
    if not found or all(receiver[1] != other for _, other in found):
        found.append(receiver)


AWAY = "away"
WHERE: Any = (col(Account.id), col(Account.contact_id), col(Account.channel), col(Account.chat))
LAST_USED = (col(Account.used_at).desc(), col(Account.id).desc())


def _people(database: str) -> Any:
    contact = col(Post.standing) == Standing.CONTACT
    away = col(Post.away_until) >= bindparam("today", type_=Date())
    other = case((and_(contact, away), AWAY), (~contact, cast(col(Post.standing), String)))
    columns = together(database, col(Post.unit_id), other, col(Account.id), col(Account.contact_id))
    return (
        select(*columns)
        .join_from(Account, Post, col(Post.contact_id) == col(Account.contact_id))
        .where(col(Account.reachable).is_(True), col(Post.unit_id).in_(ids(database)))
    )


PEOPLE = {each: _people(each) for each in DIALECTS}
NEWEST = {
    each: select(col(Account.id)).where(col(Account.id).in_(ids(each))).order_by(*LAST_USED)
    for each in DIALECTS
}
LOCATED = {each: select(*WHERE).where(col(Account.id).in_(ids(each))) for each in DIALECTS}
