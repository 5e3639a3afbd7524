"""Owner marks: the places where a text says who answers for it, in brackets, lines or sentences."""

import re
from dataclasses import dataclass

from data.kinds import UnitKind
from data.reader.brackets import Bracket, outermost, split_outside
from data.reader.forms import kind_by_form
from data.reader.labels import ANNOUNCES, BODY, LabelKind, Part, opens_with, parts
from data.reader.latin import is_latin

TAIL = re.compile(
    r"(?:按照?(?:各自)?职责(?:和|与)?(?:任务)?(?:分工|权限)?|分工|共同|分别|等|具体|组织|依职责)*"
    r"(?:牵头(?:负责|组织|落实|实施|推进|抓总)*|负责(?:牵头|落实|组织实施|实施|推进|组织|指导"
    r"|抓好)*|配合|参与|参加|协助|协同|落实|组织实施|承担|承办|主办|实施)$"
)
CONVENTION = re.compile(
    r"下同|不再列出|排(?:在)?(?:第一|首)|列(?:在)?(?:第一|首)|第一位|以下(?:除|均|各)"
    r"|为牵头(?:部门|单位)|分别负责[^，；。]{0,8}牵头"
)
DATED = re.compile(
    r"^(?:于|在|到|力争|争取)?(?:20\d\d年|\d{1,2}月|年底|年内|全年|持续推进|长期"
    r"|第?[一二三四]季度|[上下]半年|每年|每季度|每月|今年|明年)"
)
SIGNED_ENGLISH = re.compile(
    r"[Ll]ed (?:jointly )?by (?=[A-Zt])|[A-Z][^.:;]{3,80} (?:to lead|leads)\b"
)
BY_ALL = re.compile(  # 以上均由A负责; 以上两项由A负责
    r"^(?:(?:以上|上述)(?:[各几两\d一二三四五六七八九十]{0,2}项)?(?:工作|任务|内容|措施)?)?(?:均|都|全部)?由"
)
CLOSING = re.compile(r"会同|[，,；;]\s*(?:20\d\d年|\d{1,2}月|年底|年内|全年|每年|持续|长期)")
NEAR = 8  # signs looked at on either side of a bracket
LONGEST = 600  # signs of a mark without a label
SENTENCE = re.compile(r"[。！]")
A_UNIT = (
    r"[^：:，。；、\s]{1,16}(?:部|委|厅|局|司|署|办|处|科|股|室|院|校|会|中心|政府|街道|公司|集团|单位|部门)"
    r"(?=[，,、；;。（(\s]|$)"
)
LINE_LABEL = re.compile(
    rf"(?:牵头|责任|负责|主办|主责|承办|配合|协办|协同|会办|参与|参加|支持|落实|实施)(?:责任)?(?:{BODY}|领导"
    rf"|人)\s*[:：]|(?:牵头|责任|负责|主办|主责|承办|配合|协办|协同)\s*[:：]\s*(?={A_UNIT})"
)
LAST_LABEL = re.compile(
    rf"(?<=[。；;！.\t\u3000])\s*[（(【]?(?={LINE_LABEL.pattern}|(?:Responsible|Lead|Led by"
    rf"|Owner)(?: \w+)?\s*:"
    rf"|(?:完成|办结)(?:时限|时间|期限)\s*[:：][^。；;]{{2,30}}[。；;，]?\s*{LINE_LABEL.pattern})"
)
BY = re.compile(
    r"(?:^|(?<=[。；;！]))(?:此项工作|上述工作|以上工作)?由[^。；;！]{2,120}(?:牵头"
    r"|负责)[^。；;！]{0,80}。?$"
)


@dataclass(frozen=True)
class OwnerMark:
    """text[start:end] is the mark with its brackets; `content` what it says."""

    start: int
    end: int
    content: str


def owner_marks(text: str) -> tuple[OwnerMark, ...]:
    """Every owner mark of a paragraph, in order."""
    if is_label_line(text) and _names_owner(text):
        return (OwnerMark(0, len(text), text.strip("【[ 　*")),)
    if is_signed(text) and _only_units(text):
        return (OwnerMark(0, len(text), text.strip(" \u3000。")),)
    marks = _in_brackets(text)
    end = marks[-1].end if marks else 0
    return (*marks, *_last_sentence(text, end))


def _names_owner(text: str) -> bool:
    return any(part.kind in ANNOUNCES and part.text for part in parts(text))


def names_persons_only(content: str) -> bool:
    """Whether a mark names leaders and no unit."""
    return {part.kind for part in parts(content)} == {LabelKind.PERSON}


def is_bare(content: str) -> bool:
    """Whether a mark only lists units, without a label or a word for what they are to do."""
    labelled = any(part.kind for part in parts(content))
    return not labelled and not any(map(TAIL.search, split_outside(content, "，,；;")))


