"""Tasks and parts made by hand, for the pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from data.kinds import Role, TaskState
from data.lights import Part, Said, TaskFacts
from data.workdays import Workdays

DAYS = Workdays()
STARTS = date(2018, 2, 12)
YEAR_END = date(2018, 12, 31)


def on(day: str, hour: int = 10) -> datetime:
    """An instant of 2018 in the house's zone: on("03-09", 18)."""
    return datetime.combine(date.fromisoformat(f"2018-{day}"), time(hour), DAYS.zone).astimezone(
        UTC
    )


def lead(unit: str = "科技司", **facts: Any) -> Part:
    return Part(unit=unit, role=Role.LEAD, **facts)


def support(unit: str = "中央电教馆", **facts: Any) -> Part:
    return Part(unit=unit, role=Role.SUPPORT, **facts)


def said(day: str = "03-07", text: str = "联通省级平台6个", id: int = 1, unit: str = "") -> Said:
    return Said(id, text, on(day), unit=unit)


TASK = TaskFacts(
    id=1,
    code="4-1",
    brief="资源公共服务体系",
    state=TaskState.OPEN,
    starts_on=STARTS,
    due_on=YEAR_END,
    parts=(lead(), support()),
)


def task(**facts: Any) -> TaskFacts:
    """The task 4-1 of 科技司, supported by 中央电教馆, due at the year's end."""
    return replace(TASK, **facts)
