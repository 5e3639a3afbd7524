"""Who answers for what: units, and invitations for their people."""

from data.kinds import Standing
from data.refusal import Refusal
from data.store import invitations, links, people
from data.store.unmanned import invite_all
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.page import cut, turn
from messages.invitations import rows
from messages.message import Enclosure, Making
from messages.render import label

A_PAGE = 10
A_SCREEN = 5  # invitations in words; the table has all of them, and no page shows a code twice
EVERYBODY = ("all", "全部")
STANDINGS = {
    "联络员": Standing.CONTACT,
    "contact": Standing.CONTACT,
    "B角": Standing.DEPUTY,
    "b角": Standing.DEPUTY,
    "副联络员": Standing.DEPUTY,
    "deputy": Standing.DEPUTY,
    "负责人": Standing.LEADER,
    "单位负责人": Standing.LEADER,
    "leader": Standing.LEADER,
    "分管领导": Standing.READER,
    "reader": Standing.READER,
    "督办员": Standing.COORDINATOR,
    "coordinator": Standing.COORDINATOR,
}


@command("units", "单位", role=COORDINATOR)
def units(call: Call) -> Reply:
    """Every unit with its tasks and people, those that nobody answers for marked."""
    number = int(call.rest) if call.rest.isdecimal() and len(call.rest) < 7 else 1
    found = people.manned(call.session)
    page = cut(found, number, A_PAGE)
    facts = {"page": page, "unmanned": sum(not each.people for each in found)}
    return Reply("units", facts, turn(page, "/units"))


@command("invite", "邀请", role=COORDINATOR)
def invite(call: Call) -> Reply:
    """Make an invitation: of a unit's contact unless another standing is named, or of a reader."""
    if call.rest.lower() in EVERYBODY:
        return _invite_all(call)
    unit_name, standing = _wanted(call.rest)
    if standing is Standing.COORDINATOR:
        raise Refusal("invite-coordinator")
    if standing in people.OF_HOUSE:
        unit = None
    elif not unit_name:
        raise Refusal("invite-how")
    else:
        found = people.find_unit(call.session, unit_name)
        unit = people.successor(call.session, found, call.days.today(call.now))
    issued = invitations.issue(call.session, unit.id if unit else None, standing, call.now)
    facts = {
        "code": issued.code,
        "link": links.invitation(call.session, issued.code),
        "unit": unit.name if unit else "",
        "standing": standing,
        "until": issued.expires_at.astimezone(call.days.zone),
    }
    return Reply("invitation", facts, ((Offer("units", "/units"),),), secret=True)


def _invite_all(call: Call) -> Reply:
    """One for every unit that has no contact: the first to read, and all as a table."""
    made = invite_all(call.session, call.now, call.days.today(call.now))
    if not made:
        return Reply("invited-all", {"invited": [], "until": None, "shown": A_SCREEN})
    until = made[0].expires_at.astimezone(call.days.zone)
    locale = call.person.locale
    name = label("file.invitations", locale, today=call.days.today(call.now).isoformat())
    table = rows(((each.unit, each.code, each.link) for each in made), until, locale)
    return Reply(
        "invited-all",
        {"invited": made, "until": until, "shown": A_SCREEN},
        file=Enclosure(Making.SHEET, name, {"rows": table}),
        secret=True,
    )


def _wanted(rest: str) -> tuple[str, Standing]:
    """A unit's name and a standing, in either order."""
    words = rest.split()
    standings = [STANDINGS[word] for word in words if word in STANDINGS]
    names = [word for word in words if word not in STANDINGS]
    return " ".join(names), standings[0] if standings else Standing.CONTACT
