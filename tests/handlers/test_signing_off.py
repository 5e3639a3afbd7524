"""签发: where the plan asks for it, a unit's report counts once its leader has signed it."""

import pytest
from sqlmodel import Session

from data.kinds import ReportState, Standing, TaskState
from data.store import people, prompts
from schedules.unsigned import show
from tests.handlers.test_at_once import at_once, said
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, House, at, bind

LEADER, DEPUTY_HEAD, OTHERS_LEADER = "司长", "副司长", "职成司司长"


def lead(session: Session, name: str, unit: str) -> None:
    bind(session, name, people.find_unit(session, unit).id, Standing.LEADER)


@pytest.fixture
def led(house: House) -> House:
    """科技司 has two leaders, and the plan asks for their signature."""
    house.store.do(lead, LEADER, LEAD)
    house.store.do(lead, DEPUTY_HEAD, LEAD)
    assert "签发后方计入进展" in house.say(COORDINATOR, "计划 2018 签发 开").text
    return house


def reported(
    house: House, text: str = "2-1 已完成30%，已接入6省", who: str = LEAD
) -> dict[str, str]:
    """What everybody hears when a contact has confirmed these words."""
    house.say(who, text)
    return {each.chat: each.text for each in house.hear(who, "确认")}


def states(house: House) -> list[ReportState]:
    return [each.state for each in house.reports()]


def test_a_report_waits_for_the_leader_and_counts_when_it_is_signed(led: House):
    heard = reported(led)
    assert heard[LEAD].startswith("2-1 中小学")
    assert "待单位负责人签发" in heard[LEAD]
    assert heard.keys() == {LEAD, LEADER, DEPUTY_HEAD}
    assert heard[LEADER].startswith("【待签发】1 项")
    assert "已接入6省" in heard[LEADER]
    part = led.stands("2-1")
    assert (part.percent, part.reported_at, led.task("2-1").percent) == (None, None, None)
    assert part.signed_at == led.now
    assert "待签发1：科技司1" in led.say(COORDINATOR, "总览 待处理").text
    assert "（待签发）" in led.say(COORDINATOR, "历史 2-1").text
    assert "正在等待单位负责人签发" in led.say(LEAD, button="/confirm 2").text

    led.later(hours=1)
    listed = led.say(LEADER, "/sign")
    answers = {each.chat: each.text for each in led.hear(LEADER, button=listed.buttons["签发"])}
    assert answers[LEADER].endswith("已签发，计入进展。")
    assert answers[LEAD].startswith("【已签发】2-1")
    part = led.stands("2-1")
    assert (part.percent, part.reported_at) == (30, led.now)
    assert "（司长签发）" in led.say(COORDINATOR, "历史 2-1").text
    assert "待签发" not in led.say(COORDINATOR, "总览 待处理").text
    assert led.say(DEPUTY_HEAD, "/sign").text == "目前没有待签发的报送。"


def test_what_it_asks_for_reaches_the_coordinators_with_the_signature(led: House):
    assert COORDINATOR not in reported(led, "办结 2-1 全部学校已接入")
    assert led.task("2-1").state is TaskState.OPEN
    assert led.say(COORDINATOR, "审核").text == "目前没有待审核事项。"
    answers = {each.chat: each.text for each in led.hear(LEADER, "签发 2-1")}
    assert answers[COORDINATOR].startswith("【办结申请】2-1")
    assert led.task("2-1").state is TaskState.CLOSING


def test_what_is_returned_goes_back_with_a_word_and_is_signed_when_said_anew(led: House):
    reported(led)
    listed = led.say(LEADER, "/sign")
    assert led.press(LEADER, listed, "退回").text.startswith("请发送退回 2-1")
    answers = {each.chat: each.text for each in led.hear(LEADER, "请核实省份数")}
    assert "单位负责人司长意见：请核实省份数" in answers[LEAD]
    assert states(led) == [ReportState.RETURNED]
    assert led.stands("2-1").percent is None
    led.say(LEAD, "已核实，实为5省，已完成20%")
    led.hear(LEAD, "确认")
    assert led.say(LEADER, "签发").text.endswith("已签发，计入进展。")
    assert led.stands("2-1").percent == 20
    past = led.say(LEAD, "历史 2-1").text
    assert "（司长退回）" in past
    assert "司长：请核实省份数" in past


def test_a_later_report_replaces_one_that_waits_and_one_that_waits_is_taken_back(led: House):
    reported(led)
    first = led.say(LEADER, "/sign").buttons["签发"]
    reported(led, "2-1 已完成40%，已接入8省")
    assert states(led) == [ReportState.DISCARDED, ReportState.AWAITING]
    assert "由后来的内容代替" in led.say(LEADER, button=first).text
    assert led.say(LEAD, "撤回").text.startswith("2-1 中小学")
    assert states(led) == [ReportState.DISCARDED] * 2
    assert led.say(LEADER, "签发 全部").text == "目前没有待签发的报送。"
    assert led.stands("2-1").percent is None


