"""督办单: proposed at 10, 20 and 30 workdays, released or set aside by a coordinator, and kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlmodel import Session, select

from data.escalate import slip_level
from data.kinds import ActKind, Standing, TaskState
from data.models import Act, Task
from data.refusal import Refusal
from data.store import Store, dates, escalations, prompts, slips, urges
from tests.people import (
    COORDINATOR,
    DAYS,
    LEAD,
    READER,
    SECOND,
    SUPPORT,
    Answer,
    House,
    at,
    bind,
)

DUE = date(2018, 4, 10)
BLUE, YELLOW, RED = at("04-24"), at("05-09"), at("05-23")  # 10, 20 and 30 workdays after it


@pytest.fixture
def late(house: House) -> House:
    """4-1 was due on 10 April; it is the tenth workday after it. The unit has a leader."""
    unit = house.stands("4-1").unit_id
    house.store.do(bind, "负责人", unit, Standing.LEADER)
    house.store.do(dates.move, house.task("4-1").id, DUE, "提前", at("03-07"), DAYS)
    house.now = BLUE
    return house


def told(house: House, day: str) -> dict[str, Answer]:
    """What people are told at the speaking time of a day, the last by chat."""
    house.now = at(day, 9, 30)
    house.store.do(prompts.tick, house.now, DAYS)
    house.store.do(escalations.owe, house.now, DAYS)
    return {each.chat: each for each in house.deliver()}


@pytest.mark.parametrize(
    ("workdays", "level"),
    [(9, None), (10, "blue"), (19, "blue"), (20, "yellow"), (29, "yellow"), (30, "red")],
)
def test_a_slip_is_as_grave_as_the_task_is_late(workdays: int, level: str | None) -> None:
    assert slip_level(workdays) == level


def test_a_slip_waits_in_the_queue_and_in_status_and_goes_to_contact_and_leader(late: House):
    late.now = at("04-23")
    assert late.say(COORDINATOR, "督办单").text == "目前没有拟发的督办单。"
    late.now = BLUE
    assert "拟发督办单1" in late.say(COORDINATOR, "总览").text
    queue = late.say(COORDINATOR, "审核")
    assert "另有拟发督办单 1 件待定" in queue.text
    waiting = late.press(COORDINATOR, queue, "督办单（1）")
    assert "蓝色，时限4月10日，已逾期10个工作日（科技司）" in waiting.text
    heard = late.hear(COORDINATOR, button=waiting.buttons["制发"], reply_to=waiting)
    said = {each.chat: each for each in heard}
    assert said.keys() == {COORDINATOR, LEAD, "负责人"}
    assert said[COORDINATOR].text.startswith("已制发督办〔2018〕1号（蓝色）：4-1 ")
    letter = said[LEAD].text
    assert letter == said["负责人"].text
    assert letter.startswith(
        "【督办单】（蓝色）督办〔2018〕1号\n科技司：\n《2018年教育信息化和网络安全"
    )
    assert "时限为2018年4月10日，截至4月24日已逾期10个工作日。至今尚未报送进展。" in letter
    assert "于5月2日前报送办理情况、未按期完成的原因和下一步安排。\n督办员\n2018年4月24日" in letter
    assert late.say(COORDINATOR, "督办单").text == "目前没有拟发的督办单。"
    assert "督办单（蓝色，制发）" in late.say(COORDINATOR, "历史 4-1").text
    assert "督办单：已提醒" in late.say(COORDINATOR, "为何 4-1 科技司").text
    answer = late.say(LEAD, "已完成60%", reply_to=said[LEAD])
    assert "4-1" in answer.text


def test_each_level_is_proposed_to_coordinators_once_and_released_from_that_message(late: House):
    days = [f"04-{day}" for day in (23, 24, 25)]
    days += [f"05-{day:02}" for day in (3, 8, 9, 10, 22, 23, 24)]
    heard = {day: told(late, day) for day in days}
    proposals = {day: each[COORDINATOR] for day, each in heard.items() if COORDINATOR in each}
    levels = {
        day: each.text.split("拟发")[1][:2]
        for day, each in proposals.items()
        if "拟发" in each.text
    }
    assert levels == {"04-24": "蓝色", "05-09": "黄色", "05-23": "红色"}
    assert proposals.keys() == {*levels, "04-25", "05-03"}, "where it is overdue and no more"
    message = proposals["05-23"]
    assert message.text.startswith(
        "【逾期提示】5月23日 周三\n🔴 4-1 数字教育资源公共服务体系（科技司）："
        "已逾期30个工作日（时限4月10日），拟发红色督办单\n"
    )
    assert "例如：制发 4-1 请专题研究" in message.text
    assert [*message.buttons] == ["4-1", "制发 4-1", "搁置 4-1", "逾期和受阻"]
    assert READER not in heard["05-23"]
    released = late.hear(COORDINATOR, button=message.buttons["制发 4-1"], reply_to=message)
    said = {each.chat: each.text for each in released}
    assert said.keys() == {COORDINATOR, LEAD, "负责人"}
    assert said[LEAD].startswith("【督办单】（红色）")
    assert late.say(SECOND, "制发 4-1").text.startswith("这项任务目前没有待定的督办单")
    assert "督办单" not in late.say(COORDINATOR, "为何 4-1 中央电教馆").text


def test_after_an_outage_the_slip_is_proposed_beside_what_is_overdue(late: House):
    text = told(late, "04-27")[COORDINATOR].text
    assert text.count("🔴") == 1
    assert "（科技司、中央电教馆、地方各级教育行政部门）：已逾期13个工作日" in text
    assert "，拟发蓝色督办单\n" in text


def test_what_was_decided_before_the_message_leaves_is_not_proposed(late: House):
    late.now = at("04-24", 9)
    late.say(COORDINATOR, "搁置 4-1 已约谈")
    assert COORDINATOR not in told(late, "04-24")


def test_the_letter_holds_the_last_report_and_the_coordinators_words(late: House):
    late.say(LEAD, "4-1 已完成60%，正在联调")
    late.say(LEAD, "确认")
    late.now = YELLOW
    heard = late.hear(COORDINATOR, "制发 4-1 请专题研究")
    letter = next(each.text for each in heard if each.chat == LEAD)
    assert "（黄色）" in letter
    assert "最近一次报送为4月24日，进度60%：“已完成60%，正在联调”" in letter
    assert "督办意见：请专题研究" in letter


def test_what_is_set_aside_needs_a_reason_and_comes_again_at_the_next_level_only(late: House):
    asked = late.say(COORDINATOR, "搁置 4-1")
    assert "请直接回复搁置的理由" in asked.text
    assert late.say(COORDINATOR, "已约谈").text.startswith("已搁置 4-1 ")
    assert LEAD not in {each.chat for each in late.hear(COORDINATOR, "督办单")}
    assert late.say(COORDINATOR, "制发 4-1").text.startswith("这项任务目前没有待定的督办单")
    history = late.say(COORDINATOR, "历史 4-1").text
    assert "督办单（蓝色，搁置）" in history
    assert "已约谈" in history
    late.now = YELLOW
    assert "黄色" in late.say(COORDINATOR, "督办单 4-1").text


def test_a_button_of_another_level_does_nothing(late: House):
    waiting = late.say(COORDINATOR, "督办单")
    late.now = RED
    refused = "4-1 现在拟发的是红色督办单，与所写等级不符，未作处理；发送“督办单 4-1”可查看。"
    assert late.press(COORDINATOR, waiting, "制发").text == refused
    assert "红色" in late.say(COORDINATOR, "督办单 4-1").text


def test_a_level_that_is_written_must_be_the_one_proposed_and_is_no_opinion(late: House):
    late.now = RED
    for words in ("制发 4-1 蓝色", "制发 4-1 黄，请专题研究", "搁置 4-1 blue 已约谈"):
        assert late.say(COORDINATOR, words).text.startswith("4-1 现在拟发的是红色督办单")
    late.store.do(dates.move, late.task("1-1").id, DUE, "提前", at("03-07"), DAYS)
    heard = late.hear(COORDINATOR, "制发 4-1 红色督办单")
    assert "督办意见" not in next(each.text for each in heard if each.chat == LEAD)
    heard = late.hear(COORDINATOR, "制发 1-1 红，请专题研究")
    late.later(minutes=11)
    late.store.do(urges.owe, late.now, DAYS)
    heard += late.deliver()
    assert "督办意见：请专题研究\n" in next(each.text for each in heard if each.chat == LEAD)


def test_a_quotation_within_a_slip_has_single_marks(late: House):
    late.store.do(dates.move, late.task("2-1").id, DUE, "提前", at("03-07"), DAYS)
    letter = next(each.text for each in late.hear(COORDINATOR, "制发 2-1") if each.chat == LEAD)
    assert "第 2-1 项“中小学‘宽带网络校校通’”由贵单位牵头" in letter


def test_a_new_date_begins_anew(late: House):
    late.hear(COORDINATOR, "制发 4-1")
    late.store.do(dates.move, late.task("4-1").id, date(2018, 4, 25), "延期", BLUE, DAYS)
    late.now = at("05-08")
    assert late.say(COORDINATOR, "督办单").text == "目前没有拟发的督办单。"
    late.now = at("05-10")
    assert "蓝色，时限4月25日，已逾期10个工作日" in late.say(COORDINATOR, "督办单").text


@pytest.mark.parametrize("state", [TaskState.CLOSING, TaskState.PAUSED, TaskState.CLOSED])
def test_nothing_is_proposed_for_what_is_not_owed(late: House, state: TaskState):
    late.store.do(_turn, state)
    assert late.say(COORDINATOR, "督办单").text == "目前没有拟发的督办单。"


def _turn(session: Session, state: TaskState) -> None:
    session.exec(select(Task).where(Task.code == "4-1")).one().state = state


def test_outside_the_window_a_slip_is_held_and_what_ends_meanwhile_is_not_sent(late: House):
    late.now = at("04-24", 20)
    heard = late.hear(COORDINATOR, "制发 4-1")
    assert [each.chat for each in heard] == [COORDINATOR]
    assert "将在工作时间内送出" in heard[0].text
    late.now = at("04-25", 9)
    late.store.do(urges.owe, late.now, DAYS)
    late.store.do(_turn, TaskState.CLOSED)
    assert late.deliver() == []


def test_only_coordinators_decide_on_slips(late: House):
    for who in (LEAD, SUPPORT, READER):
        for words in ("督办单", "制发 4-1", "搁置 4-1 无"):
            late.say(who, words)
    assert (
        late.store.look(lambda s: s.exec(select(Act).where(Act.kind == ActKind.SLIP)).all()) == []
    )


def test_of_two_coordinators_at_once_one_releases(late: House):
    late.say(SECOND, "督办单")
    together = Barrier(2)

    def release(word: str) -> int:
        store = Store(late.store.url)  # as another process has one
        together.wait()
        try:
            return store.do(_release, word)
        except Refusal:
            return 0
        finally:
            store.close()

    def _release(session: Session, word: str) -> int:
        slips.hold(session)
        waiting = slips.proposed(session, BLUE, DAYS)
        if not waiting:
            raise Refusal("slip-none")
        return slips.release(session, waiting[0], 1, word, BLUE, DAYS)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(release, ("一", "二"))) == [0, 1]


def test_numbers_go_on_through_the_year(late: House):
    late.store.do(dates.move, late.task("1-1").id, DUE, "提前", at("03-07"), DAYS)
    first = late.say(COORDINATOR, "制发 1-1").text
    second = late.say(COORDINATOR, "制发 4-1").text
    assert ("〔2018〕1号" in first, "〔2018〕2号" in second) == (True, True)
