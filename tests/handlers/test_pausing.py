"""The brake: a task, a unit, a plan or everything is paused, and goes on with the newest state."""

import pytest
from sqlmodel import col, select

from data.kinds import TaskState
from data.models import Act, Unit
from data.store import prompts
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, SUPPORT, Answer, House, at


def tick(house: House, day: str, hour: int = 9, minute: int = 30) -> list[Answer]:
    """The rules speak on a day."""
    house.now = at(day, hour, minute)
    house.store.do(prompts.tick, house.now, DAYS)
    return house.deliver()


def heard(told: list[Answer], who: str) -> bool:
    return any(each.chat == who for each in told)


@pytest.fixture
def noticed(house: House) -> House:
    """The dispatch notice has gone to all."""
    assert heard(tick(house, "02-12"), LEAD)
    return house


def test_a_paused_unit_is_told_nothing_until_it_goes_on_and_then_the_newest_state(noticed: House):
    noticed.say(LEAD, "全部签收")
    done = noticed.say(COORDINATOR, "暂停 科技司 机构调整")
    assert done.text.startswith("已暂停：单位 科技司。")
    assert "缘由：机构调整" in done.text
    told = tick(noticed, "02-28")
    assert not heard(told, LEAD)
    assert heard(told, OTHER)
    assert "提醒已暂停" in noticed.say(COORDINATOR, "为何 科技司").text
    noticed.now = at("03-28", 9, 0)
    assert noticed.press(COORDINATOR, done, "恢复提醒").text.startswith("已恢复：单位 科技司。")
    told = [each for each in tick(noticed, "03-28") if each.chat == LEAD]
    assert len(told) == 1
    assert told[0].text.startswith("【本周报送】科技司 · 3月28日")


def test_what_was_merged_into_a_paused_unit_is_told_nothing_either_until_it_goes_on(
    noticed: House,
):
    noticed.say(LEAD, "全部签收")
    noticed.say(COORDINATOR, f"并入 科技司 {SUPPORT}")
    noticed.say(COORDINATOR, f"暂停 {SUPPORT}")
    assert not heard(tick(noticed, "02-28"), SUPPORT)
    assert "提醒已暂停" in noticed.say(COORDINATOR, "为何 科技司").text
    assert f"{SUPPORT} 已暂停，未予催办" in noticed.say(COORDINATOR, "催办 1-1").text
    noticed.say(COORDINATOR, f"恢复 {SUPPORT}")
    (told,) = [each for each in tick(noticed, "03-01") if each.chat == SUPPORT]
    assert "【本周报送】科技司" in told.text


def test_a_paused_plan_sends_nothing_and_goes_on(noticed: House):
    noticed.say(COORDINATOR, "/pause 2018 换届")
    assert tick(noticed, "02-28") == []
    noticed.say(COORDINATOR, "/resume 2018")
    assert heard(tick(noticed, "03-01"), LEAD)


def test_a_paused_task_is_not_asked_about_and_stays_grey(noticed: House):
    noticed.say(LEAD, "全部签收")
    noticed.say(COORDINATOR, "暂停 1-1 等待批复")
    assert noticed.task("1-1").state is TaskState.PAUSED
    told = next(each for each in tick(noticed, "02-28") if each.chat == LEAD)
    assert "1-1 " not in told.text
    assert noticed.say(COORDINATOR, "恢复 1-1").text.startswith("已恢复：任务 1-1。")
    assert noticed.task("1-1").state is TaskState.OPEN


def test_the_notice_of_a_task_paused_at_the_start_comes_when_it_goes_on(house: House):
    house.say(COORDINATOR, "暂停 1-1")
    house.now = at("02-12", 9, 10)
    tick(house, "02-12")
    house.say(COORDINATOR, "恢复 1-1")
    told = next(each for each in tick(house, "02-13") if each.chat == LEAD)
    assert told.text.startswith("【任务交办】")
    assert "1-1 " in told.text


