"""The 2018 plan with people who speak: each says something and reads what the bot answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from data.door import Door
from data.kinds import DeliveryState, Fate, Rule, Standing
from data.models import Assignment, Contact, Delivery, Prompt, PromptLine, Report, Task, Unit
from data.reader import read, shipped
from data.reader.draft import Draft
from data.store import Store, invitations, outbox, people, plans
from data.store.prompts import arrived
from data.workdays import Workdays
from handlers.router import receive
from messages.markup import plain
from messages.message import Incoming
from schedules.wording import as_body, compose

DAYS = Workdays()
LEAD, SUPPORT = "科技司", "中央电教馆"
COORDINATOR, SECOND, READER, STRANGER = "督办员", "督办员二", "分管领导", "路人"
OTHER = "职成司"  # a contact whose unit has no part in 4-1
UNITS = (LEAD, SUPPORT, OTHER)


def at(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of 2018 in the house's zone: at("03-09", 18)."""
    return datetime.combine(date.fromisoformat(f"2018-{day}"), time(hour, minute), DAYS.zone)


NOW = at("03-07")
DOOR = Door("https://duban.example", outside=True, key="a key of these tests")


@cache
def draft() -> Draft:
    """The shipped plan of 2018."""
    return read(
        shipped.plan_text(2018), registry=shipped.registry(), events=shipped.events(), year=2018
    )


def settle_in(session: Session) -> None:
    """The plan confirmed, and the cast bound: contacts of three units, coordinators, a reader."""
    confirmed = at("02-12", 9)
    plan = plans.load(session, draft(), "2018", None, confirmed, shipped.registry())
    plans.confirm(session, plan, confirmed, DAYS)
    for name in UNITS:
        unit = people.find_unit(session, name)
        bind(session, name, unit.id, Standing.CONTACT)
    bind(session, COORDINATOR, None, Standing.COORDINATOR)
    bind(session, SECOND, None, Standing.COORDINATOR)
    bind(session, READER, None, Standing.READER)


def bind(session: Session, name: str, unit: int | None, standing: Standing) -> int:
    """Somebody on the local channel whose address is the name."""
    contact = people.add(session, name, at("02-12", 9))
    people.add_account(session, contact, "local", name, name, at("02-12", 9))
    people.appoint(session, contact, unit, standing, at("02-12", 9))
    return contact


@dataclass(frozen=True)
class Answer:
    """What somebody read: the words as shown, what each button says, what stays at hand."""

    receipt: str
    chat: str
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] | None = None


class House:
    """A database with the plan and the cast; `now` stands still until it is moved."""

    def __init__(self, url: str, locale: str = "zh") -> None:
        self.store = Store(url)
        self.now = NOW
        self.locale = locale
        self.door: Door | None = DOOR
        self.edits: frozenset[str] = frozenset()  # the channels that can edit
        self._numbers = count(1)

    def say(
        self,
        who: str,
        text: str = "",
        *,
        button: str | None = None,
        reply_to: Answer | None = None,
        **more: Any,
    ) -> Answer:
        """Say something (or press a button) and read the one answer."""
        answers = self.hear(who, text, button=button, reply_to=reply_to, **more)
        own = [each for each in answers if each.chat == str(more.get("chat", who))]
        assert len(own) == 1, own
        return own[0]

    def hear(
        self,
        who: str,
        text: str = "",
        *,
        button: str | None = None,
        reply_to: Answer | None = None,
        **more: Any,
    ) -> list[Answer]:
        """Say something and read everything that is owed by it, to anybody."""
        number = str(next(self._numbers))
        facts = {"channel": "local", "chat": who, "id": number, "message": f"m{number}"} | more
        quoted = reply_to.receipt if reply_to else None
        incoming = Incoming(sender=who, text=text, button=button, reply_to=quoted, **facts)
        self.store.do(receive, incoming, self.now, DAYS, self.locale, self.door)
        return self.deliver()

    def press(self, who: str, message: Answer, label: str) -> Answer:
        """Press the button of that label."""
        return self.say(who, button=message.buttons[label], reply_to=message)

    def deliver(self) -> list[Answer]:
        """Deliver what is owed, as the deliverer does."""
        return self.store.do(self._deliver)

    def _deliver(self, session: Session) -> list[Answer]:
        owed = select(Delivery).where(Delivery.state == DeliveryState.OWED)
        found = []
        for row in session.exec(owed.order_by(col(Delivery.id))):
            message = compose(session, row, self.now, DAYS, self.locale, self.edits)
            if message is None:
                row.state = DeliveryState.SETTLED
                continue
            receipt = f"r{row.id}"
            outbox.sent(session, row.id or 0, receipt, as_body(message), self.now)
            if row.prompt_id is not None and row.edit_of is None:
                arrived(session, row.prompt_id, self.now, DAYS)
            buttons = {each.label: each.says for line in message.buttons for each in line}
            text = plain(message.text)
            found.append(Answer(receipt, row.chat, text, buttons, message.words))
        return found

    def prompt(
        self, who: str, codes: Sequence[str], rule: Rule = Rule.REPORT_ROUND, act: str = ""
    ) -> Answer:
        """A message of the rules to a unit's contact about these tasks."""
        self.store.do(self._prompt, who, codes, rule, act)
        return next(each for each in self.deliver() if each.chat == who)

    def _prompt(
        self, session: Session, who: str, codes: Sequence[str], rule: Rule, act: str
    ) -> None:
        unit = people.find_unit(session, who).id or 0
        today = DAYS.today(self.now)
        prompt = Prompt(recipient="unit", recipient_id=unit, on=today, act=act, created_at=self.now)
        session.add(prompt)
        session.flush()
        for rank, code in enumerate(reversed(codes)):
            session.add(
                PromptLine(
                    prompt_id=prompt.id,
                    assignment_id=self.part(session, code, who).id,
                    rule=rule,
                    on=today,
                    rank=rank,
                    fate=Fate.TOLD,
                )
            )
        contact = session.exec(select(Contact).where(Contact.name == who)).one()
        session.add(
            Delivery(
                key=f"prompt:{prompt.id}:{contact.id}",
                channel="local",
                chat=who,
                contact_id=contact.id,
                prompt_id=prompt.id,
                owed_at=self.now,
            )
        )

    def part(self, session: Session, code: str, unit: str) -> Assignment:
        """A unit's part of the task of that code."""
        query = (
            select(Assignment)
            .join(Task, col(Task.id) == col(Assignment.task_id))
            .join(Unit, col(Unit.id) == col(Assignment.unit_id))
            .where(Task.code == code, Unit.name == unit)
        )
        return session.exec(query).one()

    def stands(self, code: str, unit: str = LEAD) -> Assignment:
        """How a unit's part stands now."""
        return self.store.look(self.part, code, unit)

    def task(self, code: str) -> Task:
        """How a task stands now."""
        return self.store.look(lambda s: s.exec(select(Task).where(Task.code == code)).one())

    def reports(self) -> list[Report]:
        """Every report there is, oldest first."""
        query = select(Report).order_by(col(Report.id))
        return self.store.look(lambda session: list(session.exec(query)))

    def invite(self, unit: str | None, standing: Standing = Standing.CONTACT) -> str:
        """A fresh invitation's code."""

        def run(session: Session) -> str:
            known = people.find_unit(session, unit).id if unit else None
            return invitations.issue(session, known, standing, self.now).code

        return self.store.do(run)

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)