def test_words_alone_wait_too_and_several_are_signed_at_once(led: House):
    led.say(LEAD, "2-1 已完成30%，已接入6省")
    led.hear(LEAD, "仅存文字")
    reported(led, "3-1 已完成50%，已建成；4-2 已完成60%，已验收")
    listed = led.say(LEADER, "/sign")
    assert listed.text.startswith("【待签发】3 项")
    assert {"签发 2-1", "退回 2-1", "全部签发"} <= listed.buttons.keys()
    led.hear(LEADER, button=listed.buttons["全部签发"])
    assert states(led) == [ReportState.CONFIRMED] * 3
    assert [led.stands(code).percent for code in ("2-1", "3-1", "4-2")] == [None, 50, 60]


def test_of_two_leaders_at_once_one_decides_and_the_other_hears_it(led: House):
    reported(led)
    number = led.reports()[0].id
    at_once(
        led,
        said(LEADER, f"/sign s{number}", 901),
        said(DEPUTY_HEAD, f"/sign back s{number} 不够", 902),
    )
    texts = [each.text for each in led.deliver() if each.chat in (LEADER, DEPUTY_HEAD)]
    assert sum("您的操作未生效" in text for text in texts) == 1
    assert states(led)[0] in (ReportState.CONFIRMED, ReportState.RETURNED)


def test_nobody_but_the_units_own_leaders_signs(led: House):
    led.store.do(lead, OTHERS_LEADER, OTHER)
    reported(led)
    number = led.reports()[0].id
    for who in (OTHERS_LEADER, LEAD, OTHER, COORDINATOR):
        for says in (f"/sign s{number}", f"/sign back s{number} 不行", "/sign all", "/sign 2-1"):
            assert "已接入6省" not in led.say(who, button=says).text
    assert states(led) == [ReportState.AWAITING]


def test_it_counts_at_once_without_a_leader_by_the_leader_and_where_nothing_is_asked(led: House):
    heard = reported(led, "1-4 已完成30%，已印发", OTHER)
    assert "职成司未登记负责人，确认后即计入" in heard[OTHER]
    reported(led, "3-1 已完成50%，已建成", LEADER)
    led.say(COORDINATOR, "计划 签发 关")
    reported(led)
    assert states(led) == [ReportState.CONFIRMED] * 3


def test_the_plan_says_whether_it_asks_for_it(led: House):
    shown = led.say(COORDINATOR, "计划 2018")
    assert "报送经单位负责人签发后计入" in shown.text
    assert "不再需要签发" in led.press(COORDINATOR, shown, "无需签发").text
    assert "签发后计入" not in led.say(COORDINATOR, "计划 2018").text
    assert led.say(COORDINATOR, "计划 2018 签发").text.startswith("请写明开或关")
    assert led.say(LEAD, "计划 2018 签发 关").text.startswith("这项操作不在您的权限内")


def shown(house: House) -> dict[str, str]:
    """What the job shows now, and to whom."""
    house.store.do(show, house.now, DAYS, house.locale)
    return {each.chat: each.text for each in house.deliver()}


def test_leaders_are_shown_once_more_the_next_workday_what_waits_for_them(led: House):
    led.now = at("03-09")
    reported(led)
    reported(led, "3-1 已完成50%，已建成")
    assert shown(led) == {}
    led.now = at("03-10", 9)
    assert shown(led) == {}
    led.now = at("03-12", 9)
    again = shown(led)
    assert again.keys() == {LEADER, DEPUTY_HEAD}
    assert again[LEADER].startswith("【待签发】以下报送仍在等待您签发")
    assert "2-1 中小学" in again[LEADER]
    assert "3-1" in again[LEADER]
    assert shown(led) == {}
    led.now = at("03-13", 9)
    reported(led, "4-2 已完成60%，已验收")
    led.say(LEADER, "签发 4-2")
    led.now = at("03-14", 9)
    assert shown(led) == {}


def test_nothing_is_shown_of_a_paused_plan_and_english_is_complete(led: House):
    reported(led)
    led.say(COORDINATOR, "暂停 2018 机构调整")
    led.now = at("03-09", 9)
    assert shown(led) == {}
    led.say(COORDINATOR, "恢复 2018")
    led.locale = "en"
    assert shown(led)[LEADER].startswith("To sign off These reports still wait")


def asked(house: House, day: str) -> str:
    """What the round of a day asks 科技司 for."""
    house.now = at(day, 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    heard = [each.text for each in house.deliver() if each.chat == LEAD]
    return "\n".join(heard)


def test_a_unit_is_not_asked_for_what_waits_for_its_leader_until_the_next_round(led: House):
    asked(led, "03-07")
    led.say(COORDINATOR, "时限 2-1 每周")
    led.say(COORDINATOR, "时限 3-1 每周")
    led.now = at("03-12")
    reported(led)
    this_week, next_week = asked(led, "03-14"), asked(led, "03-21")
    assert "3-1 " in this_week
    assert "2-1 " not in this_week
    assert "本轮已报送" in led.say(COORDINATOR, "为何 2-1").text
    assert "2-1 " in next_week
