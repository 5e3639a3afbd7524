"""Files that go out with messages, made when they leave."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Any

import openpyxl
import pytest

from data.models import Delivery
from data.store.files import Files
from messages.message import File, Making, Outgoing
from schedules.enclosure import with_file
from tests.schedules.post import Post
from tests.small import opened


@pytest.fixture
def post(laid_sqlite: Path, tmp_path: Path) -> Iterator[Post]:
    with opened(f"sqlite:///{copyfile(laid_sqlite, tmp_path / 'duban.db')}") as small:
        yield Post(small, tmp_path)


def enclosed(post: Post, making: Making, **facts: Any) -> Outgoing:
    """A message that names a file, as it leaves."""
    named = {"making": making, "name": "甲.bin", "facts": facts}
    owed = Delivery(
        key="a", channel="a", chat="甲", owed_at=post.now, body={"text": "见附件。", "file": named}
    )
    said = Outgoing("见附件。")
    return post.small.store.look(with_file, owed, said, post.now, post.parts())


def test_what_somebody_sent_is_sent_on(post: Post) -> None:
    digest = post.files.keep(b"\x00photo")
    said = enclosed(post, Making.KEPT, hash=digest)
    assert said.file == File("甲.bin", b"\x00photo")


def test_a_table_is_a_sheet_of_texts(post: Post) -> None:
    said = enclosed(post, Making.SHEET, rows=[["单位", "邀请码"], ["科技司", "=1+1"]])
    assert said.file is not None
    sheet = openpyxl.load_workbook(BytesIO(said.file.content)).active
    assert sheet is not None
    assert list(sheet.values) == [("单位", "邀请码"), ("科技司", "=1+1")]
    assert sheet["B2"].data_type == "s"


def test_a_file_that_cannot_be_had_is_said_to_be_missing(post: Post) -> None:
    said = enclosed(post, Making.KEPT, hash=Files.__name__)
    assert said.file is None
    assert said.text.startswith("见附件。\n\n（附件“甲.bin”暂时无法生成")
