"""Everything that was reported on a task, decided on it and done to it, page by page."""

import re
from dataclasses import replace
from datetime import date

from data.kinds import ActKind, Role
from data.refusal import Refusal
from data.store import acts, evidence, tasks
from data.store import history as store
from data.store.acts import Done
from data.store.carries import origin
from data.store.evidence import Sent
from handlers import parse
from handlers.about import answered_tasks, named_tasks, own_parts
from handlers.command import Call, Offer, Reply, command
from handlers.page import cut, turn
from handlers.tasks import sees_all

A_PAGE = 4
LONGEST_LABEL = 20  # characters of a file's name on its button, the end of it
SHOWN = (
    ActKind.DISPATCH,
    ActKind.ASSIGN,
    ActKind.DUE,
    ActKind.CADENCE,
    ActKind.SWITCH,
    ActKind.PAUSE,
    ActKind.RESUME,
    ActKind.DROP,
    ActKind.CLOSE,
    ActKind.SLIP,
)
_NUMBER = re.compile(r"\s*(\d{1,6})\s*")


@command("history", "历史")
def history(call: Call) -> Reply:
    """A unit sees its own part, the lead every part, coordinators and readers all."""
    named = parse.named(call.rest)
    ids = named_tasks(call, named) or answered_tasks(call)
    if len(ids) != 1:
        raise Refusal("history-how")
    parts = tasks.of_tasks(call.session, ids, ended=True)
    if not parts:
        raise Refusal("task-gone")
    if not sees_all(call.person):
        own = own_parts(call, ids)
        leads = any(part.role is Role.LEAD for part in own)
        parts = parts if leads else own
    said = store.of_parts(call.session, [part.assignment for part in parts])
    zone = call.days.zone
    files = evidence.of_parts(call.session, [part.assignment for part in parts])
    entries: list[store.Entry | Done | Sent] = [
        *(replace(each, at=each.at.astimezone(zone)) for each in said),
        *(replace(each, at=each.at.astimezone(zone)) for each in _done(call, ids)),
        *(replace(each, at=each.at.astimezone(zone)) for each in files),
    ]
    entries.sort(key=lambda each: each.at, reverse=True)
    number = _NUMBER.fullmatch(named.rest)
    page = cut(entries, int(number[1]) if number else 1, A_PAGE)
    task = parts[0]
    sent = [each for each in page.items if isinstance(each, Sent)]
    rows = [
        (Offer("file", f"/file {each.id}", {"name": each.name[-LONGEST_LABEL:]}),) for each in sent
    ]
    before = origin(call.session, task.task)
    own_way = [Offer("task", f"/task #{task.task}")]
    if before is not None:
        own_way.append(Offer("plan-origin", f"/history #{before.id}", {"code": before.code}))
    offers = (*rows, *turn(page, f"/history #{task.task}"), tuple(own_way))
    facts = {"task": task, "page": page, "origin": before}
    return Reply("history", facts, offers, about=(task.task,))


def _done(call: Call, ids: list[int]) -> list[Done]:
    """What coordinators did to the task, days as days."""
    found = [each for each in acts.of_task(call.session, ids[0]) if each.kind in SHOWN]
    return [
        replace(each, facts={**each.facts, "to": date.fromisoformat(each.facts["to"])})
        if each.kind is ActKind.DUE
        else each
        for each in found
    ]
