"""Who gets a unit's message: contacts, else deputies; the successor's from its date on."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import String, bindparam, cast, insert, select
from sqlmodel import Session, col

from data.kinds import Standing
from data.models import Delivery, metadata
from data.models.columns import Instant
from data.store.addresses import AWAY, Address, Receiver, accounts, add, located, people
from data.store.facts import sent_this_week
from data.store.many import DIALECTS, dialect, pairs
from data.store.successors import Heirs, families, heirs, with_heirs

R = TypeVar("R", Receiver, Address)


def receivers(
    session: Session, units: Collection[int], today: date, lines: Heirs
) -> dict[int, list[Receiver]]:
    """The people who get these units' messages, each at the account last used.

    Contacts who are on leave have the unit's deputies receive for them; so has a unit none of whose
    contacts can be reached. Until somebody is bound for a successor, the old unit's people receive.
    """
    return _of_heirs(units, lines, _people(session, with_heirs(units, lines), today))


def reached(session: Session, units: Collection[int], today: date) -> dict[int, list[Address]]:
    """Where these people are."""
    return located(session, receivers(session, units, today, heirs(session, today)))


def of_unit(session: Session, unit: int, today: date) -> list[int]:
    """The ids of the people who are told of a unit's matters."""
    told = receivers(session, [unit], today, heirs(session, today))
    return [contact for _, contact in told[unit]]


def leaders(session: Session, units: Collection[int], today: date) -> dict[int, list[Address]]:
    """Those who lead these units; one that was merged has its successor's, once there are any."""
    lines = heirs(session, today)
    own = accounts(session, [*with_heirs(units, lines)], Standing.LEADER)
    return _of_heirs(units, lines, own)


def spoken_this_week(
    session: Session, units: Collection[int], today: date, lines: Heirs | None = None
) -> dict[int, list[date]]:
    """The days of this ISO week on which the rules have spoken to units, or what they are now.

    `lines`: the units' heirs, where they are known.
    """
    related = families(heirs(session, today) if lines is None else lines, units)
    days = sent_this_week(session, {*units}.union(*related.values()), today)
    shared = {
        unit: sorted({day for each in family for day in days.get(each, ())})
        for unit, family in related.items()
    }
    return days | shared


def _of_heirs(units: Collection[int], lines: Heirs, own: dict[int, list[R]]) -> dict[int, list[R]]:
    """Each unit's people: those of the last that it became who has any."""
    found = {unit: own[unit] for unit in units} if lines else own
    for unit in found.keys() & lines.keys():
        found[unit] = next((own[each] for each in reversed(lines[unit]) if own[each]), own[unit])
    return found


def owe(session: Session, told: Mapping[int, Sequence[Receiver | Address]], now: datetime) -> None:
    """Owe prompts (by id) to people: one message a person, with a block for each prompt."""
    first: dict[int, int] = {}
    further: dict[str, list[int]] = defaultdict(list)
    for prompt, receivers in told.items():
        for account, contact, *_ in receivers:
            begun = first.setdefault(account, prompt)
            if begun != prompt:
                further[f"prompt:{begun}:{contact}:{account}"].append(prompt)
    if not first:
        return
    bound = {"pairs": json.dumps(first), "now": now}
    session.connection().execute(DELIVERIES[dialect(session)], bound)
    if further:
        query = select(col(Delivery.id), col(Delivery.key)).where(col(Delivery.key).in_(further))
        blocks = [
            {"delivery_id": delivery, "prompt_id": prompt}
            for delivery, key in session.execute(query).all()
            for prompt in further[key]
        ]
        session.connection().execute(BLOCKS, blocks)


def _people(session: Session, units: Collection[int], today: date) -> dict[int, list[Receiver]]:
    """By unit, those who receive for it, its successors aside."""
    present: dict[int, list[Receiver]] = {unit: [] for unit in units}
    away: dict[int, list[Receiver]] = {}
    deputies: dict[int, list[Receiver]] = {}
    for unit, other, receiver in people(session, units, today):
        if other is None:
            add(present[unit], receiver)
        elif other == AWAY:
            add(away.setdefault(unit, []), receiver)
        elif other == Standing.DEPUTY:
            add(deputies.setdefault(unit, []), receiver)
    for unit in {*away, *[unit for unit, found in present.items() if not found]}:
        found = present[unit]
        for each in deputies.get(unit, ()):
            add(found, each)
        found.extend(() if found else away.get(unit, ()))
    return present


def _owing(database: str) -> Any:
    """One statement's deliveries of prompts."""
    account, prompt = pairs(database)
    told = select(account.label("account_id"), prompt.label("prompt_id")).subquery()
    who = metadata.tables["account"].c
    numbers = [cast(each, String) for each in (told.c.prompt_id, who.contact_id, who.id)]
    key = "prompt:" + numbers[0] + ":" + numbers[1] + ":" + numbers[2]
    columns = {
        "key": key,
        "channel": who.channel,
        "chat": who.chat,
        "contact_id": who.contact_id,
        "prompt_id": told.c.prompt_id,
        "owed_at": bindparam("now", type_=Instant()),
    }
    source = select(*columns.values()).join_from(told, who.id.table, who.id == told.c.account_id)
    return insert(metadata.tables["delivery"]).from_select([*columns], source)


BLOCKS = insert(metadata.tables["block"])
DELIVERIES = {each: _owing(each) for each in DIALECTS}
