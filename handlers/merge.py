"""并入: a unit becomes, or becomes part of, another from a day on."""

import re

from data.kinds import ActKind
from data.models import Unit
from data.refusal import Refusal
from data.store import acts, people, prompts, recipients, successors
from handlers import parse
from handlers.command import COORDINATOR, Call, Offer, Reply, command

_INTO = re.compile(r"^into(?:\s+|$)", re.IGNORECASE)


@command("merge", "并入", role=COORDINATOR)
def merge(call: Call) -> Reply:
    """From a day on (today unless one is named) the second unit answers for the first."""
    old_name, _, rest = call.rest.partition(" ")
    rest = _INTO.sub("", rest.strip())
    new_name, _, day_words = rest.partition(" ")
    if not new_name:
        raise Refusal("merge-how")
    today = call.days.today(call.now)
    on = parse.day(day_words, today) if day_words.strip() else today
    if on is None:
        raise Refusal("merge-when")
    old = people.find_unit(call.session, old_name)
    new = people.find_unit(call.session, new_name)
    before = _told(call, old, new)
    successors.merge(call.session, old, new, on)
    prompts.rearm(call.session, new.id or 0, call.now)
    acts.record(
        call.session,
        ActKind.MERGE,
        call.person.id,
        call.now,
        unit=old.id,
        facts={"from": old.name, "to": new.name, "on": on.isoformat()},
    )
    facts = {"old": old.name, "new": new.name, "on": on, "bound": bool(call.people_of(new.id or 0))}
    told = Reply("merged-told", facts)
    others = tuple((contact, told) for contact in before)
    return Reply("merged", facts, ((Offer("units", "/units"),),), others=others)


def _told(call: Call, old: Unit, new: Unit) -> dict[int, None]:
    """The people of both units, each once."""
    today = call.days.today(call.now)
    units = {old.id or 0: None, new.id or 0: None}
    reached = recipients.reached(call.session, units, today)
    return {address.contact_id: None for unit in units for address in reached[unit]}
