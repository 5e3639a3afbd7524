"""A draft on one screen, its year in rehearsal, and how it is given up."""

from collections import Counter
from dataclasses import replace

from data.kinds import PlanState, Recipient
from data.models import Plan
from data.refusal import Refusal
from data.rehearse import Message, busiest
from data.rehearse import rehearse as run
from data.store import drafts, revisions
from data.store.courses import parts_of_plan
from handlers.command import Call, Offer, Reply
from handlers.plans_words import Asked
from messages.drafts import Row, facts, rows

SHOWN = 5  # of the busiest units and weeks


def show_draft(call: Call, plan_id: int) -> Reply:
    """What needs a look first, the figures, and what can be done."""
    plan = drafts.overview(call.session, plan_id)
    return Reply("plan-draft", facts(plan), offers(rows(plan)))


def offers(buttons: tuple[Row, ...]) -> tuple[tuple[Offer, ...], ...]:
    """Rows of buttons as a reply has them."""
    return tuple(tuple(Offer(key, says) for key, says in row) for row in buttons)


def rehearse(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """The whole year as it would be sent, in figures: by unit, and the busiest weeks."""
    parts = parts_of_plan(call.session, plan.id or 0, call.days)
    if not parts:
        raise Refusal("plan-nobody", key=plan.key)
    first = min(part.course.starts for part in parts)
    last = max(part.course.ends for part in parts)
    sent = run(parts, first, last, call.days, answering=False)
    told = [message for message in sent if message.to == Recipient.UNIT]
    shown = {
        "plan": plan.title,
        "first": first,
        "last": last,
        "told": len(told),
        "units": _by_unit(told),
        "busiest": busiest(sent, call.days)[:SHOWN],
        "digests": len({message.at for message in sent if message.kind == "digest"}),
    }
    return Reply("plan-rehearsal", shown, _after(plan))


def _by_unit(told: list[Message]) -> list[tuple[str, int]]:
    counts = Counter(message.unit or "" for message in told)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]


def _after(plan: Plan) -> tuple[tuple[Offer, ...], ...]:
    if plan.state is not PlanState.DRAFT:
        return ()
    return (
        (
            Offer("plan-show", f"/plan p{plan.id}"),
            Offer("confirm", f"/plan confirm p{plan.id}"),
        ),
    )


def separate(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """A draft that was taken for a new wording is a plan of its own; that can be undone."""
    draft = drafts.draft_of(call.session, plan.id)
    if draft.revises_id is None:
        raise Refusal("plan-not-revision", key=draft.key)
    revisions.separate(call.session, draft)
    shown = show_draft(call, draft.id or 0)
    undo = Offer("plan-revision", f"/plan revision p{draft.id}")
    return replace(shown, offers=(*shown.offers, (undo,)))


def revision(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """A draft that was made a plan of its own is a new wording again."""
    draft = drafts.draft_of(call.session, plan.id)
    revisions.resemble(call.session, draft)
    if draft.revises_id is None:
        raise Refusal("plan-not-revision", key=draft.key)
    return show_draft(call, draft.id or 0)


def drop(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """Give a draft up, once that is said twice: its corrections go with it."""
    draft = drafts.draft_of(call.session, plan.id)
    about = {"key": draft.key, "title": draft.title}
    if wanted.words != "yes":
        yes = Offer("plan-give-up-sure", f"/plan drop p{draft.id} yes")
        return Reply("plan-give-up", about, ((yes, Offer("plan-show", f"/plan p{draft.id}")),))
    drafts.give_up(call.session, draft)
    return Reply("plan-given-up", about)
