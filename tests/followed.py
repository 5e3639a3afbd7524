"""A plan of 2018 under way: confirmed on 12 February, with ways to say and do things in it."""

from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from data.kinds import (
    DeliveryState,
    Fate,
    ReportState,
    Role,
    Rule,
    Standing,
    TaskState,
)
from data.models import (
    Account,
    Assignment,
    Contact,
    Delivery,
    Goal,
    Plan,
    Post,
    Prompt,
    PromptLine,
    Report,
    Review,
    Target,
    Task,
    TaskGoal,
    Unit,
)
from data.reader import read, shipped
from data.reader.draft import Draft
from data.store import Store, plans
from data.workdays import Workdays

DAYS = Workdays()


def at(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of 2018 in the house's zone: at("03-09", 18)."""
    return datetime.combine(date.fromisoformat(f"2018-{day}"), time(hour, minute), DAYS.zone)


CONFIRMED = at("02-12", 9)


@cache
def draft() -> Draft:
    """The shipped plan of 2018 as read."""
    text = shipped.plan_text(2018)
    return read(text, registry=shipped.registry(), events=shipped.events(), year=2018)


class Followed:
    """A database with the plan of 2018; every method is one transaction."""

    def __init__(self, url: str, *, confirmed: bool = True) -> None:
        self.store = Store(url)
        self.plan = self.store.do(self._load, confirmed)
        self.people: dict[str, int] = {}

    @staticmethod
    def _load(session: Session, confirmed: bool) -> int:
        plan = plans.load(session, draft(), "2018", None, CONFIRMED, shipped.registry())
        if confirmed:
            plans.confirm(session, plan, CONFIRMED, DAYS)
        return plan

    def bind(self, unit: str | None, standing: Standing = Standing.CONTACT) -> int:
        """Somebody who answers for a unit (None: for the whole house)."""

        def run(session: Session) -> int:
            contact = Contact(name=unit or standing.value, created_at=CONFIRMED)
            session.add(contact)
            session.flush()
            unit_id = self.unit(session, unit) if unit else None
            session.add(
                Post(contact_id=contact.id, unit_id=unit_id, standing=standing, since=CONFIRMED)
            )
            name = f"{standing}:{unit}:{contact.id}"
            account = Account(
                contact_id=contact.id, channel="local", sender=name, chat=name, used_at=CONFIRMED
            )
            session.add(account)
            return contact.id or 0

        return self.store.do(run)

    def say(
        self,
        code: str,
        text: str,
        when: datetime,
        percent: float | None = None,
        *,
        unit: str | None = None,
        figures: list[dict[str, Any]] | None = None,
        state: ReportState = ReportState.CONFIRMED,
    ) -> int:
        """A report on a unit's part (the lead's unless named), as its transaction leaves it."""

        def run(session: Session) -> int:
            part = self.part(session, code, unit)
            counts = state in (ReportState.CONFIRMED, ReportState.NOTED)
            report = Report(
                assignment_id=part.id,
                contact_id=self._speaker(session),
                text=text,
                percent=percent,
                figures=figures or [],
                state=state,
                said_at=when,
                confirmed_at=when if counts else None,
            )
            session.add(report)
            session.flush()
            if counts:
                part.report_id, part.reported_at = report.id, when
                part.signed_at = part.signed_at or when
                part.percent = percent if percent is not None else part.percent
                if part.role is Role.LEAD and percent is not None:
                    session.get_one(Task, part.task_id).percent = percent
            return report.id or 0

        return self.store.do(run)

    def ask(self, code: str, on: date, unit: str | None = None, fate: Fate = Fate.TOLD) -> None:
        """A report round's line for a part."""

        def run(session: Session) -> None:
            session.add(
                PromptLine(
                    assignment_id=self.part(session, code, unit).id,
                    rule=Rule.REPORT_ROUND,
                    on=on,
                    fate=fate,
                )
            )

        self.store.do(run)

    def notice(self, when: datetime) -> None:
        """The dispatch notice reaches everybody."""
        self.store.do(lambda session: session.execute(update(Assignment).values(noticed_at=when)))

    def sign(self, when: datetime) -> None:
        """Everybody signs for everything."""
        self.store.do(lambda session: session.execute(update(Assignment).values(signed_at=when)))

    def turn(self, code: str, **values: Any) -> None:
        """Change columns of a task."""
        change = update(Task).where(col(Task.plan_id) == self.plan, col(Task.code) == code)
        self.store.do(lambda session: session.execute(change.values(**values)))

    def close(self, code: str, when: datetime) -> None:
        """A coordinator closes a task."""
        self.turn(code, state=TaskState.CLOSED, closed_at=when)

    def target(self, goal: int, code: str, text: str, value: float, unit: str) -> None:
        """A number that a goal asks for, and that a task of it is to reach."""

        def run(session: Session) -> None:
            query = select(col(Goal.id)).where(
                col(Goal.plan_id) == self.plan, col(Goal.ordinal) == goal
            )
            goal_id, task_id = session.scalars(query).one(), self.task(session, code).id
            number = {"ordinal": 1, "text": text, "metric": text, "value": value, "unit": unit}
            rest = {"comparator": ">=", "kind": "count"}
            session.merge(TaskGoal(task_id=task_id, goal_id=goal_id))
            session.add(Target(goal_id=goal_id, **number, **rest))
            session.add(Target(task_id=task_id, **number, **rest))

        self.store.do(run)

    def review(self, code: str, kind: str, when: datetime, report: int | None = None) -> None:
        """Something of a task waits for a coordinator's word."""

        def run(session: Session) -> None:
            task = self.task(session, code).id
            session.add(Review(task_id=task, kind=kind, asked_at=when, report_id=report))

        self.store.do(run)

    def message(self, unit: str, when: datetime, *contacts: int) -> None:
        """A prompt that reached each of these contacts."""

        def run(session: Session) -> None:
            prompt = Prompt(
                recipient="unit",
                recipient_id=self.unit(session, unit),
                on=when.date(),
                created_at=when,
            )
            session.add(prompt)
            session.flush()
            session.add_all(
                Delivery(
                    key=f"prompt:{prompt.id}:{contact}",
                    channel="local",
                    chat=str(contact),
                    contact_id=contact,
                    prompt_id=prompt.id,
                    state=DeliveryState.SENT,
                    owed_at=when,
                    sent_at=when,
                )
                for contact in contacts
            )

        self.store.do(run)

    def change(self, **values: Any) -> None:
        """Change columns of the plan."""
        change = update(Plan).where(col(Plan.id) == self.plan).values(**values)
        self.store.do(lambda session: session.execute(change))

    def task(self, session: Session, code: str) -> Task:
        query = select(Task).where(col(Task.plan_id) == self.plan, col(Task.code) == code)
        return session.scalars(query).one()

    def part(self, session: Session, code: str, unit: str | None) -> Assignment:
        query = select(Assignment).where(col(Assignment.task_id) == self.task(session, code).id)
        if unit:
            query = query.where(col(Assignment.unit_id) == self.unit(session, unit))
        return session.scalars(query.order_by(col(Assignment.ordinal))).first()

    @staticmethod
    def unit(session: Session, name: str) -> int:
        return session.scalars(select(col(Unit.id)).where(col(Unit.name) == name)).one()

    @staticmethod
    def _speaker(session: Session) -> int:
        known = session.scalars(select(col(Contact.id)).order_by(col(Contact.id))).first()
        if known is not None:
            return known
        contact = Contact(name="科技司", created_at=CONFIRMED)
        session.add(contact)
        session.flush()
        return contact.id or 0
