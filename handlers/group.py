"""Group chats: bound to a unit by a coordinator; in one, the lesser of two rights holds."""

import re
from dataclasses import replace

from data.kinds import ActKind, Standing
from data.refusal import Refusal
from data.store import acts, group_chats, people, reports
from data.store.group_chats import Bound
from handlers.command import COORDINATOR, UNIT, Call, Person, Reply, command

OFF = ("解除", "off")
# What may be said in a bound chat: links, invitations, plans and reviews are for private ones.
LOOKS = frozenset({"task", "tasks", "history", "page"})
SAYS = frozenset({"report", "ack", "done", "blocked", "extend", "decline", "snooze"})
# What goes on with a message: only with one of the same chat.
GOES_ON = frozenset({"confirm", "note", "change", "add", "choose", "pick"})
_NUMBER = re.compile(r"\d{1,9}")


@command("group", "群", role=COORDINATOR)
def group(call: Call) -> Reply:
    """Said in a group chat: bind it to a unit, or let it go; alone, what is bound."""
    if call.incoming.private:
        found = [
            replace(each, since=each.since.astimezone(call.days.zone))
            for each in group_chats.listing(call.session)
        ]
        return Reply("groups", {"groups": found})
    bound = _bound(call)
    if not call.rest:
        return Reply("group", {"unit": bound.unit_name if bound else ""})
    if call.rest.lower() in OFF:
        return _release(call, bound)
    unit = people.find_unit(call.session, call.rest)
    chat = (call.incoming.channel, call.incoming.chat)
    group_chats.bind(call.session, chat, unit.id or 0, call.person.id, call.now)
    _record(call, unit.id or 0, "bound")
    return Reply("group-bound", {"unit": unit.name})


def _release(call: Call, bound: Bound | None) -> Reply:
    if bound is None:
        raise Refusal("group-unbound")
    group_chats.release(call.session, bound.channel, bound.chat)
    _record(call, bound.unit, "released")
    return Reply("group-released", {"unit": bound.unit_name})


def _record(call: Call, unit: int, what: str) -> None:
    facts = {"what": what, "channel": call.incoming.channel, "chat": call.incoming.chat}
    acts.record(call.session, ActKind.GROUP, call.person.id, call.now, unit=unit, facts=facts)


def _bound(call: Call) -> Bound | None:
    return group_chats.of_chat(call.session, call.incoming.channel, call.incoming.chat)


def admitted(call: Call, word: str) -> Call | None:
    """A call in a group chat with the lesser of the speaker's and the chat's rights.

    None where it may not be said there.
    """
    bound = _bound(call)
    if bound is None or word not in LOOKS | SAYS | GOES_ON:
        return None
    person = _lesser(call, bound)
    if person is None or (
        word not in LOOKS and not person.units.keys() <= call.person.units.keys()
    ):
        return None
    if word in GOES_ON and not _is_of_this_chat(call):
        return None
    return replace(call, person=person)


def _lesser(call: Call, bound: Bound) -> Person | None:
    """A contact speaks for the units of the chat that are the own; who sees all may look at it."""
    allowed = group_chats.units_in(call.session, bound, call.days.today(call.now))
    own = {unit: name for unit, name in call.person.units.items() if unit in allowed}
    if own:
        return replace(call.person, units=own, standings=call.person.standings & UNIT)
    if call.person.standings - UNIT:
        looking = frozenset({Standing.LEADER})
        return replace(call.person, units={bound.unit: bound.unit_name}, standings=looking)
    return None


def _is_of_this_chat(call: Call) -> bool:
    number = _NUMBER.match(call.rest)
    seen = int(number[0]) if number else reports.newest_pending(call.session, call.person.id)
    channel, chat = call.incoming.channel, call.incoming.chat
    return seen is not None and group_chats.was_said_in(call.session, seen, channel, chat)
