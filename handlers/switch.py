"""Which rules speak of a plan or a task: a coordinator switches them off, and on again."""

from dataclasses import dataclass

from data.kinds import ActKind, Rule
from data.refusal import Refusal
from data.store import acts, plans, switches, tasks
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from messages.render import LOCALES, label

WORDS = {  # short names of the rules; those in 为何 (labels) are understood too
    Rule.DISPATCH_NOTICE: ("交办", "notice"),
    Rule.NOT_SIGNED: ("签收", "unsigned"),
    Rule.REPORT_ROUND: ("报送", "round"),
    Rule.DEADLINE_NEAR: ("临期", "near"),
    Rule.OVERDUE: ("逾期", "overdue"),
    Rule.SILENT: ("未报送", "silent"),
}
STATES = {"关闭": False, "关": False, "off": False, "开启": True, "开": True, "on": True}


@dataclass(frozen=True)
class Scope:
    """Whose rules they are: `kind` plan or task, its id, its name, and how it is called again."""

    kind: str
    id: int
    name: str
    says: str


@command("switch", "提醒", role=COORDINATOR)
def switch(call: Call) -> Reply:
    """Switch a rule off or on; without a rule, tell which are on."""
    scope, words = _scope(call)
    if not words:
        return _listing(call, scope)
    rule, on, reason = _said(words)
    if rule is Rule.DISPATCH_NOTICE:
        raise Refusal("switch-notice")
    turn = switches.turn_task if scope.kind == "task" else switches.turn_plan
    if not turn(call.session, scope.id, rule, on, call.now):
        raise Refusal("switch-idle", name=scope.name)
    acts.record(
        call.session,
        ActKind.SWITCH,
        call.person.id,
        call.now,
        task=scope.id if scope.kind == "task" else None,
        plan=scope.id if scope.kind == "plan" else None,
        reason=reason,
        facts={"rule": rule.value, "on": on},
    )
    other = "off" if on else "on"
    facts = {"scope": scope, "rule": rule, "on": on, "reason": reason}
    return Reply(
        "switched", facts, ((Offer(f"switch-{other}", f"/switch {scope.says} {rule} {other}"),),)
    )


def _listing(call: Call, scope: Scope) -> Reply:
    found = switches.off_of_task if scope.kind == "task" else switches.off_of_plan
    off = found(call.session, scope.id)
    rules = [(rule, rule not in off) for rule in switches.SWITCHED]
    return Reply("switches", {"scope": scope, "rules": rules})


def _scope(call: Call) -> tuple[Scope, str]:
    """The plan or the task that is named, and the words after it."""
    first, _, rest = call.rest.partition(" ")
    if first in {plan.key for plan in plans.open_plans(call.session)}:
        found = plans.find(call.session, first)
        return Scope("plan", found.id or 0, found.title, first), rest.strip()
    named = parse.named(call.rest)
    ids = named_tasks(call, named)
    if len(ids) != 1:
        raise Refusal("switch-how")
    part = tasks.of_tasks(call.session, ids)[0]
    return Scope("task", part.task, part.code, f"#{part.task}"), named.rest


def _said(words: str) -> tuple[Rule, bool, str]:
    """Which rule, whether on, and the reason after it."""
    for rule in WORDS:
        for name in _names(rule):
            state, _, reason = words[len(name) :].strip().partition(" ")
            if words.casefold().startswith(name) and state.casefold() in STATES:
                return rule, STATES[state.casefold()], reason.strip()
    raise Refusal("switch-how")


def _names(rule: Rule) -> tuple[str, ...]:
    return (*WORDS[rule], rule.value, *(label(f"rule.{rule}", each) for each in LOCALES))
