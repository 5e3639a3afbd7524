"""The lists that a .docx defines in numbering.xml, and the styles that bring a list along."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

tag = cache(qn)  # asked for some hundred times a paragraph


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number looks, where it starts, when it starts anew."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False  # all numbers in it in plain digits
    after: int | None = None  # begins anew after this level or a higher one; None: any higher one
    suffix: str = "tab"
    style: str = ""

    def restarts(self, own: int, higher: int) -> bool:
        """Whether a paragraph of level `higher` makes this level, `own`, begin anew."""
        return higher < (own if self.after is None else self.after)


@dataclass(frozen=True)
class NumberedList:
    """A list as a `w:num` uses it: lists of one abstract count on together."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int]


def lists(numbering: Element | None) -> dict[str, NumberedList]:
    """The lists by their `w:numId`."""
    if numbering is None:
        return {}
    abstracts = {value(each, "@w:abstractNumId"): each for each in _all(numbering, "w:abstractNum")}
    styled = {value(each, "w:styleLink"): each for each in abstracts.values()}
    styled.pop("", None)
    found = {}
    for num in _all(numbering, "w:num"):
        abstract = abstracts.get(value(num, "w:abstractNumId"))
        if abstract is not None:
            abstract = styled.get(value(abstract, "w:numStyleLink"), abstract)
            found[value(num, "@w:numId")] = _list(num, abstract)
    return found


def styled(styles: Element | None, known: dict[str, NumberedList]) -> dict[str, tuple[str, int]]:
    """Lists and levels by the paragraph styles that bring them; `""` is the default style."""
    if styles is None:
        return {}
    by_id = {value(each, "@w:styleId"): each for each in _all(styles, "w:style")}
    found = {}
    for name, style in by_id.items():
        number = _inherited(style, by_id)
        if number is None:
            continue
        found[name] = _at(name, number, known)
        if value(style, "@w:default") in ("1", "true") and value(style, "@w:type") == "paragraph":
            found[""] = found[name]
    return found


def contents_styles(styles: Element | None) -> frozenset[str]:
    """The styles of a table of contents, whose lines would be read as a second, empty plan."""
    if styles is None:
        return frozenset()
    found = (
        value(each, "@w:styleId")
        for each in _all(styles, "w:style")
        if value(each, "w:name").lower().startswith("toc ")
    )
    return frozenset(found) - {""}


def value(element: Element | None, name: str) -> str:
    """`w:val` of the child `name`, or the attribute `@name` itself; empty when it is not there."""
    if element is None:
        return ""
    if name.startswith("@"):
        return element.get(tag(name[1:])) or ""
    child = element.find(tag(name))
    return "" if child is None else child.get(tag("w:val")) or ""


def whole(text: str, default: int) -> int:
    """A whole number, or the default where the file holds none."""
    return int(text) if text.isdecimal() else default


def _all(parent: Element, name: str) -> Iterator[Element]:
    return parent.iterchildren(tag(name))


def _list(num: Element, abstract: Element) -> NumberedList:
    levels = {whole(value(each, "@w:ilvl"), 0): _level(each) for each in _all(abstract, "w:lvl")}
    overrides = {}
    for override in _all(num, "w:lvlOverride"):
        at = whole(value(override, "@w:ilvl"), 0)
        for replaced in _all(override, "w:lvl"):
            levels[at] = _level(replaced)
        if start := value(override, "w:startOverride"):
            overrides[at] = whole(start, 1)
    return NumberedList(value(abstract, "@w:abstractNumId"), levels, overrides)


def _level(element: Element) -> Level:
    legal = element.find(tag("w:isLgl"))
    after = value(element, "w:lvlRestart")
    return Level(
        start=whole(value(element, "w:start"), 1),
        form=_form(element),
        pattern=value(element, "w:lvlText"),
        legal=legal is not None and legal.get(tag("w:val")) not in ("0", "false"),
        after=whole(after, 0) if after else None,
        suffix=value(element, "w:suff") or "tab",
        style=value(element, "w:pStyle"),
    )


def _form(level: Element) -> str:
    """The form's name; a newer one stands in an alternative that older programs pass over."""
    return next(
        (form for each in level.iter(tag("w:numFmt")) if (form := value(each, "@w:val"))), ""
    )


def _inherited(style: Element, by_id: dict[str, Element]) -> Element | None:
    """The style's own numbering or the nearest that it is based on."""
    seen: set[str] = set()
    current: Element | None = style
    while current is not None and value(current, "@w:styleId") not in seen:
        seen.add(value(current, "@w:styleId"))
        number = current.find(f"{tag('w:pPr')}/{tag('w:numPr')}")
        if number is not None:
            return number
        current = by_id.get(value(current, "w:basedOn"))
    return None


def _at(style: str, number: Element, known: dict[str, NumberedList]) -> tuple[str, int]:
    """The level that names the style, else the one that the style names."""
    name = value(number, "w:numId")
    levels = known[name].levels if name in known else {}
    named = next((at for at, level in levels.items() if level.style == style), None)
    return name, whole(value(number, "w:ilvl"), 0) if named is None else named
