"""A plan of a few tasks, confirmed on 12 February 2018, whose time passes tick by tick."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, select

from data.kinds import Basis, Role, Standing, UnitKind
from data.models import Assignment, Plan, Task, Unit
from data.store import Store, people, plans, prompts, reckoning
from data.workdays import DAY, Workdays
from tests.looks import assert_whole

DAYS = Workdays()
LEAD, SUPPORT = "科技司", "中央电教馆"
Row = TypeVar("Row", bound=SQLModel)


def at(day: str, hour: int = 9, minute: int = 30) -> datetime:
    """An instant of 2018 in the house's zone: at("03-09", 18)."""
    return datetime.combine(date.fromisoformat(f"2018-{day}"), time(hour, minute), DAYS.zone)


CONFIRMED = at("02-12", 9, 0)
YEAR_END = date(2018, 12, 31)


class Small:
    """A database with one plan; every method is one transaction."""

    def __init__(self, url: str) -> None:
        self.store = Store(url)
        self.plan = self.store.do(self._plan)
        self.units: dict[str, int] = {}
        self.contacts = 0

    @staticmethod
    def _plan(session: Session) -> int:
        plan = Plan(key="2018", title="要点", year=2018, loaded_at=CONFIRMED)
        session.add(plan)
        session.flush()
        return plan.id or 0

    def give(self, code: str, *units: str, due: date = YEAR_END) -> list[int]:
        """A task of these units, explicit unless due at the year's end; returns its parts."""
        return self.store.do(self._give, code, units, due)

    def _give(self, session: Session, code: str, units: tuple[str, ...], due: date) -> list[int]:
        for name in units:
            self.units[name] = self.units.get(name) or _unit(session, name)
        basis = Basis.IMPLIED if due == YEAR_END else Basis.EXPLICIT
        words = dict.fromkeys(("item", "title", "brief", "text", "owner_text"), code)
        task = Task(plan_id=self.plan, ordinal=1, code=code, due_on=due, due_basis=basis, **words)
        session.add(task)
        session.flush()
        parts = [
            Assignment(task_id=task.id, unit_id=self.units[name], ordinal=n, role=Role.LEAD)
            for n, name in enumerate(units, 1)
        ]
        session.add_all(parts)
        session.flush()
        return [part.id or 0 for part in parts]

    def confirm(self) -> None:
        """The plan counts: its notices are due at 09:30."""
        self.store.do(plans.confirm, self.plan, CONFIRMED, DAYS)

    def bind(
        self, unit: str, standing: Standing = Standing.CONTACT, channels: tuple[str, ...] = ("a",)
    ) -> int:
        """Somebody new with an account on each of these channels, the one last used first."""

        def run(session: Session) -> int:
            self.contacts += 1
            name = f"{unit}{self.contacts}"
            contact = people.add(session, name, CONFIRMED)
            for hour, channel in enumerate(reversed(channels)):
                people.add_account(session, contact, channel, name, name, at("02-01", hour))
            people.appoint(session, contact, self.units[unit], standing, CONFIRMED)
            return contact

        return self.store.do(run)

    def tick(self, now: datetime) -> int:
        """Time has passed until `now`."""
        return self.store.do(prompts.tick, now, DAYS)

    def all(self, table: type[Row], **fields: Any) -> list[Row]:
        """The rows of a table with these values, oldest first."""
        query = select(table).filter_by(**fields)
        key: Any = next(iter(table.__table__.primary_key))  # type: ignore[attr-defined]
        return self.store.look(lambda session: list(session.exec(query.order_by(key))))

    def part(self, key: int) -> Assignment:
        """An assignment as it stands."""
        return self.all(Assignment, id=key)[0]

    def begin(self, key: int, on: date) -> None:
        """Have a part under way from a day on."""

        def run(session: Session) -> None:
            session.get_one(Assignment, key).starts_on = on
            reckoning.begin(session, [key], on - DAY)

        self.store.do(run)

    def change(self, table: type[SQLModel], key: int, **values: Any) -> None:
        """Change a row by hand."""

        def run(session: Session) -> None:
            row = session.get_one(table, key)
            for name, value in values.items():
                setattr(row, name, value)

        self.store.do(run)


def _unit(session: Session, name: str) -> int:
    unit = Unit(name=name, full_name=name, kind=UnitKind.DEPARTMENT)
    session.add(unit)
    session.flush()
    return unit.id or 0


@contextmanager
def opened(url: str) -> Iterator[Small]:
    """A house that is closed in the end."""
    small = Small(url)
    yield small
    assert_whole(small.store)
    small.store.close()
