"""Tasks looked at, signed for, paged through; help and units."""

import math

import pytest
from sqlmodel import select

from data.kinds import Rule
from data.models import Delivery, Task
from handlers.command import COMMANDS
from handlers.help import ORDER
from tests.people import COORDINATOR, LEAD, OTHER, READER, SUPPORT, House, at, draft

CODES = [task.code for task in draft().tasks]
LINES, SIGNS = 20, 20  # a phone screen, with a little grace for what must not be cut


def fits(text: str) -> bool:
    return sum(max(1, math.ceil(len(line) / SIGNS)) for line in text.split("\n")) <= LINES


def pages(house: House, who: str, first: str) -> list:
    found = [house.say(who, first)]
    while "下一页" in found[-1].buttons:
        found.append(house.press(who, found[-1], "下一页"))
    return found


def codes(answers: list) -> list[str]:
    return [label for answer in answers for label in answer.buttons if "-" in label]


@pytest.mark.parametrize("first", ["任务", "/tasks", "我的任务", "tasks"])
def test_every_own_task_is_listed_once_on_pages_that_fit_a_screen(house: House, first: str):
    found = pages(house, LEAD, first)
    listed = codes(found)
    assert len(listed) == len(set(listed)) == 29
    assert all(fits(answer.text) for answer in found)


def test_coordinator_and_reader_see_every_task(house: House):
    for who in (COORDINATOR, READER):
        assert sorted(codes(pages(house, who, "任务"))) == sorted(CODES)


def test_the_most_urgent_comes_first_with_its_light(house: House):
    def move(session):
        for code, day in (("25-1", "03-01"), ("9-2", "03-15")):
            task = session.exec(select(Task).where(Task.code == code)).one()
            task.due_on = at(day).date()

    house.store.do(move)
    lines = house.say(LEAD, "任务").text.split("\n")
    assert lines[1].startswith("🔴 25-1")
    assert lines[1].endswith("3月1日")
    assert lines[2].startswith("🟡 9-2")


def test_a_task_is_shown_verbatim_with_owners_date_and_reason(house: House):
    [task] = [each for each in draft().tasks if each.code == "4-1"]
    text = house.say(LEAD, "任务 4-1").text
    assert task.text in text
    assert "牵头：科技司\n配合：中央电教馆、地方各级教育行政部门" in text
    assert "时限：12月31日。文中未写时限：取计划年度最后一日" in text
    assert "尚无报送。" in text


def test_its_latest_reports_are_shown_to_those_who_may_see_them(house: House):
    for percent in (10, 20, 30, 40):
        house.say(LEAD, f"4-1 已完成{percent}%，联通6个省级体系")
        house.say(LEAD, "确认")
    for who in (LEAD, COORDINATOR, READER):
        text = house.say(who, "任务 4-1").text
        assert text.count("3月7日 科技司") == 3
        assert "40%：已完成40%" in text
        assert "10%：" not in text


@pytest.mark.parametrize("who", [OTHER, SUPPORT])
def test_another_units_reports_and_figures_are_not_shown(house: House, who: str):
    house.say(LEAD, "4-1 已完成37%，联盟已组建")
    house.say(LEAD, "确认")
    text = house.say(who, "任务 4-1").text
    assert "37" not in text
    assert "联盟已组建" not in text
    assert "牵头：科技司" in text
    assert "37" not in house.say(who, "任务").text


@pytest.mark.parametrize("text", ["/task 99-9", "任务 99-9", "99-9 已完成", "报送 99-9 已完成"])
def test_a_task_that_does_not_exist_is_said_plainly(house: House, text: str):
    assert house.say(LEAD, text).text == (
        "没有找到任务 99-9。任务编号形如 4-1，发送“任务”查看全部。"
    )


def test_of_several_tasks_the_first_is_shown_with_a_button_for_each_other(house: House):
    answer = house.say(LEAD, "任务 4-1、9-2 2-1")
    assert answer.text.startswith("【任务 4-1】")
    assert [label for label in answer.buttons if "-" in label] == ["2-1", "9-2"]
    assert house.press(LEAD, answer, "9-2").text.startswith("【任务 9-2】")


def test_no_task_named_and_none_answered(house: House):
    assert house.say(LEAD, "/task").text == "请写明任务编号，例如：任务 4-1。"


@pytest.mark.parametrize("word", ["签收", "收到", "好的", "已阅", "/ack", "ack"])
def test_signing_takes_all_of_the_newest_prompt(house: House, word: str):
    house.prompt(LEAD, ["4-1", "9-2"], rule=Rule.DISPATCH_NOTICE)
    answer = house.say(LEAD, word)
    assert answer.text.startswith("已签收 2 项：4-1、9-2。\n另有 27 项尚未签收。")
    part = house.stands("4-1")
    assert part.signed_at == house.now
    assert house.stands("1-2").signed_at is None


def test_signing_takes_the_message_replied_to(house: House):
    first = house.prompt(LEAD, ["4-1"], rule=Rule.DISPATCH_NOTICE, act="a")
    house.prompt(LEAD, ["9-2"], rule=Rule.DISPATCH_NOTICE, act="b")
    assert house.say(LEAD, "收到", reply_to=first).text.startswith("已签收 4-1")
    assert house.stands("9-2").signed_at is None


