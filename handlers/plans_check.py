"""What a draft leaves open, one by one: units picked by button, dates and members by a word."""

import re

from data.models import Plan, Task, Unit
from data.overview import Doubt
from data.reader.shipped import registry
from data.refusal import Refusal
from data.store import corrections, drafts, people
from data.store.learned import members, registry_of
from handlers.command import Call, Offer, Reply
from handlers.plans_draft import show_draft
from handlers.plans_words import Asked

_UNIT = re.compile(r"u(\d{1,9})")
MOST = 6  # units offered
ASKS = {"no-owner": "owners", "no-date": "due", "uncertain-date": "due", "vague-date": "due"}
UNITS = ("unknown-unit", "ambiguous-unit")


def check(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """The doubt of that number, or the first; the draft when nothing is left to look at."""
    draft = drafts.draft_of(call.session, plan.id)
    waiting = drafts.doubts(call.session, draft)
    number = int(wanted.words) if wanted.words.isdecimal() and len(wanted.words) < 7 else 0
    shown = next((each for each in waiting if each.number >= number), None)
    shown = shown or next(iter(waiting), None)
    if shown is None:
        return show_draft(call, draft.id or 0)
    return _ask(call, draft, shown, waiting)


def same(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """A name means that unit: `3 u17`, or `3 科技司`."""
    draft = drafts.draft_of(call.session, plan.id)
    number, said = _number(wanted)
    doubt = _doubt(call, draft, number)
    if doubt.code not in UNITS:
        raise Refusal("plan-flag-gone")
    corrections.same_unit(call.session, draft, number, _unit(call, said))
    return check(call, draft, Asked("check", words=str(number)))


def _unit(call: Call, said: str) -> Unit:
    match = _UNIT.fullmatch(said)
    row = call.session.get(Unit, int(match[1])) if match else None
    return row or people.find_unit(call.session, said)


def accept(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """It is right as it stands."""
    draft = drafts.draft_of(call.session, plan.id)
    number, _ = _number(wanted)
    _doubt(call, draft, number)
    corrections.accept(call.session, draft, number)
    return check(call, draft, Asked("check", words=str(number)))


def _number(wanted: Asked) -> tuple[int, str]:
    number, _, said = wanted.words.partition(" ")
    if not number.isdecimal() or len(number) > 6:
        raise Refusal("plan-flag-gone")
    return int(number), said.strip()


def _doubt(call: Call, draft: Plan, number: int) -> Doubt:
    for each in drafts.doubts(call.session, draft):
        if each.number == number:
            return each
    raise Refusal("plan-flag-gone")


def _ask(call: Call, draft: Plan, doubt: Doubt, waiting: list[Doubt]) -> Reply:
    task = _first_task(call, draft, doubt)
    facts = {
        "key": draft.key,
        "doubt": doubt,
        "place": waiting.index(doubt) + 1,
        "count": len(waiting),
        "task": {"code": task.code, "brief": task.brief, "text": task.text} if task else None,
        "members": _known_members(call, task, doubt),
    }
    accepted = Offer("plan-as-it-is", f"/plan ok p{draft.id} {doubt.number}")
    last = [accepted]
    if len(waiting) > 1:
        following = waiting[(waiting.index(doubt) + 1) % len(waiting)]
        last.append(Offer("next", f"/plan check p{draft.id} {following.number}"))
    last.append(Offer("plan-show", f"/plan p{draft.id}"))
    choice = _choice(call, draft, doubt, task)
    rows = tuple(choice[n : n + 3] for n in range(0, len(choice), 3))
    return Reply("plan-check", facts, (*rows, tuple(last)), asks=_asks(call, draft, doubt, task))


def _choice(call: Call, draft: Plan, doubt: Doubt, task: Task | None) -> tuple[Offer, ...]:
    """The units that a name may mean; the members chosen before for a group."""
    if doubt.code in UNITS:
        known = registry_of(call.session, registry())
        near = [*known.all_called(doubt.about), *known.near(doubt.about)]
        names = list(dict.fromkeys(unit.name for unit in near))[:MOST]
        says = f"/plan as p{draft.id} {doubt.number}"
        units = [people.find_unit(call.session, name) for name in names]
        return tuple(Offer("code", f"{says} u{u.id}", {"code": u.name}) for u in units)
    before = _known_members(call, task, doubt)
    if before and task:
        return (Offer("plan-as-before", f"/plan #{task.id} members ="),)
    return ()


def _known_members(call: Call, task: Task | None, doubt: Doubt) -> list[str]:
    if doubt.code != "empty-group" or task is None:
        return []
    groups = corrections.groups_of(call.session, task)
    return members(call.session, groups[0].id or 0) if groups else []


def _asks(call: Call, draft: Plan, doubt: Doubt, task: Task | None) -> str:
    """The beginning of a command that the next free text completes."""
    if doubt.code in UNITS:
        return f"/plan as p{draft.id} {doubt.number}"
    if task is None:
        return ""
    if doubt.code == "empty-group":
        groups = corrections.groups_of(call.session, task)
        return f"/plan #{task.id} members" if groups else ""
    field = ASKS.get(doubt.code)
    return f"/plan #{task.id} {field}" if field else ""


def _first_task(call: Call, draft: Plan, doubt: Doubt) -> Task | None:
    return drafts.task_of(call.session, doubt.tasks[0], draft) if doubt.tasks else None
