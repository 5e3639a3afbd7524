"""An edited ledger's changes: found, shown, and done as a coordinator does them in chat."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.kinds import PlanState, Role
from data.ledger import Edit, Owner, changes
from data.models import Plan, Task, Unit
from data.refusal import Refusal
from data.store import people, tasks
from data.store.tasks import LIVE, Part, Whole
from handlers import assign, due
from handlers.assign import known_unit, notices
from handlers.command import Call, Offer, Reply
from handlers.parse.dates import day

SHOWN = 12  # changes in one message


@dataclass(frozen=True)
class Turn:
    """A unit's part that changes; `before` or `after` is None for one that is new, or ends."""

    unit: int
    name: str
    before: Role | None
    after: Role | None
    cell: str


@dataclass(frozen=True)
class Change:
    """What is to change of a task: its date, its units, or both."""

    task: Whole
    on: date | None
    on_cell: str
    turns: tuple[Turn, ...]


def changed(call: Call, found: Sequence[Edit]) -> tuple[Change, ...]:
    """What edits change of what holds now; refuses what a coordinator could not do in chat."""
    proposed = (_changed(call, edit) for edit in found)
    return tuple(each for each in proposed if each.on or each.turns)


def take(call: Call, found: Sequence[Change], reason: str) -> Reply:
    """Do it all; each person hears of it in one message, of new parts by the notice."""
    told: dict[int, list[Reply]] = {}
    new: list[Part] = []
    unreached: list[str] = []
    for each in found:
        given: set[int] = set()
        if each.turns:
            outcome = assign.change(call, each.task, _after(each), reason)
            facts = {"task": each.task, "parts": outcome.parts, "reason": reason}
            _add(told, outcome.told(call, facts))
            new += [part for part in outcome.new if part.unit in outcome.reached]
            unreached += [p.unit_name for p in outcome.new if p.unit not in outcome.reached]
            given = {part.unit for part in outcome.new}
        if each.on:
            _add(told, _moved(call, each.task.id, each.on, given, reason))
    notices(call, new, reason)
    facts = {"tasks": len(found), "unreached": [*dict.fromkeys(unreached)]}
    others = tuple((who, _merged(replies, reason)) for who, replies in told.items())
    return Reply("ledger-taken", facts, others=others)


def _moved(call: Call, task: int, on: date, given: set[int], reason: str) -> Mapping[int, Reply]:
    """Move a date; whose part is new reads it in the notice."""
    parts = [part for part in tasks.of_tasks(call.session, [task]) if part.unit not in given]
    before = due.move(call, task, on, reason)
    facts = {"before": before, "on": on, "reason": reason, "today": call.days.today(call.now)}
    return due.told(call, parts, {"part": parts[0], **facts}) if parts else {}


def _add(told: dict[int, list[Reply]], more: Mapping[int, Reply]) -> None:
    for who, reply in more.items():
        told.setdefault(who, []).append(reply)


def _merged(replies: Sequence[Reply], reason: str) -> Reply:
    """One change is told as in chat, several in one message."""
    if len(replies) == 1:
        return replies[0]
    shown = [reply.facts for reply in replies[:SHOWN]]
    facts = {"changes": shown, "count": len(replies), "reason": reason}
    about = tuple(dict.fromkeys(task for reply in replies for task in reply.about))
    return Reply("ledger-told", facts, ((Offer("tasks", "/tasks"),),), about=about)


def _changed(call: Call, edit: Edit) -> Change:
    task = _task(call, edit)
    turns = tuple(_turns(call, edit, task))
    on = _on(call, edit, task)
    if turns and task.state not in LIVE:
        raise _at(turns[0].cell, Refusal("assign-ended", code=task.code))
    change = Change(task, on, edit.due[2] if edit.due else "", turns)
    if turns and Role.LEAD not in _after(change).values():
        raise Refusal("ledger-no-lead", cell=edit.cell, code=task.code)
    return change


def _task(call: Call, edit: Edit) -> Whole:
    """The task as it is now; refuses one that a new wording or another database has replaced."""
    task = tasks.whole(call.session, edit.task)
    if task is not None and (task.code, task.brief) == (edit.code, edit.brief):
        plan = call.session.get_one(Plan, call.session.get_one(Task, task.id).plan_id)
        if plan.state is PlanState.CONFIRMED:
            return task
    raise Refusal("ledger-stale", cell=edit.cell, code=edit.code)


def _on(call: Call, edit: Edit, task: Whole) -> date | None:
    """The new day, if it is one; refuses what 时限 refuses."""
    if edit.due is None:
        return None
    exported, said, cell = edit.due
    today = call.days.today(call.now)
    on = day(said, today)
    if on is None:
        raise Refusal("ledger-date", cell=cell, said=said)
    before = date.fromisoformat(exported) if exported else None
    if not changes(before, on, task.due_on, cell):
        return None
    if task.state not in LIVE:
        raise _at(cell, Refusal("due-ended", code=task.code))
    if on <= today:
        raise _at(cell, Refusal("due-past", on=on))
    return on


def _turns(call: Call, edit: Edit, task: Whole) -> Iterator[Turn]:
    """Unit by unit, what differs from the export and from now."""
    now = {part.unit: part for part in task.parts}
    before = {people.find_unit(call.session, name).id or 0: name for name in edit.before}
    said: dict[int, Owner] = {}
    for each in edit.owners:
        other = said.setdefault(_unit(call, each), each)
        if other is not each:
            cells = {"cell": each.unit_cell, "other": other.unit_cell}
            raise Refusal("ledger-twice", unit=each.unit, **cells)
    for unit in dict.fromkeys((*said, *before)):
        was = edit.before.get(before.get(unit, ""))
        held, owner = now.get(unit), said.get(unit)
        after = owner.role if owner else None
        cell = _cell(owner, was, edit)
        if changes(was, after, held.role if held else None, cell):
            name = call.session.get_one(Unit, unit).name
            if held and held.parent:
                raise Refusal("ledger-member", cell=cell, unit=name)
            yield Turn(unit, name, held.role if held else None, after, cell)


def _unit(call: Call, owner: Owner) -> int:
    """A name as it was exported stays that unit's, also when another has taken its place."""
    if owner.known:
        return people.find_unit(call.session, owner.unit).id or 0
    found = known_unit(call, owner.unit)
    if found is None:
        raise Refusal("ledger-unit", cell=owner.unit_cell, name=owner.unit)
    return found.id or 0


def _cell(owner: Owner | None, was: Role | None, edit: Edit) -> str:
    """Where the change stands; a row that is gone has no place but its task's."""
    if owner is None:
        return edit.cell
    return owner.role_cell if was else owner.unit_cell


def _after(change: Change) -> dict[int, Role]:
    """The task's units as they are to be, leads first; members are told through their group."""
    roles = {part.unit: part.role for part in change.task.parts if part.parent is None}
    roles |= {turn.unit: turn.after for turn in change.turns if turn.after}
    gone = {turn.unit for turn in change.turns if turn.after is None}
    left = [(unit, role) for unit, role in roles.items() if unit not in gone]
    return dict(sorted(left, key=lambda each: each[1] is not Role.LEAD))


def _at(cell: str, refused: Refusal) -> Refusal:
    """What chat refuses, with the cell that asks for it."""
    return Refusal("ledger-at", cell=cell, why=refused)
