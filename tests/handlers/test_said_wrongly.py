"""Commands with a number or a day that is none, said twice, and in answer to a message."""

from typing import Any

import pytest

from data.kinds import Standing
from data.refusal import Refusal
from messages.markup import plain
from messages.render import refusal
from tests.handlers.test_forged_buttons import rows
from tests.handlers.test_rights import (
    BLOCK,
    CHECK,
    CLOSE,
    MORE,
    OBJECT,
    PAST,
    SIGNED,
    TASK,
    TASKS,
)
from tests.people import COORDINATOR, LEAD, Answer, House

LOCALES = ("zh", "en")

# Commands that take a task's number, with the words for it in Chinese, by who may say them.
OF_TASKS = {
    LEAD: {
        "task": "任务",
        "ack": "签收",
        "report": "报送",
        "done": "办结",
        "blocked": "受阻",
        "extend": "延期",
        "decline": "异议",
        "snooze": "稍后",
        "history": "历史",
        "why": "为何",
    },
    COORDINATOR: {
        "task": "任务",
        "history": "历史",
        "why": "为何",
        "status": "总览",
        "drop": "撤销",
        "due": "时限",
        "assign": "分工",
        "remind": "催办",
        "pause": "暂停",
        "resume": "恢复",
        "approve": "同意",
        "return": "退回",
        "slip": "督办单",
        "release": "制发",
        "shelve": "搁置",
    },
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("who", OF_TASKS)
def test_a_number_that_no_task_has_is_named_in_one_sentence(house: House, who: str, locale: str):
    house.locale = locale
    before = house.store.look(rows)
    unknown = refusal(Refusal("task-unknown", code="99-9"), locale)
    gone = refusal(Refusal("task-gone"), locale)
    got = {}
    for latin, word in OF_TASKS[who].items():
        for said in ({"text": f"{word} 99-9 x"}, {"text": f"/{latin} 99-9 x"}):
            got[said["text"]] = (house.say(who, **said).text, unknown)
        button = f"/{latin} #999999 x"
        got[button] = (house.say(who, button=button).text, gone)
    assert {said: pair for said, pair in got.items() if pair[0] != plain(pair[1])} == {}
    assert house.store.look(rows) == before


# What is said with a day that is not in the calendar, or has passed; the sentence's key.
DAYS_SAID = (
    (LEAD, "稍后 4-1 2018年2月30日", "/snooze 4-1 2018-02-30", "snooze-when", {}),
    (COORDINATOR, "时限 4-1 改日 等待", "/due 4-1 some day", "due-how", {}),
    (COORDINATOR, "时限 4-1 2018年1月3日 等待", "/due 4-1 2018-01-03 waits", "due-past", 3),
    (
        COORDINATOR,
        "交办 科技司 2018年1月3日前 报送自查",
        "/dispatch 科技司 2018-01-03 send the review",
        "dispatch-past",
        3,
    ),
    (
        COORDINATOR,
        "并入 职成司 科技司 2018年2月30日",
        "/merge 职成司 科技司 2018-02-30",
        "merge-when",
        {},
    ),
    (LEAD, "交接 B角 至 2018年2月30日", "/handover deputy until 2018-02-30", "handover-when", {}),
    (LEAD, "交接 B角 至 2018年1月3日", "/handover deputy until 2018-01-03", "handover-past", 3),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_day_that_is_none_or_has_passed_is_told_and_changes_nothing(house: House, locale: str):
    bind_deputy(house)
    house.locale = locale
    before = house.store.look(rows)
    got = {}
    for who, word, latin, key, day in DAYS_SAID:
        facts: dict[str, Any] = {"on": house.now.date().replace(month=1, day=day)} if day else {}
        expected = plain(refusal(Refusal(key, **facts), locale))
        for text in (word, latin):
            got[text] = (house.say(who, text).text, expected)
    assert {said: pair for said, pair in got.items() if pair[0] != pair[1]} == {}
    assert house.store.look(rows) == before


def bind_deputy(house: House) -> None:
    house.say("小王", f"绑定 {house.invite(LEAD, Standing.DEPUTY)}")


# In answer to a message about 4-1, words without a number are about 4-1.
ANSWERS = (
    ("签收", "/ack", SIGNED),
    ("受阻 经费未到位", "/blocked the budget is missing", BLOCK),
    ("办结 已建成", "/done built", CLOSE),
    ("延期 2019年3月31日 等待批复", "/extend 2019-03-31 because it waits", MORE),
    ("异议 不属于我司职责", "/decline not ours", OBJECT),
    ("报送 已完成30%", "/report 30% done", CHECK),
    ("已完成30%", "it is 30% done", CHECK),
    ("稍后", "/snooze", ("好的，4-1", "Fine: 4-1")),
    ("历史", "/history", PAST),
    ("为何", "/why", ("【为何收到】科技司", "[Why] 科技司")),
    ("任务", "/tasks", TASKS),
    ("/task", "/task", TASK),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_in_answer_to_a_message_the_number_can_be_left_out(house: House, locale: str):
    house.locale = locale
    language = LOCALES.index(locale)
    asked = house.prompt(LEAD, ["4-1"])
    house.prompt(LEAD, ["2-1"], act="later")  # a newer one is not what is answered
    got = {}
    for said in ANSWERS:
        text, expected = said[language], said[2][language]
        got[text] = (house.say(LEAD, text, reply_to=asked).text, expected)
    assert {said: pair for said, pair in got.items() if not pair[0].startswith(pair[1])} == {}


# What changes something when it is said, and nothing more when it is said again.
TWICE = (
    (LEAD, "签收 4-1", "/ack 4-1"),
    (LEAD, "确认", "/confirm"),
    (COORDINATOR, "同意 1-2", "/approve 1-2"),
    (COORDINATOR, "暂停 2-1 机构调整", "/pause 2-1 the unit changes"),
    (COORDINATOR, "恢复 2-1", "/resume 2-1"),
    (COORDINATOR, "催办 4-1 请尽快", "/remind 4-1 soon please"),
    (COORDINATOR, "撤销 3-1 并入其他工作", "/drop 3-1 part of other work"),
    (COORDINATOR, "分工 4-2 牵头 财务司 职责调整", "/assign 4-2 lead 财务司 duties moved"),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_twice_counts_once(house: House, locale: str):
    house.say(LEAD, "受阻 1-2 经费未到位")
    house.say(LEAD, "确认")
    house.say(LEAD, "2-1 已完成30%，已接入6省")
    house.locale = locale
    for who, *words in TWICE:
        text = words[LOCALES.index(locale)]
        before = house.store.look(rows)
        house.hear(who, text)
        after = house.store.look(rows)
        assert after != before, text
        house.hear(who, text)
        assert house.store.look(rows) == after, text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_button_pressed_twice_counts_once(house: House, locale: str):
    bind_deputy(house)
    house.locale = locale
    label = {"zh": ("移除 小王", "确认"), "en": ("Remove 小王", "Confirm")}[locale]
    shown = house.say(COORDINATOR, "/contacts 科技司")
    check = house.say(LEAD, "2-1 已完成30%，已接入6省")
    for who, message, pressed in ((COORDINATOR, shown, label[0]), (LEAD, check, label[1])):
        before = house.store.look(rows)
        press(house, who, message, pressed)
        after = house.store.look(rows)
        assert after != before
        press(house, who, message, pressed)
        assert house.store.look(rows) == after


def press(house: House, who: str, message: Answer, label: str) -> None:
    house.hear(who, button=message.buttons[label], reply_to=message)
