"""People as rows: who speaks, for which units, and where each is reached."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from data.kinds import Standing, TaskState
from data.models import Account, Assignment, Contact, Post, Task, Unit, UnitAlias
from data.refusal import Refusal
from data.store.successors import heirs

OF_HOUSE = (Standing.COORDINATOR, Standing.READER)


@dataclass(frozen=True)
class Known:
    """A person by an account: `units` (id -> name) count those that a merger has handed on."""

    contact: int
    account: int
    name: str
    locale: str | None
    units: dict[int, str]
    standings: frozenset[Standing]


@dataclass(frozen=True)
class Address:
    """Where a person is reached, and in which language."""

    contact: int
    channel: str
    chat: str
    locale: str | None


@dataclass(frozen=True)
class Reached:
    """An account of a person, the one used last first."""

    channel: str
    used_at: datetime
    reachable: bool


@dataclass(frozen=True)
class Manned:
    """A unit with its open tasks and the people bound to it."""

    id: int
    name: str
    tasks: int
    people: int


def known(session: Session, channel: str, sender: str, today: date) -> Known | None:
    """Who has that account; None for one that nobody is bound to."""
    query = select(Account, Contact).join(Contact, col(Contact.id) == col(Account.contact_id))
    row = session.exec(query.where(Account.channel == channel, Account.sender == sender)).first()
    if row is None:
        return None
    account, contact = row
    posts = _posts(session, contact.id or 0, today)
    return Known(
        contact=contact.id or 0,
        account=account.id or 0,
        name=contact.name,
        locale=contact.locale,
        units=_with_predecessors(session, {p.unit_id for p in posts if p.unit_id}, today),
        standings=frozenset(post.standing for post in posts),
    )


def _posts(session: Session, contact: int, today: date) -> list[Post]:
    """A person's posts, but those for a unit whose successor has people of its own by now."""
    found = session.exec(select(Post).where(Post.contact_id == contact)).all()
    lines = heirs(session, today)
    merged = {heir for post in found for heir in lines.get(post.unit_id or 0, ())}
    if not merged:
        return list(found)
    answering = (Standing.CONTACT, Standing.DEPUTY)
    query = select(Post.unit_id).where(
        col(Post.unit_id).in_(merged), col(Post.standing).in_(answering)
    )
    answered = set(session.exec(query))
    return [post for post in found if answered.isdisjoint(lines.get(post.unit_id or 0, ()))]


def _with_predecessors(session: Session, units: set[int], today: date) -> dict[int, str]:
    """Units and all that have been merged into them, by id."""
    found: dict[int, str] = {}
    query = select(Unit.id, Unit.name).where(col(Unit.id).in_(units))
    while fresh := {key: name for key, name in session.exec(query) if key and key not in found}:
        found |= fresh
        query = select(Unit.id, Unit.name).where(
            col(Unit.successor_id).in_(fresh), col(Unit.successor_from) <= today
        )
    return found


def touch(session: Session, account: int, chat: str | None, now: datetime) -> bool:
    """Note that an account is in use: messages go to the one last used, at its private `chat`.

    True of one that was closed to us until now.
    """
    row = session.get_one(Account, account)
    back = not row.reachable
    row.used_at, row.reachable, row.chat = now, True, chat or row.chat
    return back


def reach(session: Session, channel: str, chat: str, reachable: bool) -> set[int]:
    """Note that a chat is closed to us, or open again: the units that are reached there anew."""
    there = (col(Account.channel) == channel, col(Account.chat) == chat)
    posts = select(Post.unit_id).join(Account, col(Account.contact_id) == col(Post.contact_id))
    back = session.exec(posts.where(*there, col(Account.reachable).is_(False))).all()
    session.execute(
        update(Account)
        .where(*there)
        .values(reachable=reachable)
        .execution_options(synchronize_session=False)
    )
    return {unit for unit in back if unit and reachable}


def add(session: Session, name: str, now: datetime) -> int:
    """A new person."""
    contact = Contact(name=name, created_at=now)
    session.add(contact)
    session.flush()
    return contact.id or 0


def add_account(
    session: Session, contact: int, channel: str, sender: str, chat: str, now: datetime
) -> int:
    """A person's address on a channel."""
    account = Account(contact_id=contact, channel=channel, sender=sender, chat=chat, used_at=now)
    session.add(account)
    session.flush()
    return account.id or 0


