"""The weekly digest as a picture."""

import struct
from pathlib import Path

import pytest

from messages.brief import parts
from messages.picture import FAMILIES, fonts_missing, picture, typeset
from tests.data.facts import task
from tests.messages.digests import TYPED, facts


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_picture_fits_a_phone_and_finds_every_font(locale: str) -> None:
    png, complaints = typeset(facts(), locale)
    assert complaints == []
    width, height = size(png)
    assert width == 1125
    assert 1000 < height < 3000


def test_a_font_that_is_missing_is_told(tmp_path: Path) -> None:
    layout = Path("messages/picture.typ").read_text("utf-8")
    assert set(FAMILIES) <= set(layout.split('"'))
    assert fonts_missing(tmp_path) == []
    import typst

    page = b'#set text(font: "No Such Font")\nx'
    _, warnings = typst.compile_with_warnings(page, format="png")
    assert ["unknown font family" in warning.message for warning in warnings] == [True]


def test_a_long_week_is_still_one_picture() -> None:
    tasks = tuple(task(id=n, code=f"{n}-1", brief=f"第{n}项工作", section=1) for n in range(1, 58))
    assert size(picture(facts(tasks=tasks), "zh"))[1] < 4000


def test_what_people_wrote_is_data_and_never_markup() -> None:
    told = [entry.text for part in parts(facts(), "zh") for entry in part.entries]
    assert TYPED in told
    assert typeset(facts(), "zh")[1] == []


def test_parts_without_anything_to_say_are_left_out_and_numbers_have_no_gap() -> None:
    assert [part.title for part in parts(facts(), "zh")] == [
        "一、本周办结",
        "二、主要进展",
        "三、需要协调",
        "四、逾期",
        "五、下两周到期",
        "六、未报送",
    ]
    assert [part.title for part in parts(facts(tasks=(task(section=1),)), "zh")] == ["一、主要进展"]


def test_a_part_that_is_too_long_says_how_much_is_left_out() -> None:
    (closed, *_) = parts(facts(), "zh", most=1)
    assert [entry.code for entry in closed.entries] == ["20-1"]
    progress = parts(facts(), "zh", most=1)[1]
    assert [entry.text for entry in progress.entries] == [
        "（三）深化数字教育资源开发应用",
        "联通省级平台6个，较上周增加2个",
        "另有1项，见周报全文和台账",
    ]
