"""The words before a colon that announce owners, dates or neither: 责任单位： 时限： Lead:"""

import re
from dataclasses import dataclass
from enum import StrEnum


class LabelKind(StrEnum):
    """What follows the label; `owners` are in order, the first of them leads."""

    LEAD = "lead"
    OWNERS = "owners"
    SUPPORT = "support"
    PERSON = "person"
    DUE = "due"
    OTHER = "other"


BODY = (
    r"(?:单位|部门|司局|处室|科室|股室|部室|系部|组室|站所|镇街|乡镇|专班|机构|主体|院系|地区|地方"
    r"|部委|委办局)"
)
FORMS: tuple[tuple[LabelKind, str], ...] = (
    (
        LabelKind.PERSON,
        r"(?:责任|负责|牵头|分管|包保|联系|挂点|包抓)(?:[省市州县区镇校院厅局部委所])?(?:级)?(?:领导|负责人|人|同志)",
    ),
    (LabelKind.LEAD, rf"(?:主要|第一)?(?:牵头|主办|主责|首要)(?:责任|负责|负责的)?(?:{BODY})?"),
    (
        LabelKind.SUPPORT,
        rf"(?:主要)?(?:配合|协办|协同|协作|协助|参与|参加|支持|会办|联合)(?:责任)?(?:{BODY})?",
    ),
    (
        LabelKind.OWNERS,
        rf"(?:主要|具体|共同|分工)?(?:责任|负责|承办|落实|实施|承担|完成|督办|组织){BODY}"
        rf"|(?:工作)?(?:分工|职责分工|责任分工|任务分工|负责)",
    ),
    (
        LabelKind.DUE,
        r"(?:计划|办理|办结|完成|时间|工作|任务|进度|整改)?(?:时限|期限|时间节点|节点|完成日期"
        r"|完成时间|时间|进度)(?:要求|安排|节点)?"
        r"|(?:[Tt]imeline|[Dd]eadline|[Dd]ue(?: date| by)?|[Tt]ime ?frame|[Bb]y when"
        r"|[Cc]ompletion(?: date)?)",
    ),
    (
        LabelKind.OTHER,
        r"适用范围|实施范围|备注|联系电话|联系方式|工作目标|目标|资金来源|形成成果|成果形式"
        r"|工作成果|[Nn]otes?|[Ss]cope|[Bb]udget|[Ii]ndicators?|KPIs?|[Oo]utputs?",
    ),
    (
        LabelKind.LEAD,
        r"[Ll]ead(?:s|ing)?(?: (?:unit|agency|agencies|department|ministry|office|body|entity"
        r"|institution|organi[sz]ation))?|[Ll]ed by",
    ),
    (
        LabelKind.SUPPORT,
        r"[Ss]upport(?:ed by|ing|s)?(?: (?:units?|agency|agencies|departments?|ministries"
        r"|offices?|bodies))?"
        r"|(?:[Cc]ooperating|[Pp]articipating|[Aa]ssisting|[Cc]ollaborating|[Ii]nvolved|[Pp]artner)"
        r" (?:units?|agency|agencies|departments?|ministries|offices?|bodies|institutions?"
        r"|organi[sz]ations?)"
        r"|[Pp]artners?|(?:[Ii]n )?[Cc]ooperation(?: with)?|[Ss]upporters?|[Pp]articipants?",
    ),
    (
        LabelKind.OWNERS,
        r"[Rr]esponsible(?: (?:units?|party|parties|departments?|agency|agencies|ministry"
        r"|ministries"
        r"|entity|entities|body|bodies|offices?))?|[Rr]esponsibility|[Oo]wners?|[Aa]ssigned to",
    ),
)
LABEL = re.compile(
    "(?:"
    + "|".join(f"(?P<_{n}>{form})" for n, (_, form) in enumerate(FORMS))
    + r")(?:\s*[】\]*]*\s*[:：][*\s]*|\s*[】\]]\s*)"
)
ANNOUNCES = (LabelKind.LEAD, LabelKind.OWNERS, LabelKind.SUPPORT, LabelKind.PERSON)
AROUND = " 　【*，,；;。、\t\n"


@dataclass(frozen=True)
class Part:
    """What stands after one label; `kind` None for what stands before any."""

    kind: LabelKind | None
    text: str


def opens_with(text: str) -> LabelKind | None:
    """The kind of the label that opens the text; None when none does."""
    found = LABEL.match(text.lstrip(" 　【[（(*"))
    return _kind(found) if found else None


def parts(text: str) -> tuple[Part, ...]:
    """Cut the text at its labels; what stands before the first one has no kind."""
    found = [m for m in LABEL.finditer(text) if _begins_word(text, m.start())]
    if not found:
        return (Part(None, text.strip(AROUND)),) if text.strip(AROUND) else ()
    starts = [m.end() for m in found]
    ends = [*(m.start() for m in found[1:]), len(text)]
    head = text[: found[0].start()].strip(AROUND)
    labelled = [
        Part(_kind(m), text[start:end].strip(AROUND))
        for m, start, end in zip(found, starts, ends, strict=True)
    ]
    return (Part(None, head), *labelled) if head else tuple(labelled)


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "，,；;。.）)】] 　\t、\n（(【"


def _kind(found: re.Match[str]) -> LabelKind:
    return FORMS[int((found.lastgroup or "_0")[1:])][0]
