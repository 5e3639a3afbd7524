"""What is not confirmed is shown once more the next workday; then coordinators see it."""

from schedules.unconfirmed import show
from tests.people import COORDINATOR, DAYS, LEAD, Answer, House, at


def shown(house: House) -> list[Answer]:
    """What the job shows now, as it would after a restart too: it is all in rows."""
    house.store.do(show, house.now, DAYS, house.locale)
    return house.deliver()


def test_it_is_shown_once_more_the_next_workday_and_can_be_confirmed_there(house: House):
    house.say(LEAD, "4-1 已完成30%，联通6个省级体系")
    assert shown(house) == []
    house.now = at("03-08", 9)
    [again] = shown(house)
    assert again.chat == LEAD
    assert again.text.startswith("【待确认】以下报送尚未确认")
    assert "4-1 数字教育资源公共服务体系（3月7日10:00） 30%" in again.text
    assert shown(house) == []
    counted = house.press(LEAD, again, "确认").text
    assert counted.startswith("4-1 数字教育资源公共服务体系：已报送，进度30%")
    assert house.stands("4-1").percent == 30
    house.now = at("03-12", 9)
    assert shown(house) == []


def test_over_a_weekend_it_waits_for_the_next_workday(house: House):
    house.now = at("03-09")
    house.say(LEAD, "办结 4-1 已建成")
    house.now = at("03-10", 9)
    assert shown(house) == []
    house.now = at("03-12", 9)
    [again] = shown(house)
    assert list(again.buttons) == ["确认", "改一下"]


def test_then_coordinators_see_it_until_it_is_confirmed_or_taken_back(house: House):
    house.say(LEAD, "4-1 已完成30%，联通6个省级体系")
    house.now = at("03-08", 9)
    shown(house)
    assert "未确认" not in house.say(COORDINATOR, "审核").text
    house.now = at("03-09", 9)
    assert "未确认：4-1 科技司，共 1 条" in house.say(COORDINATOR, "审核").text
    assert "未确认报送1：4-1" in house.say(COORDINATOR, "总览 待处理").text
    house.hear(LEAD, "撤回")
    assert "未确认" not in house.say(COORDINATOR, "审核").text


def test_english_is_complete(house: House):
    house.locale = "en"
    house.say(LEAD, "4-1 is 30% done, 6个省级体系")
    house.now = at("03-08", 9)
    [again] = shown(house)
    assert again.text.startswith("To be confirmed")
    house.now = at("03-09", 9)
    assert "Unconfirmed: 4-1 科技司" in house.say(COORDINATOR, "/review").text
