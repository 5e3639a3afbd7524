"""Which parts of a document order work, and which state goals, give reasons or are annexed."""

import re
from collections.abc import Callable
from itertools import pairwise, takewhile

from data.reader.front import ADDRESSEE
from data.reader.marks import owner_marks
from data.reader.numbering import numeral, value
from data.reader.outline import Heading, Paragraph
from data.reader.wrapping import Line

HEAD = 30  # lines among which the addressee stands
GOALS = re.compile(
    r"^(?:\d{4}年)?(?:全[省市县区校年])?(?:核心|主要|工作|总体|总的|整治|治理|创建|攻坚|活动|培训|保障|发展|年度|具体|行动|预期|建设|改革"
    r"|阶段性?|总)?(?:工作|发展|预期|建设)?(?:目标|目标任务|目标要求|任务目标|工作指标|主要指标)$"
    r"|^(?:[Oo]ur )?(?:(?:[Vv]ision|[Mm]ission|[Oo]verall|[Ss]trategic|[Kk]ey|[Ss]pecific|[Mm]ain"
    r"|[Aa]nnual|[Pp]olicy)\s*(?:and\s+|, )?)*"
    r"(?:[Gg]oals?|[Oo]bjectives?|[Tt]argets|[Aa]ims)\b.{0,30}$"
)
PREAMBLE = re.compile(
    r"(?:^|[，、])(?:工作思路|总体要求|总体思路|总要求|指导思想|基本原则|工作原则|总体原则"
    r"|基本思路|工作方针|重要意义|重大意义"
    r"|工作背景|现状|形势|认识|基本情况|编制依据)$|^(?:充分认识|深刻认识|提高认识|提高思想认识|统一思想认识|提高政治站位|总体要求"
    r"|指导思想|基本原则|总则)"
    r"|^(?:[Vv]ision|[Cc]ontext|[Pp]urpose|[Rr]ationale|[Ee]xecutive [Ss]ummary|[Ll]egal [Bb]asis"
    r"|[Gg]eneral [Pp]rovisions|[Ss]cope|[Dd]efinitions)$"
    r"|^(?:[Bb]ackground|[Ii]ntroduction|[Oo]verview|[Pp]reamble|[Gg]uiding [Pp]rinciples"
    r"|[Pp]rinciples|[Gg]eneral [Rr]equirements)\b"
)
ANNEX = re.compile(
    r"^(?:附件|附表|附录|附)\s*[\d一二三四五六七八九十]{0,3}\s*[:：.]?$|^(?:Annex"
    r"|Appendix)\s*[\dA-Z]{0,2}\s*[:.]?$"
)
ANNEX_LIST = re.compile(r"^(?:附件|附表|附录|附)\s*[\d一二三四五六七八九十]{0,3}\s*[:：].{2,60}$")
CLOSING = re.compile(
    r"^[（(](?:此件|联系人|联系电话|信息公开|公开)[^）)]*[）)]$|^(?:抄送|主送|联系人|联系电话"
    r"|印发机关)[:：]|^(?:The|This) [^.]{3,60}\b(?:adopted|approved|signed)\b[^.]{3,60}\.?$"
)
SIGNED = re.compile(
    r"^[^\d。，；：]{0,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s*(?:[（(][^）)]*[）)])?$"
)
DAY_ALONE = re.compile(r"^(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$")
SIGNER = re.compile(r"^[^。，；：（\d]{2,30}$")
TAIL = re.compile(
    r"(?<=[。！])[\u4e00-\u9fff]{2,20}\s*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s*(?:（[^）]*）)?$"
)
ONE_IS = re.compile(r"(?:^|(?<=[。；;：:]))\s*(?:[（(]?)([一二三四五六七八九十]{1,3})是(?=[^否])")


