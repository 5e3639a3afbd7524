"""A message that has asked is edited: what was answered is counted, what ended drops out."""

import pytest

from data.store import prompts
from tests.people import COORDINATOR, DAYS, LEAD, House, at

ROUND = ["1-1", "1-2", "2-1", "4-1"]


@pytest.fixture
def editing(house: House) -> House:
    """The morning of a round, on a channel that can edit."""
    house.edits = frozenset({"local"})
    house.now = at("04-25", 9, 30)
    return house


def edit(house: House, who: str, words: str) -> str:
    """How the message that asked 科技司 looks after these words, the newest one last."""
    *_, message = (each for each in house.hear(who, words) if each.text.count("】科技司 · "))
    return message.text


def test_only_what_was_reported_is_counted_and_what_is_not_asked_any_more_is_left_out(
    editing: House,
) -> None:
    editing.prompt(LEAD, ROUND)
    editing.later(minutes=5)
    head = "【本周报送】科技司 · 4月25日 周三"
    said = edit(editing, LEAD, "稍后 1-1 明天")
    assert said.startswith(f"{head} —— 已报送 0/3\n1-2 ")
    said = edit(editing, COORDINATOR, "暂停 1-2 等待批复")
    assert said.startswith(f"{head} —— 已报送 0/2\n2-1 ")
    editing.say(LEAD, "2-1 已完成30%")
    said = edit(editing, LEAD, "确认")
    assert said.startswith(
        f"{head} —— 已报送 1/2\n✓ 2-1 中小学“宽带网络校校通”：30%（4月25日09:35）\n4-1 "
    )
    said = edit(editing, COORDINATOR, "撤销 4-1 并入其他任务")
    assert said == f"{head} —— 已报送 1/1\n✓ 2-1 中小学“宽带网络校校通”：30%（4月25日09:35）"
    editing.later(minutes=5)
    editing.say(COORDINATOR, "恢复 1-2")
    assert "✓ 1-2" not in edit(editing, LEAD, "稍后 2-1 明天")


def test_what_was_urged_and_then_put_off_drops_out_but_not_what_is_urged_after_it(
    editing: House,
) -> None:
    told = next(each for each in editing.hear(COORDINATOR, "催办 2-1 4-1") if each.chat == LEAD)
    head = told.text.split("\n")[0]
    editing.later(minutes=5)
    assert edit(editing, LEAD, "稍后 2-1 3天").startswith(f"{head} —— 已报送 0/1\n4-1 ")
    assert edit(editing, LEAD, "稍后 4-1 3天") == f"{head}\n本条所列事项目前无需报送。"
    editing.now = at("04-26")
    assert "\n2-1 " in edit(editing, COORDINATOR, "催办 2-1")


def test_signing_edits_the_message_that_asked_for_it(editing: House) -> None:
    for day in ("02-12", "02-22"):
        editing.now = at(day, 9, 30)
        editing.store.do(prompts.tick, editing.now, DAYS)
        told = next(each for each in editing.deliver() if each.chat == LEAD)
    assert told.text.startswith("【签收提醒】科技司 · 2月22日 周四\n1-1 ")
    said = edit(editing, LEAD, "签收 1-1")
    assert said.startswith("【签收提醒】科技司 · 2月22日 周四 —— 已签收 1/29\n✓ 1-1 ")
    assert "：已签收\n1-2 " in said
    assert "回复“签收”即可" in said
    said = edit(editing, LEAD, "稍后 1-2 明天")
    assert "已签收 1/28\n✓ 1-1 " in said
    assert "已签收 29/29\n✓ 1-1 " in edit(editing, LEAD, "全部签收")
