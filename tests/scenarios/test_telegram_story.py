"""The main job over Telegram: two real processes that know each other by HTTP alone."""

import io
import zipfile

from tests.scenarios.process import ROOT
from tests.scenarios.telegram import House, Person, labels, text_of

CONTACT, COORDINATOR = 4101, 4102
SENTENCE = "联盟已组建"
LINK = "https://t.me/duban_test_bot?start="
PAPER = ROOT / "data" / "plans" / "2016.txt"


def test_what_is_reported_in_chat_is_in_the_status_and_in_the_digest(telling: House) -> None:
    coordinator = telling.person(COORDINATOR, "coordinator")
    contact = _by_link(telling, coordinator)
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
    _a_paper_is_read(coordinator)

    telling.clock("2018-02-14T15:30:00+08:00")
    digest = coordinator.gets("【周报】")
    assert f"已完成30%，{SENTENCE}（科技司）" in text_of(digest)
    _has_its_files(coordinator, digest)
    _is_traced(telling)
    state = telling.platform.look("state")
    assert state["unanswered"] == []  # no button waits for ever
    _menus_are_shown(state["commands"])


def _by_link(telling: House, coordinator: Person) -> Person:
    """A contact who has followed the link of an invitation that a coordinator asked for."""
    _, link, code = coordinator.say("/invite 科技司")["text"].partition(LINK)
    assert link, "the invitation has no link"
    contact = Person(telling.platform, CONTACT)
    assert "科技司联络员" in contact.say(f"/start {code[:10]}")["text"]
    return contact


def _a_paper_is_read(coordinator: Person) -> None:
    """A document that comes in as a file is a draft soon after."""
    assert "正在读取" in coordinator.upload(PAPER.name, PAPER.read_bytes())["text"]
    draft = coordinator.gets("2016年教育信息化工作要点")
    assert "确认" in "".join(labels(draft))


def _has_its_files(coordinator: Person, digest: dict[str, object]) -> None:
    """The digest's picture comes with it, its bulletin and the ledger at the press of a button."""
    pictures = [each for each in coordinator.platform.messages(COORDINATOR) if "photo" in each]
    assert [coordinator.file(each)[1][:4] for each in pictures] == [b"\x89PNG"]
    for button, ending, part in (
        ("公文", ".docx", "word/document.xml"),
        ("台账", ".xlsx", "xl/workbook.xml"),
    ):
        name, content = coordinator.file(coordinator.press(digest, button))
        assert name.endswith(ending)
        assert part in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert "photo" in coordinator.press(digest, "图")


def _menus_are_shown(commands: dict[str, list[dict[str, str]]]) -> None:
    """In private what units say, in a group only what may be said there, in Chinese."""
    words = {
        scope: {one["command"]: one["description"] for one in commands[scope]} for scope in commands
    }
    (private,) = [words[scope] for scope in words if "all_private_chats" in scope]
    (group,) = [words[scope] for scope in words if "all_group_chats" in scope]
    assert private["report"].startswith("报送 4-1")
    assert {"tasks", "report", "help"} <= group.keys() < private.keys()


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
