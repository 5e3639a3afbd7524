"""What an owner mark says: which units, who leads, who supports."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.kinds import Role, UnitKind
from data.reader.brackets import split_outside
from data.reader.draft import Owner
from data.reader.forms import kind_by_form
from data.reader.labels import LabelKind, Part, parts
from data.reader.latin import is_latin
from data.reader.marks import BY_ALL, CONVENTION, DATED, TAIL
from data.reader.prefixes import completed
from data.reader.registry import Registry

LEADING = re.compile(r"牵头|会同")
SUPPORTING = re.compile(r"配合|参与|参加|协助|协同|支持")
JOINS = re.compile(r"会同|(?<=[部委局厅司办署])商(?=..)|联合(?=[^会国])")
AND_CLASS = re.compile(
    r"(?:以?及|和|与)(?=(?:各|地方|有关|相关|其他|省级|市级|县级|国务院|所在地))"
)
ETC_CLASS = re.compile(r"等(?=(?:国务院|中央|省直?|市直?)?(?:有关|相关|各|成员|职能|责任|其他))")
ETC_BARE = re.compile(r"等(?:部门|单位|\d*个?(?:部门|单位|司局))?$")
FIELDS = re.compile(
    r"(?P<fields>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})*)"
    r"(?:等(?P<rest>有关|相关)?|(?<!等)(?:(?<=、.{2})|(?<=、.{3})|(?<=、.{4})))部门$"
)
LEVELS = re.compile(r"(?:地方)?各级|(?:国务院|省级|市级|县级)(?:各|有关|相关)?|各地|地方")
AND_UNIT = re.compile(  # 与 and 和 also stand within names: 实验室与设备管理处
    r"(?<=[部委局厅司署办处])(?:以?及|和|与)|(?<=办公室)与|(?<=[院馆所会心室学])(?<!实验室)(?:以?及|和)"
)
SINGLE = (UnitKind.DEPARTMENT, UnitKind.AFFILIATE, UnitKind.OTHER)
GEOGRAPHY = re.compile(
    r"各(?:有关|相关|设区)?(?:省|市|州|盟|地|区|县|市州|市地|地市"
    r"|设区市)(?:[（(〔\[][^）)〕\]]*[）)〕\]])?"
    r"(?:、(?:自治区|直辖市|自治州|自治县|新区|开发区"
    r"|[县市区州旗盟])(?:[（(〔\[][^）)〕\]]*[）)〕\]])?)+"
)
EVERYBODY_LATER = re.compile(
    r"以下(?:除[^，；]*外，?)?均(?:需|由|须"
    r"|要)?(?:各级)?(?P<who>[^，；。]{2,20}?)(?:按职责(?:分工)?)?(?:负责|落实|实施)"
)
SEPARATELY = re.compile(r"分别负责(?:为|即|指|的?均?为?)[^，；。]{0,8}牵头")
ENGLISH_LED = re.compile(r"^\s*[Ll]ed (?:jointly )?by\s+|\s+(?:to lead|leads?)$")
ENGLISH_WITH = re.compile(
    r",?\s+(?:and\s+)?"
    r"(?:(?:with|in) (?:the )?(?:participation|support|assistance|help|involvement) of"
    r"|in (?:cooperation|coordination|collaboration|consultation|partnership) with"
    r"|(?:jointly|together) with|supported by|with)\s+"
)
ENGLISH_ARTICLE = re.compile(r"^[Tt]he\s+")
ENGLISH_WHOLE = "|".join(  # a name may end with these, so that another begins after and
    rf"(?<={end})"
    for end in (
        "Agency",
        "Authority",
        "Board",
        "Bureau",
        "Centre",
        "Commission",
        "Committee",
        "Council",
        "Department",
        "Division",
        "Institute",
        "Library",
        "Ministry",
        "Office",
        "Registry",
        "Service",
        "Services",
        "Treasury",
        "Unit",
        "University",
    )
)
ENGLISH_FIELDS = re.compile(  # Department for Science, Innovation and Technology
    r"\b(?:Department|Ministry) (?:of|for) [A-Z]\w+(?:, [A-Z]\w+)+,? and [A-Z]\w+(?= ?(?:[,;(]|$))"
)
ENGLISH_AND = re.compile(
    r"\s*(?:,\s*(?:and\s+)?|;\s*"
    r"|\s+and\s+(?=all |other |relevant |local )"
    r"|\s+and\s+(?=(?:[Tt]he )?(?:Ministr|Department|Bureau|Office|Commission|Agenc|Authorit"
    r"|Administration|Institute|Cent|University|departments|governments))"
    rf"|(?:{ENGLISH_WHOLE})\s+and\s+(?=(?:[Tt]he )?[A-Z]))"
)
ROLE_AFTER = re.compile(
    r"\s*[（(](?:(?P<lead>牵头|主办|主责|[Ll]ead)|配合|协办|参与|[Ss]upport)[^（()）]{0,6}[）)]$"
)
SHARED = re.compile(  # 市发改委、市财政局（按职责分工负责）: says nothing of the last one's role
    r"[（(](?:按照?(?:各自)?职责(?:分工)?|分别|共同)+(?:负责|落实|实施)[）)](?=$|[，,；;、])"
)
REST = re.compile(r"^(?:其他|其它|其余|后面)(?:的)?(?:单位|部门|各单位|为|负责)")
LONGEST = 200  # signs of a list whose fields are completed
KEPT = "\ue000"  # stands for a 、 inside one name while the list is split


@dataclass(frozen=True)
class Named:
    """A name in a mark with the role that its clause gives; None where only the order tells."""

    name: str
    role: Role | None
    person: bool = False


def read_owners(content: str, registry: Registry) -> tuple[Owner, ...]:
    """The owners of one mark, each once, in the order written."""
    return as_owners(tuple(_once(_named(parts(content)))), registry)


def as_owners(named: tuple[Named, ...], registry: Registry) -> tuple[Owner, ...]:
    """Names as owners, each with its kind; the first leads where no role is fixed."""
    leads = any(n.role is Role.LEAD for n in named)
    first = next((n for n in named if n.role is None), None)
    return tuple(
        Owner(n.name, _kind(n, registry), _role(n, leads=leads or n is not first)) for n in named
    )


def owner_words(content: str) -> str:
    """The mark's words about owners, verbatim: one label taken off, dates and scope cut away."""
    kept = [part for part in parts(content) if part.kind not in (LabelKind.DUE, LabelKind.OTHER)]
    if len(kept) == 1:
        return kept[0].text
    if not kept:
        return content
    start = content.find(kept[0].text) if kept[0].kind is None else 0
    return content[start : content.rfind(kept[-1].text) + len(kept[-1].text)]


