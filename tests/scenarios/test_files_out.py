"""Files that the bot sends: the digest's picture by itself, bulletin and ledger by button."""

from io import BytesIO

import openpyxl
from docx import Document

from data.models import LocalMessage
from tests.scenarios.house import COORDINATOR, READER, House

PNG = b"\x89PNG"


async def test_a_digest_brings_its_picture_and_offers_the_bulletin_and_the_ledger(
    house: House,
) -> None:
    await house.say("科技司", "报送 4-1 已联通省级体系6个，完成30%")
    await house.say("科技司", "确认")
    await house.move("2018-02-14T18:00")
    (digest,) = [m for m in await house.heard(READER) if "【周报】" in m.text]
    assert digest.file_name == "2018年教育信息化和网络安全工作要点周报（2018-W07）.png"
    assert content(house, digest.file_hash).startswith(PNG)

    (bulletin,) = await house.answers(READER, "公文")
    assert bulletin.file_name == "2018年教育信息化和网络安全工作要点周报（2018-W07）.docx"
    written = Document(BytesIO(content(house, bulletin.file_hash)))
    assert "已联通省级体系6个" in "".join(each.text for each in written.paragraphs)

    for asked in ("台账", "/export"):
        (ledger,) = await house.answers(COORDINATOR, asked)
        sheet = openpyxl.load_workbook(BytesIO(content(house, ledger.file_hash))).active
        assert sheet is not None
        assert sheet.max_row > 144


async def test_who_may_not_see_everything_gets_no_ledger(house: House) -> None:
    (answer,) = await house.answers("科技司", "台账")
    assert answer.file_name is None
    assert "不在您的权限内" in answer.text


def content(house: House, digest: str | None) -> bytes:
    kept = house.app.parts.files.get(digest or "")
    assert kept is not None
    return kept


async def test_a_unit_gets_its_share_in_a_week_in_which_something_changed(house: House) -> None:
    await house.say("职成司", "报送 3-1 已印发数字校园规范")
    await house.say("职成司", "确认")
    await house.move("2018-02-14T18:00")
    (share,) = await sent(house, "职成司")
    assert "已印发数字校园规范" in share.text
    assert "职成司" in share.text.split("\n")[0]
    assert await sent(house, "财务司") == []
    assert await sent(house, READER) != []

    (answer,) = await house.answers("职成司", "不再收周报")
    assert answer.text.startswith("职成司今后不再收到本单位的周报")
    await house.say("职成司", "报送 3-1 完成首批20所评估")
    await house.say("职成司", "确认")
    await house.move("2018-02-24T18:00")
    assert await sent(house, "职成司") == [share]
    assert "已印发数字校园规范" in await house.say("职成司", "周报 2018-W07")
    await house.say("职成司", "周报 开")
    await house.say("职成司", "报送 3-1 完成第二批20所评估")
    await house.say("职成司", "确认")
    await house.move("2018-03-02T18:00")
    assert len(await sent(house, "职成司")) == 2


async def sent(house: House, name: str) -> list[LocalMessage]:
    """Digests that came by themselves."""
    heard = await house.heard(name)
    return [each for each in heard if "【周报】" in each.text and each.reply_to is None]
