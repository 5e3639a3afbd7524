"""Looking at tasks: the list, most urgent first, and one in full."""

from collections.abc import Sequence
from datetime import date

from data.kinds import Role
from data.lights import SOON
from data.refusal import Refusal
from data.store import acts
from data.store import tasks as store
from data.store.carries import Origin, origin
from data.store.tasks import Part, Whole, Words
from handlers import parse
from handlers.about import answered_tasks, named_tasks
from handlers.command import UNIT, Call, Offer, Person, Reply, command
from handlers.page import cut, turn

A_ROW = 4
OTHERS = 8  # two rows of buttons
WORDS = 3  # reports shown with a task


@command("tasks", "任务", "我的任务")
def tasks(call: Call) -> Reply:
    """What my units owe, the most urgent first; a coordinator or reader sees every task."""
    named = parse.named(call.rest)
    if named.ids or named.codes:
        return task(call)
    number = int(call.rest) if call.rest.isdecimal() and len(call.rest) < 7 else 1
    today = call.days.today(call.now)
    page = cut(_urgent(_mine(call), today), number)
    facts = {
        "page": page,
        "units": list(call.person.units.values()),
        "today": today,
        "soon": today + SOON,
    }
    return Reply("tasks", facts, (*_each(page.items), *turn(page, "/tasks")))


def _each(parts: Sequence[Part]) -> list[tuple[Offer, ...]]:
    """A button for each task."""
    buttons = [Offer("code", f"/task #{part.task}", {"code": part.code}) for part in parts]
    return [tuple(buttons[n : n + A_ROW]) for n in range(0, len(buttons), A_ROW)]


def _mine(call: Call) -> list[Part]:
    if not call.person.units:
        return store.live(call.session)
    parts = store.of_units(call.session, call.person.units)
    return list({part.task: part for part in reversed(parts)}.values())


def _urgent(parts: Sequence[Part], today: date) -> list[Part]:
    """Past due first, the longest first; then by date, what was never reported before the rest."""
    return sorted(
        parts,
        key=lambda part: (
            part.due_on or date.max,
            part.reported_at is not None,
            part.plan,
            part.ordinal,
        ),
    )


@command("task")
def task(call: Call) -> Reply:
    """One task in full; the parts of other units are for its lead and those who see everything.

    Of several that are named the first, with a button for each of the others.
    """
    named = parse.named(call.rest)
    ids = named_tasks(call, named) if call.rest else answered_tasks(call)[:1]
    if not ids:
        raise Refusal("task-how")
    found = store.whole(call.session, ids[0])
    if found is None:
        raise Refusal("task-gone")
    own = [part for part in found.parts if part.unit in call.person.units]
    whole = sees_all(call.person) or any(part.role is Role.LEAD for part in own)
    before = origin(call.session, found.id)
    facts = {
        "task": found,
        "today": call.days.today(call.now),
        "reports": _words(call, found.parts if whole else own),
        "own": own,
        "mine": list(call.person.units),
        "all": whole,
        "silent": _silent(found) if whole else [],
        "sums": sees_all(call.person) or _leads(found, own),
        "origin": before,
    }
    others = {part.task: part for part in store.of_tasks(call.session, ids[1 : 1 + OTHERS])}
    rows = (
        *(*_offers(call, found, own), *_enclosed(call, found, own)),
        *(*_before(before), *_each([*others.values()])),
    )
    return Reply("task", facts, rows, about=(found.id,))


def sees_all(person: Person) -> bool:
    """Whether somebody may read every unit's reports: all but the people of units."""
    return bool(person.standings - UNIT)


def _leads(found: Whole, own: Sequence[Part]) -> bool:
    """Whether a unit may see how many members of the groups have reported."""
    return any(part.role is Role.LEAD or part.assignment in found.groups for part in own)


def _silent(found: Whole) -> list[str]:
    """The units that have not reported; of groups the members are counted instead."""
    if found.state not in store.LIVE:
        return []
    parts = [each for each in found.parts if each.parent is None]
    return [
        each.unit_name
        for each in parts
        if each.reported_at is None and each.assignment not in found.groups
    ]


def _words(call: Call, seen: Sequence[Part]) -> list[Words]:
    said = store.words(call.session, [part.assignment for part in seen], WORDS)
    zone = call.days.zone
    return [Words(each.unit, each.text, each.percent, each.at.astimezone(zone)) for each in said]


def _offers(call: Call, found: Whole, own: Sequence[Part]) -> tuple[tuple[Offer, ...], ...]:
    if not own or found.state not in store.LIVE:
        return ()
    row = [Offer("report", f"/report #{found.id}")]
    if any(part.signed_at is None for part in own):
        row.insert(0, Offer("ack", f"/ack #{found.id}"))
    row.append(Offer("done", f"/done #{found.id}"))
    return (tuple(row),)


def _enclosed(call: Call, found: Whole, own: Sequence[Part]) -> tuple[tuple[Offer, ...], ...]:
    """The file that came with the task, for those who have a part in it or see all."""
    file = acts.file_of(call.session, found.id) if own or sees_all(call.person) else None
    if file is None:
        return ()
    return ((Offer("file", f"/enclosure #{found.id}", {"name": file["name"][-20:]}),),)


def _before(before: Origin | None) -> tuple[tuple[Offer, ...], ...]:
    """The way to the history of a task that goes on from an earlier plan."""
    if before is None:
        return ()
    return ((Offer("plan-origin", f"/task #{before.id}", {"code": before.code}),),)
