"""The job that turns what is due into prompts and deliveries."""

from data.store import escalations, members, urges
from data.store.pending import is_pending
from data.store.prompts import tick
from data.store.undelivered import take_back
from schedules.parts import Parts


async def remind(parts: Parts) -> None:
    """Tell what coordinators did; decide the day of every unit due, then that of those above.

    What could not leave on an earlier day is taken back before, and decided with the rest.
    Twice adds nothing; most minutes there is nothing to do.
    """
    if not await parts.store.read(is_pending, parts.now(), parts.days):
        return
    await parts.store.call(take_back, parts.now(), parts.days)
    await parts.store.call(members.spread, parts.now(), parts.days)
    await parts.store.call(urges.owe, parts.now(), parts.days)
    while await parts.store.call(tick, parts.now(), parts.days):
        pass
    await parts.store.call(escalations.owe, parts.now(), parts.days)
