"""Who sets a unit's day back waits for the process that decides it, and is not undone by it."""

from collections.abc import Callable, Iterator
from datetime import date
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlmodel import Session

from data.kinds import Cadence
from data.store import Store, agenda, dates, pauses, prompts, undelivered
from data.workdays import DAY
from tests.small import DAYS, LEAD, SUPPORT, Small, at, opened

NOW = at("02-13")
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
Act = Callable[[Session, int], object]


@pytest.fixture
def small(postgres_url: str) -> Iterator[Small]:
    """A notice that is owed since the day before: its channel was away."""
    with opened(postgres_url) as small:
        small.give("1-1", LEAD, SUPPORT, due=date(2018, 4, 20))
        small.confirm()
        small.bind(LEAD)
        small.tick(at("02-12"))
        small.store.do(agenda.enter, [small.units[LEAD]], NOW)
        yield small


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda s, task: undelivered.take_back(s, NOW, DAYS), id="take back"),
        pytest.param(
            lambda s, task: dates.move(s, task, NOW.date() + DAY, "", NOW, DAYS), id="due"
        ),
        pytest.param(lambda s, task: dates.pace(s, task, Cadence.WEEKLY, NOW, DAYS), id="pace"),
        pytest.param(lambda s, task: pauses.resume_task(s, task, NOW), id="resume"),
    ],
)
def test_an_act_that_sets_a_day_back_waits_until_the_day_is_decided(small: Small, act: Act) -> None:
    decided = Event()
    began = Event()

    def decide(session: Session) -> None:
        prompts.tick(session, NOW, DAYS)
        began.set()
        assert decided.wait(30)

    def beside() -> None:
        store = Store(small.store.url)
        store.do(act, small.part(1).task_id)
        store.close()

    deciding = Thread(target=small.store.do, args=(decide,))
    deciding.start()
    assert began.wait(30)
    acting = Thread(target=beside)
    acting.start()
    while acting.is_alive() and not small.store.look(lambda s: s.execute(WAITING).scalar()):
        pass
    assert acting.is_alive(), "it did not wait"
    decided.set()
    deciding.join()
    acting.join()
