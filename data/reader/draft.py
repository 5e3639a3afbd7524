"""What reading a plan gives: frozen facts, in the shape of the public JSON, without any wording."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.kinds import Basis, Nature, Role, UnitKind

Say = Callable[..., str]
"""Words a key: say("flag.unknown-unit", about="…"), say("due.implied-year-end", phrase="…")."""


@dataclass(frozen=True)
class Owner:
    """A unit that answers for a task; `name` as written, a shared level prefix completed."""

    name: str
    kind: UnitKind
    role: Role


@dataclass(frozen=True)
class Target:
    """A number to be reached: comparator >= <= = ~, kind count percent amount, text verbatim."""

    text: str
    metric: str
    value: float | int
    unit: str
    comparator: str
    kind: str


@dataclass(frozen=True)
class Due:
    """The day by which a task as a whole is due; `why` is a key under `due.` for the templates."""

    on: date | None
    basis: Basis
    phrase: str | None
    why: str


@dataclass(frozen=True)
class Deadline:
    """One dated clause; recurs: None, yearly, quarterly, monthly: then `on` is its first day."""

    on: date
    basis: Basis
    phrase: str
    text: str
    recurs: str | None


@dataclass(frozen=True)
class Flag:
    """Something to look at: the interface's flag code, the piece of text it is about, its lines."""

    code: str
    about: str
    lines: tuple[int, int]


@dataclass(frozen=True)
class Goal:
    """What the plan as a whole is to reach."""

    ordinal: int
    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Section:
    """A heading above items, e.g. （一） 做好教育信息化统筹部署."""

    mark: str
    title: str


@dataclass(frozen=True)
class TaskDraft:
    """One piece of work: the text that one owner mark closes; `section` is its section's mark."""

    code: str
    section: str | None
    item: str
    title: str
    brief: str
    text: str
    owner_text: str
    owners: tuple[Owner, ...]
    targets: tuple[Target, ...]
    nature: Nature | None
    due: Due
    deadlines: tuple[Deadline, ...]
    goals: tuple[int, ...]
    lines: tuple[int, int]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Draft:
    """A plan read and not yet confirmed. `flags` lists every oddity once, the tasks' included."""

    title: str
    issuer: str
    doc_number: str | None
    issued_on: date | None
    year: int | None
    goals: tuple[Goal, ...]
    sections: tuple[Section, ...]
    tasks: tuple[TaskDraft, ...]
    flags: tuple[Flag, ...]


def as_json(draft: Draft, say: Say) -> dict[str, Any]:
    """The draft as interface.md, section 3, shows it; `say` words reasons and flags."""
    return {
        "title": draft.title,
        "issuer": draft.issuer,
        "doc_number": draft.doc_number,
        "issued_on": _iso(draft.issued_on),
        "year": draft.year,
        "goals": [
            {"ordinal": g.ordinal, "text": g.text, "targets": [vars(t) for t in g.targets]}
            for g in draft.goals
        ],
        "sections": [vars(section) for section in draft.sections],
        "tasks": [_task(task, say) for task in draft.tasks],
        "flags": [_flag(flag, say) for flag in draft.flags],
    }


def _task(task: TaskDraft, say: Say) -> dict[str, Any]:
    return {
        "code": task.code,
        "section": task.section,
        "item": task.item,
        "title": task.title,
        "brief": task.brief,
        "text": task.text,
        "owner_text": task.owner_text,
        "owners": [
            {"name": o.name, "kind": o.kind.value, "role": o.role.value} for o in task.owners
        ],
        "targets": [vars(target) for target in task.targets],
        "nature": task.nature.value if task.nature else None,
        "due": _due(task.due, say),
        "deadlines": [_deadline(deadline) for deadline in task.deadlines],
        "goals": list(task.goals),
        "lines": list(task.lines),
        "flags": [_flag(flag, say) for flag in task.flags],
    }


def _due(due: Due, say: Say) -> dict[str, Any]:
    return {
        "on": _iso(due.on),
        "basis": due.basis.value,
        "phrase": due.phrase,
        "why": say(f"due.{due.why}", phrase=due.phrase or ""),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "on": _iso(deadline.on),
        "basis": deadline.basis.value,
        "phrase": deadline.phrase,
        "text": deadline.text,
        "recurs": deadline.recurs,
    }


def _flag(flag: Flag, say: Say) -> dict[str, Any]:
    message = say(f"flag.{flag.code}", about=flag.about)
    return {"code": flag.code, "message": message, "lines": list(flag.lines)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
