"""A plan ends: every open task is closed, dropped or carried into the next plan."""

from data.kinds import End, PlanState
from data.models import Plan, Task
from data.refusal import Refusal
from data.store import carries
from data.store.carries import Left
from data.store.drafts import task_in
from handlers.command import Call, Offer, Reply
from handlers.page import cut, turn
from handlers.plans_words import Asked

A_PAGE = 4  # three buttons a task
ENDS = {
    "closed": End.CLOSED,
    "办结": End.CLOSED,
    "dropped": End.DROPPED,
    "撤销": End.DROPPED,
    "carried": End.CARRIED,
    "延续": End.CARRIED,
}


def close(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """What is left open, in pages; the end itself when nothing is."""
    _open(plan)
    left = carries.left(call.session, plan)
    if not left:
        return _closed(call, plan)
    number = int(wanted.words) if wanted.words.isdecimal() and len(wanted.words) < 7 else 1
    page = cut(left, number, A_PAGE)
    rest = tuple(Offer(f"plan-all-{end.value}", f"/plan end p{plan.id} {end.value}") for end in End)
    rows = tuple(_row(plan, each) for each in page.items)
    return Reply(
        "plan-left",
        {"title": plan.title, "page": page},
        (*rows, rest, *turn(page, f"/plan close p{plan.id}")),
    )


def end(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """What becomes of one open task (`4-1 办结`), or, said twice, of all that are left (`办结`)."""
    _open(plan)
    said, _, sure = wanted.words.casefold().partition(" ")
    if said not in ENDS:
        raise Refusal("plan-end-how", key=plan.key)
    if wanted.task:
        carries.decide(call.session, _task(call, plan, wanted.task), ENDS[said], call.now)
    elif sure != "yes":
        return _sure(call, plan, ENDS[said])
    else:
        for each in carries.left(call.session, plan):
            carries.decide(call.session, each.id, ENDS[said], call.now)
    return close(call, plan, Asked("close"))


def _sure(call: Call, plan: Plan, end: End) -> Reply:
    """Ask once: deciding on all that are left ends the plan for good."""
    yes = Offer("plan-end-sure", f"/plan end p{plan.id} {end.value} yes")
    count = len(carries.left(call.session, plan))
    about = {"key": plan.key, "title": plan.title, "count": count, "end": end.value}
    return Reply("plan-end", about, ((yes, Offer("plan-end-back", f"/plan close p{plan.id}")),))


def _open(plan: Plan) -> None:
    if plan.state is not PlanState.CONFIRMED:
        raise Refusal("plan-not-confirmed", key=plan.key)


def _task(call: Call, plan: Plan, named: str) -> int:
    if named.startswith("#"):
        key = int(named[1:])
        row = call.session.get(Task, key) if key < 2**31 else None
    else:
        row = task_in(call.session, named, plan)
    if row is None or row.plan_id != plan.id:
        raise Refusal("plan-task-unknown", code=named, key=plan.key)
    return row.id or 0


def _row(plan: Plan, left: Left) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            f"plan-{end.value}", f"/plan end p{plan.id} #{left.id} {end.value}", {"code": left.code}
        )
        for end in End
    )


def _closed(call: Call, plan: Plan) -> Reply:
    after = carries.close(call.session, plan, call.now, call.days)
    shown = {
        "title": plan.title,
        "counts": carries.ends(call.session, plan),
        "next": after.title if after else None,
    }
    return Reply("plan-closed", shown)
