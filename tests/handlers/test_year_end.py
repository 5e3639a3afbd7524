"""What goes on for ever is asked for a report of the whole year, which closes it once reviewed."""

from datetime import date

import pytest
from sqlmodel import Session, select

from data.kinds import Basis, Nature, ReviewKind, TaskState
from data.models import Task
from data.progress import is_year_end
from data.store import prompts, reviews
from tests.people import COORDINATOR, DAYS, LEAD, SUPPORT, House, at

END = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("nature", "basis", "day", "ends"),
    [
        (Nature.ONGOING, Basis.IMPLIED, date(2018, 12, 23), False),
        (Nature.ONGOING, Basis.IMPLIED, date(2018, 12, 24), True),
        (Nature.ONGOING, Basis.IMPLIED, date(2019, 1, 8), True),
        (Nature.ONGOING, Basis.EXPLICIT, date(2018, 12, 24), False),
        (Nature.DELIVERABLE, Basis.IMPLIED, date(2018, 12, 24), False),
        (None, Basis.IMPLIED, date(2018, 12, 24), False),
    ],
)
def test_the_year_ends_a_week_before_the_plan_for_what_has_no_date_of_its_own(
    nature: Nature | None, basis: Basis, day: date, ends: bool
) -> None:
    assert is_year_end(nature, basis, END, day) is ends


def ongoing(session: Session) -> None:
    session.exec(select(Task).where(Task.code == "4-1")).one().nature = Nature.ONGOING


def test_the_last_reminders_ask_for_it_and_the_report_asks_to_close(house: House) -> None:
    house.store.do(ongoing)
    house.now = at("12-17", 10)
    house.say(LEAD, "4-1 进展顺利，已完成80%")
    assert "办结" not in house.say(LEAD, "确认").text
    house.now = at("12-24", 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    told = {each.chat: each.text for each in house.deliver()}
    assert told.keys() >= {LEAD}
    house.now = at("12-24", 10)
    assert "办结" not in house.say(SUPPORT, "4-1 全年配合完成3次联调").text
    asked = house.say(LEAD, "4-1 全年联通12个省级平台，明年继续推进")
    assert "办结申请" in asked.text
    house.say(LEAD, "确认")
    assert house.task("4-1").state is TaskState.CLOSING
    (waiting,) = house.store.look(reviews.undecided)
    assert (waiting.kind, waiting.code) == (ReviewKind.CLOSING, "4-1")
    house.hear(COORDINATOR, "同意 4-1")
    assert house.task("4-1").state is TaskState.CLOSED


def test_the_line_says_what_the_report_does(house: House) -> None:
    house.store.do(ongoing)
    house.now = at("12-24", 9, 30)
    line = house.prompt(LEAD, ["4-1"]).text.split("\n")[1]
    assert line.endswith("请报送全年情况，审核后办结")
