"""The brake: a task, a unit, a plan or everything is paused, and goes on again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from data.kinds import ActKind
from data.refusal import Refusal
from data.store import acts, pauses, people, plans, tasks
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command

EVERYTHING = ("all", "全部")


@dataclass(frozen=True)
class Scope:
    """What is to be paused or go on: `kind` task, unit, plan or all; its id, name and button."""

    kind: str
    id: int
    name: str
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
    if not DO[kind, scope.kind](call, scope.id):
        whole = "-all" if scope.kind == "all" else ""
        raise Refusal(f"{kind}-idle{whole}", name=scope.name)
    acts.record(
        call.session,
        kind,
        call.person.id,
        call.now,
        task=scope.id if scope.kind == "task" else None,
        unit=scope.id if scope.kind == "unit" else None,
        plan=scope.id if scope.kind == "plan" else None,
        reason=scope.reason,
    )
    other = "resume" if kind is ActKind.PAUSE else "pause"
    facts = {"kind": kind, "scope": scope}
    return Reply("pause-done", facts, ((Offer(other, f"/{other} {scope.says}"),),))


def _scope(call: Call) -> Scope:
    first, _, reason = call.rest.partition(" ")
    reason = reason.strip()
    if first.lower() in EVERYTHING:
        return Scope("all", 0, "", "all", reason)
    if first in {plan.key for plan in plans.open_plans(call.session)}:
        found = plans.find(call.session, first)
        return Scope("plan", found.id or 0, found.title, first, reason)
    named = parse.named(call.rest)
    if named.ids or named.codes:
        part = tasks.of_tasks(call.session, named_tasks(call, named)[:1])[0]
        return Scope("task", part.task, part.code, f"#{part.task}", named.rest)
    unit = people.find_unit(call.session, first.removeprefix("@"))
    return Scope("unit", unit.id or 0, unit.name, unit.name, reason)


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
