"""What units ask of coordinators: help, another date, other hands; and the coordinator's word."""

from datetime import date

import pytest
from sqlmodel import select

from data.kinds import Basis, Light, ReportState, TaskState
from data.models import Review
from data.store import standing
from tests.looks import looks
from tests.people import COORDINATOR, DAYS, LEAD, SECOND, SUPPORT, House


def told(house: House, who: str, text: str) -> dict[str, str]:
    return {each.chat: each.text for each in house.hear(who, text)}


def reviews(house: House) -> list[Review]:
    return house.store.look(lambda session: list(session.exec(select(Review))))


def light(house: House, code: str) -> Light:
    def run(session):
        plan = standing.open_plan(session, None).id
        summary = standing.standing(session, plan, house.now, DAYS)
        return next(line.light for line in summary.lines if line.task.code == code)

    return house.store.look(run)


BLOCKED = "受阻 2-1 经费口径未明确，请协调财政部门"


@pytest.mark.parametrize(
    "text", [BLOCKED, "/blocked 2-1 经费口径未明确", "2-1 经费未到位，推进受阻，请协调"]
)
def test_an_obstacle_reaches_the_coordinators_and_is_red_until_it_is_dealt_with(
    house: House, text: str
):
    shown = house.say(LEAD, text)
    assert shown.text.startswith("请核对 2-1 的受阻情况：")
    assert light(house, "2-1") is not Light.RED
    said = told(house, LEAD, "确认")
    assert "2-1 中小学" in said[LEAD]
    assert "已报受阻" in said[LEAD]
    for who in (COORDINATOR, SECOND):
        assert said[who].startswith("【受阻】2-1")
        assert "经费" in said[who]
    assert light(house, "2-1") is Light.RED
    queue = house.say(COORDINATOR, "审核")
    assert list(queue.buttons) == ["已协调", "退回"]
    assert told(house, COORDINATOR, "已协调")[LEAD].startswith("【受阻已协调】2-1")
    assert light(house, "2-1") is not Light.RED
    assert house.task("2-1").state is TaskState.OPEN


def test_an_obstacle_kept_as_text_only_asks_for_nothing(house: House):
    house.say(LEAD, BLOCKED)
    assert set(told(house, LEAD, "仅存文字")) == {LEAD}
    assert reviews(house) == []


@pytest.mark.parametrize(
    "text",
    [
        "延期 2-1 2019年1月31日 等待批复",
        "/extend 2-1 2019-01-31 等待批复",
        "2-1 申请延期至2019年1月31日，因等待批复",
    ],
)
def test_a_new_date_counts_once_it_is_approved(house: House, text: str):
    shown = house.say(LEAD, text)
    assert shown.text.startswith("请核对 2-1 的延期申请：\n新时限：2019年1月31日（原时限12月31日）")
    said = told(house, LEAD, "确认")
    assert said[COORDINATOR].startswith("【延期申请】2-1")
    assert house.task("2-1").due_on == date(2018, 12, 31)
    said = told(house, COORDINATOR, "同意")
    assert "已同意延期" in said[COORDINATOR]
    assert said[LEAD].startswith("【延期同意】2-1")
    assert "时限改为2019年1月31日" in said[LEAD]
    task = house.task("2-1")
    assert (task.due_on, task.due_basis) == (date(2019, 1, 31), Basis.EXPLICIT)
    assert house.now in looks(house.store, LEAD)
    assert "经督办员同意延期" in house.say(LEAD, "任务 2-1").text


def test_a_date_refused_stays_as_it_was_and_the_unit_reads_why(house: House):
    house.say(LEAD, "延期 2-1 2019年1月31日 等待批复")
    house.hear(LEAD, "确认")
    said = told(house, COORDINATOR, "退回 2-1 年底考核，不宜延期")
    assert said[LEAD].startswith("【延期退回】2-1")
    assert "督办员意见：年底考核，不宜延期" in said[LEAD]
    assert house.task("2-1").due_on == date(2018, 12, 31)


def test_a_missing_date_and_a_missing_reason_are_asked_for_once(house: House):
    assert "请直接发送 2-1" in house.say(LEAD, "延期 2-1").text
    asked = house.say(LEAD, "等待批复文件")
    assert "请直接发送新时限" in asked.text
    assert asked.buttons == {}
    assert "还没有写明新时限" in house.say(LEAD, "确认").text
    house.say(LEAD, "延期 2-1 等待批复文件")
    shown = house.say(LEAD, "2019年2月28日")
    assert "新时限：2019年2月28日" in shown.text
    house.hear(LEAD, "确认")
    assert reviews(house)[0].proposed_on == date(2019, 2, 28)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2月30日", "“2月30日”不是今后确定的一天。请直接发送新时限"),
        ("2017年3月1日", "“2017年3月1日”不是今后确定的一天。请直接发送新时限"),
        ("会后", "“会后”不是今后确定的一天。请直接发送新时限"),
        ("去年3月1日", "“去年3月1日”不是今后确定的一天。请直接发送新时限"),
    ],
)
def test_a_day_that_cannot_be_the_new_date_is_named_before_another_is_asked_for(
    house: House, day: str, told: str
):
    asked = house.say(LEAD, f"延期 2-1 {day} 等待批复文件")
    assert f"\n{told}" in asked.text
    assert "新时限：2019年2月28日" in house.say(LEAD, "2019年2月28日").text


