"""The first four weeks of the 2018 plan: who hears what, when, and when nobody does."""

import re
from collections import Counter
from datetime import date, time

from sqlmodel import Session, select

from data.kinds import Standing
from data.models import Account, Assignment, Post, Task, Unit
from data.workdays import Workdays
from tests.scenarios.house import COORDINATOR, READER, House


def _tasks_by_unit(session: Session) -> dict[str, set[str]]:
    rows = session.exec(
        select(Unit.name, Task.code).join_from(Assignment, Task).join(Unit)  # type: ignore[arg-type]
    )
    found: dict[str, set[str]] = {}
    for unit, code in rows:
        found.setdefault(unit, set()).add(code)
    return found


async def test_every_unit_gets_one_notice_that_covers_all_its_tasks(house: House) -> None:
    tasks = house.app.store.look(_tasks_by_unit)
    assert len(tasks) == 38
    await house.move("2018-03-09T18:00")
    for unit, codes in tasks.items():
        notices = [m for m in await house.heard(unit) if "任务交办" in m.text]
        if unit == "相关业务司局":
            assert notices == []  # its members are not chosen: it is told nothing
            continue
        (notice,) = notices
        assert re.search(rf"：(共|牵头|配合) {len(codes)} 项", notice.text)
        assert await _paged_codes(house, unit, notice.id) >= codes


async def _paged_codes(house: House, unit: str, notice: str) -> set[str]:
    """The codes that [逐项查看] pages through."""
    (page,) = await house.answers(unit, "", button=await _button(house, unit, notice, "逐项查看"))
    seen: set[str] = set()
    for _ in range(20):
        seen |= {line.split(" ")[0] for line in page.text.split("\n")}
        forward = [each["key"] for each in page.buttons if each["label"] == "下一页"]
        if not forward:
            break
        (page,) = await house.answers(unit, "", button=forward[0])
    return seen


async def _button(house: House, name: str, message: str, label: str) -> str:
    (line,) = [m for m in await house.heard(name) if m.id == message]
    return next(each["key"] for each in line.buttons if each["label"] == label)


async def test_nothing_but_answers_leaves_outside_the_window(house: House) -> None:
    await house.move("2018-03-09T18:00")
    days = Workdays()
    seen: set[date] = set()
    for name in house.app.store.look(_names):
        for message in await house.heard(name):
            local = house.local_time(message)
            assert days.is_workday(local.date()), (name, message.text)
            assert time(9, 0) <= local.time() <= time(17, 30)
            seen.add(local.date())
    assert date(2018, 2, 24) in seen  # the make-up day: W08 is frozen on it
    assert not [day for day in seen if date(2018, 2, 15) <= day <= date(2018, 2, 21)]


def _names(session: Session) -> list[str]:
    return list(session.exec(select(Account.sender)))


async def test_no_unit_hears_twice_a_day_nor_more_than_three_times_a_week(house: House) -> None:
    await house.move("2018-03-09T18:00")
    for unit in house.app.store.look(_tasks_by_unit):
        local = [house.local_time(message).date() for message in await house.heard(unit)]
        assert all(count == 1 for count in Counter(local).values())
        weeks = Counter(day.isocalendar()[:2] for day in local)
        assert all(count <= 3 for count in weeks.values())


async def test_each_week_with_a_workday_has_its_digest(house: House) -> None:
    await house.move("2018-03-09T18:00")
    for name in (COORDINATOR, READER):
        digests = [m for m in await house.heard(name) if "【周报】" in m.text]
        assert [f"{house.local_time(m):%m-%d %H:%M}" for m in digests] == [
            "02-14 15:00",
            "02-24 15:00",
            "03-02 15:00",
            "03-09 15:00",
        ]


async def test_a_jump_tells_the_newest_state_once_and_no_backlog(house: House) -> None:
    await house.move("2018-02-12T18:00")
    await house.move("2018-03-09T18:00", jump=True)
    assert len(await house.heard("财务司")) == 1  # it is evening: what is due is held
    await house.move("2018-03-12T18:00")
    assert len(await house.heard("财务司")) == 2
    digests = [m for m in await house.heard(READER) if "【周报】" in m.text]
    assert len(digests) == 1


async def test_moving_in_two_steps_is_moving_in_one(house: House) -> None:
    for day in ("2018-02-13T08:00", "2018-02-22T09:29", "2018-02-22T09:30", "2018-03-09T18:00"):
        await house.move(day)
    told = [f"{house.local_time(m):%m-%d}" for m in await house.heard("财务司")]
    assert told == ["02-12", "02-22", "02-28"]


async def test_everybody_of_the_rehearsal_is_bound(house: House) -> None:
    def posts(session: Session) -> Counter[Standing]:
        return Counter(session.exec(select(Post.standing)))

    assert house.app.store.look(posts) == {
        Standing.CONTACT: 38,
        Standing.COORDINATOR: 1,
        Standing.READER: 1,
    }


async def test_an_urging_that_had_to_wait_is_told_at_its_minute_however_far_the_clock_moves(
    house: House,
) -> None:
    await house.move("2018-03-01T10:00")
    await house.say(COORDINATOR, "催办 1-1")
    await house.move("2018-03-01T10:03")
    await house.say(COORDINATOR, "催办 1-2")
    await house.move("2018-03-05T18:00")
    urged = [m for m in await house.heard("科技司") if m.text.startswith("【催办】")]
    assert [house.local_time(m).strftime("%m-%d %H:%M") for m in urged] == [
        "03-01 10:00",
        "03-01 10:10",
    ]
