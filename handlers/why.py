"""Why: which rule, which facts, and what was told, merged, held or given up."""

from collections.abc import Sequence

from data.kinds import Fate
from data.models import Unit
from data.refusal import Refusal
from data.store import chats, people, switches, tasks, why
from data.store.tasks import Part
from data.store.why import Fated
from handlers import parse
from handlers.about import named_tasks, own_parts
from handlers.command import COORDINATOR, UNIT, Call, Offer, Reply, command

SHOWN = 5  # tasks of a message
RECORD = 6  # lines of a task's or a unit's record
_SAID = (Fate.TOLD, Fate.MERGED)
_UNSAID = (Fate.GIVEN_UP, Fate.HELD)


@command("why", "为何", "为什么", "为何收到", role=UNIT | COORDINATOR)
def explain(call: Call) -> Reply:
    """Of the message answered or the newest one; of a task; for coordinators of any unit."""
    named = parse.named(call.rest)
    if named.ids or named.codes:
        ids = named_tasks(call, named)
        if len(ids) > 1:
            raise Refusal("why-one")
        return _task(call, ids[0], named.rest)
    if call.rest:
        return _unit(call, _seen_unit(call, call.rest))
    told = call.told if call.told and call.told.prompt and not call.told.about else None
    told = told or chats.newest_prompt(
        call.session, call.incoming.channel, call.incoming.chat, call.now
    )
    if told is not None and told.prompt is not None:
        return _message(call, told.prompt, *told.more)
    if not call.person.units:
        raise Refusal("why-how")
    return _unit(call, next(iter(call.person.units)))


def _seen_unit(call: Call, name: str) -> int:
    unit = people.find_unit(call.session, name.removeprefix("@")).id or 0
    if unit not in call.person.units and not call.person.coordinates:
        raise Refusal("why-not-yours", unit=name)
    return unit


def _message(call: Call, prompt: int, *more: int) -> Reply:
    to, unit = chats.recipient_of(call.session, prompt)
    if not to:
        raise Refusal("prompt-unknown")
    if unit not in call.person.units and not call.person.coordinates:
        raise Refusal("prompt-not-yours")
    blocks = [why.of_prompt(call.session, each, call.days) for each in (prompt, *more)]
    lines = _once([line for block in blocks for line in block])
    if not lines:
        raise Refusal("prompt-unknown")
    on = lines[0].day
    today = call.days.today(call.now)
    facts = {
        "to": to,
        "unit": lines[0].unit_name,
        "on": on,
        "rules": list(dict.fromkeys(line.rule for line in lines)),
        "lines": lines[:SHOWN],
        "more": len(lines[SHOWN:]),
        "total": len(lines),
        "left": why.of_day(call.session, unit, on, to, call.days)[:SHOWN],
        "late": {
            line.task: call.days.between(line.deadline, today)
            for line in lines
            if line.deadline and line.deadline < today
        },
    }
    first = lines[0].task
    return Reply("why-message", facts, ((Offer("task", f"/task #{first}"),),))


def _once(lines: Sequence[Fated]) -> list[Fated]:
    """A line a task: its most urgent one stands for the others."""
    return list({line.task: line for line in reversed(lines)}.values())[::-1]


def _task(call: Call, task: int, unit_name: str) -> Reply:
    """The record of a task: of the own part, or for a coordinator of each or the named unit's."""
    coordinates = call.person.coordinates
    parts = _parts_of(call, task, unit_name) if coordinates else own_parts(call, [task])
    seen = [part.assignment for part in parts]
    off = switches.off_of_task(call.session, task)
    facts = {
        "part": parts[0],
        "several": len(parts) > 1,
        "record": why.of_parts(call.session, seen, RECORD, call.days),
        "off": [rule for rule in switches.SWITCHED if rule in off],
        "returned": [part for part in parts if part.returned_on],
        "outlook": [
            why.outlook(call.session, part.unit, call.now, call.days, task) for part in parts
        ],
    }
    return Reply("why-task", facts, ((Offer("task", f"/task #{task}"),),), about=(task,))


def _parts_of(call: Call, task: int, unit_name: str) -> list[Part]:
    """A task's parts, or the one of the unit that is named."""
    parts = tasks.of_tasks(call.session, [task])
    if not unit_name:
        return parts
    unit = people.find_unit(call.session, unit_name.removeprefix("@"))
    own = [part for part in parts if part.unit == unit.id]
    if not own:
        units = [part.unit_name for part in parts]
        raise Refusal("why-no-part", unit=unit.name, code=parts[0].code, units=units)
    return own


def _unit(call: Call, unit: int) -> Reply:
    """What a unit was told last and why it is told nothing now."""
    found = tasks.of_units(call.session, [unit])
    ids = [part.assignment for part in found]
    facts = {
        "outlook": why.outlook(call.session, unit, call.now, call.days),
        "tasks": len(found),
        "told": why.of_parts(call.session, ids, RECORD, call.days, _SAID),
        "unsaid": why.of_parts(call.session, ids, RECORD, call.days, _UNSAID),
    }
    name = call.session.get_one(Unit, unit).name
    status = Offer("status-of", f"/status {name}", {"unit": name})
    row = (Offer("tasks", "/tasks"),) if unit in call.person.units else (status,)
    return Reply("why-unit", facts, (row,))
