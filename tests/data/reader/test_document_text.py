"""Plain text comes back as it was written, in whatever encoding."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reader.document import Document, ledger, load, markdown, parse
from data.reader.document import text as plain
from data.refusal import Refusal

PLAN = """2018年工作要点

　　1. 推进资源共享。（责任单位：科技司、中央电教馆）
　　2. 开展培训～—“人人通”"""

ENCODED = {
    "utf-8": PLAN.encode(),
    "utf-8 with BOM": codecs.BOM_UTF8 + PLAN.encode(),
    "gb18030": PLAN.encode("gb18030"),
    "gbk": PLAN.encode("gbk"),
    "utf-16 little endian": codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le"),
    "utf-16 big endian": codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_a_plan_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert parse("plan.txt", ENCODED[encoding]) == Document(PLAN)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_line_ends_of_every_system_make_the_same_lines(end: str) -> None:
    assert parse("plan.txt", PLAN.replace("\n", end).encode()).text == PLAN


@pytest.mark.parametrize("name", ["plan.txt", "PLAN.TXT", "plan.md", "-", ""])
def test_text_is_known_by_its_name_or_by_having_none(name: str) -> None:
    assert parse(name, PLAN.encode()).text == PLAN


def test_a_file_on_disk_reads_like_an_upload(tmp_path: Path) -> None:
    path = tmp_path / "要点.txt"
    path.write_bytes(PLAN.encode("gb18030"))
    assert load(path) == parse(path.name, path.read_bytes())


REFUSED = {
    "nothing": (b"", "file-empty"),
    "blanks": ("\n　　\n".encode(), "file-empty"),
    "a BOM alone": (codecs.BOM_UTF8, "file-empty"),
    "a NUL": (b"plan\x00plan", "file-not-text"),
    "an escape": (b"plan\x1bplan", "file-not-text"),
    "UTF-8 cut within a character": (PLAN.encode()[:-1], "file-not-text"),
    "UTF-8 with a byte lost": (PLAN.encode()[:40] + PLAN.encode()[41:], "file-not-text"),
    "neither UTF-8 nor GB18030": (b"\xff\xff\xff", "file-not-text"),
    "UTF-16 cut within a character": (codecs.BOM_UTF16_LE + b"a", "file-not-text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused(case: str) -> None:
    content, key = REFUSED[case]
    with pytest.raises(Refusal) as refusal:
        parse("plan.txt", content)
    assert refusal.value.key == key
    assert refusal.value.facts["name"] == "plan.txt"


def test_a_form_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        parse("plan.exe", b"MZ plan")
    assert refusal.value.key == "file-unknown-form"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.txt", tmp_path):
        with pytest.raises(Refusal) as refusal:
            load(path)
        assert refusal.value.key == "file-missing"


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(Refusal) as refusal:
        load(path)
    assert refusal.value.key == "file-too-large"


@given(st.text(st.characters(categories=["L", "N", "P", "Z"]), min_size=1))
def test_any_text_survives_gb18030_and_utf8_alike(text: str) -> None:
    plan = "责任单位：" + text
    assert plain.read(plan.encode("gb18030")) == plain.read(plan.encode())


@given(st.binary(), st.sampled_from([plain.read, markdown.read, ledger.read]))
def test_any_bytes_are_read_or_refused(content: bytes, read: Callable[[bytes], Document]) -> None:
    try:
        document = read(content)
    except Refusal as refusal:
        assert_known(refusal)
    else:
        assert "\0" not in document.text


def assert_known(refusal: Refusal) -> None:
    assert refusal.key in ("file-not-text", "file-broken")
