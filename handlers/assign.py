"""分工: a task's units changed by a coordinator: who leads, who supports, who no longer has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.kinds import ActKind, Role
from data.models import Unit
from data.refusal import Refusal
from data.store import acts, assigning, people, tasks, urges
from data.store.tasks import LIVE, Part, Whole
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.parse.owners import Owners, owners


@command("assign", "分工", role=COORDINATOR)
def assign(call: Call) -> Reply:
    """Change a task's units; what is missing is asked for, the reason last."""
    named = parse.named(call.rest)
    ids = named_tasks(call, named)
    if len(ids) != 1:
        raise Refusal("assign-how")
    task = tasks.whole(call.session, ids[0])
    if task is None:
        raise Refusal("task-gone")
    if task.state not in LIVE:
        raise Refusal("assign-ended", code=task.code)
    if not named.rest:
        return Reply("assign-asks", {"task": task}, about=(task.id,), asks=f"/assign #{task.id}")
    wanted = owners(named.rest, lambda name: known_unit(call, name) is not None)
    if wanted.unknown:
        raise Refusal("assign-unit", name=wanted.unknown)
    after = _after(call, assigning.roles(call.session, task.id), wanted, task)
    if not wanted.reason:
        asks = f"/assign #{task.id} {named.rest}"
        return Reply("assign-why", {"task": task}, about=(task.id,), asks=asks)
    return _assigned(call, task, after, wanted.reason)


def known_unit(call: Call, name: str) -> Unit | None:
    """The unit that answers today for that name; None when no unit or several bear it."""
    try:
        found = people.find_unit(call.session, name)
    except Refusal:
        return None
    return people.successor(call.session, found, call.days.today(call.now))


def _after(call: Call, before: Mapping[int, Role], wanted: Owners, task: Whole) -> dict[int, Role]:
    """The units as they are to be, leads first; another lead takes the place of the one before."""
    leads, supports, gone = (
        [unit.id or 0 for name in names if (unit := known_unit(call, name))]
        for names in (wanted.leads, wanted.supports, wanted.gone)
    )
    if not (leads or supports or gone):
        raise Refusal("assign-how")
    stays = {unit: role for unit, role in before.items() if unit not in gone}
    if leads:
        stays = {unit: role for unit, role in stays.items() if role is not Role.LEAD}
    stays |= dict.fromkeys(supports, Role.SUPPORT) | dict.fromkeys(leads, Role.LEAD)
    if Role.LEAD not in stays.values():
        raise Refusal("assign-no-lead", code=task.code)
    if stays == dict(before):
        raise Refusal("assign-same", code=task.code)
    return dict(sorted(stays.items(), key=lambda each: each[1] is not Role.LEAD))


@dataclass(frozen=True)
class Outcome:
    """What a change left: the parts there are now, new ones, ended ones, and whom it told."""

    parts: Sequence[Part]
    new: Sequence[Part]
    ended: Sequence[Part]
    reached: frozenset[int]  # units whose people hear of a new part

    def told(self, call: Call, facts: Mapping[str, object]) -> dict[int, Reply]:
        """Who had a part before: one sentence; those whose part is new get the notice instead."""
        given = {part.unit for part in self.new}
        found: dict[int, Reply] = {}
        for part in (*(each for each in self.parts if each.unit not in given), *self.ended):
            own = {"unit": part.unit_name, "role": "" if part in self.ended else part.role}
            told = Reply("assign-told", {**facts, **own}, about=(part.task,))
            found |= dict.fromkeys(call.people_of(part.unit), told)
        return found


def change(call: Call, task: Whole, after: Mapping[int, Role], reason: str) -> Outcome:
    """Let these units have the task, and put it down; nobody is told yet."""
    hear = frozenset(unit for unit in after if call.people_of(unit))
    changed = assigning.assign(call.session, task.id, after, hear, call.now, call.days)
    parts = tasks.of_tasks(call.session, [task.id])
    ended = [part for part in task.parts if part.unit in changed.ended]
    _record(call, task, parts, ended, reason)
    new = [part for part in parts if part.unit in changed.given]
    return Outcome(parts, new, ended, hear)


def _assigned(call: Call, task: Whole, after: Mapping[int, Role], reason: str) -> Reply:
    found = change(call, task, after, reason)
    notices(call, [part for part in found.new if part.unit in found.reached], reason)
    facts = {
        "task": task,
        "parts": found.parts,
        "given": [part.unit_name for part in found.new],
        "ended": [part.unit_name for part in found.ended],
        "unreached": [part.unit_name for part in found.new if part.unit not in found.reached],
        "reason": reason,
    }
    offers = ((Offer("task", f"/task #{task.id}"), Offer("history", f"/history #{task.id}")),)
    others = tuple(found.told(call, facts).items())
    return Reply("assigned", facts, offers, about=(task.id,), others=others)


def notices(
    call: Call, parts: Sequence[Part], reason: str = "", file: Mapping[str, object] | None = None
) -> None:
    """Owe each unit word of the parts that it was given."""
    for part in parts:
        acts.record(
            call.session,
            ActKind.NOTICE,
            call.person.id,
            call.now,
            unit=part.unit,
            reason=reason,
            facts={"parts": [part.assignment]} | ({"file": dict(file)} if file else {}),
        )
    urges.owe(call.session, call.now, call.days)


def _record(
    call: Call, task: Whole, parts: Sequence[Part], ended: Sequence[Part], reason: str
) -> None:
    facts = {
        "lead": [part.unit_name for part in parts if part.role is Role.LEAD],
        "support": [part.unit_name for part in parts if part.role is Role.SUPPORT],
        "gone": [part.unit_name for part in ended],
    }
    acts.record(
        call.session,
        ActKind.ASSIGN,
        call.person.id,
        call.now,
        task=task.id,
        reason=reason,
        facts=facts,
    )
