"""The job that turns what is due into prompts and deliveries."""

from data.store.prompts import CHUNK, tick
from schedules.parts import Parts


async def remind(parts: Parts) -> None:
    """Decide the day of every unit that is due; running it twice adds nothing."""
    while await parts.store.call(tick, parts.now(), parts.days) == CHUNK:
        pass
