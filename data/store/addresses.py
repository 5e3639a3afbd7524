"""Where people are reached: each person's account last used, by what they are."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Date, bindparam, select
from sqlmodel import Session, col

from data.kinds import Standing
from data.models import Account, Post
from data.store.many import DIALECTS, ids, listed, naive, objects, rows


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
    found: dict[int, list[Address]] = {unit: [] for unit in units}
    for unit, each, _, _, *account in people(session, units, None):
        if each == standing:
            add(found[unit], Address(*account))
    return found


def people(session: Session, units: Collection[int], today: date | None) -> list[tuple[Any, ...]]:
    """Whoever holds a post of these units: the unit, what as, whether away `today`, an `Address`.

    The account last used comes first, its time before its id. The standing is not asked for: by its
    index SQLite would go through everybody.
    """
    ((found,),) = rows(session, PEOPLE, {"ids": listed(units), "today": today})
    people: list[Any] = json.loads(found or "[]")
    if len(people) > len({each[0] for each in people}):
        people.sort(key=itemgetter(3, 4), reverse=True)
    return people


def house_accounts(session: Session, standings: Collection[Standing]) -> list[Address]:
    """Where coordinators or readers are reached."""
    found: list[Address] = []
    query = _reachable().where(col(Post.standing).in_(standings))
    query = query.order_by(col(Account.used_at).desc(), col(Account.id).desc())
    for account in session.execute(query):
        add(found, Address(*account))
    return found


def add(found: list[Address], account: Address) -> None:
    """Add the account of a person who has none there."""
    if not found or all(account.contact_id != other.contact_id for other in found):
        found.append(account)


def _reachable() -> Any:
    """Accounts joined with their owners' posts."""
    return (
        select(col(Account.id), col(Account.contact_id), col(Account.channel), col(Account.chat))
        .join(Post, col(Post.contact_id) == col(Account.contact_id))
        .where(col(Account.reachable).is_(True))
    )


PEOPLE = {
    each: select(
        objects(
            each,
            *(col(Post.unit_id), col(Post.standing)),
            col(Post.away_until) >= bindparam("today", type_=Date()),
            naive(each, col(Account.used_at)),
            *(col(Account.id), col(Account.contact_id), col(Account.channel), col(Account.chat)),
        )
    )
    .join_from(Account, Post, col(Post.contact_id) == col(Account.contact_id))
    .where(col(Account.reachable).is_(True), col(Post.unit_id).in_(ids(each)))
    for each in DIALECTS
}
