"""The numbers that a plan's goals ask for, with the wordings of their tasks for the same number."""

from collections import defaultdict

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import Goal, Target, TaskGoal
from data.reached import GoalTargets
from data.reached import Target as Needed


def goal_targets(session: Session, plan_id: int) -> tuple[GoalTargets, ...]:
    """Every goal of a plan in its order, those without a number too."""
    same = _same(session, plan_id)
    found: dict[tuple[int, str], list[Needed]] = {}
    rows = session.execute(
        select(
            col(Goal.id),
            col(Goal.ordinal),
            col(Goal.text),
            col(Target.text).label("asked"),
            col(Target.value),
            col(Target.unit),
            col(Target.metric),
        )
        .outerjoin(Target, col(Target.goal_id) == col(Goal.id))
        .where(col(Goal.plan_id) == plan_id)
        .order_by(col(Goal.ordinal), col(Target.ordinal))
    )
    for row in rows:
        targets = found.setdefault((row.ordinal, row.text), [])
        if row.asked is not None:
            wordings = frozenset(same[row.id, row.metric, row.unit])
            targets.append(Needed(row.asked, row.value, row.unit, wordings))
    return tuple(GoalTargets(*goal, tuple(targets)) for goal, targets in found.items())


def _same(session: Session, plan_id: int) -> defaultdict[tuple[int, str, str], list[str]]:
    """What the tasks of each goal say of a metric in a unit."""
    rows = session.execute(
        select(col(Goal.id), col(Target.metric), col(Target.unit), col(Target.text))
        .join(TaskGoal, col(TaskGoal.goal_id) == col(Goal.id))
        .join(Target, col(Target.task_id) == col(TaskGoal.task_id))
        .where(col(Goal.plan_id) == plan_id)
    )
    found = defaultdict(list)
    for goal, metric, unit, text in rows:
        found[goal, metric, unit].append(text)
    return found
