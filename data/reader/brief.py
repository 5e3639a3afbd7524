"""A label of at most 20 signs that tells a task from its siblings, cut from its own words."""

import re
from collections.abc import Iterable

LONGEST = 20
CLAUSE = re.compile(r"[。；;，,：:！\n]")
ADVERB = (
    "进一步|继续|深入|积极|大力|加快|着力|切实|持续|全面|稳步|有序|逐步|充分|认真|抓紧|探索"
    "|重点|统筹|协同|共同|联合|扎实|有效|不断|适时|尽快|"
    "着重|集中|系统|分步|基本|初步|稳妥|严格|规范|努力|主动|广泛|组织|引导|鼓励|支持|指导|督促"
    "|推动|促进|协调|配合|会同"
)
VERB = (
    "贯彻落实|组织实施|启动实施|启动建设|研究制定|研究制订|建立健全|巩固完善|健全完善|整合共享"
    "|继续办好|推进实施|推进|开展|实施|落实|做好|加强|完善|印发|"
    "召开|启动|举办|办好|出台|建设|建立|健全|强化|提升|提高|优化|深化|拓展|完成|制定|制订|研制"
    "|发布|编制|编写|开发|推广|普及|构建|打造|形成|"
    "探索|扩大|加大|推动|推行|实现|组建|成立|遴选|认定|培育|总结|改进|巩固|丰富|抓好|抓|搞好"
    "|试点|试行|参与|参加|研究|引进|筹办|放宽|简化|便利|"
    "允许|授权|授予|取消|将|对|把|在|用好|利用|通过|充分利用|结合|围绕|面向|针对|按照|根据|依托|以"
)
OPENING = re.compile(rf"^(?:(?:{ADVERB}|{VERB})(?:地|好|了)?)+")
NAMED = re.compile(r"[“《「]([^”》」“《]{2,18})[”》」]")
SETTING = re.compile(
    r"^(?:为|以|按照|根据|围绕|结合|充分|通过|采取|针对|面向|在.*(?:下|上|中|时)$|落实党"
    r"|深入贯彻|依据|其中|特别是|包括|并)"
)
GENERIC = re.compile(
    r"^(?:工作|建设|应用|机制|发展|水平|能力|质量|作用|活动|服务|研究|相关|有关|各地|各级|一批"
    r"|若干|力度)*$"
)
HEADWORD = re.compile(
    r"(?:行动|计划|工程|项目|平台|体系|培训|大赛|活动|系统|资源|课程|基地|试点|示范|标准|规范"
    r"|制度|机制|联盟|数据库|培训班|专家组|实验校|"
    r"校园|云教室|督导|意见|方案|办法|规划|预案|监测|评估|宣传|合作|学院|政务|赛事|服务|审批"
    r"|改革|目录|考核)"
)


def briefs(items: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """One label for each (item title, task text), distinct within the plan, at most 20 signs."""
    pairs = tuple(items)
    alone = {title for title, _ in pairs if sum(t == title for t, _ in pairs) == 1}
    taken: set[str] = set()
    result: list[str] = []
    for title, text in pairs:
        ranked = candidates(title, text, alone=title in alone)
        label = next((c for c in ranked if c not in taken), None) or _numbered(ranked[0], taken)
        taken.add(label)
        result.append(label)
    return tuple(result)


def candidates(title: str, text: str, *, alone: bool) -> tuple[str, ...]:
    """Labels for a task, best first; the item's own title leads where it has no siblings."""
    clauses = [c for c in CLAUSE.split(text) if c.strip()][:12]
    found = sorted(
        (
            (_score(clause, at), core)
            for at, clause in enumerate(clauses)
            if (core := _core(clause))
        ),
        key=lambda pair: -pair[0],
    )
    labels = [core for _, core in found]
    if title and (alone or not labels):
        labels.insert(0, _core(title) or _cut(title))
    return tuple(dict.fromkeys(labels)) or (_cut(text) or "…",)


def _core(clause: str) -> str:
    """The object of a clause: leading adverbs and verbs taken off, cut to length."""
    words = OPENING.sub("", clause.strip(" \u3000、")) or clause
    words = words.strip(" \u3000、")
    label = _cut(words)
    return "" if len(label) < 4 or GENERIC.match(label) else label


def _cut(words: str) -> str:
    """At most 20 signs, ending where a word or quotation does."""
    words = words.strip()
    if len(words) <= LONGEST:
        return words
    named = NAMED.search(words)
    if named and len(named.group(1)) >= 4:
        return named.group(1)
    for joint in ("的", "、", "和", "与", "及"):
        last = words.rfind(joint, 6, LONGEST)
        if last > 0:
            return words[:last].strip("“《")
    return words[:LONGEST]


def _score(clause: str, at: int) -> float:
    """How well a clause names its task: early, with a name or a head word, not a mere setting."""
    score = 3.0 - 0.5 * at
    score += 2.0 * bool(NAMED.search(clause)) + 1.5 * bool(HEADWORD.search(clause))
    score -= 4.0 * bool(SETTING.match(clause))
    return score - 0.05 * max(0, len(clause) - 24)


def _numbered(label: str, taken: set[str]) -> str:
    number = 2
    while f"{label[: LONGEST - 2]}{number}" in taken:
        number += 1
    return f"{label[: LONGEST - 2]}{number}"
