"""催办: a coordinator urges a unit or a task's units; it is told in the window, and kept."""

from collections import defaultdict

from data.kinds import ActKind, TaskState
from data.refusal import Refusal
from data.store import acts, pauses, people, tasks, urges
from data.store.brake import is_braked
from data.store.tasks import Part
from data.weeks import opened
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Reply, command


@command("remind", "催办", role=COORDINATOR)
def remind(call: Call) -> Reply:
    """Urge the units of the tasks named, else the unit named about all that it owes."""
    named = parse.named(call.rest)
    if named.ids or named.codes:
        found = tasks.of_tasks(call.session, named_tasks(call, named))
        name, word = found[0].code, named.rest
    else:
        name, _, word = call.rest.partition(" ")
        if not name:
            raise Refusal("remind-how")
        unit = people.find_unit(call.session, name.removeprefix("@"))
        own = tasks.of_units(call.session, [unit.id or 0])
        found = [part for part in _owing(call, own) if part.state is TaskState.OPEN]
    parts = [part for part in found if part.state in (TaskState.OPEN, TaskState.PAUSED)]
    if not parts:
        raise Refusal("remind-none")
    return _urge(call, parts, name, word.strip())


def _owing(call: Call, parts: list[Part]) -> list[Part]:
    """What is overdue, or was not reported on since the last digest."""
    today = call.days.today(call.now)
    since = opened(today, call.days)
    return [
        part
        for part in parts
        if (part.due_on is not None and part.due_on < today)
        or part.reported_at is None
        or part.reported_at <= since
    ]


def _urge(call: Call, parts: list[Part], name: str, word: str) -> Reply:
    today = call.days.today(call.now)
    paused = pauses.of_parts(call.session, parts, today)
    going = [part for part in parts if part.assignment not in paused]
    if not going:
        raise Refusal("remind-paused", name=next(iter(paused.values())))
    known = urges.urged(call.session, [part.assignment for part in going], today)
    fresh = [part for part in going if part.assignment not in known]
    if not fresh:
        raise Refusal("remind-today", name=name)
    by_unit: dict[int, list[Part]] = defaultdict(list)
    for part in fresh:
        by_unit[part.unit].append(part)
    for unit, own in by_unit.items():
        acts.record(
            call.session,
            ActKind.URGE,
            call.person.id,
            call.now,
            unit=unit,
            task=own[0].task if len(own) == 1 else None,
            reason=word,
            facts={"parts": [part.assignment for part in own]},
        )
    urges.owe(call.session, call.now, call.days)
    left = {act.unit_id for act in urges.waiting(call.session)}
    unmanned = {unit: own[0].unit_name for unit, own in by_unit.items() if not _manned(call, unit)}
    facts = {
        "units": [own[0].unit_name for own in by_unit.values()],
        "tasks": len({part.task for part in fresh}),
        "later": bool(left & (by_unit.keys() - unmanned.keys())),
        "braked": is_braked(call.session),
        "unmanned": [*unmanned.values()],
        "paused": list(dict.fromkeys(paused.values())),
        "word": word,
    }
    return Reply("urged", facts)


def _manned(call: Call, unit: int) -> bool:
    return bool(call.people_of(unit))
