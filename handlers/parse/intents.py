"""What a report wants: progress, done, blocked, extend, decline or a bare receipt."""

import re
from collections.abc import Sequence

from handlers.parse.clauses import Clause
from handlers.parse.cues import (
    AROUND_DONE,
    AROUND_RECEIPT,
    BLOCKED,
    CLOSE,
    DECLINE,
    DONE,
    EXTEND,
    NO_BLOCK,
    NO_EXTEND,
    NOT_DONE,
    PARTLY,
    RECEIPT,
)
from handlers.parse.items import Intent
from handlers.parse.overlap import overlap
from handlers.parse.percent import strange_stage
from handlers.parse.signs import plain

_QUESTION = re.compile(r"[^,]{0,2}(?:吗|么|多少|\d)|[^,]{0,4}(?:困难|难度|压力|风险|阻力|不了)")
_OK_SIGNS = frozenset("👌👍🙏🫡✅🆗🤝💪✔☑")
_SIGNS_FROM = 0x2600  # where the emoji begin
_SHORT = 3  # signs that may be left of a receipt


def intent(
    parts: Sequence[Clause], words: str, percent: float | None, unfinished: bool
) -> tuple[Intent, tuple[Clause, ...]]:
    """What a report wants and the clauses that say so.

    `words` are the task's own; `unfinished` is set when something is said to be left or ahead.
    """
    for wants, pattern, unless in (
        (Intent.DECLINE, DECLINE, None),
        (Intent.EXTEND, EXTEND, NO_EXTEND),
        (Intent.BLOCKED, BLOCKED, NO_BLOCK),
    ):
        if said := _saying(parts, pattern, unless):
            return wants, said
    finished = tuple(clause for clause in parts if _finishes(clause, words))
    if (percent == 100 or (finished and percent is None)) and not unfinished:
        return Intent.DONE, finished
    return Intent.PROGRESS, ()


def _saying(
    parts: Sequence[Clause], pattern: re.Pattern[str], unless: re.Pattern[str] | None
) -> tuple[Clause, ...]:
    return tuple(
        clause
        for clause in parts
        if pattern.search(clause.flat) and not (unless and unless.search(clause.flat))
    )


def _finishes(clause: Clause, words: str) -> bool:
    flat = clause.flat
    if "?" in flat:
        return False
    return any(
        not NOT_DONE.search(flat[max(0, match.start() - 8) : match.start()])
        and not clause.planned(match.start())
        and not _QUESTION.match(flat, match.end())
        and _whole(flat[: match.start()], words)
        for match in DONE.finditer(flat)
    )


def _whole(before: str, words: str) -> bool:
    """Whether the subject of 已完成 is the task itself and not a stage or part of it."""
    if PARTLY.search(before) or strange_stage(before, words):
        return False
    subject = re.sub(r"[^\u4e00-\u9fff]", "", AROUND_DONE.sub("", before))
    return len(subject) <= 1 or overlap(subject, words) > 0


def asks_to_close(text: str) -> bool:
    """Whether a report that says done asks for the closing as well: 已完成，申请办结."""
    return bool(CLOSE.search(plain(text)))


def is_receipt(text: str) -> bool:
    """Whether a text says nothing but that it was received: 收到, 好的，马上安排, 👌."""
    signs = [sign for sign in text if sign.isalnum() or ord(sign) > _SIGNS_FROM]
    if signs and not any(map(str.isalnum, signs)):
        return any(sign in _OK_SIGNS for sign in signs)
    if not RECEIPT.match(text):
        return False
    return sum(map(str.isalnum, AROUND_RECEIPT.sub("", text))) <= _SHORT
