"""The same plan on paper of every kind: real files, made the way an office makes them."""

import csv
import io
import re
import subprocess
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

PLANS = Path("data/plans")
LEVELS = (
    ("chineseCountingThousand", "%1、", re.compile(r"[一二三四五六七八九十]+、\s*")),
    ("chineseCountingThousand", "（%2）", re.compile(r"（[一二三四五六七八九十]+）\s*")),
    ("decimal", "%3.", re.compile(r"\d+[.．]\s*")),
)


def plan(year: int) -> str:
    """One of the two plans that Duban ships."""
    return (PLANS / f"{year}.txt").read_text(encoding="utf-8")


def paragraphs(text: str) -> list[str]:
    """What must come back whole: every line with text, without indent or inner blanks."""
    return [bare for line in text.split("\n") if (bare := re.sub(r"\s", "", line))]


def whole(expected: str, got: str) -> float:
    """The share of paragraphs that came back whole."""
    found, wanted = set(paragraphs(got)), paragraphs(expected)
    return sum(each in found for each in wanted) / len(wanted)


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def typed_docx(text: str) -> bytes:
    """Numbers typed by hand, every line a paragraph."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def define_list(document: docx.document.Document, levels: Iterable[str], number: int = 77) -> None:
    """A list under the given `w:numId` from the XML of its levels."""
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        '<w:multiLevelType w:val="multilevel"/>' + "".join(levels) + "</w:abstractNum>"
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, abstract)
    use_list(document, number, number)


def use_list(document: docx.document.Document, number: int, abstract: int, more: str = "") -> None:
    """One more `w:num` on an abstract list."""
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}">'
            f'<w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
        )
    )


def level(at: int, form: str, pattern: str, start: int = 1, more: str = "") -> str:
    """The XML of one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbered(
    document: docx.document.Document, text: str, at: int = 0, number: int = 77
) -> docx.text.paragraph.Paragraph:
    """A paragraph whose number the word processor makes."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    for name, found in (("w:ilvl", at), ("w:numId", number)):
        child = OxmlElement(name)
        child.set(qn("w:val"), str(found))
        properties.append(child)
    return paragraph


def numbered_docx(text: str) -> bytes:
    """The plan's own 一、（一） 1. made by the word processor: items run through the sections."""
    document = docx.Document()
    through = '<w:lvlRestart w:val="0"/>'
    define_list(
        document,
        [
            level(at, form, pattern, more=through if at == 2 else "")
            for at, (form, pattern, _) in enumerate(LEVELS)
        ],
    )
    for line in text.split("\n"):
        _add(document, line)
    return saved(document)


def _add(document: docx.document.Document, line: str) -> None:
    for at, (_, _, typed) in enumerate(LEVELS):
        if match := typed.match(line.strip()):
            numbered(document, line.strip()[match.end() :], at)
            return
    document.add_paragraph(line)


def official_docx(text: str) -> bytes:
    """As an office sets it: A4, large justified type, indents, a head and numbered pages."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header.paragraphs[0].text = "教育信息化工作要点（征求意见稿）"
    _page_number(section.footer.paragraphs[0])
    first = True
    for line in filter(str.strip, text.split("\n")):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line.strip())
        run.font.size = Pt(22 if first else 16)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if first else WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Pt(0 if first else 32)
        paragraph.paragraph_format.space_after = Pt(0)
        first = False
    return saved(document)


def _page_number(paragraph: docx.text.paragraph.Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


def html(text: str, encoding: str = "utf-8") -> bytes:
    """A ministry's page: menu, script and imprint around the plan."""
    return page(
        '<div class="top"><a href="/">首页</a> <a href="/x">机构</a> <a href="/y">公开</a></div>'
        f'<nav>当前位置：首页</nav><div id="content">{_body(text)}</div>'
        "<script>var 任务 = '责任单位：脚本';</script><footer>版权所有</footer>",
        encoding,
    )


def bare_html(text: str, style: str = "p { margin: 0 }") -> bytes:
    """The plan alone, to be printed; a style that indents finds no typed indents."""
    typed = "indent" not in style
    return page(
        _body("\n".join(line if typed else line.strip() for line in text.split("\n"))), style=style
    )


def _body(text: str) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))


def page(body: str, encoding: str = "utf-8", style: str = "p { margin: 0 }") -> bytes:
    """A page around a body; gb2312 is declared where the larger set is written, as sites do."""
    head = f'<meta charset="{encoding}"><title>工作要点</title><style>{style}</style>'
    content = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return content.encode("gb18030" if encoding == "gb2312" else encoding)


def table_docx(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """A title and a ruled table."""
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(document)


def table_html(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """The same as a page."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    style = "table { border-collapse: collapse } td { border: 1px solid }"
    return page(f"<p>{title}</p><table>{cells}</table>", style=style)


def xlsx(rows: Sequence[Sequence[object]], merged: Iterable[str] = ()) -> bytes:
    """A sheet; `merged` are ranges such as A2:A4."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_rows(rows: Sequence[Sequence[object]], encoding: str = "gb18030") -> bytes:
    """The same as comma-separated text, as a Chinese Excel saves it."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode(encoding)


def office(program: Path, content: bytes, form: str, to: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file."""
    source = folder / f"paper.{form}"
    source.write_bytes(content)
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", to, "--outdir", folder / "out", source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"paper.{to.split(':')[0]}").read_bytes()


def printed(program: Path, page: bytes, folder: Path) -> bytes:
    """What Chromium prints of a page."""
    source, target = folder / "paper.html", folder / "paper.pdf"
    source.write_bytes(page)
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder}/p",
    ]
    command += [f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target.read_bytes()
