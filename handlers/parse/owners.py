"""Who is to do what, in one line: 牵头 财务司 配合 科技司、人事司 移除 高教司 职责调整."""

import re
from collections.abc import Callable
from typing import NamedTuple

from handlers.parse.signs import plain

LEAD, SUPPORT, GONE = "lead", "support", "gone"
VERBS = {
    "牵头": LEAD,
    "改由": LEAD,
    "改派": LEAD,
    "lead": LEAD,
    "配合": SUPPORT,
    "增加": SUPPORT,
    "support": SUPPORT,
    "add": SUPPORT,
    "移除": GONE,
    "去掉": GONE,
    "remove": GONE,
}
_VERB = "|".join(VERBS)
_FIRST = re.compile(rf"(?:由|请)?({_VERB})[:：]?", re.IGNORECASE)
_LAST = re.compile(rf"(.+?)({_VERB})", re.IGNORECASE)
_WORD = re.compile(r"[^\s,，;；。]+")
_BETWEEN = re.compile(r"[、和及与]")
_BECAUSE = re.compile(r"^(?:理由|原因|缘由|reason|because)\s*[:：]?\s*", re.IGNORECASE)


class Owners(NamedTuple):
    """Names of units by what becomes of them; `unknown` is a word that should have been one."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unknown: str = ""
    reason: str = ""


def owners(text: str, known: Callable[[str], bool]) -> Owners:
    """Read owners and the reason after them; `known` tells whether a word is a unit's name."""
    found: dict[str, list[str]] = {LEAD: [], SUPPORT: [], GONE: []}
    verb, waits = "", False
    for word in _WORD.finditer(text):
        said, names = _clause(word[0], known)
        if not said and not names:
            unknown = _bare(word[0]) if waits else ""
            return _owners(found, unknown, text[word.start() :])
        if said and not names and (rest := _FIRST.sub("", word[0], count=1)):
            return _owners(found, rest, "")
        verb = said or verb
        if not verb:
            return _owners(found, "", text)
        found[verb] += names
        waits = not names
    return _owners(found, "", "")


def _clause(word: str, known: Callable[[str], bool]) -> tuple[str, list[str]]:
    """The verb and the units of a word: 牵头财务司, 财务司牵头, 牵头 or 财务司、人事司."""
    if names := _names(word, known):
        return "", names
    if first := _FIRST.match(word):
        return VERBS[first[1].lower()], _names(word[first.end() :], known)
    if last := _LAST.fullmatch(word):
        names = _names(last[1].removeprefix("由"), known)
        return (VERBS[last[2].lower()], names) if names else ("", [])
    return "", []


def _names(word: str, known: Callable[[str], bool]) -> list[str]:
    if known(word):
        return [word]
    names = [each for each in _BETWEEN.split(plain(word)) if each]
    return names if names and all(map(known, names)) else []


def _bare(word: str) -> str:
    return _FIRST.sub("", word, count=1) or word


def _owners(found: dict[str, list[str]], unknown: str, rest: str) -> Owners:
    leads, supports, gone = (tuple(dict.fromkeys(found[each])) for each in (LEAD, SUPPORT, GONE))
    return Owners(leads, supports, gone, unknown, _BECAUSE.sub("", rest).strip(" \u3000,，。;；"))
