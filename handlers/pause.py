"""The brake: a task, a unit, a plan or everything is paused, and goes on again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from data.kinds import ActKind
from data.models import Unit
from data.refusal import Refusal
from data.store import acts, pauses, people, plans, tasks
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command

EVERYTHING = ("all", "全部")
LONGEST_SAYS = 64  # bytes that a button may say; so many tasks are named again by hand


@dataclass(frozen=True)
class Scope:
    """What is to be paused or go on: `kind` task, unit, plan or all; its ids, names and button."""

    kind: str
    ids: tuple[int, ...]
    names: tuple[str, ...]
    says: str
    reason: str


@command("pause", "暂停", role=COORDINATOR)
def pause(call: Call) -> Reply:
    """Pause what is named, with the reason; alone it tells what is paused."""
    return _change(call, ActKind.PAUSE) if call.rest else _listing(call)


@command("resume", "恢复", role=COORDINATOR)
def resume(call: Call) -> Reply:
    """Let what is named go on; what was held is told in its newest state."""
    return _change(call, ActKind.RESUME) if call.rest else _listing(call)


@command("brake", "全部暂停", role=COORDINATOR, shown=False)
def brake(call: Call) -> Reply:
    """Pause everything."""
    return pause(replace(call, rest=f"all {call.rest}"))


@command("unbrake", "全部恢复", role=COORDINATOR, shown=False)
def unbrake(call: Call) -> Reply:
    """Let everything go on."""
    return resume(replace(call, rest=f"all {call.rest}"))


def _listing(call: Call) -> Reply:
    found = pauses.listing(call.session)
    since = found.all_since.astimezone(call.days.zone) if found.all_since else None
    return Reply("paused", {"paused": found, "since": since})


def _change(call: Call, kind: ActKind) -> Reply:
    scope = _scope(call)
    for each in scope.ids:
        _do(call, kind, scope, each)
    other = "resume" if kind is ActKind.PAUSE else "pause"
    says = f"/{other} {scope.says}"
    row = (Offer(other, says),) if len(says.encode()) <= LONGEST_SAYS else ()
    return Reply("pause-done", {"kind": kind, "scope": scope}, (row,) if row else ())


def _do(call: Call, kind: ActKind, scope: Scope, each: int) -> None:
    """Pause one thing or let it go on, and put it down; refuses what is so already."""
    if not DO[kind, scope.kind](call, each):
        raise _idle(call, kind, scope, each)
    acts.record(
        call.session,
        kind,
        call.person.id,
        call.now,
        task=each if scope.kind == "task" else None,
        unit=each if scope.kind == "unit" else None,
        plan=each if scope.kind == "plan" else None,
        reason=scope.reason,
    )


def _idle(call: Call, kind: ActKind, scope: Scope, each: int) -> Refusal:
    if scope.kind == "all":
        return Refusal(f"{kind}-idle-all")
    if scope.kind == "task":
        return Refusal(f"{kind}-idle-task", code=tasks.of_tasks(call.session, [each])[0].code)
    return Refusal(f"{kind}-idle", name=scope.names[0])


def _scope(call: Call) -> Scope:
    first, _, reason = call.rest.partition(" ")
    reason = reason.strip()
    if first.lower() in EVERYTHING:
        return Scope("all", (0,), (), "all", reason)
    if first in {plan.key for plan in plans.open_plans(call.session)}:
        found = plans.find(call.session, first)
        return Scope("plan", (found.id or 0,), (found.title,), first, reason)
    named = parse.named(call.rest)
    if named.ids or named.codes:
        return _tasks(call, named)
    unit = _unit(call, first.removeprefix("@"))
    return Scope("unit", (unit.id or 0,), (unit.name,), unit.name, reason)


def _tasks(call: Call, named: parse.Named) -> Scope:
    ids = tuple(named_tasks(call, named))
    codes = {part.task: part.code for part in tasks.of_tasks(call.session, ids)}
    says = " ".join(f"#{each}" for each in ids)
    return Scope("task", ids, tuple(codes[each] for each in ids), says, named.rest)


def _unit(call: Call, name: str) -> Unit:
    """A year that no plan bears is no slip in a unit's name."""
    try:
        return people.find_unit(call.session, name)
    except Refusal as error:
        if error.key != "unit-unknown":
            raise
        raise Refusal("pause-unknown", name=name) from None


DO: dict[tuple[ActKind, str], Callable[[Call, int], bool]] = {
    (ActKind.PAUSE, "all"): lambda call, _: pauses.brake(call.session, call.now),
    (ActKind.PAUSE, "plan"): lambda call, plan: pauses.pause_plan(call.session, plan, call.now),
    (ActKind.PAUSE, "unit"): lambda call, unit: pauses.pause_unit(call.session, unit, call.now),
    (ActKind.PAUSE, "task"): lambda call, task: pauses.pause_task(call.session, task, call.now),
    (ActKind.RESUME, "all"): lambda call, _: pauses.unbrake(call.session),
    (ActKind.RESUME, "plan"): lambda call, plan: pauses.resume_plan(call.session, plan, call.now),
    (ActKind.RESUME, "unit"): lambda call, unit: pauses.resume_unit(call.session, unit, call.now),
    (ActKind.RESUME, "task"): lambda call, task: pauses.resume_task(call.session, task, call.now),
}
