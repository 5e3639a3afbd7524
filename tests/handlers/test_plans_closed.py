"""A plan ends: each open task is closed, dropped or goes on in the next plan with its history."""

from typing import Any

import pytest
from sqlmodel import Session, col, select

from data.kinds import PlanState, TaskState
from data.models import Assignment, Delivery, Plan, PromptLine, Review, Task, Unit
from data.reader import read, shipped
from data.store import agenda, prompts, revisions
from tests.people import COORDINATOR, DAYS, LEAD, READER, House, at

TRAINING = "继续组织“网络学习空间人人通”专项培训，培训中小学校长1000人、教师2000人。"
NEXT = f"""2019年教育信息化和网络安全工作要点

一、重点任务
1.开展专项培训
{TRAINING}（责任单位：科技司、中央电教馆）
2.加强网络安全
开展网络安全攻防演练。（责任单位：科技司）
"""


def take_in(session: Session, now: Any) -> int:
    registry = shipped.registry()
    draft = read(NEXT, registry=registry, events=shipped.events())
    return revisions.take_in(session, draft, NEXT, now, registry)


def tasks(house: House, key: str) -> dict[str, Task]:
    query = select(Task).join(Plan, col(Plan.id) == col(Task.plan_id)).where(Plan.key == key)
    rows = house.store.look(lambda s: list(s.exec(query.order_by(col(Task.ordinal)))))
    return {row.code: row for row in rows}


def state(house: House, key: str) -> PlanState:
    return house.store.look(lambda s: s.exec(select(Plan.state).where(Plan.key == key)).one())


def test_what_is_left_is_shown_with_three_buttons_a_task(house: House):
    shown = house.say(COORDINATOR, "计划 结束")
    assert shown.text.startswith(
        "【结束计划】2018年教育信息化和网络安全工作要点\n还有 57 项任务未办结"
    )
    assert {"办结 1-1", "撤销 1-1", "延续 1-1", "其余全部延续"} <= shown.buttons.keys()
    assert state(house, "2018") is PlanState.CONFIRMED


def test_each_task_is_decided_by_button_or_word(house: House):
    shown = house.say(COORDINATOR, "计划 结束")
    shown = house.press(COORDINATOR, shown, "办结 1-1")
    house.say(COORDINATOR, "/plan end 2018 1-2 dropped")
    asked = house.say(COORDINATOR, "其余全部延续")
    assert asked.text.startswith("未办结的 55 项任务延续到下一计划。计划 2018《2018年")
    assert state(house, "2018") is PlanState.CONFIRMED
    assert "办结 1-3" in house.press(COORDINATOR, asked, "返回逐项决定").buttons
    last = house.press(COORDINATOR, asked, "确定结束")
    assert last.text.startswith("计划已结束")
    assert "办结 1 项，撤销 1 项，延续 55 项" in last.text
    found = tasks(house, "2018")
    assert (found["1-1"].state, found["1-1"].closed_at) == (TaskState.CLOSED, house.now)
    assert found["1-2"].state is TaskState.DROPPED
    assert (found["1-3"].state, found["1-3"].carried) == (TaskState.OPEN, True)
    assert state(house, "2018") is PlanState.CLOSED


def rounds(house: House, day: str) -> list[str]:
    """The codes of the tasks that the rules ask about on a day."""
    now = at(day, 9, 30)
    house.store.do(lambda s: agenda.enter(s, set(s.scalars(select(Unit.id))), now))
    house.store.do(prompts.tick, now, DAYS)
    asked = select(Task.code).join(Assignment).join(PromptLine).where(PromptLine.on == now.date())
    return house.store.look(lambda s: list(s.exec(asked.order_by(col(Task.ordinal)))))


def test_a_closed_plan_sends_nothing(house: House):
    house.say(COORDINATOR, "/plan end 2018 carried yes")
    assert rounds(house, "02-28") == []


