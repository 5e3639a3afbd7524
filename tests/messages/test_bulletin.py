"""The weekly digest as an official bulletin."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest

from messages.bulletin import bulletin
from tests.messages.digests import REPORTS, TYPED, facts


def read(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs if each.text]


def told(report: str) -> dict[str, Any]:
    """The week's facts, with this text as a report."""
    found = facts()
    found["reports"][0]["text"] = report
    return found


def test_a_bulletin_has_its_head_its_parts_and_no_empty_ones() -> None:
    lines = read(bulletin(facts(), "zh"))
    assert lines[:3] == [
        "督办周报",
        "第10周（3月5日—9日）\t2018年3月9日",
        "2018年教育信息化和网络安全工作要点\n进展情况通报",
    ]
    assert lines[3].startswith("【摘要】6项任务中办结1项")
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、本周办结",
        "二、主要进展",
        "三、需要协调",
        "四、逾期",
        "五、下两周到期",
        "六、未报送",
    ]
    assert "4-1　联通省级平台6个，较上周增加2个（科技司，30%）" in lines


def test_a_bulletin_bears_the_day_of_its_week() -> None:
    about = docx.Document(BytesIO(bulletin(facts(), "zh"))).core_properties
    assert about.created is not None
    assert about.created.date() == date(2018, 3, 9)
    assert about.title == "2018年教育信息化和网络安全工作要点"


def test_reports_stand_in_full() -> None:
    long = "已印发实施方案，" * 30 + "完成"
    assert any(long in line for line in read(bulletin(told(long), "zh")))


def test_what_people_wrote_is_shown_as_typed() -> None:
    lines = read(bulletin(facts(), "zh"))
    assert f"8-1　{TYPED}（语用司）" in lines
    assert any("{{ 7*7 }}" in line for line in lines)


@pytest.mark.parametrize("report", ["\x0b\x00已完成\x1f", "{%p for x in y %}", "&amp;<w:t>", "😀"])
def test_no_text_breaks_the_document(report: str) -> None:
    shown = "".join(sign for sign in report if sign >= " ")
    assert any(shown in line for line in read(bulletin(told(report), "zh")))


def test_english_is_complete() -> None:
    lines = read(bulletin(facts(), "en"))
    assert lines[0] == "Weekly Digest"
    assert "2. Progress" in lines
    assert any(REPORTS[0].text in line for line in lines)
