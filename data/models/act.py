"""What coordinators and contacts did to the reminders: paused, moved, put off, urged."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from data.kinds import ActKind
from data.models.columns import Instant, Word


class Act(SQLModel, table=True):
    """Who did what, to what, when and why; added, and only `prompt_id` comes later.

    `facts` are what changed (from, to); `prompt_id` the message that told an urge's unit of it.
    """

    __table_args__ = (Index("ix_act_kind_prompt_id", "kind", "prompt_id"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: ActKind = Field(sa_type=Word(ActKind))
    contact_id: int = Field(foreign_key="contact.id")
    at: datetime = Field(sa_type=Instant)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    reason: str = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id")
