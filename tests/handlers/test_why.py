"""Why a message came, and why one did not."""

from datetime import date

import pytest
from sqlmodel import Session, select

from data.kinds import Standing
from data.models import Prompt
from data.store import dates, escalations, plans, prompts
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, STRANGER, Answer, House, at, bind


def tick(house: House, day: str, hour: int = 9, minute: int = 30) -> list[Answer]:
    """The rules speak on a day; what they say arrives at once."""
    house.now = at(day, hour, minute)
    house.store.do(prompts.tick, house.now, DAYS)
    told = house.deliver()
    house.store.do(_arrive, house)
    return told


def _arrive(session: Session, house: House) -> None:
    for prompt in session.exec(select(Prompt.id)):
        prompts.arrived(session, prompt or 0, house.now, DAYS)


@pytest.fixture
def noticed(house: House) -> House:
    """The dispatch notice has gone to all."""
    tick(house, "02-12")
    return house


def test_why_names_the_rule_and_the_facts_of_the_newest_message(noticed: House):
    said = noticed.say(LEAD, "为何").text
    assert said.startswith("【为何收到】科技司 · 2月12日 周一")
    assert "规则“任务交办”" in said
    assert "当日贵单位的 29 项提醒已合并为一条。" in said


def test_why_of_a_round_tells_the_last_report(noticed: House):
    noticed.say(LEAD, "全部签收")
    noticed.say(LEAD, "1-1 已完成30%")
    noticed.say(LEAD, "确认")
    told = next(each for each in tick(noticed, "02-28") if each.chat == LEAD)
    answer = noticed.say(LEAD, "为何", reply_to=told).text
    assert "规则“报送轮次”" in answer
    assert "1-1 教育部网络安全和信息化领导小组的统筹领导：上次报送2月12日" in answer


def test_why_of_a_task_tells_what_was_given_up_and_why(noticed: House):
    noticed.say(LEAD, "全部签收")
    noticed.now = at("02-27")
    noticed.say(LEAD, "4-1 已完成30%")
    noticed.say(LEAD, "确认")
    tick(noticed, "02-28")
    said = noticed.say(LEAD, "为何 4-1").text
    assert "2月28日 报送轮次：未提醒（本轮已报送）" in said
    assert "2月12日 任务交办：已提醒" in said
    assert "下次可能提醒：3月28日。" in said


def test_a_coordinator_asks_of_any_unit_and_hears_that_nobody_can_be_reached(noticed: House):
    assert "没有可以送达的联络员" in noticed.say(COORDINATOR, "为何 高教司").text
    answer = noticed.say(COORDINATOR, "/why 科技司")
    assert noticed.press(COORDINATOR, answer, "总览 科技司").text.startswith("【总览】科技司")
    assert noticed.say(COORDINATOR, "为何 4-1 5-1").text == "一次只查一项任务，例如：为何 4-1。"
    said = answer.text
    assert said.startswith("【为何】科技司，在办 29 项")
    assert "定期提醒上次为2月12日；本周定期提醒 1 条。" in said


def test_a_coordinator_asks_of_a_task_and_hears_of_each_unit_or_of_one(noticed: House):
    said = noticed.say(COORDINATOR, "为何 4-1").text
    assert "2月12日 任务交办（科技司）：已提醒" in said
    assert "地方各级教育行政部门：没有可以送达的联络员" in said
    one = noticed.say(COORDINATOR, "为何 4-1 科技司").text
    assert "地方各级教育行政部门" not in one
    refused = noticed.say(COORDINATOR, "为何 4-1 职成司").text
    assert refused.startswith("职成司不承担 4-1，由科技司、中央电教馆、地方")


def test_why_says_that_a_closed_plan_sends_nothing(noticed: House):
    noticed.store.do(plans.close, "2018", noticed.now)
    assert "所在计划尚未确认或已结束" in noticed.say(COORDINATOR, "为何 科技司").text


def test_a_contact_asks_of_the_own_unit_only(noticed: House):
    assert noticed.say(OTHER, "为何 4-1").text.startswith("4-1 由科技司")
    assert noticed.say(OTHER, "为何 科技司").text.startswith("只能查看本单位的提醒记录")
    assert noticed.say(READER, "为何 4-1").text.startswith("这项操作不在您的权限内")


