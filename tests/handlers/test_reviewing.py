"""A closing asked for, and a coordinator's word on it."""

import pytest

from data.kinds import TaskState
from data.store import prompts
from tests.people import COORDINATOR, DAYS, LEAD, READER, SECOND, SUPPORT, House, at


@pytest.fixture
def asked(house: House) -> House:
    """科技司 asks to close 2-1."""
    house.say(LEAD, "办结 2-1 全部学校已接入")
    house.hear(LEAD, "确认")
    return house


def told(house: House, text: str, who: str = COORDINATOR) -> dict[str, str]:
    return {each.chat: each.text for each in house.hear(who, text)}


def test_approving_closes_the_task_and_tells_the_unit(asked: House):
    said = told(asked, "同意")
    assert said[COORDINATOR].startswith("2-1 中小学")
    assert "已办结" in said[COORDINATOR]
    assert said[LEAD].startswith("【办结】2-1")
    assert (asked.task("2-1").state, asked.task("2-1").closed_at) == (TaskState.CLOSED, asked.now)
    assert asked.say(COORDINATOR, "审核").text == "目前没有待审核事项。"


def test_a_closed_task_takes_no_more_reports(asked: House):
    told(asked, "同意")
    assert asked.say(LEAD, "2-1 已完成30%").text.startswith("2-1 已办结或撤销")


def test_returning_asks_for_a_word_and_the_unit_reads_it(asked: House):
    assert asked.say(COORDINATOR, "退回").text.startswith("请发送退回 2-1")
    assert asked.task("2-1").state is TaskState.CLOSING
    said = told(asked, "请补充接入学校名单")
    assert said[LEAD].startswith("【办结退回】2-1")
    assert "督办员意见：请补充接入学校名单" in said[LEAD]
    assert asked.task("2-1").state is TaskState.OPEN
    assert asked.say(LEAD, "名单已上传，共25.6万所").text.startswith("请核对 2-1 的报送")


@pytest.mark.parametrize(
    "text", ["退回 2-1 请补充名单", "/return 2-1 请补充名单", "/return r1 请补充名单"]
)
def test_a_closing_is_returned_in_one_line(asked: House, text: str):
    assert "请补充名单" in told(asked, text)[LEAD]


def test_a_returned_task_can_be_put_forward_again(asked: House):
    told(asked, "退回 2-1 请补充名单")
    asked.say(LEAD, "办结 2-1 名单已补充")
    asked.hear(LEAD, "确认")
    assert "名单已补充" in asked.say(COORDINATOR, "审核").text


def test_of_two_coordinators_the_second_hears_what_the_first_decided(asked: House):
    told(asked, "同意")
    answer = asked.say(SECOND, "退回 2-1 不同意")
    assert answer.text == "2-1 已由督办员于3月7日10:00同意，您的操作未生效。"
    assert asked.task("2-1").state is TaskState.CLOSED


def test_the_queue_is_paged_with_a_pair_of_buttons_each(asked: House):
    for code in ("1-2", "3-1", "4-2"):
        asked.say(LEAD, f"办结 {code} 已全部完成")
        asked.hear(LEAD, "确认")
    queue = asked.say(COORDINATOR, "/review")
    assert queue.text.startswith("【待审核】4 项（第 1/2 页）")
    assert "同意 2-1" in queue.buttons
    assert "同意 4-2" in asked.press(COORDINATOR, queue, "下一页").buttons


def test_a_lead_that_asks_for_the_closing_in_its_report_need_not_ask_again(house: House):
    assert "办结申请" in house.say(LEAD, "1-2 已全部完成，申请办结").text
    house.hear(LEAD, "确认")
    assert house.task("1-2").state is TaskState.CLOSING
    assert "办结申请" not in house.say(SUPPORT, "4-1 已全部完成，申请办结").text


def test_of_several_things_that_wait_on_a_task_a_bare_code_decides_none(house: House):
    for text in (
        "4-1 受阻 经费不到位",
        "延期 4-1 2019-03-31 采购周期长",
        "异议 4-1 应由财务司牵头",
    ):
        house.say(LEAD, text)
        house.hear(LEAD, "确认")
    asked = house.say(COORDINATOR, "同意 4-1")
    assert asked.text.startswith("【待审核】3 项")
    assert len(asked.buttons) == 6
    assert told(house, "退回延期 4-1")[COORDINATOR].startswith("请发送退回 4-1")
    assert "延期未同意" in told(house, "时间来得及")[COORDINATOR]
    assert "已同意异议" in told(house, "同意异议 4-1")[COORDINATOR]
    assert "已协调" in told(house, "同意 4-1")[COORDINATOR]  # the only one that is left


@pytest.mark.parametrize("who", [LEAD, READER])
def test_only_coordinators_review(asked: House, who: str):
    for says in ("/approve r1", "/return r1 不行", "/review"):
        assert asked.say(who, button=says).text.startswith("这项操作不在您的权限内")
    assert asked.task("2-1").state is TaskState.CLOSING


def test_a_closing_that_was_never_asked_for(house: House):
    for text in ("同意 4-1", "/approve r99", "同意"):
        assert house.say(COORDINATOR, text).text.startswith("没有找到这项申请")


def asks(house: House, day: str) -> bool:
    """Whether the message of a day asks 科技司 of 2-1."""
    house.now = at(day, 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    return any(each.chat == LEAD and "2-1 " in each.text for each in house.deliver())


def test_a_returned_task_is_asked_about_every_week_until_it_is_reported_anew(asked: House):
    assert not asks(asked, "03-14")
    asked.say(LEAD, "全部签收")
    told(asked, "退回 2-1 请补充名单")
    assert not asks(asked, "03-16")
    assert asks(asked, "03-21")
    why = "办结申请已于3月14日退回，重新报送前每周一轮。"
    assert why in asked.say(LEAD, "为何 2-1").text
    assert "3月14日退回，重新报送前每周一轮" in asked.say(LEAD, "为何").text
    assert asks(asked, "03-28")
    asked.say(LEAD, "2-1 名单已补充")
    asked.hear(LEAD, "确认")
    assert asked.stands("2-1").returned_on is None
    assert why not in asked.say(LEAD, "为何 2-1").text
    assert [asks(asked, day) for day in ("04-04", "04-11", "04-18", "04-25")] == [False] * 3 + [
        True
    ]


def test_a_task_returned_after_its_date_is_asked_about_every_week_too(asked: House):
    asked.say(LEAD, "全部签收")
    asked.hear(COORDINATOR, "时限 2-1 2018年3月9日 会议要求")
    asked.now = at("04-09")
    told(asked, "退回 2-1 请补充名单")
    assert [asks(asked, day) for day in ("04-10", "04-11")] == [True, True]
    assert "下次可能提醒：4月18日" in asked.say(LEAD, "为何 2-1").text


def test_what_is_approved_or_asked_for_otherwise_makes_no_task_weekly(house: House):
    house.say(LEAD, "受阻 2-1 经费未到位")
    house.hear(LEAD, "确认")
    told(house, "退回 2-1 请自行协调")
    assert house.stands("2-1").returned_on is None
    house.say(LEAD, "办结 2-1 全部学校已接入")
    house.hear(LEAD, "确认")
    told(house, "同意 2-1")
    assert house.stands("2-1").returned_on is None
