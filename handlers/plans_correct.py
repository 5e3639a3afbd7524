"""Short commands that correct a draft: `/plan 4-1 单位 科技司`, `/plan 4-1 时限 11月30日`."""

from collections.abc import Callable
from datetime import date

from data.kinds import Role
from data.models import Plan, Task, Unit
from data.reader.owners import read_owners
from data.reader.shipped import registry
from data.refusal import Refusal
from data.store import corrections, drafts, people
from data.store.drafts import owners_of
from data.store.learned import members
from handlers import parse
from handlers.command import Call, Offer, Reply
from handlers.plans_words import Asked, plan_id

LONGEST_BRIEF = 20
LARGEST = 2**31 - 1


def correct(call: Call, wanted: Asked) -> Reply:
    """Change what the words say of a task, and show it as it stands now."""
    task = _task(call, wanted)
    draft = drafts.draft_of(call.session, task.plan_id)
    if wanted.verb in FIELDS:
        if not wanted.words:
            return _as_it_stands(call, draft, task, asks=f"/plan #{task.id} {wanted.verb}")
        FIELDS[wanted.verb](call, draft, task, wanted.words)
    elif wanted.words:
        raise Refusal("plan-correct-how", code=task.code)
    return _as_it_stands(call, draft, task)


def _task(call: Call, wanted: Asked) -> Task:
    """By id, or by code in the plan that is named, else in the newest draft that has it."""
    if wanted.task.startswith("#"):
        key = int(wanted.task[1:])
        row = call.session.get(Task, key) if key <= LARGEST else None
        if row is None:
            raise Refusal("plan-gone")
        return row
    named = None
    if wanted.plan:
        key_or_id = plan_id(wanted.plan)
        named = call.session.get(Plan, key_or_id) if key_or_id else None
        named = named or next(
            (each for each in drafts.drafts(call.session) if each.key == wanted.plan), None
        )
        named = drafts.draft_of(call.session, named.id if named else None)
    return drafts.task_of(call.session, wanted.task, named)


def _owners(call: Call, draft: Plan, task: Task, words: str) -> None:
    named = [
        (people.find_unit(call.session, owner.name).id or 0, owner.role)
        for owner in read_owners(words, registry())
    ]
    if not named:
        raise Refusal("plan-correct-how", code=task.code)
    # Two spellings of one unit are one owner, in the earlier one's place.
    parts: dict[int, Role] = {}
    for unit, role in named:
        parts.setdefault(unit, role)
    corrections.set_owners(call.session, task, list(parts.items()))


def _due(call: Call, draft: Plan, task: Task, words: str) -> None:
    on = parse.day(words, date(draft.year, 1, 1))
    if on is None:
        raise Refusal("plan-date", said=words)
    corrections.set_due(call.session, task, on, words)


def _brief(call: Call, draft: Plan, task: Task, words: str) -> None:
    brief = " ".join(words.split())
    if len(brief) > LONGEST_BRIEF:
        raise Refusal("plan-brief-long", most=LONGEST_BRIEF, count=len(brief))
    corrections.set_brief(call.session, task, brief)


def _members(call: Call, draft: Plan, task: Task, words: str) -> None:
    """The members of the task's open group; `=` stands for those chosen before."""
    groups = corrections.groups_of(call.session, task)
    if not groups:
        raise Refusal("plan-no-group", code=task.code)
    group = groups[0]
    names = [owner.name for owner in read_owners(words, registry())]
    if words.strip() == "=":
        names = members(call.session, group.id or 0)
    units = [_member(call, group, name) for name in dict.fromkeys(names)]
    if not units:
        raise Refusal("plan-correct-how", code=task.code)
    corrections.choose_members(call.session, task, group, list(dict.fromkeys(units)))


def _member(call: Call, group: Unit, name: str) -> int:
    unit = people.find_unit(call.session, name)
    if unit.id == group.id:
        raise Refusal("plan-own-member", name=unit.name)
    return unit.id or 0


FIELDS: dict[str, Callable[[Call, Plan, Task, str], None]] = {
    "owners": _owners,
    "due": _due,
    "brief": _brief,
    "members": _members,
}


def _as_it_stands(call: Call, draft: Plan, task: Task, asks: str = "") -> Reply:
    waiting = drafts.doubts(call.session, draft)
    facts = {
        "key": draft.key,
        "task": task,
        "owners": owners_of(call.session, task),
        "doubts": [each for each in waiting if task.code in each.tasks],
        "left": len(waiting),
    }
    check = [Offer("plan-check", f"/plan check p{draft.id}")] if waiting else []
    return Reply(
        "plan-task", facts, ((*check, Offer("plan-show", f"/plan p{draft.id}")),), asks=asks
    )
