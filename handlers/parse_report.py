"""From a report text to what it says of each task, and what has to be asked back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from handlers.parse_clauses import Clause, clauses
from handlers.parse_codes import Place
from handlers.parse_figures import Figures, Found, figures
from handlers.parse_forecast import asked_for, forecast
from handlers.parse_intents import intent, is_receipt
from handlers.parse_items import Ask, Figure, Intent, Item, Known, KnownTarget, Remaining, Scope
from handlers.parse_numbers import Vague
from handlers.parse_percent import Kind, Read, read, settle
from handlers.parse_reasons import reason
from handlers.parse_segments import Segment, segments
from handlers.parse_targets import akin, fit, says_nothing

_NOBODY = Known("")
_FILLER = re.compile(
    r"持续|继续|正在|有序|稳步|扎实|积极|按照?|计划|推进|进行|开展|落实|工作|顺利|进展|任务|无"
    r"|变化|没有?|新|同上次?|暂时?|未|尚|力争|尽快|"
    r"完成|完|办理|基本|初步|还在|还|在|中|当|已|各项|相关|全力|加快|抓紧|努力|总体|整体|一成不变"
    r"|遇到|困难|问题|好|了|的|我们|我[司处馆局办]|"
    r"开学|会|[前后]|差不多|快|大概|不大|不多|缓慢|较慢|一般|还行|还可以|比较|较|很|上轮|上次|上周"
    r"|年底|争取|预计|估计|目前|现在|一切|正常|良好|平稳|有力|深入|大力|不断|逐步|做"
    r"|这个?|项|本|该|"
    r"\b(?:in progress|waiting|progress|this week|no|on track|ongoing|no change|not|done|yet|still"
    r"|working|on it|it|is)\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"[完做弄办]不[成完了]|"
    r"(?:未|没有?|尚未|还没)(?:能|有)?(?:完成|办结|做完|弄完|开始|启动|动)(?=$|[ ,。;!?])"
    r"|基本(?:上)?(?:已经?)?完成(?=$|[ ,。;!?])"
)
_TOTAL = re.compile(r"累计|合计|总计|总数|共|in total|altogether", re.IGNORECASE)
_PART = re.compile(r"^(?:其中|含|包括|其中:)")


@dataclass(frozen=True)
class _Reading:
    """What a segment says before it is weighed."""

    segment: Segment
    task: Known
    parts: tuple[Clause, ...]
    shares: tuple[Read, ...]
    numbers: Figures


def understand(text: str, tasks: Sequence[Known], on: date) -> tuple[Item, ...]:
    """What a report says of each task; `tasks` are those it may answer, `on` the day it is said.

    Any text is understood somehow: what is unclear stands in `asks`. An empty text gives no item.
    """
    if not text.strip():
        return ()
    return tuple(_item(segment, on) for segment in segments(text, tasks))


def _item(segment: Segment, on: date) -> Item:
    task = segment.task or _NOBODY
    parts, numbers = _heard(segment.heard, segment.places, on)
    words = _words(task)
    reading = _Reading(segment, task, parts, read(parts, words), numbers)
    percent, unsure = settle(reading.shares, "".join(clause.flat for clause in parts))
    reached, left = tuple(_figures(reading)), tuple(_remaining(reading))
    ahead = forecast(parts, on)
    open_ = bool(left) or ahead.on is not None or unsure
    wants, said = intent(parts, words, percent, open_)
    if wants is Intent.DONE:
        percent = 100.0
    day, why = ahead.on, None
    if wants in (Intent.EXTEND, Intent.BLOCKED, Intent.DECLINE):
        why = reason(segment.text, wants, said, parts)
    if wants is Intent.EXTEND:
        day = asked_for(parts, said, task.due)
        day = day if day and day >= on else None
    stated = percent is not None or unsure or reached or left or day
    if wants is Intent.PROGRESS and not stated and is_receipt(_spoken(reading)):
        wants = Intent.ACK
    asks = _asks(reading, wants, percent, unsure, reached, left, day, why, ahead.doubtful)
    return Item(
        code=segment.code,
        intent=wants,
        percent=percent,
        figures=reached,
        remaining=left,
        forecast=day,
        reason=why,
        asks=tuple(asks),
        text=segment.text,
    )


@lru_cache(maxsize=4)
def _heard(text: str, places: tuple[Place, ...], on: date) -> tuple[tuple[Clause, ...], Figures]:
    """Kept for the next task, as several tasks may share one text."""
    parts = clauses(text, places, on)
    return parts, figures(parts, on.year)


def _words(task: Known) -> str:
    targets = " ".join(f"{target.text} {target.metric}" for target in task.targets)
    return f"{task.title} {task.brief} {targets}"


def _spoken(reading: _Reading) -> str:
    return ",".join(clause.flat for clause in reading.parts)


def _figures(reading: _Reading) -> Iterator[Figure]:
    reached = [found for found in reading.numbers.found if not found.left]
    yield from _counted(reading, reached)
    for each in reading.shares:
        if each.kind is Kind.RATE and not isinstance(each.share.value, Vague):
            words = _cut(reading, each)
            target = fit(words, "%", reading.task)
            named = target.text if target else None
            yield Figure(each.share.value, "%", words, named, Scope.CUMULATIVE)


def _counted(reading: _Reading, reached: list[Found]) -> Iterator[Figure]:
    whole: dict[str, int] = {}  # by target: where a total stands, of which the others are parts
    figures: list[Figure] = []
    before: KnownTarget | None = None
    for found in reached:
        words = reading.segment.text[found.start : found.end]
        target = fit(words, found.unit, reading.task)
        if target is None and before and _goes_on(words, found, figures[-1], before):
            target = before
        if not found.unit and target is None:
            continue
        before = target
        named = target.text if target else None
        if named and _TOTAL.search(words) and found.scope is Scope.CUMULATIVE:
            whole.setdefault(named, len(figures))
        unit = found.unit or (target.unit if target else "")
        figures.append(Figure(found.value, unit, words, named, found.scope))
    for n, figure in enumerate(figures):
        part = figure.target in whole and whole[figure.target] != n
        part = part and figure.scope is Scope.CUMULATIVE
        yield replace(figure, target=None) if part or _PART.search(figure.text) else figure


def _goes_on(words: str, found: Found, last: Figure, before: KnownTarget) -> bool:
    """已联通8个，较上周增加2个: a figure without a word of its own is of the one before it.

    So is one without a unit: 校长培训一千八，骨干教师三千六.
    """
    if not found.unit:
        return last.unit == before.unit and last.unit not in last.text
    return akin(found.unit, before.unit) and says_nothing(words, found.unit)


def _cut(reading: _Reading, each: Read) -> str:
    return reading.segment.text[each.clause.start : each.clause.end].strip(" ,、:：，；")


def _remaining(reading: _Reading) -> Iterator[Remaining]:
    text = reading.segment.text
    for found in reading.numbers.found:
        if found.left:
            yield Remaining(found.value, found.unit, text[found.start : found.end])
    for each in reading.shares:
        if each.kind is Kind.LEFT and not isinstance(each.share.value, Vague):
            yield Remaining(each.share.value, "%", _cut(reading, each))


def _asks(
    reading: _Reading,
    wants: Intent,
    percent: float | None,
    unsure: bool,
    reached: tuple[Figure, ...],
    left: tuple[Remaining, ...],
    day: date | None,
    why: str | None,
    doubtful: bool,
) -> Iterator[Ask]:
    """What has to be asked, in the order in which it matters."""
    if reading.segment.code is None and wants is not Intent.ACK:
        yield Ask.TASK
    if wants is Intent.PROGRESS and _missing(reading, percent, reached, left):
        yield Ask.FIGURE
    elif wants is Intent.PROGRESS and (
        unsure or (not doubtful and _empty(reading, percent, reached, left, day))
    ):
        yield Ask.PERCENT
    needs = wants in (Intent.EXTEND, Intent.BLOCKED, Intent.DECLINE)
    last = reading.task.percent
    lower = percent is not None and last is not None and percent < last
    if (needs and why is None) or (wants is Intent.PROGRESS and lower and not _explained(reading)):
        yield Ask.REASON
    if (wants is Intent.EXTEND and day is None) or (doubtful and wants is Intent.PROGRESS):
        yield Ask.DATE


def _missing(
    reading: _Reading,
    percent: float | None,
    reached: tuple[Figure, ...],
    left: tuple[Remaining, ...],
) -> bool:
    """Whether the number that the plan counts in is not told."""
    counted = [target for target in reading.task.targets if target.unit != "%"]
    if not counted or left or any(figure.target for figure in reached):
        return False
    near = any(akin(figure.unit, target.unit) for figure in reached for target in counted)
    return not (near and percent is not None)


def _empty(
    reading: _Reading,
    percent: float | None,
    reached: tuple[Figure, ...],
    left: tuple[Remaining, ...],
    day: date | None,
) -> bool:
    """Whether a report says nothing that could be held against the last one."""
    if percent is not None or reached or left or day:
        return False
    spoken = _spoken(reading)
    if reading.shares or any(_UNDONE.search(clause.flat) for clause in reading.parts):
        return True
    return sum(map(str.isalnum, _FILLER.sub("", spoken))) <= 1


def _explained(reading: _Reading) -> bool:
    return bool(
        re.search(r"因|由于|有误|更正|调整|口径|核减|重新|because|due to|correct", _spoken(reading))
    )
