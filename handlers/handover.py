"""交接: a contact goes on leave, or gives the post to somebody else with all that hangs on it."""

import re

from data.kinds import ActKind, Standing
from data.refusal import Refusal
from data.store import acts, handovers, invitations, links, people, posts
from data.store.handovers import Pending
from data.store.posts import Held
from handlers import parse
from handlers.at_hand import at_hand
from handlers.command import COORDINATOR, UNIT, Call, Offer, Reply, command

NEW = ("新人", "new")
BACK = ("结束", "back")
SURE = "yes"
_DEPUTY = re.compile(r"(?:B角|副联络员|deputy)(?:\s*(?:至|到|until|till)\s*|\s+|$)", re.IGNORECASE)
_POST = re.compile(r"p(\d{1,9})(?:\s+(?:p(\d{1,9})|(\S+)))?(?:\s+(yes))?")
_LARGEST = 2**31 - 1


@command("handover", "交接", role=UNIT | COORDINATOR)
def handover(call: Call) -> Reply:
    """Leave with a deputy until a day; else a post given to a person there is, or to a new one."""
    rest = call.rest
    if match := _DEPUTY.match(rest):
        return _leave(call, rest[match.end() :])
    if rest.lower() in BACK:
        return _back(call)
    if match := _POST.fullmatch(rest):
        return _of_post(call, match)
    held = _own(call)
    if len(held) > 1 or not rest:
        return _which(call, held)
    return _named(call, held[0], rest)


def _own(call: Call) -> list[Held]:
    found = handovers.of_person(call.session, call.person.id)
    if not found:
        raise Refusal("handover-whose" if call.person.coordinates else "handover-none")
    return found


def _which(call: Call, held: list[Held]) -> Reply:
    """Which of several posts; of a single one, to whom."""
    if len(held) == 1:
        return _choices(call, held[0])
    rows = tuple(
        (Offer("handover-post", f"/handover p{each.id}", {"unit": each.unit_name}),)
        for each in held
    )
    return Reply("handover-which", {"posts": held}, rows)


def _named(call: Call, held: Held, name: str) -> Reply:
    if name.lower() in NEW:
        return _invite(call, held)
    others = [each for each in _others(call, held) if each.name == name]
    if len(others) != 1:
        raise Refusal("handover-nobody", name=name, unit=held.unit_name)
    return _sure(held, others[0])


def _others(call: Call, held: Held) -> list[Held]:
    """The unit's other people, each once."""
    found = {each.contact: each for each in reversed(posts.of_unit(call.session, held.unit))}
    found.pop(held.contact, None)
    return sorted(found.values(), key=lambda each: each.id)


def _of_post(call: Call, match: re.Match[str]) -> Reply:
    """What a button says: a post, then who is to have it, then that it is meant."""
    held = _post(call, match[1])
    if held is None or (held.contact != call.person.id and not call.person.coordinates):
        raise Refusal("post-unknown")
    if match[2]:
        to = _post(call, match[2])
        if to is None or to.contact not in {each.contact for each in _others(call, held)}:
            raise Refusal("post-unknown")
        return _give(call, held, to) if match[4] else _sure(held, to)
    return _named(call, held, match[3]) if match[3] else _choices(call, held)


def _post(call: Call, number: str) -> Held | None:
    return posts.find(call.session, min(int(number), _LARGEST))


def _choices(call: Call, held: Held) -> Reply:
    others = _others(call, held)
    rows = [
        (Offer("handover-to", f"/handover p{held.id} p{each.id}", {"name": each.name}),)
        for each in others[:6]
    ]
    rows.append((Offer("handover-new", f"/handover p{held.id} new"),))
    away = held.away_until
    if away and away < call.days.today(call.now):
        away = None
    if away:
        rows.append((Offer("handover-back", "/handover back"),))
    facts = {
        "held": held,
        "own": held.contact == call.person.id,
        "deputies": [each.name for each in others if each.standing is Standing.DEPUTY],
        "away": away,
    }
    return Reply("handover", facts, tuple(rows))