@pytest.mark.parametrize("slip", ["/statsu", "／tsaks", "/zzz"])
def test_a_command_that_nobody_knows_is_no_answer_to_what_was_asked(house: House, slip: str):
    house.say(LEAD, "延期 2-1")
    said = house.say(LEAD, slip)
    assert slip in said.text
    assert "请核对" not in said.text


def test_a_missing_reason_is_asked_for_once(house: House):
    assert "请补充一句理由" in house.say(LEAD, "延期 2-1 2019年2月28日").text
    shown = house.say(LEAD, "批复文件尚未下发")
    assert "新时限：2019年2月28日" in shown.text
    assert "请补充" not in shown.text
    assert "批复文件尚未下发" in told(house, LEAD, "确认")[COORDINATOR]


def test_a_date_that_is_no_later_is_refused(house: House):
    answer = house.say(LEAD, "延期 2-1 11月30日 等待批复")
    assert answer.text == "2-1 的时限是12月31日，申请的新时限应晚于这一天。"
    assert house.reports() == []


def test_only_the_lead_asks_for_a_new_date(house: House):
    answer = house.say(SUPPORT, "延期 4-1 2019年1月31日 等待批复")
    assert answer.text.startswith("4-1 的延期由牵头单位申请")
    assert house.say(SUPPORT, "受阻 4-1 接口标准未定").text.startswith("请核对 4-1 的受阻情况")


@pytest.mark.parametrize("text", ["异议 2-1 不属于我司职责", "2-1 不属于我司职责，请转发展规划司"])
def test_an_objection_is_accepted_or_returned(house: House, text: str):
    assert house.say(LEAD, text).text.startswith("请核对 2-1 的分工异议")
    assert told(house, LEAD, "确认")[COORDINATOR].startswith("【分工异议】2-1")
    said = told(house, COORDINATOR, "退回 2-1 文件已明确由贵司牵头")
    assert said[LEAD].startswith("【异议退回】2-1")
    assert reviews(house)[0].approved is False


def test_without_a_task_it_is_asked_which_one(house: House):
    house.prompt(LEAD, ["4-1", "9-2"])
    answer = house.say(LEAD, "受阻：经费未到位")
    assert sorted(answer.buttons) == ["4-1", "9-2"]
    assert house.press(LEAD, answer, "9-2").text.startswith("请核对 9-2 的受阻情况")


def test_of_two_coordinators_one_decides_and_one_is_told(house: House):
    house.say(LEAD, BLOCKED)
    house.hear(LEAD, "确认")
    told(house, COORDINATOR, "已协调")
    answer = house.say(SECOND, "退回 2-1 请自行协调")
    assert answer.text == "2-1 已由督办员于3月7日10:00同意，您的操作未生效。"


def test_what_waits_on_a_task_lapses_when_it_is_closed(house: House):
    house.say(LEAD, BLOCKED)
    house.hear(LEAD, "确认")
    house.say(LEAD, "办结 2-1 已全部接入")
    house.hear(LEAD, "确认")
    queue = house.say(COORDINATOR, "审核")
    closing = next(says for label, says in queue.buttons.items() if label == "同意办结 2-1")
    house.hear(COORDINATOR, button=closing)
    assert house.say(COORDINATOR, "审核").text == "目前没有待审核事项。"
    assert "已于3月7日10:00失效" in house.say(SECOND, "/approve r1").text


def test_changing_it_keeps_what_it_asks_for(house: House):
    house.say(LEAD, BLOCKED)
    house.say(LEAD, "改一下")
    assert house.say(LEAD, "设备尚未到货").text.startswith("请核对 2-1 的受阻情况")
    states = [each.state for each in house.reports()]
    assert states == [ReportState.DISCARDED, ReportState.PENDING]


def test_words_that_fit_any_task_name_none(house: House):
    answer = house.say(LEAD, "持续推进中")
    assert answer.text.startswith("请问“持续推进中”是哪一项的进展？")
    assert house.say(LEAD, "正在积极推动各项工作").text.startswith("请问")


@pytest.mark.parametrize(
    "text", ["4-1 受阻 接口标准未定", "受阻 4-1 接口标准未定", "4-1 受阻：接口标准未定"]
)
def test_what_stands_in_the_way_bears_the_unit_that_says_so(house: House, text: str):
    house.say(SUPPORT, text)
    house.say(SUPPORT, "确认")
    assert "受阻：4-1 中央电教馆（接口标准未定）" in house.say(COORDINATOR, "总览").text
    assert "（科技司），中央电教馆受阻：接口标准未定" in house.say(COORDINATOR, "总览 红").text
    assert "（配合），受阻：接口标准未定" in house.say(COORDINATOR, "总览 中央电教馆").text
    for who in (COORDINATOR, LEAD, SUPPORT):
        assert "需要协调：4-1 接口标准未定（中央电教馆）" in house.say(who, "周报").text
