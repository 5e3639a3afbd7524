"""办结 by a coordinator: of a task that a group of units leads there is nobody else to close it."""

from collections.abc import Sequence

from data.kinds import ActKind, Role, UnitKind
from data.models import Unit
from data.refusal import Refusal
from data.store import acts, reviews, tasks
from data.store.tasks import Part, Whole
from handlers.command import Call, Offer, Reply


def close(call: Call, ids: Sequence[int], words: str) -> Reply:
    """Close it with a word on how it was done, which its units read; asked for when not given."""
    if len(ids) != 1:
        raise Refusal("close-how")
    task = tasks.whole(call.session, ids[0])
    if task is None:
        raise Refusal("task-gone")
    _check(call, task)
    if not words:
        return Reply("close-why", {"task": task}, about=(task.id,), asks=f"/done #{task.id}")
    if not reviews.close(call.session, task.id, call.now):
        raise Refusal("close-ended", code=task.code)
    acts.record(call.session, ActKind.CLOSE, call.person.id, call.now, task=task.id, reason=words)
    people = dict.fromkeys(each for part in task.parts for each in call.people_of(part.unit))
    facts = {"task": task, "word": words, "told": bool(people)}
    told = Reply("closed-told", facts, about=(task.id,))
    offers = ((Offer("history", f"/history #{task.id}"),),)
    others = tuple((each, told) for each in people)
    return Reply("closed", facts, offers, about=(task.id,), others=others)


def _check(call: Call, task: Whole) -> None:
    """A unit that leads asks for the closing itself, or a coordinator says so for it."""
    leads = [part for part in task.parts if part.role is Role.LEAD]
    if not all(_is_group(call, part) for part in leads):
        units = [part.unit_name for part in leads]
        raise Refusal("close-by-lead", code=task.code, units=units, unit=units[0])


def _is_group(call: Call, part: Part) -> bool:
    return call.session.get_one(Unit, part.unit).kind is UnitKind.GROUP
