"""A plan arrives as a Word document: read, looked at, corrected, confirmed, taken back."""

from data.models import LocalMessage
from messages.message import File
from schedules.reading import reading
from tests.data.reader import papers
from tests.scenarios.house import COORDINATOR, House

PAPER = File("2016年工作要点.docx", papers.typed_docx(papers.plan(2016)))


async def read(house: House) -> LocalMessage:
    """Let the reading job run; returns what it says."""
    await reading(house.app.parts)
    await house.app.pay()
    return (await house.heard(COORDINATOR))[-1]


async def test_a_plan_comes_as_a_document_and_is_confirmed_and_taken_back(house: House) -> None:
    assert await house.say(COORDINATOR, "", file=PAPER) == (
        "正在读取“2016年工作要点.docx”，读完即把草稿发给您。"
    )
    draft = await read(house)
    assert draft.text.startswith("【待确认】2016年教育信息化工作要点")
    assert "请先核对 3 处" in draft.text
    assert "代号 2016：48 项任务" in draft.text
    assert draft.edited is False
    assert draft.reply_to is not None

    assert "科技司" in await house.say(COORDINATOR, "计划 9-3 单位 科技司、职成司")
    assert "2016年11月30日" in await house.say(COORDINATOR, "计划 9-3 时限 11月30日")
    assert (await house.say(COORDINATOR, "计划 核对")).startswith("【核对 1/3】")
    assert (await house.say(COORDINATOR, "演练")).startswith("【演练】2016年")

    assert (await house.say(COORDINATOR, "确认")).startswith("计划 2016 已确认，共 48 项任务")
    assert (await house.say(COORDINATOR, "撤回")).startswith("已撤回，尚未发出任何消息")
    await house.move("2018-02-12T18:00")
    for unit in ("科技司", "职成司"):
        heard = [message.text for message in await house.heard(unit)]
        assert not any("2016年教育信息化工作要点" in text for text in heard)


async def test_the_same_document_again_shows_the_draft_there_is(house: House) -> None:
    await house.say(COORDINATOR, "计划", file=PAPER)
    first = await read(house)
    again = await house.answers(COORDINATOR, "计划", file=PAPER)
    assert [message.text for message in again] == [first.text]
    # The plan that is followed up, on other paper: known, and nothing changes.
    known = File("2018.txt", papers.plan(2018).encode("gb18030"))
    await house.say(COORDINATOR, "", file=known)
    assert (await read(house)).text.startswith("《2018年教育信息化和网络安全工作要点》已在库中")


async def test_a_file_that_is_no_plan_ends_in_one_sentence(house: House) -> None:
    await house.say(COORDINATOR, "", file=File("x.docx", b"PK\x03\x04 broken"))
    said = (await read(house)).text
    assert "\n" not in said
    assert said.endswith("。")
