"""Reports: said, checked, confirmed, changed, kept as words; closings asked for; 代报."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.kinds import ReportState, ReviewKind
from data.refusal import Refusal
from data.store import people, reports, tasks
from data.store.reports import Counted, Spoken
from data.store.tasks import Part
from handlers import parse
from handlers.about import answered_tasks, named_tasks, not_yours, own_only, own_parts
from handlers.closing import close
from handlers.command import COMMANDS, COORDINATOR, UNIT, Call, Offer, Reply, command
from handlers.review import reviews_told
from handlers.said import free_text, lines, pend, read
from handlers.signoff import Held, hold

SPEAKS = UNIT | COORDINATOR
# The command that says again what a report wanted.
SAYS = {
    None: "report",
    ReviewKind.CLOSING: "done",
    ReviewKind.BLOCKED: "blocked",
    ReviewKind.EXTENSION: "extend",
    ReviewKind.DECLINE: "decline",
}
_FOR_UNIT = re.compile(r"[@＠](\S+)\s*")


@command("report", "报送", "进展", role=SPEAKS)
def report(call: Call) -> Reply:
    """Report progress in free text: of the tasks named, else of the message answered."""
    if call.person.coordinates and _FOR_UNIT.search(call.rest):
        return _on_behalf(call)
    if not call.rest:
        return _standing(call) or say_words(call, answered_tasks(call), "report")
    named = parse.named(call.rest, tasks.codes(call.session, call.person.units))
    if call.person.coordinates and not call.person.units:
        raise Refusal("report-for-whom")
    if named.ids:
        ids = named_tasks(call, named)
        if not named.rest:
            return say_words(call, ids, "report")
        return pend(call, lines(call, ids, named.rest))
    if named.codes and not named.rest:
        return say_words(call, named_tasks(call, named), "report")
    return free_text(call)


def _standing(call: Call) -> Reply | None:
    """进展 alone is a coordinator's question: how do we stand?"""
    status = COMMANDS.get("status")
    asks = call.person.coordinates and status is not None
    return status.run(replace(call, word="status")) if asks and status else None


def say_words(call: Call, ids: Sequence[int], word: str) -> Reply:
    """Ask for the words; the next free text is taken for them when there is one task."""
    if not ids:
        raise Refusal(f"{word}-how")
    parts = list({part.task: part for part in own_parts(call, ids)}.values())
    asks = f"/{word} #{parts[0].task}" if len(parts) == 1 else ""
    return Reply(
        "say-words",
        {"parts": parts[:6], "word": word},
        about=tuple(part.task for part in parts),
        asks=asks,
    )


def _on_behalf(call: Call) -> Reply:
    """What a unit said by phone; the unit is told once it counts."""
    match = _FOR_UNIT.search(call.rest)
    unit = people.find_unit(call.session, match[1] if match else "")
    named = parse.named(_FOR_UNIT.sub(" ", call.rest, count=1).strip())
    ids = named_tasks(call, named)
    if not ids or not named.rest:
        raise Refusal("report-for-how")
    parts = tasks.of_tasks(call.session, ids)
    own = [part for part in parts if part.unit == unit.id]
    for task in ids:
        if all(part.task != task for part in own):
            raise not_yours([part for part in parts if part.task == task])
    return pend(call, read(call, own, named.rest))


@command("done", "办结", role=SPEAKS)
def done(call: Call) -> Reply:
    """Ask to close tasks; a coordinator reviews once it is confirmed, or closes for a group."""
    known = tasks.codes(call.session, call.person.units)
    named = parse.named(call.rest, known)
    ids = named_tasks(call, named) or answered_tasks(call)
    if call.person.coordinates and not own_only(call, ids):
        return close(call, ids, named.rest)
    if not ids or (len(ids) > 1 and not (named.ids or named.codes)):
        raise Refusal("done-how")
    found = lines(call, ids, named.rest, ReviewKind.CLOSING)
    if not named.rest:
        return say_words(call, ids, "done")
    return pend(call, found)


@command("confirm", "确认", "确定", role=SPEAKS, shown=False)
def confirm(call: Call) -> Reply:
    """What was shown counts from now."""
    pending = _pending(call)
    if any(each.wants is ReviewKind.EXTENSION and not each.proposed_on for each in pending):
        raise Refusal("extension-date")
    return _settled(call, pending, noted=False)


