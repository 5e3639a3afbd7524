"""How a plan stands, as the public JSON of `status` has it."""

from typing import Any

from data.kinds import TaskState
from data.lights import Part
from data.summary import Line, Summary
from data.workdays import Workdays


def as_json(summary: Summary, days: Workdays) -> dict[str, Any]:
    """The public JSON of `status` (interface.md, section 4)."""
    return {
        "now": summary.now.isoformat(timespec="seconds"),
        "plan": summary.facts.key,
        "week": summary.week,
        "counts": {colour.value: number for colour, number in summary.counts.lights.items()},
        "tasks": [_task(line, days) for line in summary.lines],
        "waiting": dict(summary.waiting),
        "unsigned": list(summary.unsigned),
        "owing": list(summary.owing),
        "unbound": list(summary.facts.unbound),
    }


def _task(line: Line, days: Workdays) -> dict[str, Any]:
    task = line.task
    return {
        "code": task.code,
        "brief": task.brief,
        "state": TaskState(task.state).value,
        "light": line.light.value,
        "due": task.due_on.isoformat() if task.due_on else None,
        "percent": task.percent,
        "parts": [_part(part, days) for part in task.parts],
    }


def _part(part: Part, days: Workdays) -> dict[str, Any]:
    said = part.said
    return {
        "unit": part.unit,
        "role": part.role.value,
        "signed_on": days.today(part.signed_at).isoformat() if part.signed_at else None,
        "percent": part.percent,
        "report": {
            "id": said.id,
            "text": said.text,
            "at": said.at.astimezone(days.zone).isoformat(timespec="seconds"),
        }
        if said
        else None,
    }
