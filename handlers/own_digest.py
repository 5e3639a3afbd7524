"""A unit's share of the weekly digest: looked at, and switched off or on."""

from sqlalchemy import update
from sqlmodel import col

from data.models import Plan, Unit
from data.share import own_share
from data.store.digests import edition
from handlers.command import Call, Offer, Reply

OFF = {"off": True, "关": True, "关闭": True, "on": False, "开": False, "开启": False}


def own_digest(call: Call, plan: Plan, week: str | None) -> Reply:
    """The week's share of the units that this person answers for."""
    facts = edition(call.session, plan.id or 0, week, call.now, call.days).facts
    known = {unit for each in facts["tasks"] for unit in each["units"]}
    units = [name for name in call.person.units.values() if name in known]
    return Reply("digest", own_share(facts, units), ((Offer("tasks", "/tasks"),),))


def switch(call: Call, off: bool) -> Reply:
    """From now on these units get no weekly digest of their own, or get it again."""
    call.session.connection().execute(
        update(Unit).where(col(Unit.id).in_(call.person.units)).values(digest_off=off)
    )
    return Reply("digest-switched", {"off": off, "units": list(call.person.units.values())})
