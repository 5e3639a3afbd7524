"""The shipped plans as revision and carry-over see them."""

from functools import cache

from data.alike import Stated
from data.reader import read, shipped


@cache
def stated(year: int) -> tuple[Stated, ...]:
    """The tasks of the plan of that year."""
    text = shipped.plan_text(year)
    draft = read(text, registry=shipped.registry(), events=shipped.events(), year=year)
    return tuple(
        Stated(
            task.code,
            task.text,
            task.brief,
            task.title,
            tuple((owner.name, owner.role) for owner in task.owners),
            task.due.on,
        )
        for task in draft.tasks
    )
