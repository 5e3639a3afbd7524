"""佐证材料: files of units, tied to their tasks, limited, shown in the history and sent back."""

import hashlib

import pytest
from sqlmodel import select

from data.evidence import LARGEST, accepted
from data.models import Delivery, Evidence
from data.refusal import Refusal
from messages.message import File
from tests.people import COORDINATOR, LEAD, OTHER, READER, SUPPORT, House


def sent(name: str = "自查表.pdf", content: bytes = b"%PDF-1.7") -> File:
    return File(name, content, digest=hashlib.sha256(content).hexdigest())


def kept(house: House) -> list[Evidence]:
    return house.store.look(lambda s: list(s.exec(select(Evidence))))


def test_a_file_with_a_report_is_shown_with_it_and_belongs_to_its_part(house: House):
    answer = house.say(LEAD, "4-1 已完成30%，联通6个省级体系", file=sent())
    assert answer.text.startswith("请核对 4-1 的报送")
    assert "佐证材料：自查表.pdf" in answer.text
    [row] = kept(house)
    assert row.assignment_id == house.stands("4-1").id


def test_a_file_after_a_report_belongs_to_what_was_just_said(house: House):
    house.say(LEAD, "4-1 已完成30%，联通6个省级体系")
    house.hear(LEAD, "确认")
    answer = house.say(LEAD, file=sent("现场.jpg", b"\xff\xd8"))
    assert answer.text.startswith("已作为 4-1 ")
    assert "现场.jpg（1 KB），共 1 份" in answer.text
    again = house.say(LEAD, file=sent("同一张.jpg", b"\xff\xd8"))
    assert again.text.startswith("4-1 已有同一份佐证材料")
    assert len(kept(house)) == 1


def test_by_caption_quotation_or_the_newest_prompt_it_is_known_which_task(house: House):
    assert house.say(LEAD, "2-1", file=sent()).text.startswith("已作为 2-1 ")
    house.later(hours=2)
    prompt = house.prompt(LEAD, ["1-1"])
    assert house.say(LEAD, file=sent("b.png", b"b")).text.startswith("已作为 1-1 ")
    many = house.prompt(LEAD, ["4-1", "2-1"], act="x")
    house.later(hours=2)
    assert house.say(LEAD, file=sent("c.png", b"c"), reply_to=prompt).text.startswith("已作为 1-1")
    assert house.say(LEAD, file=sent("d.png", b"d"), reply_to=many).text.startswith("已收到：d.png")


def test_in_doubt_it_is_asked_with_buttons_and_can_be_moved(house: House):
    asked = house.say(LEAD, file=sent())
    assert asked.text.startswith("已收到：自查表.pdf（1 KB）。是哪一项的佐证材料")
    assert kept(house)[0].assignment_id is None
    tied = house.press(LEAD, asked, "1-1")
    assert tied.text.startswith("已作为 1-1 ")
    other = house.press(LEAD, house.press(LEAD, tied, "不是这一项"), "1-2")
    assert other.text.startswith("已作为 1-2 ")
    assert [row.assignment_id for row in kept(house)] == [house.stands("1-2").id]


def test_a_file_whose_words_wait_for_their_task_goes_with_them(house: House):
    asked = house.say(LEAD, "方案已印发，已完成30%", file=sent())
    assert "佐证材料：自查表.pdf" in house.press(LEAD, asked, "1-1").text
    assert kept(house)[0].assignment_id == house.stands("1-1").id


@pytest.mark.parametrize(
    ("name", "size", "key"),
    [
        ("a.exe", 1, "evidence-form"),
        ("a.html", 1, "evidence-form"),
        ("a.svg", 1, "evidence-form"),
        ("无后缀", 1, "evidence-form"),
        ("a.pdf", LARGEST + 1, "evidence-large"),
    ],
)
def test_what_is_no_evidence_is_refused(name: str, size: int, key: str):
    with pytest.raises(Refusal) as refused:
        accepted(name, size)
    assert refused.value.key == key


def test_names_are_made_safe_and_short():
    assert accepted("../x/表.PDF", 1) == ".._x_表.pdf"
    assert len(accepted("长" * 300 + ".docx", 1)) == 80


def test_what_is_refused_leaves_nothing_and_says_what_to_do(house: House):
    assert house.say(LEAD, file=sent("a.exe")).text.startswith("“a.exe”的格式不能作为佐证材料")
    assert house.say(LEAD, "任务", file=sent()).text.startswith("文件未保存")
    assert house.say(LEAD, "99-9", file=sent()).text.startswith("没有找到任务 99-9")
    assert house.say(OTHER, "4-1", file=sent()).text.startswith("4-1 由科技司")
    assert (kept(house), house.reports()) == ([], [])
    assert house.say(READER, file=sent()).text.startswith("暂不接收文件")


def test_the_history_shows_it_and_sends_it_to_those_who_may_read_the_reports(house: House):
    house.say(LEAD, "4-1", file=sent())
    past = house.say(COORDINATOR, "历史 4-1")
    assert "科技司（科技司）佐证材料：自查表.pdf（1 KB）" in past.text
    house.press(COORDINATOR, past, "自查表.pdf")
    body = house.store.look(lambda s: s.exec(select(Delivery).order_by(Delivery.id.desc())).first())
    assert body.body is not None
    key = kept(house)[0].id
    assert house.say(READER, f"/file {key}").text.startswith("自查表.pdf")
    assert house.say(LEAD, f"/file {key}").text.startswith("自查表.pdf")
    for who, text in ((SUPPORT, f"/file {key}"), (OTHER, f"/file {key}"), (LEAD, "/file 999")):
        assert house.say(who, text).text.startswith("没有找到这份文件")
    assert house.say(OTHER, f"/evidence m{key} #9").text.startswith("请直接发送文件")


def test_english_is_complete(house: House):
    house.locale = "en"
    assert house.say(LEAD, "4-1", file=sent()).text.startswith("Kept as evidence of 4-1")
    assert "evidence: 自查表.pdf (1 KB)" in house.say(LEAD, "/history 4-1").text
    assert house.say(LEAD, file=sent("a.exe")).text.startswith("“a.exe” is no file")
