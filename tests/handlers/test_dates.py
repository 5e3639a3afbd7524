"""A coordinator moves dates and cadences; a unit puts off what it is asked for."""

from datetime import date

import pytest
from sqlmodel import col, select

from data.kinds import ActKind, Basis, Cadence
from data.models import Act
from data.store import prompts, urges
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, SUPPORT, Answer, House, at


def tick(house: House, day: str, hour: int = 9, minute: int = 30) -> list[Answer]:
    """The rules speak on a day."""
    house.now = at(day, hour, minute)
    house.store.do(prompts.tick, house.now, DAYS)
    return house.deliver()


def told(house: House, day: str, who: str = LEAD) -> str:
    """What somebody was told on a day, or nothing."""
    return "\n".join(each.text for each in tick(house, day) if each.chat == who)


def acts(house: House) -> list[Act]:
    query = select(Act).order_by(col(Act.id))
    return house.store.look(lambda session: list(session.exec(query)))


@pytest.fixture
def signed(house: House) -> House:
    """The dispatch notice has gone to all, and 科技司 has signed for everything."""
    tick(house, "02-12")
    house.say(LEAD, "全部签收")
    return house


def test_a_moved_date_is_kept_with_its_reason_and_every_unit_hears_of_it(signed: House):
    signed.now = at("03-05")
    heard = signed.hear(COORDINATOR, "时限 4-1 2018年4月10日 与年度会议衔接")
    assert {each.chat for each in heard} == {COORDINATOR, LEAD, SUPPORT}
    said = {each.chat: each.text for each in heard}
    assert "时限由12月31日调整为4月10日" in said[COORDINATOR]
    assert said[LEAD].startswith("【时限调整】4-1")
    assert "缘由：与年度会议衔接" in said[LEAD]
    task = signed.task("4-1")
    assert (task.due_on, task.due_basis) == (date(2018, 4, 10), Basis.EXPLICIT)
    assert "督办员调整：“与年度会议衔接”" in signed.say(LEAD, "任务 4-1").text
    (act,) = [each for each in acts(signed) if each.kind is ActKind.DUE]
    assert (act.reason, act.task_id) == ("与年度会议衔接", task.id)
    assert act.facts == {"from": "2018-12-31", "to": "2018-04-10"}


def test_dates_moved_within_ten_minutes_are_told_once_more_and_as_they_are_then(signed: House):
    signed.now = at("03-05")
    told = signed.hear(COORDINATOR, "时限 4-1 4月10日 与会议衔接")
    assert sorted(each.chat for each in told) == sorted([LEAD, SUPPORT, COORDINATOR])
    for said in ("4-1 4月20日 会议改期", "1-1 5月8日 调研延后", "4-1 4月26日 会议再改期"):
        signed.later(minutes=1)
        assert len(signed.hear(COORDINATOR, f"时限 {said}")) == 1
    signed.later(minutes=8)
    signed.store.do(urges.owe, signed.now, DAYS)
    heard = {each.chat: each for each in signed.deliver()}
    assert heard.keys() == {LEAD, SUPPORT}
    assert heard[SUPPORT].text == (
        "【时限调整】4-1 数字教育资源公共服务体系\n时限由4月10日调整为4月26日。\n缘由：会议再改期"
    )
    assert heard[LEAD].text.startswith("【时限调整】2 项任务\n4-1 ")
    assert "时限由12月31日调整为5月8日；\n缘由：调研延后" in heard[LEAD].text
    answer = signed.say(SUPPORT, "已完成45%", reply_to=heard[SUPPORT])
    assert answer.text.startswith("请核对 4-1 的报送")


def test_of_a_date_that_has_come_back_before_it_was_told_nothing_is_said(signed: House):
    signed.now = at("03-03")  # a Saturday
    for said in ("4-1 4月10日 提前", "4-1 12月31日 恢复原时限"):
        assert len(signed.hear(COORDINATOR, f"时限 {said}")) == 1
    signed.now = at("03-05", 9)
    signed.store.do(urges.owe, signed.now, DAYS)
    assert signed.deliver() == []


def test_a_moved_date_reminds_anew(signed: House):
    signed.now = at("03-05")
    signed.say(COORDINATOR, "时限 4-1 2018年4月10日 与年度会议衔接")
    signed.deliver()
    near = told(signed, "03-09")  # 30 days before it, moved back off a Sunday
    assert "4-1 " in near
    assert "预计11月底" not in near  # it is due before
    assert "4-1 " in told(signed, "03-14")  # and every week from now on
    signed.now = at("03-15")
    signed.say(COORDINATOR, "时限 4-1 2018年12月31日 恢复原时限")
    signed.deliver()
    tick(signed, "03-16")
    assert "4-1 " not in told(signed, "03-21")