def test_one_task_is_signed_for_by_its_number_and_all_by_a_button(house: House):
    answer = house.say(LEAD, "签收 4-1")
    assert answer.text.startswith("已签收 4-1")
    assert "时限12月31日" in answer.text
    assert house.press(LEAD, answer, "全部签收").text.startswith("已签收 28 项")
    assert house.say(LEAD, "签收 4-1").text.startswith("这项此前已签收")


def test_signing_another_units_task_is_refused(house: House):
    assert house.say(OTHER, "签收 4-1").text.startswith("4-1 由科技司")
    assert house.say(OTHER, button="/ack #9").text.startswith("4-1 由科技司")


def test_words_after_the_receipt_are_a_report(house: House):
    assert house.say(LEAD, "收到 2-1 已完成30%").text.startswith("请核对 2-1 的报送")


def test_nothing_told_nothing_to_sign(house: House):
    assert house.say(LEAD, "收到").text.startswith("近7天没有待签收的提醒。")


def test_a_notice_pages_through_every_code_it_covers(house: House):
    own = codes(pages(house, LEAD, "任务"))
    notice = house.prompt(LEAD, own, rule=Rule.DISPATCH_NOTICE)
    page = house.press(LEAD, notice, "逐项查看")
    found = [page]
    while "下一页" in found[-1].buttons:
        found.append(house.press(LEAD, found[-1], "下一页"))
    assert sorted(codes(found)) == sorted(own)
    briefs = {task.code: task.brief for task in draft().tasks}
    text = "\n".join(answer.text for answer in found)
    assert all(f"{code} {briefs[code]}" in text for code in own)
    assert all(fits(answer.text) for answer in found)


def test_anothers_notice_cannot_be_paged_through(house: House):
    notice = house.prompt(LEAD, ["4-1"], rule=Rule.DISPATCH_NOTICE)
    says = notice.buttons["逐项查看"]
    assert house.say(OTHER, button=says).text.startswith("这条提醒不是发给贵单位的")
    assert house.say(COORDINATOR, button=says).text.startswith("【逐项查看】科技司")
    assert house.say(LEAD, button="/page 999999999999 1").text.startswith("没有找到这条提醒")


def test_help_names_what_each_may_do(house: House):
    unit, coordinator, reader = (house.say(who, "帮助").text for who in (LEAD, COORDINATOR, READER))
    assert "办结 4-1 说明" in unit
    assert "邀请" not in unit
    assert "审核" in coordinator
    assert "@科技司" in coordinator
    assert "报送 4-1" not in reader
    assert "任务：" in reader
    assert all(fits(text) for text in (unit, coordinator, reader))
    assert unit.split("\n")[1].startswith("· 任务")
    assert coordinator.split("\n")[1].startswith("· 总览")
    more = "\n".join(answer.text for answer in pages(house, LEAD, "帮助"))
    assert all(f"{word} 4-1" in more for word in ("受阻", "延期", "异议"))


def test_units_are_listed_with_who_answers_for_them(house: House):
    found = pages(house, COORDINATOR, "单位")
    text = "\n".join(answer.text for answer in found)
    assert found[0].text.startswith("【单位】共 38 个，尚无联络员 35 个")
    assert "科技司：29项，联络员1人" in text
    assert "基教司：11项，尚无联络员" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("邀请 科技司", "【邀请】科技司联络员"),
        ("/invite 科学技术司 B角", "【邀请】科技司B角"),
        ("邀请 负责人 财务司", "【邀请】财务司单位负责人"),
        ("邀请 分管领导", "【邀请】分管领导"),
        ("邀请 基础一司", "【邀请】基教司联络员"),
        ("邀请 督办员", "督办员只能由系统运维人员登记"),
        ("邀请 没有司", "没有名为“没有司”的单位"),
        ("邀请", "请写明单位"),
    ],
)
def test_a_coordinator_invites(house: House, text: str, said: str):
    assert house.say(COORDINATOR, text).text.startswith(said)


def test_an_invitation_works(house: House):
    line = next(
        each
        for each in house.say(COORDINATOR, "邀请 财务司").text.split("\n")
        if each.startswith("绑定")
    )
    assert "您已登记为财务司联络员" in house.say("小李", line).text


def test_an_invitations_code_does_not_stay_in_the_messages_sent(house: House):
    text = house.say(COORDINATOR, "邀请 财务司").text
    code = next(line for line in text.split("\n") if line.startswith("绑定")).split()[1]
    kept = house.store.look(lambda s: [row.body for row in s.exec(select(Delivery))])
    assert code not in str(kept)


def test_the_lead_sees_the_others_parts_beside_its_own_and_who_is_silent(house: House):
    assert "其他单位：中央电教馆 未报送" in house.say(LEAD, "4-1 已完成30%，联通6个省级体系").text
    house.hear(LEAD, "确认")
    house.say(SUPPORT, "4-1 已完成60%")
    house.hear(SUPPORT, "确认")
    seen = house.say(LEAD, "任务 4-1").text
    assert "中央电教馆 60%" in seen
    assert "未报送：地方各级教育行政部门" in seen
    assert "其他单位：中央电教馆 60%" in house.say(LEAD, "4-1 已完成40%，联通6个省级体系").text
    own = house.say(SUPPORT, "任务 4-1").text
    assert "30%" not in own
    assert "未报送" not in own
    assert "其他单位" not in house.say(SUPPORT, "4-1 已完成70%").text


def test_help_puts_every_command_into_its_order():
    assert set(ORDER) == {name for name, each in COMMANDS.items() if each.shown}