def due_words(content: str) -> str:
    """What the mark says after a date label or in a dated clause, or an empty text."""
    found = []
    for part in parts(content):
        if part.kind is LabelKind.DUE:
            found.append(part.text)
        elif part.kind is not LabelKind.OTHER:
            clauses = (clause.strip() for clause in split_outside(part.text, "，,；;。"))
            found += [clause for clause in clauses if DATED.match(clause)]
    return "；".join(found)


def later_owners(content: str) -> tuple[str, ...]:
    """Units that a convention in this mark adds to all later tasks (以下均需…落实，不再列出)."""
    found = EVERYBODY_LATER.search(content)
    return (found.group("who"),) if found else ()


def all_lead(content: str) -> bool:
    """Whether a convention in this mark lets all lead who answer 分别负责, from here on."""
    return bool(SEPARATELY.search(content))


def each_leads(content: str) -> str:
    """The mark with the word for answering separately as one for leading."""
    return re.sub("分别负责(?!为|即|指)", "分别牵头", content)


def _named(labelled: Iterable[Part]) -> Iterator[Named]:
    labelled = tuple(labelled)
    has_lead = any(part.kind is LabelKind.LEAD for part in labelled)
    has_unit = any(part.kind in (LabelKind.LEAD, LabelKind.OWNERS) for part in labelled)
    for part in labelled:
        if part.kind in (LabelKind.DUE, LabelKind.OTHER):
            continue
        if part.kind is LabelKind.PERSON:
            role = Role.SUPPORT if has_unit else None
            yield from (Named(name, role, person=True) for name in names(part.text))
        else:
            yield from _with_label(part, has_lead)


def _with_label(part: Part, has_lead: bool) -> Iterator[Named]:
    fixed = None
    if part.kind is LabelKind.LEAD:
        fixed = Role.LEAD
    elif part.kind is LabelKind.SUPPORT or (part.kind is LabelKind.OWNERS and has_lead):
        fixed = Role.SUPPORT
    for named in _clauses(SHARED.sub("", part.text)):
        said = ROLE_AFTER.search(named.name)
        if said:
            role = Role.LEAD if said.group("lead") else Role.SUPPORT
            yield Named(named.name[: said.start()], role)
        else:
            yield Named(named.name, named.role or fixed)


