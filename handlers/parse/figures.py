"""Figures with units in a report, and what is said to be left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.parse.clauses import Clause
from handlers.parse.items import Scope
from handlers.parse.numbers import NUMBER, value
from handlers.parse.units import UNIT

_ONE = re.compile(
    rf"(?P<number>{NUMBER})(?: ?[余多来几])?(?P<great>[万亿])? ?(?:more |new |other )?"
    rf"(?:(?:/|of) ?(?:{NUMBER}) ?)?(?P<unit>{UNIT})",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?P<number>{NUMBER})(?: ?[余多])?(?P<great>[万亿])?(?= ?(?:了|左右)?[^\u4e00-\u9fff\w%]*$"
    rf"| (?:remain|left|to go|in total|altogether))"
)
_ORDINAL = re.compile(r"(?:第 ?|[\dA-Za-z.\-~])[零〇一二两三四五六七八九十百千]{0,6}$")
_RANGE = re.compile(
    rf"(?:{NUMBER})(?:[余多])? ?(?:人|名|个"
    rf"|所)? ?[-~至到] ?(?:{NUMBER}) ?(?:[余多])?[万亿]? ?(?:{UNIT})"
)
_CROWD = re.compile(
    rf"(?:数|几|上|近|好几|成)[十百千万亿]{{1,2}}[余多]?(?: ?(?:{UNIT}))|[十百千万]余(?:{UNIT})"
    rf"|若干(?:{UNIT})"
    rf"|[一二三四五六七八九][二三四五六七八九](?:[十百千万]{{1,2}})?[余多]?(?: ?(?:{UNIT}))"
)
_EDITION = re.compile(r"(?:举办|开办|组织|开展|办|印发|编发|刊发|了|共|累计|完成|有|出) ?$")
_LEFT_BEFORE = re.compile(
    r"(?:剩余|剩下|还剩|仅剩|只剩|剩|余下|还差|尚差|还缺|缺少?(?!乏)|缺口|遗留|尚余|还有|尚有|仍有"
    r"|仅有|只有|差)[^,;]{0,16}$|(?<![其\d十百千万多盈])余 ?$"
)
_STILL = re.compile(r"还有|尚有|仍有|仅有|只有")
_EXCEPT = re.compile(r"除[^,]{0,12}$")
_LEFT_AFTER = re.compile(
    r"^[^\d,]{0,10}?(?:尚?未(?!发现|出现|发生|来)|没有?(?!问题|困难)|还没|待(?!遇)|不(?:能|具备)"
    r"|\bleft\b|remain|missing|outstanding|pending|not yet)"
)
_COMPARED = re.compile(
    r"同比|环比|[比较](?:去年|上年|同期)|(?:去年|上年|上次|上周|上个?月)(?!以来|的? ?增)"
)
_SINCE = re.compile(r"(?:较|比)(?:上周|上次|上期|上个?月)")
_WHOLE_OF = re.compile(
    r"^[\u4e00-\u9fff]{0,6}(?:中|里|当中)(?!心|小|央|国|级|学|期|文|标)"
    rf"|^[\u4e00-\u9fff]{{0,6}}?(?:已|目前|现)[^\d,]{{0,8}}(?:{NUMBER}) ?(?:{UNIT})"
)
# 3000人的培训任务已完成八成: the task's own number, and then what of it is reached.
_OF_TASK = re.compile(
    rf"^的?[\u4e00-\u9fff]{{0,4}}(?:任务|目标|指标)[^,]{{0,8}}?(?:{NUMBER}|百分之|[过大一]半)"
)
_DONE_OF = re.compile(
    rf"^[\u4e00-\u9fff]{{0,6}}?(?:[做弄办]了|完成了?)[^\d,]{{0,8}}(?:{NUMBER}) ?(?P<unit>{UNIT})"
)
_AMOUNT_OF_ALL = re.compile(
    r"(?:全省|全国|全市|全部|共有|总共有|应|不是|并非|而非|总数|总量|目标|任务)(?:为|是|有)? ?$"
    r"|/ ?$"
)
_MORE = re.compile(
    r"新增|新(?=接入|培训|增|认定|开通|联通|连通|建|签|入)|又|再|增加(?!到|至|为)|另|较上|比上"
    r"|多了|\bnew\b|\bmore\b"
)
_WEEK = re.compile(
    r"本周|这周|当周|本月|这个月|当月|本期|本轮|本季度|上周以来|[今昨前当][天日]"
    r"|\bthis (?:week|month)\b",
    re.I,
)
_ALL = re.compile(
    r"累计|截[至止]|目前|至今|总计|合计|总数|增至|增加[到至]|达到?|已有|共|so far|in total", re.I
)
_EACH = re.compile(r"每[\u4e00-\u9fff]{1,5}$|人均|平均")
_FROM = re.compile(r"[从由][^,到至]{0,10}$")
_TO = re.compile(r"^[^,]{0,10}[到至为]")
_YEAR = re.compile(r"(?<!\d)(20\d\d) ?年(?:度|全年|[^\u4e00-\u9fff]|(?=[^-~至到以]))")
_WORD = re.compile(r"[\u4e00-\u9fff]|remain|left|to go|in total|altogether")
_LISTED = re.compile(r"、[\u4e00-\u9fff]{1,6}$")
_TAIL = re.compile(r"^[^,;。!]{0,24}?(?=嗯|预计|估计|计划|但|并|还有|其中|剩|目前|进度|完成\d|$)")
_TRIM = " ,、:;。.!…\n()（），：；！"


@dataclass(frozen=True)
class Found:
    """A number as it stands: `start` and `end` bound its words in the report."""

    value: float
    unit: str
    start: int
    end: int
    scope: Scope
    left: bool = False


@dataclass(frozen=True)
class Figures:
    """All numbers of a report; `vague` when one is hinted at without being stated."""

    found: tuple[Found, ...]
    vague: bool


def figures(parts: tuple[Clause, ...], year: int) -> Figures:
    """The figures reached and left that a report states; plans and comparisons are neither.

    A figure of another year than `year` is a comparison.
    """
    found: list[Found] = []
    vague = False
    week, sentence = False, -1
    for clause in parts:
        week = week and clause.sentence == sentence
        sentence = clause.sentence
        unclear = _unclear(clause.flat)
        vague = vague or bool(unclear)
        week = _opens_week(clause.flat, week)
        found += _of_clause(clause, unclear, week, year)
    return Figures(tuple(found), vague)


def _opens_week(flat: str, week: bool) -> bool:
    """本周 holds for the clauses after it until 累计 or the like is said."""
    if _WEEK.search(flat):
        return True
    return week and not _ALL.search(flat)


def _unclear(flat: str) -> list[tuple[int, int]]:
    return [match.span() for pattern in (_RANGE, _CROWD) for match in pattern.finditer(flat)]


def _of_clause(
    clause: Clause, unclear: list[tuple[int, int]], week: bool, year: int
) -> Iterator[Found]:
    flat, at = clause.flat, 0
    matches = [match for match in _matches(flat) if not _inside(match.start(), unclear)]
    for number, match in enumerate(matches):
        worth = _worth(match)
        if worth is None or _no_figure(flat, match):
            continue
        last = number == len(matches) - 1
        ends = match.end() + (_tail(flat[match.end() :]) if last else 0)
        left = _left(flat, match)
        if left or not (_unreached(clause, match) or _other_year(flat[: match.start()], year)):
            start = clause.start + at + _lead(flat[at : match.start()])
            scope = _scope(flat[at : match.end()], week)
            unit = match.groupdict().get("unit") or ""
            yield Found(worth, unit, start, clause.start + ends, scope, left)
        at = match.end()


def _matches(flat: str) -> list[re.Match[str]]:
    found = list(_ONE.finditer(flat))
    if not found and (bare := _BARE.search(flat)) and _WORD.search(flat):
        return [bare]
    return found


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _worth(match: re.Match[str]) -> float | None:
    worth = value(match["number"])
    if worth is None:
        return None
    return worth * {"万": 1e4, "亿": 1e8}.get(match["great"] or "", 1)


def _no_figure(flat: str, match: re.Match[str]) -> bool:
    before = flat[max(0, match.start() - 12) : match.start()]
    unit, number = match.groupdict().get("unit") or "", match["number"]
    if _ORDINAL.search(before) or (not unit and len(number) < 2):
        return True
    if unit in ("期", "批", "班") and not _held(before, number, flat[match.end() :]):
        return True
    if number == "一" and not _LEFT_BEFORE.search(before):
        return True
    han = not number[0].isdigit()
    return han and unit in ("省", "市", "县", "区", "校") and bool(_LISTED.search(before))


def _held(before: str, number: str, after: str) -> bool:
    """Whether courses were held (3期培训班) and not an edition named (三期建设)."""
    if _EDITION.search(before):
        return number != "一"
    return number[0].isdigit() and not re.match(r"工程|项目|建设|平台|校|实验|任务", after)


def _left(flat: str, match: re.Match[str]) -> bool:
    before, after = flat[max(0, match.start() - 20) : match.start()], flat[match.end() :][:24]
    if re.search(r"已(?!剩)[^,]{0,6}$", before) and not _LEFT_AFTER.match(after):
        return False
    if _LEFT_AFTER.match(after):
        return True
    if _EXCEPT.search(before):
        return "外" in after
    cue = _LEFT_BEFORE.search(before)
    return bool(cue) and not (cue and _STILL.match(cue[0]) and re.match(r"[^,]{0,10}已", after))


def _unreached(clause: Clause, match: re.Match[str]) -> bool:
    before, after = clause.flat[: match.start()], clause.flat[match.end() :][:16]
    if _COMPARED.search(before[-20:]) and not _SINCE.search(before[-20:]):
        return True
    if _EACH.search(before[-8:]) or (_FROM.search(before[-14:]) and _TO.match(after)):
        return True
    whole = _WHOLE_OF.match(after) or _AMOUNT_OF_ALL.search(before[-8:]) or _OF_TASK.match(after)
    if (done := _DONE_OF.match(after)) and done["unit"] == match.groupdict().get("unit"):
        return True  # 151所中期评估做了90所
    return bool(whole) or clause.planned(match.start()) or _ahead(clause, match.start())


def _other_year(before: str, year: int) -> bool:
    years = _YEAR.findall(before)
    return bool(years) and int(years[-1]) != year


def _ahead(clause: Clause, at: int) -> bool:
    """年底前培训5000人: a coming date and 前 before the number."""
    for each in clause.dates:
        end = each.end - clause.start
        if end <= at and re.match(r" ?(?:之?前|以前|可|能|再|将)", clause.flat[end:]):
            return "已" not in clause.flat[:at]
    return False


def _scope(piece: str, week: bool) -> Scope:
    more, total = bool(_MORE.search(piece)), _ALL.search(piece)
    if more and not (total and _last_more(piece) < total.start()):
        return Scope.INCREMENT
    if _WEEK.search(piece) or week:
        strong = re.search(r"累计|截[至止]|目前|至今|总计|合计|总数", piece)
        return Scope.CUMULATIVE if strong else Scope.INCREMENT
    return Scope.CUMULATIVE


def _last_more(piece: str) -> int:
    return max(match.start() for match in _MORE.finditer(piece))


def _tail(after: str) -> int:
    match = _TAIL.match(after)
    return len(match[0].rstrip(_TRIM)) if match else 0


def _lead(piece: str) -> int:
    return len(piece) - len(piece.lstrip(_TRIM + "和与及"))
