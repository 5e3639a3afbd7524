"""A report cut into clauses, and whether what stands at a place is done, planned or past."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.parse.codes import Place
from handlers.parse.dates import Dated, dates
from handlers.parse.signs import blank, plain

# Longer than any clause that is spoken; bounds the work on a text without punctuation.
_LONGEST = 160
_CUT = re.compile(r"(?<!\d),|,(?!\d{3})|[。;!?\n()\[\]…]|\.(?!\d)")
_SENTENCE_END = frozenset("。;!?\n")

# What holds digits and says nothing of the task: document numbers, titles, names, telephones.
_NAMES = re.compile(
    r"[〔\[(]20\d\d[〕\])] ?\d{1,4} ?号(?:、 ?\d{1,4} ?号)*|《[^《》\n]{1,60}》"
    r"|[“\"][^“”\"\n]{1,30}[”\"]|第? ?\d{1,4} ?号(?:文件?|令|公告|楼|会议室|线|机)"
    r"|https?://\S{1,200}|[\w.]{1,40}@[\w.]{1,40}|(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)"
    r"|(?:电话|手机|传真|邮编|座机|微信|QQ)[:号码是为 ]{0,4}[\d\- ]{5,20}|一师一优课|一课一名师"
    r"|三区三州|百区千校万课|三个课堂|[一二三四五六七八九]个(?:提升|拓展|一批)"
    r"|一(?![些个批])[\u4e00-\u9fff]{1,2}一(?!所|个)[\u4e00-\u9fff]{1,2}|双一流|十[二三四五]五"
    r"|三通两平台|一网通办|一把手|一刀切|一盘棋|一张网|一体化|(?<![\d.])\d\.0(?![\d%万亿人个所])"
    r"|\d{1,4} ?[MG](?:bps|B|/s)?(?![A-Za-z])"
)

_PLANNED = re.compile(
    r"(?<![按照超原比])计划(?!的|数|内|人数|任务|表|书)|力争|争取|力求|预计|预期|估计|有望|可望"
    r"|希望|打算|(?<![虚模])拟(?!定|态)|确保|下一?步|下阶段|接下来|后续|应(?=培训|完成|接入|到)"
    r"|需(?=完成|要完成|培训)|将(?=于|在|完成|达|培训|新增|开展|举办|召开|征求|组织|继续|进一步"
    r"|力争)|要(?=完成|达到|培训|做到)|目标(?!任务|值?完成|的)|任务数|即将|快要"
    r"|准备(?!工作|就绪|材料|好|完|阶段|情况)|明年|原定"
    r"|\b(?:plan|planned|expect|expected|target|aim|will|hope)\b",
    re.IGNORECASE,
)
_ACTUAL = re.compile(
    r"已|目前|现在|实际|当前|截至|截止|至今|现有|迄今|到现在|眼下"
    r"|\b(?:so far|already|now|currently)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """A piece between two signs; `flat` is blank where codes, names and dates stand.

    `start` is its place in the report, `sentence` counts sentences, `dates` have report places.
    """

    flat: str
    start: int
    sentence: int
    dates: tuple[Dated, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.flat)

    def planned(self, at: int) -> bool:
        """Whether what stands at a place of `flat` is hoped for rather than reached."""
        before = self.flat[:at]
        planned, actual = _last(_PLANNED, before), _last(_ACTUAL, before)
        return planned > actual

    def cue(self) -> bool:
        """Whether the clause looks ahead at all."""
        return bool(_PLANNED.search(self.flat))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def clauses(text: str, codes: tuple[Place, ...], on: date) -> tuple[Clause, ...]:
    """The clauses of a report, in order."""
    flat = blank(plain(text), [(place.start, place.end) for place in codes])
    cuts = flat
    flat = blank(flat, [match.span() for match in _NAMES.finditer(flat)])
    dated = dates(flat, on)
    flat = blank(flat, _apart(dated))
    return tuple(_clauses(flat, cuts, dated))


def _apart(dated: tuple[Dated, ...]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for each in dated:
        if not spans or each.start >= spans[-1][1]:
            spans.append((each.start, each.end))
    return spans


def _clauses(flat: str, cuts: str, dated: tuple[Dated, ...]) -> Iterator[Clause]:
    sentence, left = 0, list(reversed(dated))
    for start, end in _spans(flat):
        inside: list[Dated] = []
        while left and left[-1].start < end:
            inside.append(left.pop())
        if flat[start:end].strip() or inside:
            yield Clause(flat[start:end], start, sentence, tuple(inside))
        sentence += end < len(cuts) and cuts[end] in _SENTENCE_END


def _spans(flat: str) -> Iterator[tuple[int, int]]:
    at = 0
    for end in [*(match.start() for match in _CUT.finditer(flat)), len(flat)]:
        while end - at > _LONGEST:
            yield at, at + _LONGEST
            at += _LONGEST
        yield at, end
        at = end + 1 if end < len(flat) else end
