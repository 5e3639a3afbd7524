"""How the plan stands: one screen that is complete in itself, and the lists behind it."""

import re
from collections.abc import Callable
from dataclasses import replace

from data.kinds import Light, Standing
from data.models import Plan, Unit
from data.refusal import Refusal
from data.store import members, pauses, people, plans, signoffs
from data.store.digests import goals_reached
from data.store.standing import open_plan, standing
from data.summary import Summary, long_pending, long_unsigned, silent
from handlers import parse
from handlers.about import named_tasks
from handlers.command import Call, Offer, Reply, command
from handlers.look import Look
from handlers.parse.goal import goal
from handlers.shares import by_goal, by_unit
from handlers.tasks import task

SEES_ALL = frozenset({Standing.COORDINATOR, Standing.READER})
_PAGE = re.compile(r"(?:^|\s+)(\d{1,6})$")
_UNIT_ID = re.compile(r"u(\d{1,9})")

COLOURS = {
    **{colour.value: colour for colour in Light},
    **{"蓝": Light.BLUE, "绿": Light.GREEN, "黄": Light.YELLOW, "红": Light.RED, "灰": Light.GREY},
}


@command("status", "总览", role=SEES_ALL)
def status(call: Call) -> Reply:
    """The whole plan, or what is named: a colour, a unit, a goal, a task, what waits.

    Pressed in a message of its own, it takes that message's place.
    """
    shown = _shown(call)
    if not shown.template.startswith("status"):
        return shown
    pressed = _pressed(call)
    back = () if shown.template == "status" else ((Offer("overview", _plan(call)[1]),),)
    return replace(shown, offers=(*shown.offers, *back), replaces=pressed)


def _pressed(call: Call) -> int | None:
    """The message whose button was pressed, when it is one of status itself."""
    if call.incoming.button is None or call.told is None or call.told.prompt is not None:
        return None
    says = call.told.labels.values()
    own = all(each.startswith(("/status", "/task #", "/review")) for each in says)
    return call.told.id if own and any(each.startswith("/status") for each in says) else None


def _shown(call: Call) -> Reply:
    plan, says, rest = _plan(call)
    what, number = _page(rest)
    look = Look(call, _standing(call, plan), what, number, says)
    if not rest:
        return _whole(look)
    if view := VIEWS.get(what.lower()):
        return view(look)
    if colour := COLOURS.get(what.lower()):
        return look.page_of("light", colour.value, look.summary.lit(colour), colour.value)
    if (ordinal := goal(what)) is not None:
        return _goal(look, plan, ordinal)
    if (named := parse.named(rest)).ids or named.codes:
        ids = named_tasks(call, named)
        return task(replace(call, rest=f"#{ids[0]}"))
    return _unit(look, plan)


def _standing(call: Call, plan: Plan, unit: str | None = None) -> Summary:
    return standing(call.session, plan.id or 0, call.now, call.days, unit)


def _plan(call: Call) -> tuple[Plan, str, str]:
    """The plan, the command that names it again, and the words that do not."""
    first, _, rest = call.rest.partition(" ")
    shown = (*plans.open_plans(call.session), *plans.standing_plans(call.session))
    keys = [plan.key for plan in shown]
    if first in keys:
        return open_plan(call.session, first), f"/status {first}", rest.strip()
    return open_plan(call.session, None), "/status", call.rest


def _page(rest: str) -> tuple[str, int]:
    """The words and the page at their end; a goal's number is no page."""
    match = _PAGE.search(rest)
    if match is None or goal(rest) is not None or not rest[: match.start()]:
        return rest, 1
    return rest[: match.start()], int(match[1])


def _whole(look: Look) -> Reply:
    buttons = (
        *(Offer(name, f"{look.says} {name}") for name in ("waiting", "red", "yellow")),
        *(Offer(f"by-{name}", f"{look.says} {name}s") for name in ("unit", "goal")),
    )
    reader = not look.call.person.coordinates
    paused = pauses.listing(look.call.session)
    facts = {"standing": look.summary, "reader": reader, "paused": paused}
    return Reply("status", facts, (buttons[:3], buttons[3:]))


def _waiting(look: Look) -> Reply:
    today = look.call.days.today(look.call.now)
    facts = look.summary.facts
    late = long_unsigned(facts, today, look.call.days)
    groups = {task.id: task for task in facts.tasks}
    shown = {
        "standing": look.summary,
        "unsigned": [f"{task.code} {part.unit}" for task, part in late],
        "silent": [f"{task.code} {part.unit}" for task, part in silent(facts)],
        "unconfirmed": [groups[task].code for task in long_pending(facts, today, look.call.days)],
        "to_sign": signoffs.by_unit(look.call.session, facts.key),
        "groups": [groups[task].code for task in facts.empty_groups if task in groups],
    }
    waits = look.call.person.coordinates and look.summary.waiting["closing"]
    return Reply("status-waiting", shown, ((Offer("review", "/review"),),) if waits else ())


def _goal(look: Look, plan: Plan, ordinal: int) -> Reply:
    goals = goals_reached(look.call.session, plan.id or 0, look.call.now, look.call.days)
    named = next((each for each in goals if each.ordinal == ordinal), None)
    if named is None:
        raise Refusal("goal-unknown", goal=ordinal)
    lines = tuple(line for line in look.summary.lines if ordinal in line.task.goals)
    return look.page_of("goal", named.text, lines, f"goal {ordinal}", named.targets)


def _unit(look: Look, plan: Plan) -> Reply:
    unit = _named_unit(look)
    call = look.call
    summary = _standing(call, plan, unit.name)
    if not summary.lines:
        raise Refusal("unit-without-tasks", unit=unit.name)
    counted = members.tallies(call.session, unit.id or 0, [each.task.id for each in summary.lines])
    found = replace(look, summary=summary)
    return found.page_of("unit", unit.name, summary.lines, f"u{unit.id}", tallies=counted)


def _named_unit(look: Look) -> Unit:
    """By name, or by the id that a button carries: names may be longer than buttons can say."""
    if (by_id := _UNIT_ID.fullmatch(look.what)) and (
        unit := look.call.session.get(Unit, int(by_id[1]))
    ):
        return unit
    return people.find_unit(look.call.session, look.what.removeprefix("unit "))


VIEWS: dict[str, Callable[[Look], Reply]] = {
    "waiting": _waiting,
    "待处理": _waiting,
    "units": by_unit,
    "按单位": by_unit,
    "goals": by_goal,
    "按目标": by_goal,
}
