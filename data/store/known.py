"""A plan's tasks with their targets, for reading what a report says of them."""

from collections import defaultdict

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import Target, Task


def tasks_with_targets(session: Session, plan_id: int) -> list[tuple[Task, list[Target]]]:
    """In the plan's order."""
    tasks = select(Task).where(col(Task.plan_id) == plan_id).order_by(col(Task.ordinal))
    targets = (
        select(Target)
        .join(Task, col(Task.id) == col(Target.task_id))
        .where(col(Task.plan_id) == plan_id)
        .order_by(col(Target.ordinal))
    )
    found: dict[int | None, list[Target]] = defaultdict(list)
    for target in session.execute(targets).scalars():
        found[target.task_id].append(target)
    return [(task, found[task.id]) for task in session.execute(tasks).scalars()]