def test_before_any_message_why_tells_what_is_to_come(house: House):
    house.now = at("02-12", 9, 10)
    said = house.say(LEAD, "为何").text
    assert "尚未收到过定期提醒。" in said
    assert "下次可能提醒：2月12日。" in said
    assert house.say(COORDINATOR, "为何").text.startswith("请写明任务或单位")


def test_a_leader_and_a_coordinator_read_why_they_were_told(house: House):
    unit = house.stands("4-1").unit_id
    house.store.do(bind, "负责人", unit, Standing.LEADER)
    task = house.task("4-1").id
    house.store.do(dates.move, task, date(2018, 4, 10), "提前", at("03-07"), DAYS)
    house.now = at("04-25", 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    house.store.do(escalations.owe, house.now, DAYS)
    said = {each.chat: each.text for each in house.deliver()}
    assert said["负责人"].startswith("【督办提示】科技司 · 4月25日 周三\n🔴 4-1 ")
    assert "（科技司、中央电教馆、地方各级教育行政部门）：已逾期11个" in said[COORDINATOR]
    why = house.say("负责人", "为何").text
    assert why.startswith("【为何收到】科技司 · 4月25日 周三\n规则“逾期”")
    assert "同时报单位负责人" in why
    assert "同时报督办员" in house.say(COORDINATOR, "为何").text
    assert "逾期（报督办员）：已提醒" in house.say(COORDINATOR, "为何 4-1 科技司").text
    house.say("负责人", "4-1 已完成60%")
    assert "60" in house.say("负责人", "确认").text


def test_a_paused_plan_is_told_as_paused(noticed: House):
    noticed.say(LEAD, "全部签收")
    noticed.say(COORDINATOR, "暂停 2018")
    for asked in ("为何 科技司", "为何 4-1 科技司"):
        said = noticed.say(COORDINATOR, asked).text
        assert "提醒已暂停，恢复后告知最新情况。" in said
        assert "下次可能提醒" not in said
    noticed.say(COORDINATOR, "恢复 2018")
    assert "下次可能提醒：2月28日。" in noticed.say(COORDINATOR, "为何 科技司").text


def test_a_slot_told_later_bears_the_day_of_its_message(noticed: House):
    noticed.say(LEAD, "全部签收")
    noticed.say(COORDINATOR, "时限 1-1 每周")
    noticed.say(COORDINATOR, "暂停 科技司")
    assert LEAD not in [each.chat for each in tick(noticed, "02-28")]
    noticed.say(COORDINATOR, "恢复 科技司")
    told = next(each for each in tick(noticed, "03-01") if each.chat == LEAD)
    said = noticed.say(COORDINATOR, "为何 4-1 科技司").text
    assert "3月1日 报送轮次：已提醒" in said
    assert "2月28日" not in said
    assert "督办员定为每周报送" in noticed.say(LEAD, "为何", reply_to=told).text


def test_the_record_of_a_unit_is_in_the_plans_order_and_tells_how_much_is_left_out(noticed: House):
    said = noticed.say(COORDINATOR, "为何 科技司").text
    codes = [line.split()[1] for line in said.split("\n") if line.startswith("2月12日")]
    assert codes == ["1-1", "1-2", "1-3", "2-1", "3-1", "4-1"]
    assert said.endswith("另 23 条。")


def test_what_was_urged_in_the_evening_waits(noticed: House):
    noticed.say(LEAD, "全部签收")
    noticed.now = at("02-13", 20)
    assert "将在工作时间内送出" in noticed.say(COORDINATOR, "催办 4-1").text
    assert "有一条消息待发" in noticed.say(COORDINATOR, "为何 科技司").text
    assert "有一条消息待发" in noticed.say(COORDINATOR, "为何 4-1 科技司").text
    assert "待发" not in noticed.say(COORDINATOR, "为何 2-1 科技司").text


def test_the_next_day_is_one_on_which_a_rule_speaks_also_after_somebody_joined(noticed: House):
    noticed.say(LEAD, "全部签收")
    noticed.now = at("02-13")
    noticed.say(STRANGER, f"绑定 {noticed.invite(LEAD)}")
    noticed.say(COORDINATOR, "提醒 2018 逾期 关")
    assert "下次可能提醒：2月28日。" in noticed.say(COORDINATOR, "为何 科技司").text
