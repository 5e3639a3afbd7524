"""A task that a group of units leads is closed by a coordinator; any other by its lead's asking."""

import pytest

from data.kinds import ReviewKind, TaskState
from data.store import members
from tests.handlers.test_at_once import at_once, said
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, SECOND, House

GROUP, MEMBER, ANOTHER = "地方各级教育行政部门", "小京", "小津"
CLOSE = "办结 0-1 各地均已报送"


@pytest.fixture
def led(house: House) -> House:
    """0-1 is led by a group; two of its members have contacts, and parts."""
    house.say(MEMBER, f"绑定 {house.invite('北京市教委')}")
    house.say(ANOTHER, f"绑定 {house.invite('天津市教委')}")
    house.say(COORDINATOR, f"交办 {GROUP} 12月1日前 报送自查报告")
    house.store.do(members.spread, house.now, DAYS)
    house.deliver()
    return house


def test_the_coordinator_closes_it_and_its_members_hear_of_it(led: House):
    led.say(MEMBER, "0-1 已完成100%，已报送")
    led.say(MEMBER, "确认")
    assert "单位类别牵头的由督办员办结" in led.say(MEMBER, "办结 0-1 已完成").text
    heard = {each.chat: each.text for each in led.hear(COORDINATOR, CLOSE)}
    assert heard.keys() == {COORDINATOR, MEMBER, ANOTHER}
    assert heard[COORDINATOR] == "0-1 报送自查报告：已办结，已告知承办单位。"
    assert heard[MEMBER].startswith("【办结】0-1 报送自查报告\n各地均已报送")
    task = led.task("0-1")
    assert (task.state, task.closed_at, task.percent) == (TaskState.CLOSED, led.now, None)
    assert "督办员：办结" in led.say(COORDINATOR, "历史 0-1").text
    assert "已办结或撤销" in led.say(ANOTHER, "报送 0-1 已完成90%").text
    assert led.say(COORDINATOR, CLOSE).text.startswith("0-1 已办结或撤销，无需再办结")
    assert "本周办结：0-1 报送自查报告" in led.say(COORDINATOR, "周报").text


def test_how_it_was_done_is_asked_for_and_english_is_complete(led: House):
    led.locale = "en"
    assert led.say(COORDINATOR, "/done").text.startswith("Please name one task")
    assert led.say(COORDINATOR, "/done 0-1").text.startswith("Please send how 0-1")
    heard = {each.chat: each.text for each in led.hear(COORDINATOR, "all have reported")}
    assert heard[COORDINATOR].endswith("closed; its units are told.")
    assert heard[MEMBER].startswith("Closed 0-1")


def test_what_was_asked_for_on_the_phone_is_closed_with_it(led: House):
    led.say(COORDINATOR, f"报送 0-1 @{GROUP} 已全部完成，申请办结")
    led.hear(COORDINATOR, "确认")
    assert "1 项" in led.say(COORDINATOR, "审核").text
    led.hear(COORDINATOR, CLOSE)
    assert led.say(COORDINATOR, "审核").text == "目前没有待审核事项。"


def test_members_hear_too_when_the_closing_was_asked_for_and_granted(led: House):
    led.say(COORDINATOR, f"报送 0-1 @{GROUP} 已全部完成，申请办结")
    led.hear(COORDINATOR, "确认")
    heard = {each.chat: each.text for each in led.hear(COORDINATOR, "同意 0-1")}
    assert heard.keys() == {COORDINATOR, MEMBER, ANOTHER}


def test_of_two_coordinators_at_once_one_closes_it_and_the_other_hears_it(led: House):
    at_once(led, said(COORDINATOR, CLOSE, 901), said(SECOND, CLOSE, 902))
    texts = [each.text for each in led.deliver() if each.chat in (COORDINATOR, SECOND)]
    assert sorted("无需再办结" in text for text in texts) == [False, True]


@pytest.mark.parametrize("who", [LEAD, OTHER, READER, MEMBER])
def test_nobody_else_closes_it(led: House, who: str):
    led.hear(who, CLOSE)
    assert led.task("0-1").state is TaskState.OPEN


def test_a_task_that_a_unit_leads_is_closed_at_its_asking_only(house: House):
    answer = house.say(COORDINATOR, "办结 4-1 已建成").text
    assert answer.startswith("4-1 由科技司牵头，办结由牵头单位提请；单位来电的，请代报")
    assert house.task("4-1").state is TaskState.OPEN
    house.say(COORDINATOR, "报送 4-1 @科技司 已全部完成，申请办结")
    house.hear(COORDINATOR, "确认")
    assert house.reports()[-1].wants is ReviewKind.CLOSING
