"""How much two Chinese texts speak of the same thing, by the pairs of signs they share."""

import re
from functools import lru_cache

_SAME = (
    (re.compile(r"联通|接通|接入|对接|打通|联网|接进来|接上"), "连通"),
    (re.compile(r"参训|轮训|受训|结训|\btrain(?:ed|ing|s)?\b", re.IGNORECASE), "培训"),
    (re.compile(r"\bprovinc(?:e|es|ial)\b|(?<=\d)省|个 ?省(?!级)|省份", re.IGNORECASE), "省级体系"),
    (re.compile(r"\bcourses?\b", re.IGNORECASE), "课程"),
    (re.compile(r"\bteachers?\b", re.IGNORECASE), "教师"),
    (re.compile(r"\bschools?\b", re.IGNORECASE), "学校"),
)
# Pairs that stand in any report and tell nothing of its subject.
_GENERAL = frozenset(
    re.findall(
        "..",
        "完成实现以上左右达到累计目前已经工作任务人数数量其中"
        "全国国家教育推进开展进行建设全年今年本周新增",
    )
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """The telling pairs of neighbouring signs in a text."""
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    runs = _HAN.findall(text)
    return frozenset(run[n : n + 2] for run in runs for n in range(len(run) - 1)) - _GENERAL


def overlap(first: str, second: str) -> int:
    """How many telling pairs two texts share."""
    return len(pairs(first) & pairs(second))
