"""A report taken back, what was said before, and the language it is said in."""

from datetime import date

import pytest
from sqlmodel import select

from data.kinds import Cadence, Fate, ReportState, Rule, TaskState
from data.models import PromptLine
from data.store import dates
from tests.handlers.test_dates import tick, told
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, SUPPORT, House, at


def report(house: House, who: str, text: str) -> None:
    house.later(minutes=1)
    house.say(who, text)
    house.hear(who, "确认")


def test_the_status_goes_back_to_the_report_before_and_the_row_stays(house: House):
    report(house, LEAD, "2-1 已完成30%，已接入6省")
    first = house.stands("2-1")
    report(house, LEAD, "2-1 已完成60%，已接入12省")
    answer = house.say(LEAD, "撤回")
    assert "已撤回，恢复为此前的报送" in answer.text
    part = house.stands("2-1")
    assert (part.percent, part.report_id, part.reported_at) == (
        30.0,
        first.report_id,
        first.reported_at,
    )
    assert house.task("2-1").percent == 30.0
    assert [each.state for each in house.reports()] == [
        ReportState.CONFIRMED,
        ReportState.WITHDRAWN,
    ]
    assert "（已撤回）" in house.say(LEAD, "历史 2-1").text


def test_a_round_that_the_report_had_answered_is_asked_after_all(house: House):
    """2-1 reports every week; the report came before the round, which asked for nothing then."""
    house.store.do(dates.pace, house.task("2-1").id, Cadence.WEEKLY, at("02-12"), DAYS)
    told(house, "02-12")
    house.say(LEAD, "全部签收")
    house.now = at("03-13", 10)
    report(house, LEAD, "2-1 已完成30%，已接入6省")
    assert "2-1" not in told(house, "03-14")
    house.now = at("03-14", 11)
    house.say(LEAD, "撤回")
    assert "2-1" in told(house, "03-14") + told(house, "03-15")
    assert "2-1" not in told(house, "03-16")


def test_a_round_that_another_line_was_told_on_was_asked_with_it(house: House):
    """14 days before 28 March are the round's day: that line leaves although the round has not."""
    house.store.do(dates.move, house.task("2-1").id, date(2018, 3, 28), "提前", at("02-12"), DAYS)
    told(house, "02-12")
    house.say(LEAD, "全部签收")
    house.now = at("03-13", 10)
    report(house, LEAD, "2-1 已完成30%，已接入6省")
    assert "2-1" in told(house, "03-14")
    house.now = at("03-14", 11)
    house.say(LEAD, "撤回")
    lines = house.store.look(
        lambda s: s.exec(select(PromptLine).where(PromptLine.on == date(2018, 3, 14))).all()
    )
    part = house.stands("2-1").id
    assert {line.rule: line.fate for line in lines if line.assignment_id == part} == {
        Rule.DEADLINE_NEAR: Fate.TOLD,
        Rule.REPORT_ROUND: Fate.MERGED,
    }
    assert "2-1" not in told(house, "03-15")


def test_a_closing_taken_back_lets_all_units_of_the_task_be_asked(house: House):
    """4-1 is of two units; its last call falls into the days in which closing was asked for."""
    house.store.do(dates.move, house.task("4-1").id, date(2018, 3, 15), "提前", at("02-12"), DAYS)
    told(house, "02-12")
    for who in (LEAD, SUPPORT):
        house.say(who, "全部签收")
    house.now = at("03-13", 10)
    report(house, LEAD, "办结 4-1 已全部完成")
    assert "4-1" not in told(house, "03-14", SUPPORT) + told(house, "03-15", SUPPORT)
    house.now = at("03-15", 11)
    house.say(LEAD, "撤回")
    asked = tick(house, "03-15", 14)
    assert {LEAD, SUPPORT} <= {each.chat for each in asked if "4-1" in each.text}


def test_without_a_report_before_nothing_is_left(house: House):
    report(house, LEAD, "2-1 已完成30%，已接入6省")
    house.say(LEAD, "/undo")
    part = house.stands("2-1")
    assert (part.percent, part.report_id, part.reported_at) == (None, None, None)
    assert house.task("2-1").percent is None
    assert house.say(LEAD, "/undo").text == "没有可撤回的报送。"


def test_what_is_not_yet_confirmed_is_given_up(house: House):
    house.say(LEAD, "2-1 已完成30%")
    house.say(LEAD, "撤回")
    assert house.reports()[0].state is ReportState.DISCARDED


def test_what_a_digest_has_frozen_stays(house: House):
    report(house, LEAD, "2-1 已完成30%，已接入6省")
    house.now = at("03-09", 15, 1)
    assert house.say(LEAD, "撤回").text.startswith("最近一次报送已列入周报")
    assert house.stands("2-1").percent == 30.0


@pytest.mark.parametrize("text", ["办结 2-1 已全部接入", "受阻 2-1 经费未到位"])
def test_a_request_taken_back_waits_no_more(house: House, text: str):
    report(house, LEAD, text)
    house.say(LEAD, "撤回")
    assert house.task("2-1").state is TaskState.OPEN
    assert house.say(COORDINATOR, "审核").text == "目前没有待审核事项。"
    assert "已于" in house.say(COORDINATOR, "/approve r1").text


def test_a_request_that_is_decided_stays(house: House):
    report(house, LEAD, "受阻 2-1 经费未到位")
    house.hear(COORDINATOR, "已协调")
    house.hear(COORDINATOR, "/approve r1")
    assert house.say(LEAD, "撤回").text.startswith("最近一次报送的申请已由督办员处理")


def test_the_unit_hears_when_a_report_made_for_it_is_taken_back(house: House):
    house.say(COORDINATOR, "报送 2-1 @科技司 已完成30%，已接入6省")
    house.hear(COORDINATOR, "确认")
    said = {each.chat: each.text for each in house.hear(COORDINATOR, "撤回")}
    assert said[LEAD].startswith("【撤回】督办员")


def test_history_shows_each_what_the_role_allows(house: House):
    report(house, LEAD, "4-1 已完成30%，联通6个省级体系")
    report(house, SUPPORT, "4-1 标准已印发，完成40%")
    for who in (LEAD, COORDINATOR, READER):
        text = house.say(who, "历史 4-1").text
        assert "联通6个省级体系" in text
        assert "标准已印发" in text
    text = house.say(SUPPORT, "历史 4-1").text
    assert "联通6个省级体系" not in text
    assert "标准已印发" in text
    assert house.say(OTHER, "历史 4-1").text.startswith("4-1 由科技司")


def test_history_tells_what_was_decided_and_by_whom(house: House):
    report(house, LEAD, "受阻 2-1 经费未到位")
    house.hear(COORDINATOR, "退回 2-1 请先与财务司会商")
    text = house.say(LEAD, "历史 2-1").text
    assert "（受阻，已退回）" in text
    assert "督办员：请先与财务司会商" in text


@pytest.mark.parametrize("text", ["/lang en", "语言 英文", "English"])
def test_a_language_is_chosen_by_each_person(house: House, text: str):
    if text == "English":
        house.say(LEAD, "语言")
    assert house.say(LEAD, text).text == "English it is."
    assert house.say(LEAD, "任务").text.startswith("Tasks")
    assert house.say(OTHER, "任务").text.startswith("【任务】")
    assert house.say(LEAD, "/lang zh").text == "已改用中文。"
    assert house.say(LEAD, "/lang klingon").text.startswith("没有“klingon”这种语言")