def without_head(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The document from whom it is addressed to on; above stand titles and a site's dates."""
    head = takewhile(lambda line: not numeral(line.text), lines[:HEAD])
    start = next((at for at, line in enumerate(head) if ADDRESSEE.match(line.text)), 0)
    return lines[start:]


def main_part(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The document without its annexes; an annex that holds the marks is the plan itself.

    Without any mark it is the first one with numbered headings, where there are none before it.
    """
    starts = [at for at, line in enumerate(lines) if ANNEX.match(line.text) and at > 0]
    ends = [*starts, len(lines)]
    marked = [end for start, end in pairwise([0, *ends]) if _any(owner_marks, lines[start:end])]
    numbered = [end for start, end in pairwise([0, *ends]) if _any(numeral, lines[start:end])]
    return lines[: marked[-1] if marked else numbered[0] if numbered else ends[0]]


def _any(seen: Callable[[str], object], lines: tuple[Line, ...]) -> bool:
    return any(seen(line.text) for line in lines)


def notice_apart(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The notice that a plan comes with, up to its signature, and the plan from its first words on.

    The notice is empty where nothing is signed before numbered headings begin.
    """
    for at, line in enumerate(lines):
        if not DAY_ALONE.match(line.text):
            continue
        rest = lines[at + 1 :]
        start = next((n for n, one in enumerate(rest) if _begins(one.text)), None)
        if start is not None and _any(numeral, rest[start:]):
            signed = at - 1 if at and SIGNER.match(lines[at - 1].text) else at
            return lines[:signed], rest[start:]
    return (), lines


def _begins(text: str) -> bool:
    """Whether a line is no longer title, note of publication or heading of an annex."""
    return bool(numeral(text)) or ("。" in text and not CLOSING.match(text))


def without_closing(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Cut signature, date, list of annexes and notes of publication from the end of the text."""
    kept = list(paragraphs)
    while kept and _closes(kept[-1].text):
        dated = SIGNED.match(kept.pop().text)
        if dated and kept and SIGNER.match(kept[-1].text):
            kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = Paragraph(last.line, TAIL.sub("", last.text), last.heading, last.end)
    return tuple(kept)


def _closes(text: str) -> bool:
    return any(form.match(text) for form in (CLOSING, SIGNED, ANNEX_LIST, ANNEX))


def states_goals(heading: Heading | None) -> bool:
    """Whether the heading, or one above it, announces goals."""
    return any(GOALS.search(h.title.strip()) for h in (heading.chain if heading else ()))


def explains(heading: Heading | None) -> bool:
    """Whether the heading, or one above it, announces reasons and principles, not work."""
    return any(PREAMBLE.search(h.title.strip()) for h in (heading.chain if heading else ()))


def goal_texts(paragraphs: tuple[Paragraph, ...]) -> tuple[tuple[int, str, int], ...]:
    """Ordinal, text and line of each goal; 一是… 二是… count, else every paragraph is one."""
    pieces = [(p.line, piece) for p in paragraphs for piece in _pieces(_untitled(p))]
    counted = [
        (value(found.group(1)), piece, line)
        for line, piece in pieces
        if (found := ONE_IS.match(piece))
    ]
    if counted and len({ordinal for ordinal, _, _ in counted}) == len(counted):
        return tuple(counted)
    kept = [(piece, line) for _, piece, line in counted] or [(p, line) for line, p in pieces]
    return tuple((ordinal, piece, line) for ordinal, (piece, line) in enumerate(kept, 1))


def _untitled(paragraph: Paragraph) -> str:
    """The paragraph without the title that opens it (发展目标。到2025年，…)."""
    title = paragraph.heading.title if paragraph.heading else ""
    rest = paragraph.text.removeprefix(title).lstrip("。.：: \u3000")
    return rest if GOALS.search(title) and rest else paragraph.text


def _pieces(text: str) -> list[str]:
    starts = [found.start() for found in ONE_IS.finditer(text)]
    if not starts:
        return [text]
    bounds = [*starts, len(text)]
    cut = [text[a:b].strip() for a, b in pairwise(bounds)]
    return [text[: starts[0]].strip(), *cut] if text[: starts[0]].strip() else cut