def is_label_line(text: str) -> bool:
    """Whether the whole line is an owner or date label with what it announces."""
    text = text.strip(" 　*")
    if text[:1] in "（(":
        return False
    kind = opens_with(text)
    if kind in ANNOUNCES:
        return text[:1] in "【[" or is_latin(text) or bool(LINE_LABEL.match(text))
    return kind is LabelKind.DUE


def _in_brackets(text: str) -> tuple[OwnerMark, ...]:
    """The brackets that name owners; those that follow each other at once are one mark."""
    found: list[list[Bracket]] = []
    brackets = outermost(text)
    beside = any(_says_role(bracket) for bracket in brackets)
    for bracket in brackets:
        if found and found[-1][-1].end == bracket.start and opens_with(bracket.inner):
            found[-1].append(bracket)
        elif _says_role(bracket) or _is_plain_list(bracket, text, beside=beside):
            found.append([bracket])
    return tuple(
        OwnerMark(some[0].start, some[-1].end, "；".join(b.inner.strip() for b in some))
        for some in found
    )


def _says_role(bracket: Bracket) -> bool:
    """Whether a bracket says what units are to do: 责任单位：A; A、B负责; Led by A."""
    inner = bracket.inner.strip()
    if SIGNED_ENGLISH.match(inner):
        return True
    if _names_owner(inner):
        return opens_with(inner) is not None
    return is_signed(inner)


def is_signed(content: str) -> bool:
    """Whether the words say that units lead, answer or support: A、B负责; A牵头，B配合."""
    content = "；".join(
        s for s in SENTENCE.split(content) if not CONVENTION.search(s) or "负责" in s
    )
    clauses = [c.strip() for c in split_outside(content, "，,；;") if not CONVENTION.search(c)]
    if not clauses or len(content) > LONGEST or not any(map(TAIL.search, clauses)):
        return False
    first = TAIL.sub("", BY_ALL.sub("", clauses[0]))
    return all(map(_is_unit, _names(first)[:1])) and bool(_names(first))


def _names(clause: str) -> list[str]:
    head = re.split(r"会同|联合(?=[^会国])", clause)[0]
    return [name for name in split_outside(head, "、，,") if name.strip()]


def _is_unit(name: str) -> bool:
    name = re.sub(r"等$", "", name.strip())
    name = re.split(r"等(?=[^、]*(?:部门|单位|地区))", name)[0]
    return kind_by_form(name) is not None


def _is_plain_list(bracket: Bracket, text: str, *, beside: bool) -> bool:
    """（教育部、财政部） after a full stop or at a paragraph's end, nothing but units in it.

    Where marks that say more stand `beside` it, it may also close a clause before its stop; and
    it may close the paragraph when a department comes first and joins others, has a date, or no
    stop follows.
    """
    before = text[max(0, bracket.start - NEAR) : bracket.start].rstrip()
    after = text[bracket.end : bracket.end + NEAR].strip()
    stopped = before.endswith(("。", "；", ";")) and (before.endswith("。") or not after)
    last = not text[bracket.end :].strip("。；; \u3000")
    closes = _ends_unstopped(bracket, text) or bool(last and CLOSING.search(bracket.inner))
    if not stopped and not closes and not (beside and after[:1] in ("；", ";", "。", "")):
        return False
    head, *labelled = parts(bracket.inner) or (Part(None, ""),)
    if head.kind is not None or any(part.kind is not LabelKind.DUE for part in labelled):
        return False
    clauses = (clause.strip() for clause in split_outside(head.text, "，,；;"))
    units = "，".join(c for c in clauses if not (CONVENTION.search(c) or DATED.match(c)))
    names = _names(units)
    if closes and kind_by_form(names[0] if names else "") is not UnitKind.DEPARTMENT:
        return stopped and bool(names) and all(map(_is_unit, names))
    return bool(names) and all(map(_is_unit, names))


def _ends_unstopped(bracket: Bracket, text: str) -> bool:
    """Whether a bracket ends a line without a stop, and is no other name of a unit before it."""
    if text[bracket.end :].strip(" \u3000"):
        return False
    before = re.split(r"[，。；、：:]", text[: bracket.start])[-1].strip(" \u3000")
    return len(before) > 1 and kind_by_form(before) is None


def _only_units(sentence: str) -> bool:
    """Whether every clause says who leads or supports, none what else is done (定期调度)."""
    clauses = (clause.strip() for clause in split_outside(sentence, "，,；;"))
    kept = (c for c in clauses if c and not CONVENTION.search(c) and not DATED.match(c))
    return all(TAIL.search(c) or all(map(_is_unit, _names(c))) for c in kept)


def _last_sentence(text: str, after: int) -> tuple[OwnerMark, ...]:
    found = LAST_LABEL.search(text, after)
    if found:
        return (OwnerMark(found.start(), len(text), text[found.end() :].strip(" 　。")),)
    start = max(text.rfind(stop, after, len(text) - 1) for stop in "。；！") + 1
    last = text[start:].strip(" 　。")
    by = BY.search(text, start) or "牵头" in last
    if start > after and last and by and is_signed(last) and _only_units(last):
        return (OwnerMark(start, len(text), last),)
    return ()
