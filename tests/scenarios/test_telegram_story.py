"""The main job over Telegram: two real processes that know each other by HTTP alone."""

from tests.scenarios.telegram import House, labels

CONTACT, COORDINATOR = 4101, 4102
SENTENCE = "联盟已组建"


def test_what_is_reported_in_chat_is_in_the_status_and_in_the_digest(telling: House) -> None:
    contact = telling.person(CONTACT, "科技司", "contact")
    coordinator = telling.person(COORDINATOR, "coordinator")
    telling.clock("2018-02-12T10:00:00+08:00")
    notice = contact.gets("任务交办")
    assert "共 29 项" in notice["text"]
    paged = contact.press(notice, "逐项查看")
    assert "\n4-1 " in paged["text"]
    assert "第 2/5 页" in contact.press(paged, "下一页")["text"]
    assert "已签收 29 项" in contact.press(notice, "全部签收")["text"]

    shown = contact.say(f"4-1 已完成30%，{SENTENCE}", reply_to=notice["message_id"])
    assert "请核对 4-1" in shown["text"]
    assert "确认" in labels(shown)
    assert telling.document("status")["counts"]["green"] == 0  # nothing counts unconfirmed
    assert "4-1" in contact.press(shown, "确认")["text"]

    assert "本周收到报送1条" in coordinator.say("/status")["text"]
    assert f"科技司 30%：已完成30%，{SENTENCE}" in coordinator.say("/task 4-1")["text"]
    answer = contact.upload("进展.txt", "进展情况".encode(), "4-1 已完成35%，附进展材料")
    assert "进度：35%（上次30%）" in answer["text"]  # shown, and never confirmed

    telling.clock("2018-02-14T15:30:00+08:00")
    assert f"已完成30%，{SENTENCE}（科技司）" in coordinator.gets("【周报】")["text"]
    _is_traced(telling)
    assert telling.platform.look("state")["unanswered"] == []  # no button waits for ever


def _is_traced(telling: House) -> None:
    """The digest's line, the task's figure and its unit's part all name one report."""
    digest = telling.document("digest", "--week", "2018-W07")
    (report,) = digest["reports"]
    assert (report["code"], report["unit"], report["percent"]) == ("4-1", "科技司", 30)
    assert SENTENCE in report["text"]
    assert digest["hash"]
    (task,) = [each for each in telling.document("status")["tasks"] if each["code"] == "4-1"]
    (part,) = [each for each in task["parts"] if each["unit"] == "科技司"]
    assert (task["percent"], part["percent"], part["report"]["id"]) == (30, 30, report["id"])
    assert part["report"]["text"] == report["text"]


def test_an_invitations_link_bears_its_code(telling: House) -> None:
    invited = telling.document("invite", "科技司", "contact")
    assert invited["link"] == f"https://t.me/duban_test_bot?start={invited['code']}"
    assert "https://t.me/duban_test_bot?start=" in telling.command("invite", "职成司")
    coordinator = telling.person(COORDINATOR, "coordinator")
    assert "https://t.me/duban_test_bot?start=" in coordinator.say("/invite 财务司")["text"]
