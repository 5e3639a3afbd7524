"""From what somebody typed to a command and the words after it."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from handlers.parse.codes import leads
from handlers.parse.signs import plain

_LATIN = re.compile(r"/([A-Za-z][A-Za-z_]*)(?:@\w+)?")
_BARE_LATIN = re.compile(r"[A-Za-z][A-Za-z_]*")
_BREAK = re.compile(r"\s|:|[,。!?;、.]*\s*$")
# 稍后3天 and 稍后明天 are commands although no space follows; 稍后报送材料 is none.
_SPAN = re.compile(
    r"(?:(?:\d{1,3}|[一二两三四五六七八九十]{1,2})(?:天|日|个?周|个?星期|个?月)后?|明天|后天|下周.?)[。.!]?$"
)
_SIGNS = " \u3000\t\n:：,，、。.!！?？~～"
LATER = "snooze"
_ALIKE = 0.5  # two characters of which one is right: 任物 for 任务
_ALIKE_LONG = 0.6  # of a longer word more must be right


class Words(NamedTuple):
    """A command by its Latin name, and the words after it as they were written."""

    command: str
    rest: str


def split(text: str, words: Mapping[str, str]) -> Words | None:
    """The command that a text is, or None for a text that is none.

    `words` maps every word, Latin or Chinese, to its command. A Chinese word is a command when it
    stands alone or before a space, a colon or a task's code; 任务已经完成了一半 is a report.
    """
    text = text.strip().strip("\u200b\ufeff")
    flat = plain(text)
    if slashed := _LATIN.match(flat):
        command = words.get(slashed[1].lower())
        return Words(command, _rest(text, slashed.end())) if command else None
    start = 1 if flat.startswith("/") else 0
    if bare := _BARE_LATIN.match(flat):
        return _latin(text, flat, bare, words)
    for word in sorted(words, key=len, reverse=True):
        end = start + len(word)
        if flat.startswith(plain(word), start) and (
            _stands(flat, end) or (words[word] == LATER and _SPAN.match(flat, end))
        ):
            return Words(words[word], _rest(text, end))
    return None


def _latin(text: str, flat: str, bare: re.Match[str], words: Mapping[str, str]) -> Words | None:
    """English prose begins with words like `report`: only a code makes it a command."""
    command = words.get(bare[0].lower())
    after = flat[bare.end() :].lstrip(" :.!")
    if command and (not after or leads(after)):
        return Words(command, _rest(text, bare.end()))
    return None


def _stands(flat: str, end: int) -> bool:
    after = flat[end : end + 24]
    if _BREAK.match(after):
        return True
    return leads(after.lstrip(" ,、"))


def _rest(text: str, start: int) -> str:
    return text[start:].lstrip(_SIGNS).rstrip() if text[start:].strip(_SIGNS) else ""


def nearest(word: str, words: Iterable[str]) -> list[str]:
    """The known words most like a mistyped one, several when they are as near as each other."""
    wanted = plain(word).strip(" /").casefold()
    scored = {each: _likeness(wanted, each.casefold()) for each in words}
    best = max(scored.values(), default=(0.0, 0))
    near = best[0] >= (_ALIKE if len(wanted) <= 2 else _ALIKE_LONG)
    return [each for each in scored if scored[each] == best] if near else []


def _likeness(wanted: str, word: str) -> tuple[float, int]:
    """How much two words share; of equal ones, signs in the same place count: 崔办 is no 办结."""
    placed = sum(one == other for one, other in zip(wanted, word, strict=False))
    return SequenceMatcher(None, wanted, word).ratio(), placed


def unknown(text: str, longest: int = 6) -> str | None:
    """The word of a text that looks like a mistyped command: `/taks`, or a few signs alone."""
    flat = plain(text).strip()
    if flat.startswith("/"):
        return (re.split(r"[\s@\d]", flat[1:], maxsplit=1)[0] or None) if len(flat) > 1 else None
    word = re.split(r"[\s\d:,]", flat, maxsplit=1)[0]
    return word if 0 < len(word) <= longest and word.isalpha() else None
