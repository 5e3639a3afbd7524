"""佐证材料: files that units send with a report, after it, or by themselves; and sent back."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from data.evidence import accepted
from data.kinds import Role
from data.refusal import Refusal
from data.store import chats, tasks
from data.store import evidence as store
from data.store.evidence import Sent
from data.store.tasks import Part
from handlers import parse
from handlers.about import LARGEST, answered_tasks, named_tasks, own_only, own_parts
from handlers.command import UNIT, Call, Offer, Reply, command, spoken
from handlers.page import cut, turn
from handlers.tasks import sees_all
from messages.message import Enclosure, Making

SHOWN = 8  # two rows of buttons
JUST_NOW = timedelta(hours=1)  # a file that follows a report belongs to it
WITH_FILE = frozenset({"report", "done", "blocked", "extend", "decline", "evidence"})
_OF_FILE = re.compile(r"m(\d{1,9})(?:\s+(?:#(\d{1,9})|(\d{1,6})))?")


def take(call: Call, speak: Callable[[Call], Reply | None]) -> Reply | None:
    """Keep the file of a message; its words, if any, are dealt with as ever."""
    words = parse.split(call.rest, spoken()) if call.rest else None
    if words is not None and words.command not in WITH_FILE:
        raise Refusal("evidence-with-command")
    key = _keep(call)
    bare = parse.named(words.rest if words and words.command == "evidence" else call.rest)
    if not bare.rest or (words and words.command == "evidence"):
        return _place(call, key, named_tasks(call, bare))
    reply = speak(call)
    if store.waiting(call.session, call.seen_id) and not _waits_for_task(call):
        return _place(call, key, [])
    return reply


def _keep(call: Call) -> int:
    file = call.incoming.file
    if file is None or not file.digest:
        raise Refusal("evidence-lost", name=file.name if file else "")
    name = accepted(file.name, len(file.content))
    return store.keep(
        call.session,
        call.person.id,
        call.seen_id,
        file.digest,
        name,
        len(file.content),
        call.now,
    )


def _waits_for_task(call: Call) -> bool:
    """Whether the words of the message wait for their task, and the file with them."""
    return chats.kept_words(call.session, call.seen_id, call.person.id) is not None


def _place(call: Call, key: int, named: Sequence[int]) -> Reply:
    """Tie a file to the task that is named, else to the one that is meant, else ask."""
    ids = list(named) or _meant(call)
    return _tied(call, key, ids[0]) if len(ids) == 1 else _choose(call, key, ids, 1)


def _meant(call: Call) -> list[int]:
    """Of the message quoted, else of what was just said, else of the newest prompt."""
    newest = chats.newest(call.session, call.incoming.channel, call.incoming.chat, limit=1)
    if call.told is None and newest and call.now - newest[0].owed_at <= JUST_NOW:
        own = own_only(call, newest[0].about)
        if len(own) == 1:
            return own
    return answered_tasks(call)


def _tied(call: Call, key: int, task: int) -> Reply:
    part = own_parts(call, [task])[0]
    fresh = store.tie(call.session, key, part.assignment)
    offers = [Offer("history", f"/history #{task}")]
    if fresh:
        offers.append(Offer("other-task", f"/evidence m{key}"))
    sent = store.of_parts(call.session, [part.assignment])
    facts = {"part": part, "fresh": fresh, "file": sent[0], "count": len(sent)}
    return Reply("evidence-kept", facts, (tuple(offers),), about=(task,))


def _choose(call: Call, key: int, among: Sequence[int], number: int) -> Reply:
    own = tasks.of_units(call.session, call.person.units)
    parts = {part.task: part for part in own if not among or part.task in among}
    if not parts:
        raise Refusal("no-tasks")
    page = cut(list(parts.values()), number, SHOWN)
    buttons = [
        Offer("code", f"/evidence m{key} #{part.task}", {"code": part.code}) for part in page.items
    ]
    rows = [tuple(buttons[n : n + 4]) for n in range(0, len(buttons), 4)]
    found = store.find(call.session, key)
    facts = {"file": found, "page": page}
    return Reply("evidence-which", facts, (*rows, *turn(page, f"/evidence m{key}")))


@command("evidence", "佐证", role=UNIT, shown=False)
def evidence(call: Call) -> Reply:
    """Choose the task of a file that one sent oneself."""
    match = _OF_FILE.fullmatch(call.rest)
    found = store.find(call.session, min(int(match[1]), LARGEST)) if match else None
    if match is None or found is None or found.contact != call.person.id:
        raise Refusal("evidence-how")
    if match[2]:
        return _tied(call, found.id, int(match[2]))
    return _choose(call, found.id, [], int(match[3] or 1))


@command("file", shown=False)
def file(call: Call) -> Reply:
    """Send a file to somebody who may read the reports it belongs to."""
    found = (
        store.find(call.session, min(int(call.rest), LARGEST)) if call.rest.isdecimal() else None
    )
    if found is None or not may_see(call, found):
        raise Refusal("evidence-gone")
    kept = Enclosure(Making.KEPT, found.name, {"hash": found.hash})
    return Reply("enclosed", {"name": found.name}, file=kept)


def may_see(call: Call, sent: Sent) -> bool:
    """A unit sees its own part's files, the lead every part's, coordinators and readers all."""
    if sees_all(call.person) or sent.contact == call.person.id:
        return True
    parts: list[Part] = tasks.of_tasks(call.session, [sent.task] if sent.task else [])
    own = [part for part in parts if part.unit in call.person.units]
    return any(part.role is Role.LEAD or part.assignment == sent.assignment for part in own)
