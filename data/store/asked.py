"""What a prompt says, as it stands when it is sent: its lines, the settled ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.case import SIGN_WITHIN
from data.course import is_checkpoint
from data.kinds import ActKind, Fate, Recipient, Role, Rule, TaskState
from data.models import Act, Assignment, Plan, Prompt, PromptLine, Task, Unit
from data.progress import is_year_end
from data.weeks import opened
from data.workdays import Workdays

ENDED = (TaskState.CLOSED, TaskState.DROPPED, TaskState.PAUSED, TaskState.CLOSING)


@dataclass(frozen=True)
class AskedLine:
    """One rule's line about one task; `count` days before or workdays after its date.

    `settled`: it is asked no more; `answered`: because its unit did what it asked for.
    """

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
    answered: bool = False


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
    def standing(self) -> tuple[AskedLine, ...]:
        """What is still asked or was answered; what was put off or has ended is left out."""
        return tuple(line for line in self.lines if line.answered or not line.settled)

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
            # A weaker slot of a task that has its line already is not said a second time, but a
            # slip that is proposed beside it is.
            (col(PromptLine.fate) != Fate.MERGED)
            | (col(PromptLine.reason) != "same-task")
            | (col(PromptLine.rule) == Rule.SLIP),
        )
        .order_by(col(PromptLine.rank).desc(), col(Plan.id), col(Task.ordinal), col(PromptLine.id))
    )
    rows = _once(session.execute(query).all(), prompt)
    of_unit = prompt.recipient != Recipient.COORDINATOR
    put_off = _put_off(session, prompt, [row.Assignment for row in rows])
    return Asked(
        prompt=prompt_id,
        unit=session.get_one(Unit, prompt.recipient_id).name if of_unit else "",
        plan=rows[0].Plan.title if rows else "",
        on=prompt.on,
        sign_by=days.after(days.today(now), SIGN_WITHIN),
        checkpoint=is_checkpoint(prompt.on, days),
        lines=tuple(_line(row, prompt, row.Assignment.id in put_off, days) for row in rows),
        to=prompt.recipient,
    )


def _once(rows: Sequence[Any], prompt: Prompt) -> Sequence[Any]:
    """A unit reads one line of each task, the most urgent: also where a last call comes early."""
    if prompt.act or prompt.recipient != Recipient.UNIT:
        return rows
    return [*{row.Assignment.id: row for row in reversed(rows)}.values()][::-1]


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


def _put_off(session: Session, prompt: Prompt, parts: Sequence[Assignment]) -> set[int]:
    """Those of the parts that were put off after a unit's prompt was made."""
    waiting = {(part.task_id, part.unit_id): part.id or 0 for part in parts if part.again_on}
    if not waiting or prompt.recipient != Recipient.UNIT:
        return set()
    acts = select(col(Act.task_id), col(Act.unit_id)).where(
        col(Act.kind) == ActKind.SNOOZE,
        col(Act.task_id).in_([task for task, _ in waiting]),
        col(Act.at) >= prompt.created_at,
    )
    later = {(task, unit) for task, unit in session.execute(acts)}
    return {part for each, part in waiting.items() if each in later}


def _line(row: Any, prompt: Prompt, put_off: bool, days: Workdays) -> AskedLine:
    line, assignment, task = row.PromptLine, row.Assignment, row.Task
    deadline = line.deadline or task.due_on
    gone = (prompt.on - deadline) if deadline else timedelta(0)
    late = deadline is not None and gone.days > 0
    reported = assignment.reported_at
    answered = prompt.recipient == Recipient.UNIT and _is_answered(line, assignment, prompt, days)
    ended = task.state in ENDED or task.carried or assignment.ended_at is not None
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
        settled=ended or answered or put_off,
        answered=answered,
        unit=row.unit,
        year_end=assignment.role is Role.LEAD
        and is_year_end(task.nature, task.due_basis, task.due_on, prompt.on),
    )


def _is_answered(line: PromptLine, assignment: Assignment, prompt: Prompt, days: Workdays) -> bool:
    """Whether a unit has done what a line asked for; a notice only tells."""
    if line.rule is Rule.NOT_SIGNED:
        return assignment.signed_at is not None
    reported = assignment.reported_at
    if reported is None or line.rule is Rule.DISPATCH_NOTICE:
        return False
    # A report answers the round of its week; of all else one that came after it was asked.
    asks_of_week = line.rule in (Rule.REPORT_ROUND, Rule.SILENT)
    return reported > (opened(prompt.on, days) if asks_of_week else prompt.created_at)
