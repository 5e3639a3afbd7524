"""A database as large as is asked for: units with a contact each, and tasks of many courses."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlmodel import Session

from data.kinds import Basis, PlanState, Role, Standing, UnitKind
from data.models import Account, Agenda, Assignment, Contact, Plan, Post, Reckoning, Task, Unit
from data.reader import read, shipped
from data.rehearse import parts_of
from data.workdays import DAY, SPEAKS, Workdays

DAYS = Workdays()
STARTS = date(2018, 2, 12)
ROUND = DAYS.at(date(2018, 2, 28), SPEAKS)  # a report round, for every task that has begun
BATCH = 20_000


class Layout(NamedTuple):
    """Who answers for what: `place` gives the unit and the task of an assignment, all from 1."""

    units: int
    tasks: int
    place: Callable[[int], tuple[int, int]]


def even(assignments: int, each: int) -> Layout:
    """`each` to a unit, no two of a unit side by side, and two or three to a task."""
    units = max(-(-assignments // each), 5)
    return Layout(units, assignments * 2 // 5 + 1, lambda n: (n % units + 1, n * 2 // 5 + 1))


def like_2018(assignments: int) -> Layout:
    """House after house, each with the units and tasks of the plan of 2018 as it names them."""
    text, registry = shipped.plan_text(2018), shipped.registry()
    draft = read(text, registry=registry, events=shipped.events(), year=2018)
    parts = parts_of(draft, registry, DAYS)
    units = {name: n for n, name in enumerate(dict.fromkeys(part.unit for part in parts), 1)}
    tasks = {code: n for n, code in enumerate(dict.fromkeys(part.code for part in parts), 1)}
    own = [(units[part.unit], tasks[part.code]) for part in parts]

    def place(n: int) -> tuple[int, int]:
        house, part = divmod(n - 1, len(own))
        unit, task = own[part]
        return house * len(units) + unit, house * len(tasks) + task

    houses = -(-assignments // len(own))
    return Layout(houses * len(units), houses * len(tasks), place)


def fill(session: Session, assignments: int, layout: Layout, next_at: datetime | None) -> None:
    """Lay `assignments` under way, all noticed and signed, their units due at `next_at`.

    Every other task ends with the year, the rest on one of a hundred days of it.
    """
    units = layout.units
    at = DAYS.at(STARTS, SPEAKS)
    session.execute(insert(Plan), [_plan(at)])
    _add(session, Unit, (_unit(n) for n in range(1, units + 1)))
    _add(session, Contact, ({"id": n, "name": f"{n}", "created_at": at} for n in _to(units)))
    _add(session, Post, (_post(n, at) for n in _to(units)))
    _add(session, Account, (_account(n, at) for n in _to(units)))
    _add(session, Task, (_task(n) for n in _to(layout.tasks)))
    _add(session, Assignment, (_assignment(n, *layout.place(n), at) for n in _to(assignments)))
    reckoned = ({"assignment_id": n, "until": date(2018, 2, 27)} for n in _to(assignments))
    _add(session, Reckoning, reckoned)
    if next_at is not None:
        _add(session, Agenda, ({"unit_id": n, "at": next_at} for n in _to(units)))


def _add(session: Session, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(rows, BATCH)):
        session.execute(insert(table), batch)


def _to(count: int) -> range:
    return range(1, count + 1)


def _plan(at: datetime) -> dict[str, Any]:
    return {
        "id": 1,
        "key": "2018",
        "title": "",
        "year": 2018,
        "state": PlanState.CONFIRMED,
        "loaded_at": at,
        "confirmed_at": at,
    }


def _unit(n: int) -> dict[str, Any]:
    return {"id": n, "name": f"{n}", "full_name": f"{n}", "kind": UnitKind.OTHER}


def _post(n: int, at: datetime) -> dict[str, Any]:
    return {"contact_id": n, "unit_id": n, "standing": Standing.CONTACT, "since": at}


def _account(n: int, at: datetime) -> dict[str, Any]:
    return {"contact_id": n, "channel": "local", "sender": f"{n}", "chat": f"{n}", "used_at": at}


def _task(n: int) -> dict[str, Any]:
    implied = n % 2 == 0
    due = date(2018, 12, 31) if implied else date(2018, 6, 1) + DAY * (n // 2 % 100)
    return {
        "id": n,
        "plan_id": 1,
        "ordinal": n,
        "code": f"{n}",
        "item": f"{n}",
        "title": "",
        "brief": "",
        "text": "",
        "owner_text": "",
        "due_on": due,
        "due_basis": Basis.IMPLIED if implied else Basis.EXPLICIT,
    }


def _assignment(n: int, unit: int, task: int, at: datetime) -> dict[str, Any]:
    told = at + timedelta(minutes=n % 60)
    return {
        "task_id": task,
        "unit_id": unit,
        "ordinal": 1,
        "role": Role.LEAD,
        "starts_on": STARTS,
        "noticed_at": at,
        "signed_at": told,
        "signed_by": unit,
        "reported_at": told if n % 3 == 0 else None,
    }
