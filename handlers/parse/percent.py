"""The share of the task that a report says is done, told from all other shares."""

import re
from dataclasses import dataclass
from enum import Enum

from handlers.parse.clauses import Clause
from handlers.parse.numbers import Share, Vague, shares
from handlers.parse.overlap import overlap

_RATE = re.compile(
    r"(?<!完成)(?:率|占比|比例|比重|覆盖面|满意度|占(?!计划|任务|目标|全年|总任务)[^,]{0,8})"
    r"(?:已经?|均|都|也|达到?|为|约|近|提高|提升|增至|至|到|[: ]|超过?|是|在|有)*$"
)
_RATE_DONE = re.compile(r"(?:完成|进度|进展|推进)(?:率|比例|度)[^,]{0,4}$")
_CROWD = re.compile(
    r"^(?:以上|左右)?的?(?:[\u4e00-\u9fff]{0,4})(?:学校|省份?|市|县|地区|单位|教师|学生|高校"
    r"|中小学|院校|学员|家长|实验校|校|区域|人员|参训者|用户|系统)"
)
_COMPARED = re.compile(
    r"(?:同比|环比|[较比](?:去年|上年|同期))|(?:增长|增加|上升|下降|减少|降低|提高|提升|增幅|涨"
    r"|超出)(?:了|约|近|超过|率|幅度|为|达)*$"
)
_PAST = re.compile(
    r"上次|上周|上个?月|上期|上一?轮|此前|之前|去年|上年|原来|原先|上季度|last (?:week|time|month)"
)
_PRESENT = re.compile(r"(?:本次|这次|现在|目前|如今|本周|[到至达为])[^到至达]{0,6}$")
_FROM = re.compile(r"[从由自][^到至]{0,12}$")
_DENIED = re.compile(
    r"(?:未|没有?|尚未|还没|不能?|无法|不是|并非|\bnot)(?:能|有|完成|达到|达|到|做到|做完|超过|足"
    r"|满| yet| )*$",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"撰写|编写|编制|汇总|准备|筹备|前期|招标|招投标|采购|调研|摸底|起草|初稿|征求意见|立项|报批"
    r"|资金|经费|预算|支付|阶段|[一二三四]期|首批|第[一二三四\d]批|安装|施工|装修|方案|制定|设计"
    r"|论证|部分|材料|问卷|报名|选址|合同|硬件|测试"
)
_WHOLE = re.compile(
    r"^(?:左右|以上|多)?的?(?:全部|总体?|全年|年度|既定|目标|计划|预定|工作|重点|整体)*"
    r"(?:任务量?|工作(?!准备|方案)|工作量|进度|总量|目标|计划)"
)
_AFTER_OF = re.compile(r"^(?:左右|以上|多)?的(?P<noun>[^\s,的]{1,14})")
_STRONG = re.compile(
    r"(?:完成|进度|进展|总体|整体|推进到?"
    r"|做到)[^\u4e00-\u9fff]{0,4}[了约近已达到有为至大概差不多]{0,5} *$"
)
_OTHER = re.compile(
    r"^ *(?:以上|左右)?(?:国产|覆盖|达标|到位|通过|合格|满意|来自|参与|接入|联网|上云|开通|拥有|是"
    r"|为|同比|增长|响应|落实|执行|的)"
)
_BY_THEN = re.compile(r" *(?:之?前|以前|可|能|完成)")
_REACHED = re.compile(r"已|截[至止]|目前")
_OVERALL = re.compile(r"总体|整体|总的|总进度|综合|平均|全部|合计|\boverall\b", re.IGNORECASE)
_LEFT = re.compile(r"(?:剩余|剩下|还剩|还差|还有|尚有|尚差|仅剩|只剩|余下|尚余)[^,]{0,4}$")
_OF_TASK = re.compile(r"^ *(?:的?(?:工作|任务|内容|量|进度)|未|没|$)")
_BROKEN = re.compile(
    r"%|(?:完成度?|进度条?|进展|走到)[了走跑推进到达至约: ]{0,4}"
    r"(?:100|\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?) *[了啦]? *$"
    r"|[\d一二三四五六七八九]成(?!立|员|果|为|功|都|绩|不)"
)


class Kind(Enum):
    """What a share is a share of."""

    DONE = "done"  # of the task
    RATE = "rate"  # of something counted: a figure in per cent
    LEFT = "left"  # of the task, still to be done
    UNSURE = "unsure"  # of a part, or vague: asked about
    OTHER = "other"  # a comparison, an earlier value


