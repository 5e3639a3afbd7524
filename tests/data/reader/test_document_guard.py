"""Bad files end in one sentence: bombs, locks, lies and damage never reach the bot itself."""

import io
import random
import re
import string
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from data.reader.document import guard, parse
from data.reader.document.form import Form
from data.refusal import Refusal
from tests.data.reader.damage import damage_text, damaged, member, with_member
from tests.data.reader.papers import html, office, plan, printed, typed_docx, xlsx

PLAN = "2018年工作要点\n一、重点任务\n推进资源共享。（责任单位：科技司）"
LEDGER = (("序号", "工作任务", "责任单位"), ("1", "推进资源共享", "科技司"))
WORD, SHEET = typed_docx(PLAN), xlsx(LEDGER)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def blank_pdf() -> bytes:
    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.save(file)
    return file.getvalue()


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        parse(name, content)
    assert refusal.value.facts["name"] == name
    return refusal.value.key


PDF = b"%PDF-1.7\n"
MISLABELLED = {
    "Word under .pdf": ("plan.pdf", WORD, PLAN),
    "Word under .doc": ("plan.doc", WORD, PLAN),
    "Word under .txt": ("plan.txt", WORD, PLAN),
    "Word under nothing": ("-", WORD, PLAN),
    "a page under .doc": ("plan.doc", html(PLAN), PLAN),
    "text under .docx": ("plan.docx", PLAN.encode("gb18030"), PLAN),
}


@pytest.mark.parametrize("case", MISLABELLED)
def test_a_file_is_what_it_holds_whatever_its_name_says(case: str) -> None:
    name, content, text = MISLABELLED[case]
    assert parse(name, content).text == text


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.docx"])
def test_a_sheet_is_a_sheet_under_every_name(name: str) -> None:
    assert parse(name, SHEET).rows == LEDGER


