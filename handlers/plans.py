"""`/plan`: the plans there are, a document taken in, and the way to all that is done with one."""

import re
from collections.abc import Callable

from data.kinds import PlanState
from data.models import Plan
from data.refusal import Refusal
from data.store import drafts, plans, readings
from data.store.drafts import overview
from data.store.readings import Asker
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.page import cut, turn
from handlers.plans_check import accept, check, same
from handlers.plans_close import close, end
from handlers.plans_confirm import confirm, diff, retract
from handlers.plans_correct import FIELDS, correct
from handlers.plans_draft import drop, rehearse, revision, separate, show_draft
from handlers.plans_signoff import sign_off
from handlers.plans_words import Asked, asked, plan_id

Act = Callable[[Call, Plan, Asked], Reply]

ACTS: dict[str, Act] = {
    "check": check,
    "as": same,
    "ok": accept,
    "rehearse": rehearse,
    "confirm": confirm,
    "separate": separate,
    "revision": revision,
    "drop": drop,
    "retract": retract,
    "diff": diff,
    "close": close,
    "end": end,
    "signoff": sign_off,
}
OF_OPEN = ("close", "end", "signoff")
_KEY = re.compile(r"(?:19|20)\d\d(?:-\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@command("plan", "计划", role=COORDINATOR)
def plan(call: Call) -> Reply:
    """Take a document in, list the plans, or do something with one."""
    if call.incoming.file is not None:
        return _take(call)
    known = plans.listing(call.session)
    wanted = asked(call, frozenset(str(each["key"]) for each in known))
    if wanted.verb in FIELDS or wanted.verb == "task":
        return correct(call, wanted)
    if wanted.verb in ACTS:
        return ACTS[wanted.verb](call, _meant(call, wanted), wanted)
    if wanted.plan:
        return _show(call, _meant(call, wanted))
    if wanted.words and not wanted.words.isdecimal():
        raise Refusal("plan-how", said=wanted.words)
    return _list(call, int(wanted.words) if 0 < len(wanted.words) < 7 else 1)


def _take(call: Call) -> Reply:
    """Owe the reading of a file; the chat hears at once that it is being read."""
    file = call.incoming.file
    if file is None or not file.digest:
        raise Refusal("file-lost", name=file.name if file else "")
    year = _YEAR.search(call.rest)
    asker = Asker(
        call.person.id,
        call.incoming.channel,
        call.incoming.chat,
        call.incoming.message,
        call.seen_id,
    )
    found = readings.ask(
        call.session, file.digest, file.name, int(year[0]) if year else None, asker, call.now
    )
    if found is None:
        return Reply("plan-reading", {"name": file.name})
    known = overview(call.session, found)
    if known.state is PlanState.DRAFT:
        return show_draft(call, found)
    return Reply("plan-known", {"plan": known})


def _list(call: Call, number: int) -> Reply:
    page = cut([each for each in plans.listing(call.session) if not _is_past(each)][::-1], number)
    ids = {each.key: each.id for each in map(_row(call), (one["key"] for one in page.items))}
    buttons = tuple(Offer("code", f"/plan p{ids[key]}", {"code": key}) for key in ids)
    rows = (buttons,) if buttons else ()
    return Reply("plan-list", {"page": page}, (*rows, *turn(page, "/plan")))


def _is_past(each: dict[str, object]) -> bool:
    return each["state"] == PlanState.APPLIED.value


def _row(call: Call) -> Callable[[str], Plan]:
    return lambda key: plans.find(call.session, key)


def _show(call: Call, row: Plan) -> Reply:
    if row.state is PlanState.DRAFT:
        return show_draft(call, row.id or 0)
    offers: tuple[Offer, ...] = ()
    if row.state is PlanState.CONFIRMED:
        switch = "off" if row.sign_off else "on"
        offers = (
            Offer("plan-rehearse", f"/plan rehearse p{row.id}"),
            Offer(f"plan-signoff-{switch}", f"/plan signoff p{row.id} {switch}"),
            Offer("plan-close", f"/plan close p{row.id}"),
        )
    return Reply("plan-known", {"plan": overview(call.session, row.id or 0)}, (offers,))


def _meant(call: Call, wanted: Asked) -> Plan:
    """The plan that was named; else the one that can be meant."""
    if wanted.plan:
        by_id = plan_id(wanted.plan)
        row = call.session.get(Plan, by_id) if by_id else None
        if by_id and row is None:
            raise Refusal("plan-gone")
        return row or plans.find(call.session, wanted.plan)
    if _KEY.fullmatch(wanted.words):
        raise Refusal("plan-unknown", key=wanted.words)
    among = _candidates(call, wanted.verb)
    if not among:
        none = wanted.verb in ("retract", *OF_OPEN)
        raise Refusal("plan-none" if none else "plan-no-draft")
    if len(among) > 1:
        raise Refusal("plan-say-which", keys=[each.key for each in among], verb=wanted.verb)
    return among[0]


def _candidates(call: Call, verb: str) -> list[Plan]:
    confirmed = plans.open_plans(call.session)
    if verb in OF_OPEN:
        return confirmed
    if verb == "retract":
        recent = [p for p in confirmed if p.confirmed_at is not None]
        return sorted(recent, key=lambda p: p.confirmed_at or call.now)[-1:]
    waiting = drafts.drafts(call.session)
    return waiting if waiting or verb != "rehearse" else confirmed
