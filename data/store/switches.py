"""Rules that a coordinator has switched off for a plan or a task, and on again."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col

from data.kinds import Rule
from data.models import Assignment, Plan, Task
from data.store import agenda

SWITCHED = (  # all that the clock calls for but the notice, without which nobody knows of a task
    Rule.NOT_SIGNED,
    Rule.REPORT_ROUND,
    Rule.DEADLINE_NEAR,
    Rule.OVERDUE,
    Rule.SILENT,
)


def off(*layers: Mapping[str, bool] | None) -> frozenset[Rule]:
    """The rules that are off; a later layer, the task's own, goes before an earlier one."""
    found: dict[str, bool] = {}
    for layer in layers:
        found |= layer or {}
    return frozenset(Rule(name) for name, on in found.items() if not on)


def off_of_plan(session: Session, plan: int) -> frozenset[Rule]:
    """What is switched off for a plan as a whole."""
    return off(session.get_one(Plan, plan).switches)


def off_of_task(session: Session, task: int) -> frozenset[Rule]:
    """What is switched off for a task, by itself or with its plan."""
    row = session.get_one(Task, task)
    return off(session.get_one(Plan, row.plan_id).switches, row.switches)


def turn_plan(session: Session, plan: int, rule: Rule, on: bool, now: datetime) -> bool:
    """Switch a rule for every task of a plan that has no switch of its own; false: it is so."""
    if (rule not in off_of_plan(session, plan)) is on:
        return False
    _turn(session, session.get_one(Plan, plan), rule, on)
    agenda.enter_parts(session, agenda.of_plan(plan), now)
    return True


def turn_task(session: Session, task: int, rule: Rule, on: bool, now: datetime) -> bool:
    """Switch a rule for one task, whatever its plan has; false: it is so already."""
    if (rule not in off_of_task(session, task)) is on:
        return False
    row = session.get_one(Task, task)
    _turn(session, row, rule, on)
    agenda.enter_parts(session, col(Assignment.task_id) == task, now)
    return True


def _turn(session: Session, row: Plan | Task, rule: Rule, on: bool) -> None:
    row.switches = {**(row.switches or {}), rule.value: on}
    session.flush()
