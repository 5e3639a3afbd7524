"""A draft made to count and taken back; a new wording shown beside the old."""

from dataclasses import dataclass

from data.models import Plan
from data.refusal import Refusal
from data.revision import Revision
from data.store import carries, drafts, plans, revisions
from data.store.drafts import overview
from handlers.command import Call, Offer, Reply
from handlers.page import cut, turn
from handlers.plans_draft import offers
from handlers.plans_words import Asked
from messages.drafts import facts, rows


@dataclass(frozen=True)
class Entry:
    """One line of a comparison; `kind`: added, dropped, or what changed of a task that stays."""

    kind: str
    code: str
    brief: str
    changes: tuple[str, ...] = ()


def confirm(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """Make a draft count; its units hear once it can no longer be taken back."""
    draft = drafts.draft_of(call.session, plan.id)
    seen = overview(call.session, draft.id or 0)
    revised = call.session.get(Plan, draft.revises_id) if draft.revises_id else None
    change = revisions.difference(call.session, revised, draft) if revised else None
    if change is not None and change.empty:
        raise Refusal("plan-unchanged", key=revised.key if revised else "")
    holds = revisions.confirm(call.session, draft.id or 0, call.now, call.days)
    put_in = 0 if revised else carries.join(call.session, holds, call.now, call.days)
    starts = call.days.next_speaking(call.now + plans.RETRACTABLE)
    shown = {
        "plan": seen,
        "key": holds.key,
        "starts": starts.astimezone(call.days.zone),
        "change": counts(change) if change else None,
        "units": revisions.told(call.session, draft) if revised else [],
        "put_in": put_in,
    }
    return Reply("plan-confirmed", shown, ((Offer("plan-retract", f"/plan retract p{holds.id}"),),))


def counts(change: Revision) -> dict[str, int]:
    """How many tasks are added, dropped and changed."""
    return {
        "added": len(change.added),
        "dropped": len(change.dropped),
        "changed": len(change.changed),
    }


def retract(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """Take a confirmation back before anything has left: what counted is a draft again."""
    draft = revisions.retract(call.session, plan.key, call.now)
    seen = overview(call.session, draft.id or 0)
    return Reply("plan-retracted", facts(seen), offers(rows(seen)))


def diff(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """What a new wording changes, in pages: added, dropped, reworded, owner or date moved."""
    draft = drafts.draft_of(call.session, plan.id)
    revised = call.session.get(Plan, draft.revises_id) if draft.revises_id else None
    if revised is None:
        raise Refusal("plan-not-revision", key=draft.key)
    change = revisions.difference(call.session, revised, draft)
    number = int(wanted.words) if wanted.words.isdecimal() and len(wanted.words) < 7 else 1
    page = cut(entries(change), number)
    shown = {"key": revised.key, "counts": counts(change), "page": page}
    decide = (
        Offer("confirm", f"/plan confirm p{draft.id}"),
        Offer("plan-show", f"/plan p{draft.id}"),
    )
    return Reply("plan-diff", shown, (*turn(page, f"/plan diff p{draft.id}"), decide))


def entries(change: Revision) -> list[Entry]:
    """A revision line by line."""
    return [
        *(Entry("added", each.code, each.task.brief) for each in change.added),
        *(Entry("dropped", task.code, task.brief) for task in change.dropped),
        *(
            Entry("changed", each.before.code, each.after.brief, each.changes)
            for each in change.changed
        ),
    ]
