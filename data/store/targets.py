"""The numbers that a plan's goals ask for, with the wordings of their tasks that count for them."""

from collections import defaultdict

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import Goal, Target, Task, TaskGoal
from data.reached import GoalTargets
from data.reached import Target as Needed
from data.reader import draft
from data.reader.sums import Work, counting


def goal_targets(session: Session, plan_id: int) -> tuple[GoalTargets, ...]:
    """Every goal of a plan in its order, those without a number too."""
    goals = session.scalars(
        select(Goal).where(col(Goal.plan_id) == plan_id).order_by(col(Goal.ordinal))
    ).all()
    numbers = _numbers(session, plan_id)
    works = _works(session, plan_id)
    return tuple(
        _needed(
            draft.Goal(goal.ordinal, goal.text, tuple(numbers[goal.id or 0])), works[goal.id or 0]
        )
        for goal in goals
    )


def _needed(goal: draft.Goal, works: dict[int, Work]) -> GoalTargets:
    """A goal as its reached sums are reckoned; `works` are its tasks' by their ids."""
    tasks = list(works)
    counted = counting(goal, list(works.values()))
    targets = (
        Needed(
            target.text,
            target.value,
            target.unit,
            frozenset((tasks[place], text) for place, text in wordings),
        )
        for target, wordings in zip(goal.targets, counted, strict=True)
    )
    return GoalTargets(goal.ordinal, goal.text, tuple(targets))


def _numbers(session: Session, plan_id: int) -> defaultdict[int, list[draft.Target]]:
    rows = session.scalars(
        select(Target)
        .join(Goal, col(Goal.id) == col(Target.goal_id))
        .where(col(Goal.plan_id) == plan_id)
        .order_by(col(Target.ordinal))
    )
    found = defaultdict(list)
    for row in rows:
        found[row.goal_id or 0].append(_number(row))
    return found


def _works(session: Session, plan_id: int) -> defaultdict[int, dict[int, Work]]:
    """Of each goal the tasks that serve it and have a number, in the plan's order."""
    rows = session.execute(
        select(col(TaskGoal.goal_id), col(Task.id), col(Task.text), Target)
        .join(Goal, col(Goal.id) == col(TaskGoal.goal_id))
        .join(Task, col(Task.id) == col(TaskGoal.task_id))
        .join(Target, col(Target.task_id) == col(Task.id))
        .where(col(Goal.plan_id) == plan_id)
        .order_by(col(Task.id), col(Target.ordinal))
    )
    found: defaultdict[int, dict[int, Work]] = defaultdict(dict)
    for goal, task, text, target in rows:
        before = found[goal].get(task, Work(text, ()))
        found[goal][task] = Work(text, (*before.targets, _number(target)))
    return found


def _number(row: Target) -> draft.Target:
    return draft.Target(row.text, row.metric, row.value, row.unit, row.comparator, row.kind)
