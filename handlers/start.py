"""Getting in: an invitation's code binds a person, and nothing else does."""

from dataclasses import replace

from data.kinds import Role, Standing
from data.models import Contact, Unit
from data.store import handovers, invitations, people, posts, prompts, unbound
from data.store import tasks as store
from data.store.invitations import Speaker, Taken, Verdict
from handlers.at_hand import at_hand
from handlers.command import Call, Offer, Person, Reply, command
from handlers.handover import changed, taken_over
from handlers.parse import plain

NOBODY = Person(0, "", "", {}, frozenset())
REFUSED = (Verdict.WRONG, Verdict.USED, Verdict.EXPIRED, Verdict.BARRED, Verdict.KNOWN)


def stranger(call: Call) -> Reply:
    """The one answer to somebody unbound, whatever was said."""
    return Reply("stranger")


@command("start", "绑定")
def start(call: Call) -> Reply:
    """Take up an invitation; a code typed in a group is void."""
    code = plain(call.rest)
    if not call.incoming.private:
        invitations.void(call.session, code, call.now)
        return Reply("code-in-group")
    if not code:
        return stranger(call) if call.person is NOBODY else _greet(call)
    taken = invitations.take_up(call.session, code, _speaker(call), call.now)
    if taken.verdict in REFUSED:
        return Reply("code-refused", {"verdict": taken.verdict.value}, others=_alarm(call, taken))
    if taken.verdict is Verdict.JOINED:
        return Reply("account-joined", offers=((Offer("tasks", "/tasks"), Offer("help", "/help")),))
    if taken.verdict is not Verdict.ALREADY and taken.unit is not None:
        prompts.rearm(call.session, taken.unit, call.now)
        unbound.found(call.session, taken.unit)
    reply = _handed_over(call, taken) or _bound(call, taken)
    return replace(reply, words=at_hand(call.session, taken.contact or 0))


def _handed_over(call: Call, taken: Taken) -> Reply | None:
    """A post that somebody gives up for the one who has just been bound."""
    if taken.hands_over is None or taken.contact is None:
        return None
    held = posts.held_as(call.session, taken.hands_over, taken.unit, taken.standing)
    if held is None:
        return None
    waiting = handovers.take_over(call.session, held, taken.contact, call.now)
    name = call.session.get_one(Contact, taken.contact).name
    others = tuple(changed(call, held, taken.contact, name))
    return replace(taken_over(held, waiting), others=others)


def _speaker(call: Call) -> Speaker:
    incoming = call.incoming
    return Speaker(
        channel=incoming.channel,
        chat=incoming.chat,
        sender=incoming.sender,
        name=incoming.name,
        contact=call.person.id or None,
    )


def _greet(call: Call) -> Reply:
    return Reply("greeting", {"person": call.person}, ((Offer("help", "/help"),),))


def _alarm(call: Call, taken: Taken) -> tuple[tuple[int, Reply], ...]:
    """Somebody has been guessing: the coordinators hear of it once."""
    if not taken.alarm:
        return ()
    told = Reply("guessing", {"channel": call.incoming.channel})
    return tuple((contact, told) for contact in people.coordinators(call.session))


def _bound(call: Call, taken: Taken) -> Reply:
    unit = call.session.get(Unit, taken.unit) if taken.unit else None
    facts = {
        "standing": taken.standing,
        "unit": unit.name if unit else "",
        "again": taken.verdict is Verdict.ALREADY,
        "plans": _plans(call, taken) if unit else [],
    }
    row = [Offer("tasks", "/tasks"), Offer("how" if unit else "help", "/help")]
    return Reply("bound", facts, (tuple(row),), others=_welcomed(call, taken))


def _plans(call: Call, taken: Taken) -> list[dict[str, object]]:
    """The present state: what the unit leads and supports, plan by plan."""
    parts = store.of_units(call.session, [taken.unit] if taken.unit else [])
    titles = dict.fromkeys(part.plan_title for part in parts)
    return [
        {
            "title": title,
            "lead": _count(parts, title, Role.LEAD),
            "support": _count(parts, title, Role.SUPPORT),
        }
        for title in titles
    ]


def _count(parts: list[store.Part], title: str, role: Role) -> int:
    return sum(part.plan_title == title and part.role is role for part in parts)


def _welcomed(call: Call, taken: Taken) -> tuple[tuple[int, Reply], ...]:
    """The other coordinators are told of a new one."""
    if taken.standing is not Standing.COORDINATOR or taken.verdict is Verdict.ALREADY:
        return ()
    told = Reply("new-coordinator", {"name": call.incoming.name or call.incoming.sender})
    others = people.coordinators(call.session)
    return tuple((contact, told) for contact in others if contact != taken.contact)
