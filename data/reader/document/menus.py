"""What of a web page is not its text: scripts, menus, imprints, hidden parts."""

import re
from collections import Counter

from lxml.html import HtmlElement

UNSHOWN = "script style noscript template head iframe svg object canvas video audio map"
USED = "nav aside form button select textarea"
DROPPED = set(f"{UNSHOWN} {USED}".split())
FRAME = {"header", "footer"}  # a page's own; those of an article hold its title
CONTAINERS = {"div", "ul", "ol", "dl", "td", "section"}
NAMED = re.compile(
    r"(^|[-_\s])(nav\w*|menu|breadcrumb\w*|crumbs?|footer|foot|copyright|sidebar|share|toolbar"
    r"|pagination|related)($|[-_\s])",
    re.I,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
LINKED = 0.5  # of a block's characters: more than that in several links is a menu
SMALL = 0.2  # of the page: whatever its name, a larger part holds the text


def menus(root: HtmlElement) -> set[HtmlElement]:
    """The elements to be dropped with all that they hold."""
    sizes, linked, links = _sizes(root)
    page = sizes[root]

    def dropped(element: HtmlElement) -> bool:
        if element.tag in DROPPED or HIDDEN.search(element.get("style") or ""):
            return True
        if element.tag in FRAME and not _in_article(element):
            return True
        if element.tag not in CONTAINERS:
            return False
        if links[element] > 1 and linked[element] > LINKED * sizes[element]:
            return True
        return _is_named(element) and sizes[element] < SMALL * page

    return {element for element in root.iter("*") if dropped(element)}


def _sizes(
    root: HtmlElement,
) -> tuple[Counter[HtmlElement], Counter[HtmlElement], Counter[HtmlElement]]:
    """Of each element: its characters, those of them in links, and its links."""
    sizes: Counter[HtmlElement] = Counter()
    linked: Counter[HtmlElement] = Counter()
    links: Counter[HtmlElement] = Counter()
    for element in reversed(list(root.iter("*"))):
        sizes[element] += len((element.text or "").strip())
        if element.tag == "a":
            linked[element], links[element] = sizes[element], 1
        parent = element.getparent()
        if parent is not None and element.tag not in DROPPED:
            sizes[parent] += sizes[element]
            linked[parent] += linked[element]
            links[parent] += links[element]
        if parent is not None:
            sizes[parent] += len((element.tail or "").strip())
    return sizes, linked, links


def _in_article(element: HtmlElement) -> bool:
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())


def _is_named(element: HtmlElement) -> bool:
    return bool(NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