def test_separated_text_under_a_sheets_name_is_a_ledger() -> None:
    content = "\n".join("\t".join(row) for row in LEDGER).encode("gb18030")
    assert parse("台账.xls", content).rows == LEDGER


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "an archive of anything": ("plan.zip", zipped(plan=b"x"), "file-unknown-form"),
    "a picture": ("plan.pdf", b"\xff\xd8\xff\xe0 JFIF", "file-scan"),
    "a program": ("plan.exe", b"MZ\x90\0", "file-unknown-form"),
    "noise under .docx": ("plan.docx", bytes(range(256)), "file-broken"),
    "half a Word file": ("plan.docx", WORD[: len(WORD) // 2], "file-broken"),
    "half a sheet": ("plan.xlsx", SHEET[: len(SHEET) // 2], "file-broken"),
    "the head of a PDF": ("plan.pdf", PDF, "file-broken"),
    "a PDF of blank pages": ("plan.pdf", blank_pdf(), "file-scan"),
    "a PDF cut short": ("plan.pdf", blank_pdf()[:-20], "file-broken"),
    "a new form under a password": (
        "plan.docx",
        OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le"),
        "file-encrypted",
    ),
    "Word's old form under a password": (
        "plan.doc",
        OLE + bytes(504) + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500),
        "file-encrypted",
    ),
    "nothing in Word": ("plan.docx", typed_docx(""), "file-empty"),
    "nothing in a sheet": ("plan.xlsx", xlsx([]), "file-empty"),
    "nothing on a page": ("plan.html", b"<html><body></body></html>", "file-empty"),
    "Word without its text": ("plan.docx", zipped(**{"word/x.xml": b"<a/>"}), "file-broken"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused(case: str) -> None:
    name, content, key = REFUSED[case]
    assert refused(name, content) == key


def test_an_archive_with_a_password_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        at = archive.start_dir
    content = bytearray(WORD)
    content[at + 8] |= 1
    assert refused("plan.docx", bytes(content)) == "file-encrypted"


def entity(target: str) -> bytes:
    return f'<!DOCTYPE a [<!ENTITY x SYSTEM "{target}">]>'.encode()


@pytest.mark.parametrize("name", ["word/document.xml", "word/numbering.xml", "word/extra.xml"])
def test_a_word_file_that_reaches_for_other_files_is_refused(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    declared = b"<?xml version='1.0'?>" + entity(secret.as_uri())
    text = b"<a>&x;</a>"
    if name == "word/document.xml":
        text = re.sub(rb"<\?xml[^>]*\?>", b"", member(WORD, name)).replace(b"2018", b"&x;", 1)
    assert refused("plan.docx", with_member(WORD, name, declared + text)) == "file-broken"


def test_a_sheet_whose_entities_multiply_is_refused() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    declared = f'<!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]><a>&a12;</a>'.encode()
    assert refused("a.xlsx", with_member(SHEET, "xl/sharedStrings.xml", declared)) == "file-broken"


def test_a_page_cannot_reach_for_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    content = entity(secret.as_uri()) + b"<html><body><p>plan &x;</p></body></html>"
    assert "机密" not in parse("plan.html", content).text


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    huge = with_member(WORD, "word/document.xml", b" " * (25 * 1024**2))
    many = zipped(**{f"word/{n}": b"" for n in range(3001)})
    assert [refused("a.docx", huge), refused("a.docx", many)] == ["file-too-large"] * 2


LIMITED = "from data.reader.document.limits import set_limits; set_limits(); "
BEYOND = {
    "memory": "bytearray(2 * 1024**3)",
    "files": "from pathlib import Path; Path('{path}').write_bytes(b'x')",
}


@pytest.mark.parametrize("what", BEYOND)
def test_the_child_can_take_no_more_than_it_is_given(what: str, tmp_path: Path) -> None:
    asked = BEYOND[what].format(path=tmp_path / "x")
    done = subprocess.run([sys.executable, "-c", LIMITED + asked], capture_output=True)
    assert done.returncode == 1
    assert done.stderr.rstrip().split(b"\n")[-1].split(b":")[0] in (b"MemoryError", b"OSError")


@pytest.mark.slow
def test_a_document_of_millions_of_paragraphs_is_refused() -> None:
    text = member(WORD, "word/document.xml")
    start, end = text.index(b"<w:p>"), text.index(b"<w:sectPr")
    grown = text[:start] + b"<w:p/>" * 4_000_000 + text[end:]
    said = refused("a.docx", with_member(WORD, "word/document.xml", grown))
    assert said in {"file-broken", "file-too-slow"}  # whichever limit it meets first


def test_a_text_longer_than_any_plan_is_refused() -> None:
    assert refused("a.txt", "推进".encode() * 1_000_001) == "file-too-large"


def test_a_reading_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Refusal, match="file-too-slow"):
        guard.read(Form.DOCX, WORD, wall=0.01)


def test_the_child_sees_no_setting_of_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("DUBAN_SECRET_KEY", "secret")
    assert parse("plan.docx", WORD).text == PLAN


@pytest.mark.slow
def test_a_pdf_under_a_password_is_refused(soffice: Path, tmp_path: Path) -> None:
    options = '{"EncryptFile":{"type":"boolean","value":"true"},'
    options += '"DocumentOpenPassword":{"type":"string","value":"duban"}}'
    locked = office(soffice, WORD, "docx", f"pdf:writer_pdf_Export:{options}", tmp_path)
    assert refused("plan.pdf", locked) == "file-encrypted"


def survives(name: str, content: bytes) -> None:
    try:
        text = parse(name, content).text
    except Refusal as refusal:
        text = refusal.key
    assert text.strip()


DAMAGES: dict[str, tuple[bytes, Callable[[bytes, random.Random], bytes]]] = {
    "docx": (WORD, damaged),
    "inner.docx": (WORD, damage_text),
    "xlsx": (SHEET, damaged),
    "html": (html(PLAN, "gb2312"), damaged),
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("form", DAMAGES)
def test_a_damaged_file_is_read_or_refused(form: str, seed: int) -> None:
    content, damage = DAMAGES[form]
    survives(f"plan.{form}", damage(content, random.Random(f"{form}{seed}")))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_damaged_files_of_every_form_are_read_or_refused(seed: int) -> None:
    for form, (content, damage) in DAMAGES.items():
        survives(f"plan.{form}", damage(content, random.Random(f"{form}{seed}")))


@pytest.mark.slow
def test_damaged_pdfs_are_read_or_refused(chromium: Path, tmp_path: Path) -> None:
    content = printed(chromium, html(plan(2018)), tmp_path)
    for seed in range(12):
        survives("plan.pdf", damaged(content, random.Random(seed)))


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_refusal_has_a_sentence(locale: str) -> None:
    sentences = tomllib.loads(Path(f"messages/{locale}/files.toml").read_text("utf-8"))["refusal"]
    code = "".join(path.read_text("utf-8") for path in Path("data/reader/document").glob("*.py"))
    refused = set(re.findall(r'"(file-[a-z-]+)"', code))
    assert refused <= set(sentences)
    for key in refused:
        parsed = string.Formatter().parse(sentences[key])
        fields = {field for _, field, _, _ in parsed if field}
        assert fields <= {"name", "limit"}
