"""When a task is due and how often it reports, as a coordinator sets it, with the reason."""

from collections.abc import Mapping, Sequence
from datetime import date

from data.kinds import ActKind, Cadence
from data.refusal import Refusal
from data.store import acts, dates, tasks, urges
from data.store.tasks import LIVE, Part
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.parse.dates import dates as phrases
from handlers.parse.dates import no_day

CADENCES = {
    "每周": Cadence.WEEKLY,
    "weekly": Cadence.WEEKLY,
    "每月": Cadence.MONTHLY,
    "monthly": Cadence.MONTHLY,
    "默认": None,
    "default": None,
}
_SIGNS = " ,，。:：;；、"


@command("due", "时限", role=COORDINATOR)
def due(call: Call) -> Reply:
    """Move a task's date, or set how often it reports; the reason is asked for when missing."""
    named = parse.named(call.rest)
    ids = named_tasks(call, named)
    if len(ids) != 1 or not named.rest:
        raise Refusal("due-how")
    parts = tasks.of_tasks(call.session, ids)
    if parts[0].state not in LIVE:
        raise Refusal("due-ended", code=parts[0].code)
    word, _, reason = named.rest.partition(" ")
    if word.lower() in CADENCES:
        return _pace(call, parts, CADENCES[word.lower()], reason.strip())
    return _move(call, parts, named.rest)


def _move(call: Call, parts: list[Part], text: str) -> Reply:
    today = call.days.today(call.now)
    on, reason = _dated(text, today)
    if on is None:
        raise _no_day(text, today)
    if on <= today:
        raise Refusal("due-past", on=on)
    task = parts[0]
    if on == task.due_on:
        raise Refusal("due-same", code=task.code, on=on)
    if not reason:
        facts: dict[str, object] = {"part": task, "on": on, "today": today}
        return Reply("due-reason", facts, asks=f"/due #{task.task} {on}")
    before = move(call, task.task, on, reason)
    _tell(call, parts, before, on, reason)
    facts = {"part": task, "before": before, "on": on, "reason": reason, "today": today}
    return Reply("due-moved", facts, _button(task))


def _tell(call: Call, parts: list[Part], before: date | None, on: date, reason: str) -> None:
    """Owe word of it to every unit that somebody answers for."""
    days = {"from": before.isoformat() if before else None, "to": on.isoformat()}
    for part in parts:
        if call.people_of(part.unit):
            acts.record(
                call.session,
                ActKind.MOVED,
                call.person.id,
                call.now,
                unit=part.unit,
                task=part.task,
                reason=reason,
                facts=days | {"parts": [part.assignment]},
            )
    urges.owe(call.session, call.now, call.days)


def move(call: Call, task: int, on: date, reason: str) -> date | None:
    """Give a task another date, and put it down; returns the one before. Nobody is told yet."""
    before = dates.move(call.session, task, on, reason, call.now, call.days)
    changed: dict[str, str | None] = {
        "from": before.isoformat() if before else None,
        "to": on.isoformat(),
    }
    _record(call, ActKind.DUE, task, reason, changed)
    return before


def _no_day(text: str, today: date) -> Refusal:
    """2月30日 and 节后 are named as what no calendar gives; without any day the form is shown."""
    lost = no_day(text, today)
    return Refusal("due-no-day", day=lost) if lost else Refusal("due-how")


def _dated(text: str, today: date) -> tuple[date | None, str]:
    """The day that a text names, and the words around it."""
    for found in phrases(text, today):
        if found.on:
            words = (text[: found.start], text[found.end :])
            return found.on, " ".join(each.strip(_SIGNS) for each in words).strip()
    return None, text


def _pace(call: Call, parts: list[Part], cadence: Cadence | None, reason: str) -> Reply:
    task = parts[0]
    dates.pace(call.session, task.task, cadence, call.now, call.days)
    changed = {"to": cadence.value if cadence else None}
    _record(call, ActKind.CADENCE, task.task, reason, changed)
    facts = {"part": task, "cadence": cadence or "default", "reason": reason}
    return Reply("due-paced", facts, _button(task))


def _record(
    call: Call, kind: ActKind, task: int, reason: str, facts: dict[str, str | None]
) -> None:
    acts.record(call.session, kind, call.person.id, call.now, task=task, reason=reason, facts=facts)


def _button(task: Part) -> tuple[tuple[Offer, ...], ...]:
    return ((Offer("task", f"/task #{task.task}"),),)


def told(call: Call, parts: Sequence[Part], facts: Mapping[str, object]) -> dict[int, Reply]:
    """The people of every unit that has a part, each told once."""
    if not parts:
        return {}
    reply = Reply("due-told", facts, _button(parts[0]), about=(parts[0].task,))
    return {who: reply for part in parts for who in call.people_of(part.unit)}
