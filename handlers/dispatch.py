"""A task outside any plan, given in one line or step by step; a task dropped, with the reason."""

import re
from dataclasses import asdict
from urllib.parse import quote, unquote

from data.evidence import accepted
from data.kinds import ActKind
from data.refusal import Refusal
from data.store import acts, dispatches, tasks
from handlers import parse
from handlers.about import named_tasks, own_parts
from handlers.assign import known_unit, notices
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.parse.order import order
from handlers.tasks import sees_all
from messages.message import Enclosure, Making
from messages.render import label

_TOKEN = re.compile(r"file:([0-9a-f]{64}):(\S+)\s*")


@command("dispatch", "交办", role=COORDINATOR)
def dispatch(call: Call) -> Reply:
    """Give units a task: what is missing is asked for, one after the other."""
    today = call.days.today(call.now)
    file, rest = enclosed(call)
    wanted = order(rest, lambda name: known_unit(call, name) is not None, today)
    missing = "units" if not wanted.units else "text" if not wanted.text else ""
    missing = missing or ("date" if wanted.on is None else "")
    if wanted.on is None or missing:
        if missing == "units" and rest:
            raise Refusal("dispatch-units", text=rest[:20])
        facts = {"missing": missing, "order": wanted, "file": file.name if file else ""}
        said = rest if wanted.on else " ".join((*wanted.units, wanted.text))
        asks = f"/dispatch {_token(file)}{said}".strip()
        return Reply("dispatch-asks", facts, asks=asks)
    if wanted.on < today:
        raise Refusal("dispatch-past", on=wanted.on)
    found = [unit for name in wanted.units if (unit := known_unit(call, name))]
    units = list(dict.fromkeys((unit.id or 0, unit.name) for unit in found))
    return _given(call, dispatches.Order(wanted.text, units, wanted.on, wanted.phrase), file)


def enclosed(call: Call) -> tuple[Enclosure | None, str]:
    """The file of this message or of one before it in the same dialogue; and the words."""
    known = _TOKEN.match(call.rest)
    rest = (call.rest[known.end() :] if known else call.rest).strip()
    sent = call.incoming.file
    if sent is not None and sent.digest:
        name = accepted(sent.name, len(sent.content))
        return Enclosure(Making.KEPT, name, {"hash": sent.digest}), rest
    if known:
        return Enclosure(Making.KEPT, unquote(known[2]), {"hash": known[1]}), rest
    return None, rest


def _token(file: Enclosure | None) -> str:
    """The file as a word of the command that the next text completes."""
    return f"file:{file.facts['hash']}:{quote(file.name, safe='')} " if file else ""


def _given(call: Call, wanted: dispatches.Order, file: Enclosure | None) -> Reply:
    reached = {unit: call.people_of(unit) for unit, _ in wanted.units}
    told = {unit for unit, contacts in reached.items() if contacts}
    title = label("plan.standing", call.person.locale, year=str(call.days.today(call.now).year))
    task = dispatches.dispatch(call.session, wanted, title, told, call.now, call.days)
    known = {"file": asdict(file)} if file else {}
    acts.record(call.session, ActKind.DISPATCH, call.person.id, call.now, task=task, facts=known)
    parts = tasks.of_tasks(call.session, [task])
    # Its words are the file's name alone: it is read in any language.
    said = {"text": f"{parts[0].code} {file.name}", "buttons": [], **known} if file else None
    notices(call, [part for part in parts if part.unit in told], file=said)
    unreached = [name for unit, name in wanted.units if unit not in told]
    offers = ((Offer("task", f"/task #{task}"), Offer("drop", f"/drop #{task}")),)
    facts = {
        "parts": parts,
        "text": wanted.text,
        "unreached": unreached,
        "file": file.name if file else "",
        "today": call.days.today(call.now),
    }
    return Reply("dispatched", facts, offers, about=(task,))


@command("enclosure", shown=False)
def enclosure(call: Call) -> Reply:
    """Send the file that a task was dispatched with to those who may know of it."""
    ids = named_tasks(call, parse.named(call.rest))
    if not sees_all(call.person):
        own_parts(call, ids)
    file = acts.file_of(call.session, ids[0]) if len(ids) == 1 else None
    if file is None:
        raise Refusal("evidence-gone")
    kept = Enclosure(Making(file["making"]), file["name"], file["facts"])
    return Reply("enclosed", {"name": kept.name}, file=kept, about=tuple(ids))


@command("drop", "撤销", role=COORDINATOR)
def drop(call: Call) -> Reply:
    """Drop a task; the reason, which the units read, is asked for when it was not given."""
    named = parse.named(call.rest)
    ids = named_tasks(call, named)
    if len(ids) != 1:
        raise Refusal("drop-how")
    parts = tasks.of_tasks(call.session, ids)
    whole = tasks.whole(call.session, ids[0])
    if whole is None:
        raise Refusal("task-gone")
    if not named.rest:
        return Reply("drop-why", {"task": whole}, about=(whole.id,), asks=f"/drop #{whole.id}")
    if not dispatches.drop(call.session, whole.id, call.now):
        raise Refusal("drop-ended", code=whole.code)
    acts.record(
        call.session, ActKind.DROP, call.person.id, call.now, task=whole.id, reason=named.rest
    )
    facts = {"task": whole, "reason": named.rest}
    told = Reply("drop-told", facts, about=(whole.id,))
    contacts = [each for part in parts for each in call.people_of(part.unit)]
    return Reply("dropped", facts, others=tuple((each, told) for each in dict.fromkeys(contacts)))
