"""Why a message came, and why one did not."""

from datetime import date

import pytest
from sqlmodel import Session, select

from data.kinds import Standing
from data.models import Prompt
from data.store import dates, escalations, plans, prompts
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, Answer, House, at, bind


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
    said = noticed.say(COORDINATOR, "/why 科技司").text
    assert said.startswith("【为何】科技司，在办 29 项")
    assert "上次提醒：2月12日；本周已发 1 条。" in said


def test_a_coordinator_asks_of_a_task_and_hears_of_each_unit_or_of_one(noticed: House):
    said = noticed.say(COORDINATOR, "为何 4-1").text
    assert "2月12日 任务交办（科技司）：已提醒" in said
    assert "地方各级教育行政部门：没有可以送达的联络员" in said
    one = noticed.say(COORDINATOR, "为何 4-1 科技司").text
    assert "地方各级教育行政部门" not in one
    assert noticed.say(COORDINATOR, "为何 4-1 职成司").text.startswith("职成司在本计划中没有任务")


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
    assert "尚未收到过提醒。" in said
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