@command("note", "仅存文字", role=SPEAKS, shown=False)
def note(call: Call) -> Reply:
    """The words count, the figures that were understood do not."""
    return _settled(call, _pending(call), noted=True)


def _settled(call: Call, pending: Sequence[Spoken], *, noted: bool) -> Reply:
    """What was said counts, save what a unit's leader signs first."""
    held = hold(call, pending, noted=noted)
    count = reports.note if noted else reports.confirm
    rest = [each.id for each in pending if each.id not in held.reports]
    counted = count(call.session, rest, call.now)
    return _counted(call, pending, counted, held, noted=noted)


@command("change", "改一下", role=SPEAKS, shown=False)
def change(call: Call) -> Reply:
    """Say it again: what follows takes the place of what was shown."""
    pending = _pending(call)
    parts = tasks.of_assignments(call.session, [each.assignment for each in pending])
    ids = tuple(dict.fromkeys(part.task for part in parts))
    word = SAYS[pending[0].wants]
    own = all(part.unit in call.person.units for part in parts)
    asks = f"/{word} #{ids[0]}" if len(ids) == 1 and own else ""
    facts = {"parts": parts, "pending": pending, "own": own}
    return Reply("change", facts, about=ids, asks=asks)


@command("add", role=SPEAKS, shown=False)
def add(call: Call) -> Reply:
    """Add the reason, the day or the figure that was asked for to the words that wait."""
    number, _, more = call.rest.partition(" ")
    before = _pending(replace(call, rest=number))
    part = tasks.of_assignments(call.session, [before[0].assignment])[0]
    words = "；".join(each for each in (before[0].text, more.strip()) if each)
    [said] = read(call, [part], words, before[0].wants)
    [alone] = read(call, [part], more.strip())
    percent = before[0].percent if alone.percent is None else alone.percent
    return pend(call, [replace(said, percent=percent)], asking=False)


def _pending(call: Call) -> list[Spoken]:
    """What a message of this person says that is not yet confirmed; refuses one that is."""
    seen = int(call.rest) if call.rest.isdecimal() and len(call.rest) < 10 else None
    seen = seen or reports.newest_pending(call.session, call.person.id)
    found = reports.of_message(call.session, seen, call.person.id) if seen else []
    pending = [each for each in found if each.state is ReportState.PENDING]
    if pending:
        return pending
    counted = [each for each in found if each.confirmed_at]
    if counted and counted[0].confirmed_at:
        at = counted[0].confirmed_at.astimezone(call.days.zone)
        raise Refusal("report-counted", at=at)
    if any(each.state is ReportState.AWAITING for each in found):
        raise Refusal("report-awaits")
    for part in tasks.of_assignments(call.session, [each.assignment for each in found]):
        if part.ended_at:
            raise not_yours(tasks.of_tasks(call.session, [part.task]))
    raise Refusal("report-replaced" if found else "report-none")


def _counted(
    call: Call, said: Sequence[Spoken], counted: Counted, held: Held, *, noted: bool
) -> Reply:
    if not counted.reports and not held.reports:  # another press of the same button was quicker
        call.session.expire_all()
        _pending(call)
    parts = {
        part.assignment: part
        for part in tasks.of_assignments(call.session, [each.assignment for each in said])
    }
    shown = [(parts[each.assignment], each) for each in said]
    others = [*reviews_told(call, counted), *held.told]
    others += [pair for part, each in shown for pair in _phoned(call, part, each)]
    facts = {
        "said": shown,
        "noted": noted,
        "asked": bool(counted.reviews),
        "held": held.reports,
        "leaderless": held.leaderless,
    }
    offers = ((Offer("tasks", "/tasks"),),)
    ids = tuple(dict.fromkeys(part.task for part, _ in shown))
    return Reply("counted", facts, offers, about=ids, others=tuple(others))


def _phoned(call: Call, part: Part, said: Spoken) -> list[tuple[int, Reply]]:
    """What the unit is told of a report that a coordinator has made for it."""
    if part.unit in call.person.units:
        return []
    facts = {"part": part, "said": said, "by": call.person.name}
    reply = Reply("reported-for-you", facts, about=(part.task,))
    return [(contact, reply) for contact in call.people_of(part.unit)]
