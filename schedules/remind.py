"""The job that turns what is due into prompts and deliveries."""

from data.store import urges
from data.store.prompts import CHUNK, tick
from schedules.parts import Parts


async def remind(parts: Parts) -> None:
    """Tell what coordinators urged; decide the day of every unit due. Twice adds nothing."""
    await parts.store.call(urges.owe, parts.now(), parts.days)
    while await parts.store.call(tick, parts.now(), parts.days) == CHUNK:
        pass
