"""What a prompt says, as it stands when it is sent: its lines, the settled ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.case import SIGN_WITHIN
from data.course import Rank, is_checkpoint
from data.kinds import Fate, Recipient, Role, Rule, TaskState
from data.models import Assignment, Plan, Prompt, PromptLine, Task, Unit
from data.progress import is_year_end
from data.weeks import opened
from data.workdays import Workdays

ENDED = (TaskState.CLOSED, TaskState.DROPPED, TaskState.PAUSED, TaskState.CLOSING)


@dataclass(frozen=True)
class AskedLine:
    """One rule's line about one task; `count` days before or workdays after its date."""

    task: int
    code: str
    brief: str
    role: Role
    rule: Rule
    deadline: date | None
    count: int
    percent: float | None
    reported_at: datetime | None
    settled: bool
    unit: str = ""
    year_end: bool = False  # what is reported now closes it


@dataclass(frozen=True)
class Asked:
    """A prompt with everything its template needs; `lines` most urgent first.

    `to` coordinators it is about many units, and `unit` is empty.
    """

    prompt: int
    unit: str
    plan: str
    on: date
    sign_by: date
    checkpoint: bool
    lines: tuple[AskedLine, ...]
    to: str = Recipient.UNIT

    @property
    def open(self) -> tuple[AskedLine, ...]:
        """What is still asked."""
        return tuple(line for line in self.lines if not line.settled)

    @property
    def is_notice(self) -> bool:
        """Whether this is a dispatch notice and nothing else."""
        return all(line.rule is Rule.DISPATCH_NOTICE for line in self.lines)


def asked(session: Session, prompt_id: int, now: datetime, days: Workdays) -> Asked:
    """Everything a prompt says, as the facts stand at `now`."""
    prompt = session.get_one(Prompt, prompt_id)
    query: Any = (
        select(PromptLine, Assignment, Task, Plan, col(Unit.name).label("unit"))
        .join(Assignment, col(Assignment.id) == col(PromptLine.assignment_id))
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(
            col(PromptLine.prompt_id) == prompt_id,
            # A weaker slot of a task that has its line already is not said a second time.
            ~((col(PromptLine.fate) == Fate.MERGED) & (col(PromptLine.reason) == "same-task")),
        )
        .order_by(col(PromptLine.rank).desc(), col(Plan.id), col(Task.ordinal), col(PromptLine.id))
    )
    rows = session.execute(query).all()
    of_unit = prompt.recipient != Recipient.COORDINATOR
    return Asked(
        prompt=prompt_id,
        unit=session.get_one(Unit, prompt.recipient_id).name if of_unit else "",
        plan=rows[0].Plan.title if rows else "",
        on=prompt.on,
        sign_by=days.after(days.today(now), SIGN_WITHIN),
        checkpoint=is_checkpoint(prompt.on, days),
        lines=tuple(
            _line(row.PromptLine, row.Assignment, row.Task, row.unit, prompt, days) for row in rows
        ),
        to=prompt.recipient,
    )


def task_ids(session: Session, prompt_id: int) -> Sequence[int]:
    """The tasks that a prompt is about, in the plan's order."""
    query = (
        select(col(Task.id))
        .join(Assignment, col(Assignment.task_id) == col(Task.id))
        .join(PromptLine, col(PromptLine.assignment_id) == col(Assignment.id))
        .where(col(PromptLine.prompt_id) == prompt_id)
        .order_by(col(Task.plan_id), col(Task.ordinal))
    )
    return list(dict.fromkeys(session.execute(query).scalars()))


def _line(
    line: PromptLine,
    assignment: Assignment,
    task: Task,
    unit: str,
    prompt: Prompt,
    days: Workdays,
) -> AskedLine:
    deadline = line.deadline or task.due_on
    gone = (prompt.on - deadline) if deadline else timedelta(0)
    late = deadline is not None and gone.days > 0
    reported = assignment.reported_at
    return AskedLine(
        task=task.id or 0,
        code=task.code,
        brief=task.brief,
        role=assignment.role,
        rule=line.rule,
        deadline=deadline,
        count=days.between(deadline, prompt.on) if late and deadline else -gone.days,
        percent=assignment.percent,
        reported_at=reported.astimezone(days.zone) if reported else None,
        settled=_is_settled(line, assignment, task, prompt, days),
        unit=unit,
        year_end=assignment.role is Role.LEAD
        and is_year_end(task.nature, task.due_basis, task.due_on, prompt.on),
    )


def _is_settled(
    line: PromptLine, assignment: Assignment, task: Task, prompt: Prompt, days: Workdays
) -> bool:
    if task.state in ENDED or assignment.ended_at is not None:
        return True
    if prompt.recipient != Recipient.UNIT:
        return False  # a report does not end what has gone further than the unit
    if line.rule is Rule.NOT_SIGNED:
        return assignment.signed_at is not None
    if line.rule is Rule.DISPATCH_NOTICE:
        return False
    if _is_put_off(line, assignment, prompt):
        return True
    reported = assignment.reported_at
    if reported is None:
        return False
    # A report answers the round of its week; of all else one that came after it was asked.
    asks_of_week = line.rule in (Rule.REPORT_ROUND, Rule.SILENT)
    return reported > (opened(prompt.on, days) if asks_of_week else prompt.created_at)


def _is_put_off(line: PromptLine, assignment: Assignment, prompt: Prompt) -> bool:
    """Whether its unit wants to be asked again another day."""
    again, by_hand = assignment.again_on, line.rule in (Rule.URGED, Rule.SLIP)
    return again is not None and prompt.on < again and line.rank < Rank.FIRM and not by_hand
