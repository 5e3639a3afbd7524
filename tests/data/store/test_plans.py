"""Plans as rows: put in once, confirmed, taken back in time, ended."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from data.kinds import PlanState, Role
from data.models import Assignment, Plan, Section, Task, Unit
from data.reader import read, shipped
from data.refusal import Refusal
from data.store import Store, agenda, corrections, plans
from data.workdays import Workdays
from tests.looks import looks, unreckoned
from tests.small import at

DAYS = Workdays()
NOW = at("02-12", 9, 0)
TEXT = """2018年某项工作要点

一、重点任务
1. 推进甲工作。开展甲试点。（责任单位：科技司、财务司）
2. 推进乙工作。开展乙试点。（责任单位：相关业务司局）
"""


@pytest.fixture
def store(laid_database_url: str) -> Iterator[Store]:
    store = Store(laid_database_url)
    yield store
    store.close()


def load(store: Store, text: str = TEXT, key: str | None = None) -> int:
    registry = shipped.registry()
    draft = read(text, registry=registry, events=shipped.events(), year=2018)
    return store.do(plans.load, draft, text, key, NOW, registry)


def count(store: Store, table: Any) -> int:
    return len(store.look(lambda session: session.exec(select(table)).all()))


def plan(store: Store) -> Plan:
    return store.look(plans.find, "2018")


def parts(store: Store) -> dict[str, Assignment]:
    """The assignments by unit."""

    def run(session: Session) -> dict[str, Assignment]:
        query = select(Unit.name, Assignment).join(Unit, col(Unit.id) == col(Assignment.unit_id))
        return dict(session.exec(query).all())

    return store.look(run)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.key


def test_a_loaded_plan_is_a_draft_with_its_tasks_and_owners(store: Store) -> None:
    load(store)
    assert plan(store).state is PlanState.DRAFT
    assert {name: part.role for name, part in parts(store).items()} == {
        "科技司": Role.LEAD,
        "财务司": Role.SUPPORT,
        "相关业务司局": Role.LEAD,
    }
    assert store.look(agenda.earliest) is None  # a draft sends nothing


def test_the_same_document_again_changes_nothing(store: Store) -> None:
    first = load(store)
    before = [count(store, table) for table in (Plan, Section, Task, Assignment, Unit)]
    assert load(store) == first
    assert load(store, key="2018b") == first
    assert [count(store, table) for table in (Plan, Section, Task, Assignment, Unit)] == before


def test_a_key_that_is_taken_is_refused_and_nothing_stays_behind(store: Store) -> None:
    load(store)
    tasks = count(store, Task)
    assert refused(lambda: load(store, TEXT + "3. 推进丙工作。（责任单位：科技司）\n")) == (
        "plan-key-taken"
    )
    assert count(store, Task) == tasks
    load(store, TEXT + "3. 推进丙工作。（责任单位：科技司）\n", key="second")
    assert [each["key"] for each in store.look(plans.listing)] == ["2018", "second"]


def test_a_confirmed_plan_is_told_at_the_first_speaking_time_after_a_quarter_of_an_hour(
    store: Store,
) -> None:
    store.do(plans.confirm, load(store), at("02-12", 9, 14), DAYS)
    told = parts(store)
    assert looks(store, "科技司") == [at("02-12", 9, 30)]
    assert told["科技司"].starts_on == at("02-12").date()
    assert told["相关业务司局"].starts_on is None  # its members are not chosen
    assert looks(store, "相关业务司局") == []


def test_confirmed_too_late_for_today_it_is_told_on_the_next_workday(store: Store) -> None:
    store.do(plans.confirm, load(store), at("02-14", 9, 16), DAYS)
    assert looks(store, "科技司") == [at("02-22", 9, 30)]  # after the Spring Festival


def test_a_plan_is_confirmed_once(store: Store) -> None:
    key = load(store)
    store.do(plans.confirm, key, NOW, DAYS)
    assert refused(lambda: store.do(plans.confirm, key, NOW, DAYS)) == "plan-not-draft"


def test_a_confirmation_can_be_taken_back_within_a_quarter_of_an_hour(store: Store) -> None:
    key = load(store)
    store.do(plans.confirm, key, NOW, DAYS)
    store.do(plans.retract, "2018", NOW + timedelta(minutes=15))
    assert plan(store).state is PlanState.DRAFT
    assert all(part.starts_on is None for part in parts(store).values())
    store.do(give_to_another)
    store.do(plans.confirm, key, NOW, DAYS)
    assert store.look(unreckoned) == []
    late = NOW + timedelta(minutes=15, seconds=1)
    assert refused(lambda: store.do(plans.retract, "2018", late)) == "plan-too-late"


def give_to_another(session: Session) -> None:
    """Correct the owners of the first task, as only a draft's can be."""
    task = session.exec(select(Task).order_by(col(Task.id))).first()
    unit = session.exec(select(Unit.id).where(Unit.name == "人事司")).one()
    assert task
    corrections.set_owners(session, task, [(unit or 0, Role.LEAD)])


def test_a_closed_plan_sends_nothing_and_a_draft_cannot_be_closed(store: Store) -> None:
    key = load(store)
    assert refused(lambda: store.do(plans.close, "2018", NOW)) == "plan-not-confirmed"
    store.do(plans.confirm, key, NOW, DAYS)
    store.do(plans.close, "2018", at("12-31"))
    assert plan(store).state is PlanState.CLOSED
    assert store.look(plans.open_plans) == []
    assert refused(lambda: store.do(plans.retract, "2018", NOW)) == "plan-not-confirmed"


def test_an_unknown_key_is_refused(store: Store) -> None:
    assert refused(lambda: store.look(plans.find, "1999")) == "plan-unknown"