@pytest.mark.parametrize("end", ["carried", "dropped", "closed"])
def test_what_was_asked_of_a_task_that_ends_with_its_plan_is_settled(house: House, end: str):
    house.say(LEAD, "4-1 申请办结：已全部完成")
    house.hear(LEAD, "确认")
    house.prompt(LEAD, ["2-1", "4-1"])
    house.say(COORDINATOR, f"/plan end 2018 4-1 {end}")
    edited = select(Delivery.id).where(col(Delivery.edit_of).is_not(None))
    assert house.store.look(lambda s: list(s.exec(edited)))
    waits = select(Review.id).where(col(Review.decided_at).is_(None))
    assert house.store.look(lambda s: list(s.exec(waits))) == []


def test_what_is_to_be_carried_is_not_asked_about_while_the_rest_is_decided(house: House):
    house.say(COORDINATOR, "/plan end 2018 4-1 carried")
    asked = rounds(house, "02-28")
    assert "2-1" in asked
    assert "4-1" not in asked


def test_what_is_carried_goes_on_in_the_next_plan_with_its_history(house: House):
    house.say(LEAD, "9-2 已完成55%，培训5500人")
    house.say(LEAD, "确认")
    for code in ("9-2", "4-1"):
        house.say(COORDINATOR, f"/plan end 2018 {code} carried")
    house.say(COORDINATOR, "/plan end 2018 dropped yes")
    house.store.do(take_in, house.now)
    draft = house.say(COORDINATOR, "计划 2019").text
    assert "延续任务 1 项：1-1" in draft
    assert "（上年 9-2）" in draft
    done = house.say(COORDINATOR, "计划 确认").text
    assert "上一计划延续而来的 1 项任务已列在最后" in done
    old, new = tasks(house, "2018"), tasks(house, "2019")
    assert new["1-1"].carries_id == old["9-2"].id
    # 4-1 has no counterpart: it is put in as it was, under a number of its own.
    assert list(new) == ["1-1", "2-1", "3-1"]
    assert (new["3-1"].carries_id, new["3-1"].text) == (old["4-1"].id, old["4-1"].text)
    assert str(new["3-1"].due_on) == "2019-12-31"
    owners = select(Assignment).where(Assignment.task_id == new["3-1"].id)
    parts = house.store.look(lambda s: list(s.exec(owners)))
    assert len(parts) == 3
    shown = house.say(LEAD, f"/task #{new['1-1'].id}")
    assert "延续自《2018年教育信息化和网络安全工作要点》9-2" in shown.text
    assert "培训5500人" in house.press(LEAD, shown, "上一计划 9-2").text
    told = house.say(LEAD, f"/history #{new['1-1'].id}")
    assert "延续自《2018年教育信息化和网络安全工作要点》9-2" in told.text
    assert "培训5500人" in house.press(LEAD, told, "上一计划 9-2").text
    assert all(part.starts_on is not None for part in parts)
    assert house.store.look(agenda.earliest) is not None


def test_carried_into_a_plan_that_is_confirmed_already(house: House):
    house.store.do(take_in, house.now)
    house.say(COORDINATOR, "计划 确认")
    house.say(COORDINATOR, "/plan end 2018 4-1 carried")
    last = house.say(COORDINATOR, "/plan end 2018 dropped yes").text
    assert "转入：2019年教育信息化和网络安全工作要点" in last
    assert tasks(house, "2019")["3-1"].brief == tasks(house, "2018")["4-1"].brief


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("/plan end 2018 4-1", "请写明办结、撤销或延续"),
        ("/plan end 2018 99-9 closed", "计划 2018 中没有任务 99-9"),
        ("/plan end p1 #9999 closed", "计划 2018 中没有任务 #9999"),
        ("/plan close 2017", "没有代号为 2017 的计划"),
    ],
)
def test_what_cannot_be_ended_changes_nothing(house: House, said: str, sentence: str):
    answer = house.say(COORDINATOR, said).text
    assert answer.startswith(sentence)
    assert all(row.state is TaskState.OPEN for row in tasks(house, "2018").values())


def test_only_coordinators_end_a_plan(house: House):
    for who in (LEAD, READER):
        answer = house.say(who, button="/plan end p1 closed").text
        assert answer.startswith("这项操作不在您的权限内")
    assert state(house, "2018") is PlanState.CONFIRMED
