"""Who gets a unit's message: contacts, else deputies; the successor's from its date on."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlmodel import Session, col

from data.kinds import Standing
from data.models import Delivery, Post, metadata
from data.store.facts import Address, accounts, sent_this_week
from data.store.successors import families, heirs

DELIVERIES = insert(metadata.tables["delivery"])
BLOCKS = insert(metadata.tables["block"])


def reached(session: Session, units: Collection[int], today: date) -> dict[int, list[Address]]:
    """Where the people are who get these units' messages, each at the account last used.

    Contacts who are on leave have the unit's deputies receive for them; so has a unit none of whose
    contacts can be reached. Until somebody is bound for a successor, the old unit's people receive.
    """
    lines = heirs(session, today)
    wanted = {*units, *(heir for unit in units for heir in lines.get(unit, ()))}
    own = _people(session, wanted, today)
    return {
        unit: next((own[each] for each in reversed([unit, *lines.get(unit, ())]) if own[each]), [])
        for unit in units
    }


def of_unit(session: Session, unit: int, today: date) -> list[int]:
    """The ids of the people who are told of a unit's matters."""
    return [address.contact_id for address in reached(session, [unit], today)[unit]]


def leaders(session: Session, units: Collection[int], today: date) -> dict[int, list[Address]]:
    """Those who lead these units; one that was merged has its successor's, once there are any."""
    lines = heirs(session, today)
    wanted = {*units, *(heir for unit in units for heir in lines.get(unit, ()))}
    own = accounts(session, [*wanted], Standing.LEADER)
    return {
        unit: next((own[each] for each in reversed([unit, *lines.get(unit, ())]) if own[each]), [])
        for unit in units
    }


def spoken_this_week(
    session: Session, units: Collection[int], today: date
) -> dict[int, list[date]]:
    """The days of this ISO week on which the rules have spoken to each unit, or what it is now."""
    related = families(session, units, today)
    days = sent_this_week(session, [*set().union(*related.values())], today)
    return {unit: sorted({day for each in related[unit] for day in days[each]}) for unit in units}


def owe(session: Session, told: Mapping[int, Sequence[Address]], now: datetime) -> None:
    """Owe prompts (by id) to people: one message a person, with a block for each prompt."""
    by_person: dict[Address, list[int]] = defaultdict(list)
    for prompt, addresses in told.items():
        for address in addresses:
            by_person[address].append(prompt)
    if not by_person:
        return
    deliveries = [
        {
            "key": _key(prompts[0], address),
            "channel": address.channel,
            "chat": address.chat,
            "contact_id": address.contact_id,
            "prompt_id": prompts[0],
            "owed_at": now,
        }
        for address, prompts in by_person.items()
    ]
    session.connection().execute(DELIVERIES, deliveries)
    further = {_key(first, who): rest for who, (first, *rest) in by_person.items() if rest}
    if further:
        query = select(col(Delivery.id), col(Delivery.key)).where(col(Delivery.key).in_(further))
        blocks = [
            {"delivery_id": delivery, "prompt_id": prompt}
            for delivery, key in session.execute(query).all()
            for prompt in further[key]
        ]
        session.connection().execute(BLOCKS, blocks)


def _key(prompt: int, address: Address) -> str:
    return f"prompt:{prompt}:{address.contact_id}:{address.account}"


def _people(session: Session, units: Collection[int], today: date) -> dict[int, list[Address]]:
    """By unit, those who receive for it, its successors aside."""
    contacts = accounts(session, [*units], Standing.CONTACT)
    away = _away(session, units, today)
    present = {
        unit: [each for each in found if (each.contact_id, unit) not in away]
        for unit, found in contacts.items()
    }
    lacking = [unit for unit in units if not present[unit] or present[unit] != contacts[unit]]
    deputies = accounts(session, lacking, Standing.DEPUTY) if lacking else {}
    found = dict(present)
    for unit in lacking:
        known = {each.contact_id for each in present[unit]}
        more = [each for each in deputies[unit] if each.contact_id not in known]
        found[unit] = [*present[unit], *more] or contacts[unit]
    return found


def _away(session: Session, units: Collection[int], today: date) -> set[tuple[int, int | None]]:
    query = select(col(Post.contact_id), col(Post.unit_id)).where(
        col(Post.away_until) >= today,
        col(Post.unit_id).in_(units),
        col(Post.standing) == Standing.CONTACT,
    )
    return {(contact, unit) for contact, unit in session.execute(query)}
