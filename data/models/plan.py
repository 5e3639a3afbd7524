"""What the document orders: plans, goals, sections, tasks, targets, dates, and who answers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.kinds import Basis, Cadence, Nature, PlanState, ReadingState, Role, TaskState
from data.models.columns import Instant, Word


class Plan(SQLModel, table=True):
    """A document that orders work; the standing one takes tasks that are in no plan.

    `switches`: rules of reminders that are off for it (false).
    `flags` are settled in place, so that their numbers stay. `learned`: other spellings that become
    aliases of units (by id) at the confirmation. A revision names the plan that it `revises_id`;
    `applied` is then what taking it back needs, and `told_at` when units that lost a part heard.
    `sign_off`: a unit's report counts once its leader has signed it (签发).
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str
    issuer: str | None = None
    doc_number: str | None = None
    issued_on: date | None = None
    year: int
    standing: bool = False
    state: PlanState = Field(default=PlanState.DRAFT, sa_type=Word(PlanState))
    source_hash: str | None = Field(default=None, index=True)
    source: str | None = None
    flags: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    learned: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    switches: dict[str, bool] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    revises_id: int | None = Field(default=None, foreign_key="plan.id")
    applied: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    loaded_at: datetime = Field(sa_type=Instant)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    paused_at: datetime | None = Field(default=None, sa_type=Instant)
    sign_off: bool = False


class Goal(SQLModel, table=True):
    """What the plan as a whole is to reach."""

    __table_args__ = (UniqueConstraint("plan_id", "ordinal"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    ordinal: int
    text: str


class Section(SQLModel, table=True):
    """A heading of the plan, with its mark （一）."""

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    ordinal: int
    mark: str
    title: str


class Task(SQLModel, table=True):
    """One piece of work, closed by one owner mark; its percentage is the lead's.

    `carried`: left open by a plan that ended, to go on in the next, where `carries_id` names it.
    `switches`: rules that are off for it (false), or on though the plan has them off (true).
    """

    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    section_id: int | None = Field(default=None, foreign_key="section.id")
    ordinal: int
    code: str
    item: str
    title: str
    brief: str
    text: str
    owner_text: str
    nature: Nature | None = Field(default=None, sa_type=Word(Nature))
    due_on: date | None = Field(default=None, index=True)
    due_basis: Basis = Field(default=Basis.NONE, sa_type=Word(Basis))
    due_phrase: str | None = None
    due_why: str = ""
    line_from: int = 0
    line_to: int = 0
    flags: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    state: TaskState = Field(default=TaskState.OPEN, sa_type=Word(TaskState))
    percent: float | None = None
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    carried: bool = False
    carries_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    cadence: Cadence | None = Field(default=None, sa_type=Word(Cadence))
    switches: dict[str, bool] | None = Field(default=None, sa_type=JSON(none_as_null=True))


class Target(SQLModel, table=True):
    """A number to be reached, by a task or by a goal."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    goal_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    ordinal: int
    text: str
    metric: str
    value: float
    unit: str
    comparator: str
    kind: str


class Deadline(SQLModel, table=True):
    """A dated clause of a task."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    ordinal: int
    on: date
    basis: Basis = Field(sa_type=Word(Basis))
    phrase: str
    text: str
    recurs: str | None = None


class TaskGoal(SQLModel, table=True):
    """A task serves a goal."""

    __tablename__ = "task_goal"
    task_id: int = Field(foreign_key="task.id", primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", primary_key=True)


class Assignment(SQLModel, table=True):
    """A task given to a unit, with how its part stands now.

    The status columns are kept in the report's own transaction, so that no list scans reports.
    `again_on`: put off by its unit, it is asked for again on that day. `ended_at`: taken from the
    unit; it keeps its reports. `parent_id`: the part of a group of units, of which this is a
    member's own. `returned_on`: its closing was sent back on that day, and it has not reported
    since.
    """

    __table_args__ = (UniqueConstraint("task_id", "unit_id"),)
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    ordinal: int
    role: Role = Field(sa_type=Word(Role))
    starts_on: date | None = None
    noticed_at: datetime | None = Field(default=None, sa_type=Instant)
    signed_at: datetime | None = Field(default=None, sa_type=Instant)
    signed_by: int | None = Field(default=None, foreign_key="contact.id")
    percent: float | None = None
    report_id: int | None = None
    reported_at: datetime | None = Field(default=None, sa_type=Instant)
    again_on: date | None = None
    returned_on: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    parent_id: int | None = Field(default=None, foreign_key="assignment.id", index=True)


class Reckoning(SQLModel, table=True):
    """Every slot of the rules up to `until` has its fate, for a part under way.

    Apart from the part: this moves each day that anything is asked, and rows are written whole.
    """

    assignment_id: int = Field(foreign_key="assignment.id", primary_key=True)
    until: date


class Reading(SQLModel, table=True):
    """A document that somebody sent to be read, once by the hash of its content.

    `askers` are those who hear of it: contact, channel, chat, receipt of what they sent. `refusal`
    and `facts` say why it was not taken. Leases run by the real clock.
    """

    id: int | None = Field(default=None, primary_key=True)
    hash: str = Field(unique=True)
    name: str
    year: int | None = None
    askers: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    state: ReadingState = Field(
        default=ReadingState.WAITING, sa_type=Word(ReadingState), index=True
    )
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    refusal: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    asked_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    lease: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
