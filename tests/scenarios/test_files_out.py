"""Files that the bot sends: the digest's picture by itself, bulletin and ledger by button."""

from io import BytesIO

import openpyxl
from docx import Document

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
