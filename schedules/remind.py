"""The job that turns what is due into prompts and deliveries."""

from data.store import escalations, members, urges
from data.store.pending import is_pending
from data.store.prompts import tick
from schedules.parts import Parts


async def remind(parts: Parts) -> None:
    """Tell what coordinators did; decide the day of every unit due, then that of those above.

    Twice adds nothing; most minutes there is nothing to do.
    """
    if not await parts.store.read(is_pending, parts.now(), parts.days):
        return
    await parts.store.call(members.spread, parts.now(), parts.days)
    await parts.store.call(urges.owe, parts.now(), parts.days)
    while await parts.store.call(tick, parts.now(), parts.days):
        pass
    await parts.store.call(escalations.owe, parts.now(), parts.days)