def _clauses(text: str) -> Iterator[Named]:
    """Clause by clause: A牵头 leads, B、C配合 supports, A会同B leads and supports."""
    if is_latin(text):
        yield from _english(text)
        return
    waiting: list[str] = []
    for clause in split_outside(text, "，,；;。"):
        if CONVENTION.search(clause) or DATED.match(clause.strip()) or not clause.strip():
            continue
        tail = TAIL.search(clause)
        role = _clause_role(tail.group() if tail else "")
        words = BY_ALL.sub("", (clause[: tail.start()] if tail else clause).strip())
        if REST.match(words) and CONVENTION.search(text):
            continue
        first, *others = JOINS.split(words, maxsplit=1)
        if not tail and not others:
            waiting.append(first)
            continue
        group = "、".join((*waiting, first)) if role is not Role.LEAD else first
        yield from _plain(waiting) if role is Role.LEAD else ()
        waiting = []
        yield from (Named(name, Role.LEAD if others else role) for name in names(group))
        yield from (Named(name, Role.SUPPORT) for other in others for name in names(other))
    yield from _plain(waiting)


def _english(text: str) -> Iterator[Named]:
    """Led by A, with the participation of B; A, B in cooperation with C."""
    led = ENGLISH_LED.search(text)
    first, *others = ENGLISH_WITH.split(ENGLISH_LED.sub("", text))
    yield from (Named(name, Role.LEAD if led else None) for name in names(first))
    yield from (Named(name, Role.SUPPORT) for other in others for name in names(other))


def _plain(waiting: list[str]) -> Iterator[Named]:
    for group in waiting:
        yield from (Named(name, None) for name in names(group))


def _clause_role(tail: str) -> Role | None:
    if SUPPORTING.search(tail):
        return Role.SUPPORT
    return Role.LEAD if LEADING.search(tail) else None


def names(text: str) -> tuple[str, ...]:
    """The names of one list; shared prefixes completed, classes after 等 as one more name."""
    if is_latin(text):
        text = ENGLISH_FIELDS.sub(lambda m: m.group().replace(",", KEPT), text)
        lists = ENGLISH_WITH.split(text.strip(" ."))
        split = (name.strip() for some in lists for name in ENGLISH_AND.split(some) if name)
        return tuple(ENGLISH_ARTICLE.sub("", name).replace(KEPT, ",") for name in split if name)
    text = GEOGRAPHY.sub(lambda m: m.group().replace("、", KEPT), text.strip(" 　。"))
    pieces: list[str] = []
    if text.endswith("部门") and len(text) <= LONGEST:
        text = FIELDS.sub(_departments, text)
    for piece in split_outside(text, "、,，；;/ \t\n　"):
        pieces += _unjoined(piece)
    whole = tuple(piece.replace(KEPT, "、") for piece in pieces if piece)
    return completed(whole)


def _departments(found: re.Match[str]) -> str:
    """财政、教育等部门: each field named is a department's, unless one is a unit's whole name."""
    fields = found.group("fields").split("、")
    if any(kind_by_form(field) for field in fields):
        return found.group()
    rest = found.group("rest") or ""
    level = LEVELS.match(fields[0])
    shared = level.group() if level else ""
    whole = (f"{shared}{field.removeprefix(shared)}部门" for field in fields)
    return "、".join(whole) + (f"、{rest}部门" if rest else "")


def _unjoined(piece: str) -> list[str]:
    """Split 和/及 before a class, and a class after 等; drop a bare 等."""
    halves = [half for part in AND_CLASS.split(piece) for half in ETC_CLASS.split(part)]
    return [name for half in halves for name in _pair(ETC_BARE.sub("", half.strip(" 　。")))]


def _pair(name: str) -> tuple[str, ...]:
    """A和B as two where both are whole names of single units (not 自然资源和规划局)."""
    for joint in AND_UNIT.finditer(name):
        both = name[: joint.start()], name[joint.end() :]
        if all(len(one) > 2 and kind_by_form(one) in SINGLE for one in both):
            return both[0], *_pair(both[1])
    return (name,)


def _once(named: Iterable[Named]) -> Iterator[Named]:
    seen: set[str] = set()
    for one in named:
        if one.name not in seen:
            seen.add(one.name)
            yield one


def _role(named: Named, *, leads: bool) -> Role:
    """The role that the words fix; else the first leads unless another does."""
    if named.role is not None:
        return named.role
    return Role.SUPPORT if leads else Role.LEAD


def _kind(named: Named, registry: Registry) -> UnitKind:
    if named.person:
        return UnitKind.PERSON
    known = registry.find(named.name)
    return known.kind if known else kind_by_form(named.name) or UnitKind.OTHER
