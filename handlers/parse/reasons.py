"""The words given for more time, for being blocked or for declining."""

import re
from collections.abc import Sequence

from handlers.parse.clauses import Clause
from handlers.parse.items import Intent
from handlers.parse.signs import plain

_CAUSE = re.compile(
    r"(?:(?<![原基成诱起])因为?(?![此而素地材])|由于|鉴于|考虑到|原因(?:是|为|系|在于|:)+"
    r"|理由(?:是|为|:)+|\b(?:because(?: of)?|due to|owing to|since"
    r"|as)\b)[ :,]?(?P<reason>[^。;!?\n]{2,90})",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"[,，]|(?:导致|致使|造成|故|所以|因此|影响了?|无法|难以|暂时?无?|进展|推进|申请|恳请|特申请"
    r"|请予?|需要?|想|希望|耽误)"
)
_HAN_OR_WORD = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2,}")
_BARE_CUE = re.compile(
    r"受阻|卡住了?|推不动|推进不了|blocked|stuck|(?:申请|请求|恳请|请|想|希望|能否|需要?|拟)|延期"
    r"|延后|推迟|宽限|延长|顺延|展期|完成|时间|办理|有?异议|不接受"
    r"|[至到为了吗呢吧的我们司项此该这本]|目前|现在|已|协调|支持|帮忙|帮助|领导|督办|组|工作|任务"
    r"|extension|request(?:ing)?|an?\b|to\b|for\b|the\b|need|by\b",
    re.IGNORECASE,
)
_PROGRESS = re.compile(
    r"^\W*(?:目前|现在?|总体|整体)?(?:已(?!经?[无没])|完成|进度|进展)|[您你]好|领导好|\d%|收到"
)
_TRIM = " ,、:;。.!?…\n（），：；！？"


def reason(
    text: str, intent: Intent, said: Sequence[Clause], parts: Sequence[Clause]
) -> str | None:
    """The contact's own words for it, or None when none are given."""
    if cause := _cause(text):
        return cause
    if intent is Intent.EXTEND:
        others = [clause for clause in parts if clause not in said and not clause.dates]
        return _span(text, [clause for clause in others if _says(clause.flat)])
    told = [clause for clause in parts if clause.sentence == said[0].sentence]
    told = [clause for clause in told if clause in said or _says(clause.flat)]
    while told and (told[0] not in said or not _says(told[0].flat)) and _off(told[0]):
        told = told[1:]
    if any(_says(clause.flat) for clause in told):
        return _span(text, told)
    return _span(text, [clause for clause in parts if _says(clause.flat) and not _off(clause)][:1])


def _off(clause: Clause) -> bool:
    """Whether a clause tells of progress or greets, and so gives no reason."""
    return not _says(clause.flat) or bool(_PROGRESS.search(clause.flat))


def _says(flat: str) -> bool:
    return len(_HAN_OR_WORD.findall(_BARE_CUE.sub("", flat))) >= 2


def _cause(text: str) -> str | None:
    match = _CAUSE.search(plain(text))
    if not match:
        return None
    start, words = match.start("reason"), match["reason"]
    effect = _EFFECT.search(words, 2)
    end = start + (effect.start() if effect else len(words))
    return text[start:end].strip(_TRIM) or None


def _span(text: str, parts: Sequence[Clause]) -> str | None:
    if not parts:
        return None
    return text[parts[0].start : parts[-1].end].strip(_TRIM) or None
