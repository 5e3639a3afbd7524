"""A unit's people: who they are, whether they can be reached, and the end of a post."""

import re
from dataclasses import replace

from data.kinds import ActKind
from data.refusal import Refusal
from data.store import acts, people, posts
from handlers.at_hand import at_hand
from handlers.command import COMMANDS, COORDINATOR, Call, Offer, Reply, command

_POST = re.compile(r"p(\d{1,9})")
SHOWN = 6


@command("contacts", "联络员", role=COORDINATOR)
def contacts(call: Call) -> Reply:
    """The people of one unit; alone, every unit with how many it has."""
    if not call.rest:
        return COMMANDS["units"].run(replace(call, word="units"))
    unit = people.find_unit(call.session, call.rest)
    zone = call.days.zone
    found = [
        replace(
            each,
            since=each.since.astimezone(zone),
            used_at=each.used_at.astimezone(zone) if each.used_at else None,
        )
        for each in posts.of_unit(call.session, unit.id or 0)
    ]
    rows = tuple(
        (
            Offer("revoke", f"/revoke p{each.id}", {"name": each.name}),
            Offer("handover-from", f"/handover p{each.id}", {"name": each.name}),
        )
        for each in found[:SHOWN]
    )
    facts = {"unit": unit.name, "people": found, "today": call.days.today(call.now)}
    return Reply("contacts", facts, rows)


@command("revoke", "移除", role=COORDINATOR, shown=False)
def revoke(call: Call) -> Reply:
    """End a person's post for a unit; the person is told, the record stays."""
    match = _POST.fullmatch(call.rest)
    held = posts.find(call.session, min(int(match[1]), 2**31 - 1)) if match else None
    if held is None or not posts.end(call.session, held.id):
        raise Refusal("post-unknown")
    acts.record(
        call.session,
        ActKind.REVOKE,
        call.person.id,
        call.now,
        unit=held.unit,
        facts={
            "contact": held.contact,
            "name": held.name,
            "standing": held.standing.value,
            "since": held.since.isoformat(),
        },
    )
    left = people.contacts(call.session, held.unit)
    told = Reply("revoked-told", {"held": held}, words=at_hand(call.session, held.contact))
    facts = {"held": held, "left": len(left)}
    return Reply("revoked", facts, others=((held.contact, told),))