def test_the_brake_holds_everything_but_answers(noticed: House):
    assert noticed.say(COORDINATOR, "全部暂停").text.startswith("已暂停：全部提醒。")
    assert tick(noticed, "02-28") == []
    assert noticed.say(LEAD, "任务").text.startswith("【任务】科技司")
    listed = noticed.say(COORDINATOR, "暂停").text
    assert listed.startswith("全部提醒已于2月12日09:30暂停。")
    assert "\n全部提醒已暂停" in noticed.say(COORDINATOR, "总览").text
    assert noticed.say(COORDINATOR, "全部恢复").text.startswith("已恢复：全部提醒。")
    assert "全部提醒已暂停" not in noticed.say(COORDINATOR, "总览").text
    assert heard(tick(noticed, "02-28"), LEAD)


def test_every_pause_is_kept_with_who_when_and_why(noticed: House):
    for text in ("暂停 4-1 等待批复", "恢复 4-1", "全部暂停 系统检修", "全部恢复"):
        noticed.say(COORDINATOR, text)
    query = select(Act).order_by(col(Act.id))
    acts = noticed.store.look(lambda session: list(session.exec(query)))
    assert [(act.kind.value, act.reason) for act in acts] == [
        ("pause", "等待批复"), ("resume", ""), ("pause", "系统检修"), ("resume", ""),
    ]  # fmt: skip
    assert {act.at for act in acts} == {noticed.now}
    assert acts[0].task_id == noticed.task("4-1").id


def test_pausing_twice_says_so_and_so_does_going_on_unpaused(noticed: House):
    noticed.say(COORDINATOR, "暂停 4-1")
    assert noticed.say(COORDINATOR, "暂停 4-1").text.startswith("4-1 已是暂停状态")
    assert noticed.say(COORDINATOR, "恢复 1-1").text.startswith("1-1 不在暂停状态")
    assert noticed.say(COORDINATOR, "恢复 科技司").text.startswith("科技司不在暂停状态")
    assert noticed.say(COORDINATOR, "暂停 2017").text.startswith("没有名为“2017”的计划或单位")
    assert "暂停的任务：4-1" in noticed.say(COORDINATOR, "暂停").text


def test_several_tasks_are_paused_and_go_on_in_one_answer_or_none_of_them(noticed: House):
    done = noticed.say(COORDINATOR, "暂停 5-1 5-2 等待批复")
    assert done.text.startswith("已暂停：任务 5-1、5-2。")
    assert "缘由：等待批复" in done.text
    states = {code: noticed.task(code).state for code in ("4-1", "5-1", "5-2")}
    assert [each for each in states if states[each] is TaskState.PAUSED] == ["5-1", "5-2"]
    refused = noticed.say(COORDINATOR, "暂停 4-1 5-1")
    assert refused.text.startswith("5-1 已是暂停状态")
    assert noticed.task("4-1").state is TaskState.OPEN
    assert noticed.press(COORDINATOR, done, "恢复提醒").text.startswith("已恢复：任务 5-1、5-2。")
    assert noticed.task("5-2").state is TaskState.OPEN


@pytest.mark.parametrize("who", [LEAD, READER])
def test_only_coordinators_pause(noticed: House, who: str):
    for text in ("暂停 4-1", "恢复 4-1", "全部暂停", "全部恢复"):
        assert noticed.say(who, text).text.startswith("这项操作不在您的权限内")
    units = select(Unit).where(col(Unit.paused_at).is_not(None))
    assert noticed.store.look(lambda session: list(session.exec(units))) == []


def test_what_is_paused_or_going_on_as_a_whole_is_said_by_its_name(house: House):
    assert house.say(COORDINATOR, "全部恢复").text.startswith("全部提醒不在暂停状态")
    house.say(COORDINATOR, "全部暂停")
    assert house.say(COORDINATOR, "全部暂停").text.startswith("全部提醒已在暂停状态")
