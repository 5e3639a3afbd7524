"""A task outside any plan, given in one line or step by step; a task dropped, with the reason."""

from data.kinds import ActKind
from data.refusal import Refusal
from data.store import acts, dispatches, tasks
from handlers import parse
from handlers.about import named_tasks
from handlers.assign import known_unit, notices
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.parse.order import order
from messages.render import label


@command("dispatch", "交办", role=COORDINATOR)
def dispatch(call: Call) -> Reply:
    """Give units a task: what is missing is asked for, one after the other."""
    today = call.days.today(call.now)
    wanted = order(call.rest, lambda name: known_unit(call, name) is not None, today)
    missing = "units" if not wanted.units else "text" if not wanted.text else ""
    missing = missing or ("date" if wanted.on is None else "")
    if wanted.on is None or missing:
        if missing == "units" and call.rest:
            raise Refusal("dispatch-units", text=call.rest[:20])
        asks = f"/dispatch {call.rest}".strip()
        return Reply("dispatch-asks", {"missing": missing, "order": wanted}, asks=asks)
    if wanted.on < today:
        raise Refusal("dispatch-past", on=wanted.on)
    found = [unit for name in wanted.units if (unit := known_unit(call, name))]
    units = list(dict.fromkeys((unit.id or 0, unit.name) for unit in found))
    return _given(call, dispatches.Order(wanted.text, units, wanted.on, wanted.phrase))


def _given(call: Call, wanted: dispatches.Order) -> Reply:
    reached = {unit: call.people_of(unit) for unit, _ in wanted.units}
    told = {unit for unit, contacts in reached.items() if contacts}
    title = label("plan.standing", call.person.locale, year=str(call.days.today(call.now).year))
    task = dispatches.dispatch(call.session, wanted, title, told, call.now, call.days)
    acts.record(call.session, ActKind.DISPATCH, call.person.id, call.now, task=task)
    parts = tasks.of_tasks(call.session, [task])
    notices(call, [part for part in parts if part.unit in told])
    unreached = [name for unit, name in wanted.units if unit not in told]
    offers = ((Offer("task", f"/task #{task}"), Offer("drop", f"/drop #{task}")),)
    facts = {"parts": parts, "text": wanted.text, "unreached": unreached}
    return Reply("dispatched", facts, offers, about=(task,))


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