def appoint(
    session: Session, contact: int, unit: int | None, standing: Standing, now: datetime
) -> None:
    """Give a person a standing, for a unit or the whole house; one held before stays as it is."""
    if not holds(session, contact, unit, standing):
        unit = None if standing in OF_HOUSE else unit
        session.add(Post(contact_id=contact, unit_id=unit, standing=standing, since=now))
        session.flush()


def standings(session: Session, contact: int) -> frozenset[Standing]:
    """What a person is, for any unit or the whole house."""
    posts = session.exec(select(Post).where(Post.contact_id == contact))
    return frozenset(post.standing for post in posts)


def holds(session: Session, contact: int, unit: int | None, standing: Standing) -> bool:
    """Whether a person has that standing."""
    query = select(Post.id).where(
        Post.contact_id == contact,
        Post.unit_id == (None if standing in OF_HOUSE else unit),
        Post.standing == standing,
    )
    return session.exec(query).first() is not None


def find_unit(session: Session, name: str) -> Unit:
    """The unit of that name, full name or other spelling; refuses an unknown or ambiguous one."""
    name = name.strip()
    exact = session.exec(select(Unit).where((Unit.name == name) | (Unit.full_name == name))).first()
    if exact is not None:
        return exact
    spelt = select(Unit).join(UnitAlias, col(UnitAlias.unit_id) == col(Unit.id))
    found = session.exec(spelt.where(UnitAlias.alias == name).order_by(col(Unit.id))).all()
    if not found:
        raise Refusal("unit-unknown", name=name)
    if len(found) > 1:
        raise Refusal("unit-ambiguous", name=name, units=[unit.name for unit in found])
    return found[0]


def successor(session: Session, unit: Unit, today: date) -> Unit:
    """The unit that answers today: `unit` itself, or what it was merged into."""
    passed = {unit.id}
    while unit.successor_id and unit.successor_from and unit.successor_from <= today:
        unit = session.get_one(Unit, unit.successor_id)
        if unit.id in passed:
            break
        passed.add(unit.id)
    return unit


def addresses(session: Session, contacts: set[int]) -> list[Address]:
    """Where each of these people is reached: the account last used that is not closed to us."""
    query = (
        select(Account, Contact.locale)
        .join(Contact, col(Contact.id) == col(Account.contact_id))
        .where(col(Account.contact_id).in_(contacts), col(Account.reachable).is_(True))
        .order_by(col(Account.used_at).desc(), col(Account.id))
    )
    found: dict[int, Address] = {}
    for account, locale in session.exec(query):
        address = Address(account.contact_id, account.channel, account.chat, locale)
        found.setdefault(account.contact_id, address)
    return sorted(found.values(), key=lambda address: address.contact)


def accounts_of(session: Session, contact: int) -> list[Reached]:
    """All accounts of a person, the one last used first."""
    query = select(Account).where(Account.contact_id == contact)
    rows = session.exec(query.order_by(col(Account.used_at).desc(), col(Account.id).desc()))
    return [Reached(row.channel, row.used_at, row.reachable) for row in rows]


def coordinators(session: Session) -> list[int]:
    """The coordinators' ids."""
    query = select(Post.contact_id).where(Post.standing == Standing.COORDINATOR)
    return list(session.exec(query.order_by(col(Post.contact_id)).distinct()))


def contacts(session: Session, unit: int) -> list[int]:
    """The ids of the people who answer for a unit."""
    query = select(Post.contact_id).where(Post.unit_id == unit, Post.standing == Standing.CONTACT)
    return list(session.exec(query.order_by(col(Post.contact_id)).distinct()))


def manned(session: Session) -> list[Manned]:
    """Every unit that a plan names, in the order of the registry, with its tasks and people.

    Dropped tasks are not counted.
    """
    tasks = dict(
        session.exec(
            select(Assignment.unit_id, func.count())
            .join(Task, col(Task.id) == col(Assignment.task_id))
            .where(col(Assignment.ended_at).is_(None), Task.state != TaskState.DROPPED)
            .group_by(col(Assignment.unit_id))
        ).all()
    )
    people = dict(
        session.exec(
            select(Post.unit_id, func.count())
            .where(col(Post.unit_id).is_not(None), Post.standing == Standing.CONTACT)
            .group_by(col(Post.unit_id))
        ).all()
    )
    rows = session.exec(select(Unit.id, Unit.name).order_by(col(Unit.id)))
    return [
        Manned(key, name, tasks.get(key, 0), people.get(key, 0))
        for key, name in rows
        if key is not None and (key in tasks or key in people)
    ]
