"""A plan as its coordinator sees it before it counts: what to look at first, and what it holds."""

from dataclasses import dataclass
from datetime import date

from data.kinds import PlanState


@dataclass(frozen=True)
class Doubt:
    """Something to look at: flag number in the plan, code, the words it is about, its lines."""

    number: int
    code: str
    about: str
    first: int
    last: int
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overview:
    """A plan in figures; `revises` is the key of the plan that it is a new wording of.

    `goes_on`: tasks that the last plan had, as (code there, code here, brief). `sign_off`: leaders
    sign what counts.
    """

    id: int
    key: str
    title: str
    doc_number: str | None
    issued_on: date | None
    year: int
    state: PlanState
    tasks: int
    assignments: int
    units: int
    goals: int
    doubts: tuple[Doubt, ...] = ()
    revises: str | None = None
    goes_on: tuple[tuple[str, str, str], ...] = ()
    sign_off: bool = False
