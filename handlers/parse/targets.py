"""Which of a task's targets a figure counts towards."""

import re
from collections.abc import Sequence

from handlers.parse.items import Known, KnownTarget
from handlers.parse.overlap import overlap, pairs

# Units that count the same kind of thing.
_KINDS = tuple(
    frozenset(kind.split())
    for kind in (
        "人 名 位 人次 people person persons teacher teachers student students"
        " participant participants",
        "个 省 市 县 区 家 province provinces platform platforms",
        "所 校 家 个 school schools",
        "门 course courses",
        "场 场次 次 session sessions",
        "学时 课时",
        "堂 节",
        "项 个",
    )
)
# What any task is said to do: it tells none of them from the others.
_ANY_TASK = re.compile(
    r"持续|继续|推进|推动|加强|强化|做好|抓好|开展|组织|实施|落实|建设|工作|深入|深化|积极|稳步|有序"
    r"|扎实|大力|全面|切实|进一步|加快|加大|促进|提升|提高|完善|健全|正在|按照?|计划|要求|任务|项目"
    r"|进展|情况|顺利|正常|目前|已经?|完成|中$"
)
_TELLING = frozenset("节套堂门册部台篇")  # units that by themselves say what is counted
_FILLER = re.compile(
    r"较上周|较上次|比上周|今年以来|年初以来|全年|今年|已经?|目前|现在|累计|共计?|一共|总共|完成"
    r"|达到?|大约|约|了|有|新增|本周|本月|为|到|是|实际|现|合计|增加|截至|再|又|超过?|突破|近|左右"
    r"|以上|余|多|的?任务|目标|我司|我们|我馆|我处|我单位|进度|数量?|人数|，"
)


def akin(unit: str, other: str) -> bool:
    """Whether two units count the same kind of thing; no unit at all goes with any."""
    return unit == other or not unit or any({unit, other} <= kind for kind in _KINDS)


def fit(words: str, unit: str, task: Known, before: str = "") -> KnownTarget | None:
    """The one target that a figure in these words counts towards; None when in doubt.

    `before` are the words of the figure before it, which settle a tie: in 职业院校校长800人、
    骨干教师1500人 the teachers are those of the same schools.
    """
    unit = unit or ("人" if "人数" in words else "")
    able = [target for target in task.targets if akin(unit, target.unit)]
    if len(able) > 1:
        words = words.replace("培训", "")  # said of all of them, it tells none from the others
    first = _best(words, able)
    if len(first) > 1:
        first = _best(before, first)
    if first:
        return first[0] if len(first) == 1 else None
    if len(able) != 1 or not unit:
        return None
    telling = unit == able[0].unit and unit in _TELLING
    return able[0] if telling or says_nothing(words, unit) else None


def _best(words: str, among: Sequence[KnownTarget]) -> list[KnownTarget]:
    """Those of the targets that share most with the words; none when nothing is shared."""
    scored = [(overlap(words, about(target)), target) for target in among]
    best = max((score for score, _ in scored), default=0)
    return [target for score, target in scored if best and score == best]


def about(target: KnownTarget) -> str:
    """A target's words, its text's and its metric's."""
    return f"{target.text} {target.metric}"


def says_nothing(words: str, unit: str) -> bool:
    """Whether a figure stands without a word of its own: 已完成3200人."""
    rest = re.sub(
        r"[^\u4e00-\u9fff]|[零一二两三四五六七八九十百千万亿]", "", _FILLER.sub("", words)
    )
    return len(rest.replace(unit, "")) <= 1


def nearest_task(words: str, tasks: Sequence[Known]) -> Known | None:
    """The one task whose title or targets share most with these words; None when in doubt."""
    scored = sorted(
        ((_likeness(words, task), n) for n, task in enumerate(tasks)), key=lambda each: -each[0]
    )
    if not scored or scored[0][0] < 2 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return tasks[scored[0][1]]


def _likeness(words: str, task: Known) -> int:
    words = _ANY_TASK.sub(" ", words)
    brief = overlap(words, task.brief)
    targets = " ".join(map(about, task.targets))
    return 2 * brief + len(pairs(words) & (pairs(task.title) | pairs(targets)))
