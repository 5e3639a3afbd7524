"""What has to be asked back instead of guessed; never more than is missing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.parse.clauses import Clause
from handlers.parse.items import Ask, Intent, Item, Known
from handlers.parse.numbers import NUMBER
from handlers.parse.overlap import overlap
from handlers.parse.targets import about, akin

# Words that fill a report without saying anything that could be held against the last one.
_FILLER = re.compile(
    r"持续|继续|正在|有序|稳步|扎实|积极|按照?|计划|既定|方案|步骤|节点|要求|时间|预期|按[时期]"
    r"|一成不变|推进|进行|开展|落实|办理|工作|任务|各项|相关|事项|进展|变化|成效|明显|顺利|困难"
    r"|问题|遇到|特殊|异常|情况|全力|加快|抓紧|努力|力争|争取|尽快|深入|大力|有力|不断|逐步|预计"
    r"|估计|肯定|应该|可以|能|会|完成|完|做|开始|启动|起步|基本|初步|总体|整体|差不多|大概|不大"
    r"|不多|缓慢|较慢|一般|还行|比较|较|很|一切|正常|良好|平稳|目前|现在|暂时?|上轮|上次|上周"
    r"|同上?次?|开学|年底|[前后]|什么|[无没有未尚还在中当已都快好了的新本该项]|我们|我[司处馆局办]"
    r"|这个?|\b(?:in progress|waiting|progress|this week|no change|no|on track|ongoing|not|done"
    r"|yet|still|working|on it|it|is)\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"(?:完成|[完做弄办])不[成完了]|(?:未|没有?|尚未|还没)(?:能|有)?(?:完成|办结|做完|弄完|开始|启动"
    r"|动)(?=$|[ ,。;!?])|基本上?(?:已经?)?完成(?=$|[ ,。;!?])"
)
_BARE = re.compile(rf"\W*(?:{NUMBER})\W*", re.IGNORECASE)  # 80: of what is not said
_EXPLAINED = re.compile(
    r"因|由于|有误|更正|调整|口径|核减|重新|\b(?:because|due to|correct)", re.IGNORECASE
)
_REASONED = frozenset({Intent.EXTEND, Intent.BLOCKED, Intent.DECLINE})


@dataclass(frozen=True)
class Doubts:
    """What was hinted at and could not be read: a share, a day."""

    percent: bool
    day: bool


def asks(item: Item, task: Known, parts: Sequence[Clause], doubts: Doubts) -> Iterator[Ask]:
    """The questions that an item leaves open, in the order in which they matter."""
    going = item.intent is Intent.PROGRESS
    if item.code is None and item.intent is not Intent.ACK:
        yield Ask.TASK
    if going and _missing(item, task):
        yield Ask.FIGURE
    elif going and (doubts.percent or (not doubts.day and _empty(item, parts))):
        yield Ask.PERCENT
    if item.intent in _REASONED and item.reason is None:
        yield Ask.REASON
    if going and _lower(item, task) and not _EXPLAINED.search(item.text):
        yield Ask.REASON
    if (going and doubts.day) or (item.intent is Intent.EXTEND and item.forecast is None):
        yield Ask.DATE


def _lower(item: Item, task: Known) -> bool:
    return item.percent is not None and task.percent is not None and item.percent < task.percent


def _missing(item: Item, task: Known) -> bool:
    """Whether the number that the plan counts in is not told."""
    counted = [target for target in task.targets if target.unit != "%"]
    if not counted or item.remaining or any(figure.target for figure in item.figures):
        return False
    near = [
        (figure.text, t) for figure in item.figures for t in counted if akin(figure.unit, t.unit)
    ]
    if item.percent is not None and near:
        return False
    # 培训3200人 where 校长 and 教师 are counted apart: a total of both is not asked about.
    return not any(overlap(text, about(target)) for text, target in near)


def _empty(item: Item, parts: Sequence[Clause]) -> bool:
    """Whether a report says nothing that could be held against the last one."""
    if item.percent is not None or item.figures or item.remaining or item.forecast:
        return False
    spoken = ",".join(clause.flat for clause in parts)
    undone = any(_UNDONE.search(clause.flat) for clause in parts)
    return (
        undone
        or bool(_BARE.fullmatch(spoken))
        or sum(map(str.isalnum, _FILLER.sub("", spoken))) <= 1
    )
