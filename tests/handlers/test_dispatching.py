"""A task outside any plan, from 交办 to its end; and a task dropped."""

import hashlib
from datetime import date

import pytest
from sqlmodel import col, select

from data.kinds import ActKind, Role, TaskState
from data.models import Act, Plan
from data.store import plans, urges
from data.store.digests import weekly
from data.store.standing import gather
from handlers.parse.order import order
from messages.message import File
from tests.looks import looks
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, SUPPORT, House, at

ONE_LINE = "交办 科技司、职成司 12月1日前 报送网络安全自查报告"
TODAY = date(2018, 3, 7)
FRIDAY = at("03-09", 12)
UNITS = frozenset({"科技司", "财务司"})


def told(house: House, text: str, who: str = COORDINATOR) -> dict[str, str]:
    return {each.chat: each.text for each in house.hear(who, text)}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("科技司、财务司 12月1日前 报送报告", (("科技司", "财务司"), (12, 1), "报送报告")),
        ("科技司 财务司 12月1日前报送报告", (("科技司", "财务司"), (12, 1), "报送报告")),
        ("科技司，财务司 请于12月1日前，报送报告", (("科技司", "财务司"), (12, 1), "报送报告")),
        ("科技司 报送报告 12月1日", (("科技司",), (12, 1), "报送报告")),
        ("科技司 就6月的检查于7月底前报送", (("科技司",), (6, 30), "就6月的检查于7月底前报送")),
        ("科技司 by 1 March send the review", (("科技司",), (3, 1), "send the review")),
        ("科技司 before 2018-06-30, send the review", (("科技司",), (6, 30), "send the review")),
        ("科技司 send the review by the end of June", (("科技司",), (6, 30), "send the review")),
        ("科技司 send it by hand by 1 June.", (("科技司",), (6, 1), "send it by hand")),
        ("科技司 stand by on 1 June", (("科技司",), (6, 1), "stand by")),
        ("科技司", (("科技司",), None, "")),
        ("科技司 报送报告", (("科技司",), None, "报送报告")),
        ("火星司 12月1日前 报送报告", ((), (12, 1), "火星司 12月1日前 报送报告")),
        ("", ((), None, "")),
    ],
)
def test_an_order_in_one_line_is_read(text: str, read: tuple):
    found = order(text, UNITS.__contains__, TODAY)
    day = (found.on.month, found.on.day) if found.on else None
    assert (found.units, day, found.text) == read


def test_one_line_makes_a_task_that_its_units_hear_of_at_once(house: House):
    said = told(house, ONE_LINE)
    assert said[COORDINATOR].startswith("【已交办】0-1 报送网络安全自查报告\n科技司牵头")
    for who in (LEAD, OTHER):
        assert said[who].startswith("【任务交办】0-1")
        assert "科技司牵头，职成司配合；时限12月1日" in said[who]
    task = house.task("0-1")
    assert (task.due_on, task.text) == (date(2018, 12, 1), "报送网络安全自查报告")
    assert house.stands("0-1", LEAD).role is Role.LEAD
    assert house.stands("0-1", OTHER).noticed_at == house.now
    plan = house.store.look(lambda s: s.get_one(Plan, task.plan_id))
    assert (plan.key, plan.standing, plan.title) == ("交办-2018", True, "2018年交办事项")


def test_the_next_one_has_the_next_number(house: House):
    told(house, ONE_LINE)
    assert "0-2 " in told(house, "/dispatch 科技司 2018-11-30 报送机房清单")[COORDINATOR]
    assert house.task("0-2").plan_id == house.task("0-1").plan_id


def test_step_by_step_it_asks_for_what_is_missing(house: House):
    assert house.say(COORDINATOR, "交办").text.startswith("请发送交办事项")
    assert house.say(COORDINATOR, "科技司、职成司").text.startswith("交科技司、职成司办理")
    assert house.say(COORDINATOR, "报送自查报告").text.startswith("请发送时限")
    said = told(house, "12月1日")
    assert said[COORDINATOR].startswith("【已交办】0-1 报送自查报告")
    assert LEAD in said


