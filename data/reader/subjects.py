"""Owners of text that bears no mark: the units that its sentences name as their subjects."""

import re
from collections.abc import Iterator

from data.reader.draft import Owner
from data.reader.forms import kind_by_form
from data.reader.latin import is_latin
from data.reader.outline import Heading
from data.reader.owners import Named, as_owners, names
from data.reader.registry import Registry

PREDICATE = (
    r"的[^，。；]{2,10}(?:情况|进展|总结|结果)[，,]?(?:要|应|须|请)?(?:于|在|每|年底|\d)|要|每(?:季度|月|半年|周|学期|学年|两)|适时|应(?!用|急|当地|届)|须|需(?!求)|负责|将|会同|牵头|可以?|于|每年|按照?|结合|根据|建立"
    r"|组织(?!部)|印发|推行|完成|出台"
    r"|制定|制订|开展|监督(?!管理|局)|指导|加强|做好|研究(?!院|所|生)|推进|定期|及时|落实|对照|在"
    r"|全面|统筹|切实|共同|分别|均|全部"
    r"|公布|报送|发布|启动|充分|强化|承担|参加|继续|进一步|具体|主动|严格|依职责|依法|编制|审核"
    r"|汇总|抓好|积极|着力|加大|确保|请(?=于|在|将|认真|按|各|务必|及时|结合)|认定|遴选|联合|评选|开发|配备|配齐"
    r"|明确|修订|完善|优化|健全|支持|引导|督促|推动|加快|深化|落实|牢固|务必|不得|每(?=[日周天])|年内|年底"
)
OPENING = re.compile(
    r"(?:^|(?<=[。；;，,！\n]))\s*(?:(?:到|在|于|自|从)?(?:20\d\d年|每年|今年"
    r"|明年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:年?底|末|上旬|中旬|下旬)?(?:之前|以前|前|起|内)?[，,]?)?"
    rf"(?:请)?(?P<who>(?:[^，。；！\s\d“《（）]|（[^（）]{{1,20}}）){{2,60}}?)(?={PREDICATE})"
)
ENGLISH = re.compile(
    r"(?:^|(?<=[.;] )|(?<=\n))(?:By [^,]{4,40}, )?(?:[Tt]he )?(?P<who>[A-Z][A-Za-z ,&-]{3,100}?)"
    r" (?=shall|will|must|should|is to|are to|is responsible|leads?\b|in (?:cooperation"
    r"|coordination) with)"
)
WITH = re.compile(
    r"(?:(?:要|应当?|须|需)?(?:会同|商|联合|协同)|,? ?(?:in (?:cooperation"
    r"|coordination|consultation)|together|jointly) with (?:the )?)(?P<who>[^，。；,.;]{2,60}?)(?="
    + PREDICATE
    + r"|[,.;，。；]|$)"
)
NOT_A_SUBJECT = re.compile(
    r"^(?:为|对|由|向|把|将|以|通过|依托|围绕|按|推动|支持|鼓励|引导|指导|督促|组织|同时|其中"
    r"|国家$|确保|建立|加强)"
)


def subjects(text: str, registry: Registry) -> tuple[Owner, ...]:
    """The units that the text names as doing something; the first leads."""
    found = dict.fromkeys(_names(text, registry))
    named = tuple(Named(name, None) for name in found)
    return as_owners(named, registry)


def heading_owners(item: Heading | None, registry: Registry) -> tuple[Owner, ...]:
    """The units that are the whole title of a heading above (一、市教育局)."""
    titles = (heading.title for heading in (reversed(item.chain[:-1]) if item else ()))
    found = next((units for title in titles if (units := _units(title, registry))), ())
    return as_owners(tuple(Named(name, None) for name in dict.fromkeys(found)), registry)


def _names(text: str, registry: Registry) -> Iterator[str]:
    form = ENGLISH if is_latin(text[:60]) else OPENING
    for opening in form.finditer(text):
        who = opening.group("who")
        if not NOT_A_SUBJECT.match(who):
            yield from _units(who, registry)
            joined = WITH.match(text, opening.end())
            yield from _units(joined.group("who"), registry) if joined else ()


def _units(words: str, registry: Registry) -> tuple[str, ...]:
    """The names in the words when every one of them is a unit's; else none."""
    found = names(words)
    if all(registry.find(name) or kind_by_form(name) for name in found if name):
        return found
    return ()