@dataclass(frozen=True)
class Read:
    """A share, the clause it stands in and what it is a share of."""

    share: Share
    clause: Clause
    kind: Kind


def read(parts: tuple[Clause, ...], words: str) -> tuple[Read, ...]:
    """Every share of a report; `words` are the task's own (title, brief, targets)."""
    found: list[Read] = []
    over = any("超额" in clause.flat for clause in parts)
    detail = -1  # the sentence in which 其中 has been said
    for clause in parts:
        if "其中" in clause.flat:
            detail = clause.sentence
        for share in shares(clause.flat):
            kind = _kind(share, clause, words, over)
            if detail == clause.sentence and kind is Kind.DONE:
                kind = Kind.OTHER
            found.append(Read(share, clause, kind))
    return tuple(found)


def _kind(share: Share, clause: Clause, words: str, over: bool) -> Kind:
    flat = clause.flat
    before, after = flat[max(0, share.start - 24) : share.start], flat[share.end : share.end + 20]
    if isinstance(share.value, Vague):
        rate = _RATE.search(before) or _crowd(after)
        return Kind.OTHER if rate or clause.planned(share.start) else Kind.UNSURE
    if _COMPARED.search(before) or re.match(r"^的?增[长幅速]", after):
        return Kind.OTHER
    if _is_past(before, after):
        return Kind.OTHER
    if _LEFT.search(before):
        return Kind.LEFT if _OF_TASK.match(after) else Kind.OTHER
    subject = re.sub(r"[从由][^到至]{1,16}[到至为]$", "", before)
    if not _RATE_DONE.search(before) and (_RATE.search(subject) or _crowd(after)):
        return Kind.OTHER if clause.planned(share.start) else Kind.RATE
    if _DENIED.search(before) or clause.planned(share.start) or _ahead(clause, share):
        return Kind.UNSURE
    return _of_task(share.value, before, after, words, over)


def _crowd(after: str) -> bool:
    return bool(_CROWD.match(after)) and not _WHOLE.match(after)


def _is_past(before: str, after: str) -> bool:
    if _FROM.search(before) and re.match(r"[^,]{0,8}[到至]", after):
        return True
    return bool(_PAST.search(before)) and not _PRESENT.search(before)


def _ahead(clause: Clause, share: Share) -> bool:
    """年底前完成100%: a coming date before the share, and nothing that says it is reached."""
    at = clause.start + share.start
    said = [each.end - clause.start for each in clause.dates if each.start < at]
    before = clause.flat[: share.start]
    return bool(said and _BY_THEN.match(before[said[-1] :]) and not _REACHED.search(before))


def _of_task(value: float, before: str, after: str, words: str, over: bool) -> Kind:
    if value > 100 and not over:
        return Kind.UNSURE
    if noun := _AFTER_OF.match(after):
        if _WHOLE.match(after):
            return Kind.DONE
        near = overlap(noun["noun"], words) and not strange_stage(noun["noun"], words)
        return Kind.DONE if near else Kind.UNSURE
    if strange_stage(before, words):
        return Kind.UNSURE
    if _STRONG.search(before):
        return Kind.DONE
    return Kind.OTHER if _OTHER.match(after) else Kind.DONE


def strange_stage(said: str, words: str) -> bool:
    """Whether a stage of the work is named that the task itself does not name."""
    return any(match[0] not in words for match in _STAGE.finditer(said))


def settle(found: tuple[Read, ...], parts: tuple[Clause, ...]) -> tuple[float | None, bool]:
    """The per cent done, if the report states one, and whether it has to be asked for."""
    done = [each for each in found if each.kind is Kind.DONE]
    done = [each for each in done if _OVERALL.search(each.clause.flat)] or done
    worth = {
        min(float(each.share.value), 100.0)
        for each in done
        if not isinstance(each.share.value, Vague)
    }
    if len(worth) == 1:
        return round(worth.pop(), 1), False
    left = [each.share.value for each in found if each.kind is Kind.LEFT]
    if not worth and len(left) == 1 and not isinstance(left[0], Vague) and left[0] <= 100:
        return round(100 - left[0], 1), False
    unsure = any(each.kind is Kind.UNSURE for each in found)
    return None, bool(worth) or unsure or (not found and _broken(parts))


def _broken(parts: tuple[Clause, ...]) -> bool:
    """Whether a sign of a share stands without a number (8O%), or a number without one (完成80)."""
    return any(_BROKEN.search(clause.flat) for clause in parts)