@pytest.mark.parametrize("day", ["2月30日前", "2018-02-30", "二月三十日前"])
def test_a_day_that_no_calendar_has_is_named_before_another_is_asked_for(house: House, day: str):
    asked = house.say(COORDINATOR, f"交办 科技司 {day} 报送年初工作总结")
    assert asked.text == f"“{day}”不是日历上确定的一天。\n请发送时限，例如：12月1日前。"
    assert told(house, "3月30日")[COORDINATOR].startswith("【已交办】0-1 报送年初工作总结")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("交办 火星司 12月1日前 报送报告", "没有认出承办单位：“火星司"),
        ("交办 科技司 2018年1月5日前 报送报告", "时限1月5日已过"),
    ],
)
def test_what_cannot_be_dispatched_leaves_nothing(house: House, text: str, answer: str):
    assert house.say(COORDINATOR, text).text.startswith(answer)
    query = select(Plan).where(col(Plan.standing))
    assert house.store.look(lambda s: s.exec(query).first()) is None


def test_a_unit_that_nobody_answers_for_is_named_and_waits(house: House):
    said = told(house, "交办 财务司 12月1日前 报送预算")
    assert "财务司尚无联络员，登记后即告知" in said[COORDINATOR]
    part = house.stands("0-1", "财务司")
    assert part.noticed_at is None
    assert house.now in looks(house.store, "财务司")


def test_out_of_hours_the_notice_waits_for_the_window(house: House):
    house.now = at("03-09", 20)
    assert told(house, ONE_LINE).keys() == {COORDINATOR}
    told(house, "交办 科技司 11月30日前 报送机房清单")
    house.now = at("03-12", 9)
    assert house.store.do(urges.owe, house.now, DAYS) == 2
    said = {each.chat: each.text for each in house.deliver()}
    assert said[LEAD].startswith("【任务交办】2018年交办事项\n科技司：牵头 2 项")
    assert said[OTHER].startswith("【任务交办】0-1")
    assert house.stands("0-2", LEAD).noticed_at == house.now


def test_a_second_order_within_ten_minutes_waits_and_is_merged(house: House):
    told(house, ONE_LINE)
    assert told(house, "交办 科技司 11月30日前 报送机房清单").keys() == {COORDINATOR}
    told(house, "交办 科技司 11月15日前 报送台账")
    house.later(minutes=10)
    assert house.store.do(urges.owe, house.now, DAYS) == 1
    [notice] = house.deliver()
    assert "牵头 2 项" in notice.text
    assert house.store.do(urges.owe, house.now, DAYS) == 0


def test_it_is_signed_reported_on_and_closed_like_any_other(house: House):
    told(house, ONE_LINE)
    assert house.say(LEAD, "签收").text.startswith("已签收 0-1")
    house.say(LEAD, "办结 0-1 自查报告已报送")
    house.hear(LEAD, "确认")
    house.hear(COORDINATOR, "同意")
    assert house.task("0-1").state is TaskState.CLOSED


def test_a_task_is_dropped_with_a_reason_that_its_units_read(house: House):
    assert house.say(COORDINATOR, "撤销 4-1").text.startswith("请发送撤销 4-1")
    assert house.task("4-1").state is TaskState.OPEN
    said = told(house, "已并入其他任务")
    assert said[COORDINATOR].startswith("4-1 ")
    for who in (LEAD, SUPPORT):
        if who in said:
            assert "理由：已并入其他任务" in said[who]
    assert LEAD in said
    assert house.task("4-1").state is TaskState.DROPPED
    act = house.store.look(lambda s: s.exec(select(Act)).one())
    assert (act.kind, act.reason) == (ActKind.DROP, "已并入其他任务")
    assert house.say(LEAD, "4-1 已完成30%").text.startswith("4-1 已办结或撤销")
    assert house.say(COORDINATOR, "撤销 4-1 再撤").text.startswith("4-1 已办结或撤销，无需再撤销")


def test_what_waits_on_a_dropped_task_lapses(house: House):
    house.say(LEAD, "受阻 2-1 经费未到位")
    house.hear(LEAD, "确认")
    told(house, "撤销 2-1 已并入其他任务")
    assert house.say(COORDINATOR, "审核").text == "目前没有待审核事项。"