def test_the_reason_is_asked_for_and_what_follows_is_taken(signed: House):
    asked = signed.say(COORDINATOR, "时限 4-1 2018年4月10日")
    assert asked.text.startswith("请直接发送 4-1 时限调整为4月10日的缘由")
    assert signed.task("4-1").due_on == date(2018, 12, 31)
    signed.hear(COORDINATOR, "等待批复")
    assert signed.task("4-1").due_on == date(2018, 4, 10)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("时限 4-1 2018年1月5日 太晚", "1月5日不是今后的日期"),
        ("时限 4-1 2018年12月31日 再说一遍", "4-1 的时限本来就是12月31日，未作调整。"),
        ("时限 4-1 12月31日", "4-1 的时限本来就是12月31日，未作调整。"),
        ("时限 4-1 不知道", "请写明任务、日期和缘由"),
        ("时限 4-1 2月30日 等待批复", "“2月30日”不是日历上确定的一天"),
        ("/due 4-1 2018-02-30 waits", "“2018-02-30”不是日历上确定的一天"),
        ("时限", "请写明任务、日期和缘由"),
        ("时限 99-9 2018年6月1日 缘由", "没有找到任务 99-9"),
    ],
)
def test_a_date_that_cannot_be_taken_gets_one_sentence(signed: House, text: str, said: str):
    assert signed.say(COORDINATOR, text).text.startswith(said)
    assert signed.task("4-1").due_on == date(2018, 12, 31)
    assert acts(signed) == []


def test_a_task_set_to_weekly_reports_every_week_and_to_default_as_before(signed: House):
    signed.now = at("02-28", 8)
    assert "调整为每周" in signed.say(COORDINATOR, "时限 1-1 每周 重点关注").text
    assert signed.task("1-1").cadence is Cadence.WEEKLY
    tick(signed, "02-28")
    assert "1-1 " in told(signed, "03-07")
    assert "报送频次调整为每周" in signed.say(COORDINATOR, "历史 1-1").text
    signed.say(COORDINATOR, "/due 1-1 default")
    assert told(signed, "03-14") == ""


@pytest.mark.parametrize("who", [LEAD, READER])
def test_only_coordinators_move_dates(signed: House, who: str):
    assert signed.say(who, "时限 4-1 2018年6月1日 x").text.startswith("这项操作不在您的权限内")


def test_what_is_put_off_is_asked_about_on_that_day_and_not_before(signed: House):
    round_message = next(each for each in tick(signed, "02-28") if each.chat == LEAD)
    assert round_message.text.endswith("1-1 已完成60%，……，预计11月底完成")
    answer = signed.say(LEAD, "稍后 1-1 3月8日", reply_to=round_message)
    assert answer.text.startswith("好的，1-1")
    assert "3月8日再提醒" in answer.text
    assert signed.stands("1-1").again_on == date(2018, 3, 8)
    assert told(signed, "03-07") == ""
    again = told(signed, "03-08")
    assert "1-1 " in again
    assert "1-2 " not in again


def test_putting_off_ends_with_the_next_round(signed: House):
    tick(signed, "02-28")
    answer = signed.say(LEAD, "稍后 1-1 60d")
    assert "3月28日再提醒（最晚到下一次提醒）" in answer.text
    assert signed.stands("1-1").again_on == date(2018, 3, 28)


def test_a_report_ends_the_putting_off(signed: House):
    tick(signed, "02-28")
    signed.say(LEAD, "稍后 1-1 3月8日")
    signed.now = at("03-01")
    signed.say(LEAD, "1-1 已完成30%")
    signed.say(LEAD, "确认")
    assert signed.stands("1-1").again_on is None
    assert told(signed, "03-08") == ""


def test_later_alone_puts_off_the_whole_message_for_three_days(signed: House):
    tick(signed, "02-28")
    assert "29 项任务3月5日再提醒" in signed.say(LEAD, "稍后").text
    assert {act.kind.value for act in acts(signed)} == {"snooze"}
    assert told(signed, "03-02") == ""
    assert "1-1 " in told(signed, "03-05")


@pytest.mark.parametrize("signs", [False, True])
def test_a_sign_reminder_that_was_put_off_comes_back_as_one_unless_signed(
    house: House, signs: bool
):
    tick(house, "02-12")
    assert told(house, "02-22").startswith("【签收提醒】")
    assert "2月26日再提醒" in house.say(LEAD, "稍后 2月26日").text
    if signs:
        house.say(LEAD, "全部签收")
    again = told(house, "02-26")
    assert again.startswith("【签收提醒】") is not signs
    assert "报送" not in again


def test_what_is_overdue_is_still_overdue_when_it_comes_back(signed: House):
    signed.hear(COORDINATOR, "时限 2-1 2018年3月2日 会议要求")
    assert told(signed, "03-05").startswith("【逾期提醒】")
    assert "3月7日再提醒。" in signed.say(LEAD, "稍后2天").text
    assert told(signed, "03-06") == ""
    again = told(signed, "03-07")
    assert again.startswith("【逾期提醒】")
    assert "2-1 中小学“宽带网络校校通”：已逾期3个工作日" in again
    # The next of its own is but a workday later: one message does for both.
    answer = signed.say(LEAD, "稍后 2-1 3月9日")
    assert "3月12日再提醒（与下一次提醒一并）" in answer.text
    assert [told(signed, day) != "" for day in ("03-09", "03-12", "03-13")] == [False, True, False]


def test_nothing_to_put_off_and_no_day_get_one_sentence(signed: House):
    for past in ("稍后 4-1 -3天", "稍后 4-1 2月1日"):
        assert signed.say(LEAD, past).text.startswith("只能推迟到今天以后")
    assert signed.say(OTHER, "稍后 4-1 3d").text.startswith("4-1 由科技司")
    assert signed.say(LEAD, "稍后 4-1 很久").text.startswith("没有看懂推迟到何时")
    assert signed.say(COORDINATOR, "稍后 4-1 3d").text.startswith("这项操作不在您的权限内")
