"""What a target counts, in the words of its clause: 完成验收的第一批实验校数, 互联网接入率."""

import re

from data.reader.latin import is_latin

CUES = re.compile(
    r"[≥＞≤＜]|不少于|不低于|不超过|至少|超过|达到|突破|控制在|压[减缩]至|(?<!公)共计?(?!享|建|治|同|用)"
)
PEOPLE = ("人", "名", "位", "人次")
PLAIN = ("个", "项", "所", "家", "座", "")
NAMED = re.compile(r"(?:数|量|率|规模|比例|占比|额|面积|里程|产值|收入|投资|容量)$")
LEAD = re.compile(
    r"^(?:继续|进一步|计划|包括|其中|分[两三]批|累计|力争|在(?!线)|与|对|每(?:学)?年|将|推动"
    r"|20\d\d年(?:底前)?|年?底前|\d{1,2}月底前)+"
)
REACHED = re.compile(r"^(?:实现|达到|形成|有|为)+")
DONE = re.compile(
    r"^完成(?P<what>.+?)的(?P<work>[^的]{0,8}"
    r"(?:验收|评估|评审|培训|改造|建设|开发|更新|采集|考核|检测|整改|认定|审核|轮训|整治|测评|安装))$"
)
JOINED = re.compile(r"^(?P<what>.+?)(?P<with>与[^与]+?)的?(?P<work>连通|互联互通|对接|共享)$")
MADE = re.compile(
    r"^(?P<verb>征集加工|征集遴选|立项支持|组织开展|开展|认定|评选|遴选|征集|加工|建设|建成|新建(?![、改])|改造|引进"
    r"|培育形成|培育|举办|设立|选取|推选|支持|创建|打造|编制|印发|制定|发布|组建|立项|招聘|招募|选派|检查|抽查)"
    r"(?P<what>[^的]+|.+的.+)$"
)
STRAIGHT = re.compile(r"^(?:新增|培训|轮训|实施|改扩建|参与|服务|覆盖)")
INNER = re.compile(r"开展|予以|交流|合作|实现|用于|支撑|到.{2,}(?:讲学|实践|任教)")
LOOSE_END = re.compile(r"(?:等(?:内容|工作|项目)?|左右|以上|以内)$")
LONGEST = 24  # signs; longer words stay as they are
LONGEST_CLAUSE = 80  # signs; of longer clauses no name is made
VERB = re.compile(r"^(?:完成|培训|轮训|新增|认定|评选|遴选)")


def leading_verb(words: str) -> str:
    """The verb that a clause opens with and that the numbers after its first share."""
    found = VERB.match(LEAD.sub("", words))
    return found.group() if found else ""


def named(words: str, *, unit: str, kind: str) -> str:
    """What is counted, from a clause that has its number taken out; empty when nothing is left."""
    words = LOOSE_END.sub("", LEAD.sub("", CUES.sub("", words).strip(" 的，、")))
    if is_latin(words):
        return ""
    if kind == "percent":
        return REACHED.sub("", words)
    counted = (
        "人数"
        if unit in PEOPLE
        else "数"
        if unit in PLAIN
        else "金额"
        if unit.endswith("元")
        else f"{unit}数"
    )
    if len(words) > LONGEST_CLAUSE:
        return words
    if done := DONE.match(words):
        return f"完成{done['work']}的{done['what']}{counted}"
    words = REACHED.sub("", words)
    if joined := JOINED.match(words):
        return f"{joined['with']}{joined['work']}的{joined['what'].removesuffix('实现')}{counted}"
    if NAMED.search(words) or len(words) > LONGEST or INNER.search(words):
        return words
    if (made := MADE.match(words)) and not STRAIGHT.match(words):
        words = f"{made['verb']}的{made['what'].lstrip('的')}"
    return f"{re.sub('[“”]', '', words) if words.endswith('”') else words}{counted}"