def test_it_stands_in_status_lists_and_digest_beside_the_plan(house: House):
    said = house.say(COORDINATOR, "总览").text
    assert "57项" in said
    told(house, ONE_LINE)
    house.say(LEAD, "办结 0-1 自查报告已报送")
    house.hear(LEAD, "确认")
    said = house.say(COORDINATOR, "总览").text
    assert "58项" in said
    assert "办结审核1" in said
    assert "0-1 " in house.say(COORDINATOR, "审核").text
    assert house.say(COORDINATOR, "总览 交办-2018").text.startswith("【总览】2018年交办事项")
    facts = house.store.look(lambda s: gather(s, house.task("4-1").plan_id, house.now, DAYS))
    assert facts.tasks[-1].code == "0-1"
    assert facts.sections[-1].title == "2018年交办事项"
    assert facts.tasks[-1].starts_on == date(2018, 3, 7)
    plan = house.task("4-1").plan_id
    week = house.store.look(lambda s: weekly(s, plan, "2018-W10", FRIDAY, DAYS))
    assert week.chapters[-1].title == "2018年交办事项"
    assert [each.code for each in week.reports] == ["0-1"]


def test_without_another_plan_status_is_of_what_was_dispatched(house: House):
    told(house, ONE_LINE)
    house.store.do(plans.close, "2018", house.now)
    assert house.say(COORDINATOR, "总览").text.startswith("【总览】2018年交办事项")


FORM = File("自查表.docx", b"PK", digest=hashlib.sha256(b"PK").hexdigest())


@pytest.mark.parametrize("steps", [1, 3])
def test_a_file_goes_with_the_notice_and_can_be_had_again(house: House, steps: int):
    if steps == 1:
        heard = house.hear(COORDINATOR, ONE_LINE, file=FORM)
    else:
        house.say(COORDINATOR, "交办")
        assert "附件：自查表.docx" in house.say(COORDINATOR, file=FORM).text
        house.say(COORDINATOR, "科技司、职成司")
        heard = house.hear(COORDINATOR, "12月1日前 报送网络安全自查报告")
    said = [each.text for each in heard if each.chat == LEAD]
    assert said[0].startswith("【任务交办】0-1")
    assert said[1] == "0-1 自查表.docx"
    mine = next(each for each in heard if each.chat == COORDINATOR)
    assert "附件：自查表.docx，随交办通知发送" in mine.text
    task = house.say(OTHER, "任务 0-1")
    assert house.press(OTHER, task, "自查表.docx").text.startswith("自查表.docx")
    assert house.say(SUPPORT, task.buttons["自查表.docx"]).text.startswith("0-1 由科技司")


def test_a_document_by_itself_is_still_a_plan(house: House):
    answer = house.say(COORDINATOR, file=FORM)
    assert answer.text.startswith("正在读取")


def test_a_file_that_runs_is_not_sent_on(house: House):
    answer = house.say(COORDINATOR, ONE_LINE, file=File("a.exe", b"MZ", digest="0" * 64))
    assert answer.text.startswith("“a.exe”的格式")


def test_who_answers_for_two_units_gets_a_task_of_both_once_and_its_file_once(house: House):
    house.say(LEAD, f"绑定 {house.invite('职成司')}")
    content = b"%PDF-1.7 x"
    file = File("清单.pdf", content, digest=hashlib.sha256(content).hexdigest())
    heard = [each for each in house.hear(COORDINATOR, ONE_LINE, file=file) if each.chat == LEAD]
    assert [each.text.split("\n")[0][:10] for each in heard] == ["【任务交办】0-1 ", "0-1 清单.pdf"]
    assert "科技司牵头，职成司配合" in heard[0].text
    assert house.press(LEAD, heard[0], "签收").text.startswith("已签收 0-1 报送")
    assert house.stands("0-1", LEAD).signed_at == house.stands("0-1", OTHER).signed_at == house.now
    for text in ("交办 科技司 11月30日前 报送机房清单", "交办 职成司 11月15日前 报送台账"):
        assert LEAD not in told(house, text)  # within ten minutes
    house.later(minutes=10)
    house.store.do(urges.owe, house.now, DAYS)
    [notice] = [each for each in house.deliver() if each.chat == LEAD]
    assert [part.split(" ")[0] for part in notice.text.split("\n") if part[:2] == "0-"] == [
        "0-2",
        "0-3",
    ]
    assert notice.text.count("【任务交办】") == 2