def _sure(held: Held, to: Held) -> Reply:
    says = f"/handover p{held.id} p{to.id} {SURE}"
    return Reply("handover-sure", {"held": held, "to": to}, ((Offer("handover-yes", says),),))


def _give(call: Call, held: Held, to: Held) -> Reply:
    waiting = handovers.take_over(call.session, held, to.contact, call.now)
    told = list(changed(call, held, to.contact, to.name))
    told.append((to.contact, taken_over(held, waiting)))
    facts = {"held": held, "name": to.name, "own": held.contact == call.person.id}
    others = tuple(each for each in told if each[0] != call.person.id)
    words = at_hand(call.session, call.person.id)
    return Reply("handed-on", facts, others=others, words=words)


def changed(call: Call, held: Held, new: int, name: str) -> list[tuple[int, Reply]]:
    """Put it on record; what the one who loses the post and the coordinators are told."""
    acts.record(
        call.session,
        ActKind.HANDOVER,
        call.person.id or new,
        call.now,
        unit=held.unit,
        facts={
            "from": held.contact,
            "name": held.name,
            "to": new,
            "new": name,
            "standing": held.standing.value,
            "since": held.since.isoformat(),
        },
    )
    words = at_hand(call.session, held.contact)
    gone = Reply("handed-on", {"held": held, "name": name, "own": True}, words=words)
    noted = Reply("handover-noted", {"held": held, "name": name})
    coordinators = people.coordinators(call.session)
    return [(held.contact, gone), *((each, noted) for each in coordinators)]


def taken_over(held: Held, waiting: list[Pending]) -> Reply:
    """What the one who takes over is told: what there is, and what waits to be confirmed."""
    rows = tuple(
        (Offer("confirm-codes", f"/confirm {each.seen}", {"codes": list(each.codes)}),)
        for each in waiting[:6]
    )
    row = (Offer("tasks", "/tasks"), Offer("how", "/help"))
    return Reply("taken-over", {"held": held, "waiting": waiting}, (*rows, row))


def _invite(call: Call, held: Held) -> Reply:
    issued = invitations.issue(
        call.session, held.unit, held.standing, call.now, hands_over=held.contact
    )
    facts = {
        "code": issued.code,
        "link": links.invitation(call.session, issued.code),
        "unit": held.unit_name,
        "standing": held.standing,
        "until": issued.expires_at.astimezone(call.days.zone),
        "hands_over": held.name,
    }
    return Reply("invitation", facts, secret=True)


def _leave(call: Call, words: str) -> Reply:
    held = [each for each in _own(call) if each.standing is Standing.CONTACT]
    deputies = [
        each
        for one in held
        for each in posts.of_unit(call.session, one.unit)
        if each.standing is Standing.DEPUTY and each.contact != call.person.id
    ]
    if not deputies:
        raise Refusal("handover-no-deputy")
    if not words.strip():
        return Reply("handover-until", asks="/handover deputy")
    today = call.days.today(call.now)
    until = parse.day(words, today)
    if until is None:
        raise Refusal("handover-when")
    if until < today:
        raise Refusal("handover-past", on=until)
    handovers.leave(call.session, call.person.id, until, call.now)
    _record_leave(call, held, until.isoformat())
    facts = {
        "posts": held,
        "until": until,
        "deputies": list({d.contact: d for d in deputies}.values()),
    }
    told = Reply("away-told", {"name": call.person.name, "posts": held, "until": until})
    others = tuple((contact, told) for contact in dict.fromkeys(d.contact for d in deputies))
    return Reply("away", facts, ((Offer("handover-back", "/handover back"),),), others=others)


def _back(call: Call) -> Reply:
    if not any(each.away_until for each in _own(call)):
        raise Refusal("handover-not-away")
    held = handovers.leave(call.session, call.person.id, None, call.now)
    _record_leave(call, held, None)
    return Reply("back", {"posts": held})


def _record_leave(call: Call, held: list[Held], until: str | None) -> None:
    for each in held:
        facts = {"until": until}
        acts.record(
            call.session, ActKind.LEAVE, call.person.id, call.now, unit=each.unit, facts=facts
        )
