"""What the words of a command that asks for something say: the day wanted, and why."""

import re
from dataclasses import replace
from datetime import date

from handlers.parse.dates import dates
from handlers.parse.items import Intent, Item, Known
from handlers.parse.report import understand
from handlers.parse.signs import blank, plain

# Put before the words, it makes them say by themselves what the command says already.
_CUES = {Intent.EXTEND: "申请延期 ", Intent.DECLINE: "有异议，", Intent.BLOCKED: "受阻，"}
_BARE = re.compile(
    r"申请|请求?|希望|延期|延后|推迟|延长|异议|受阻|[至到为因]|之?前|[\s,.;:!?，。；：！？、]"
    r"|\b(?:to|until|by|extend|because)\b",
    re.IGNORECASE,
)
_BLOCKED = re.compile(r"^(?:受阻|blocked)[\s,:，：]+(?=\S)", re.IGNORECASE)
_TRIM = " ,.;:，。；：、至到为"


def asked(text: str, intent: Intent, task: Known, on: date) -> Item:
    """The words of a command about one task, understood as that intent."""
    found = understand(_CUES[intent] + text, [task], on)
    item = next((each for each in found if each.intent is intent), Item(task.code, intent))
    reason = item.reason or _beside_dates(text, on)
    return replace(item, code=task.code, reason=reason, text=text)


def hindrance(text: str) -> str:
    """What stands in the way, without the word in front that only says that something does."""
    return _BLOCKED.sub("", text)


def _beside_dates(text: str, on: date) -> str | None:
    """The words without their dates, if they say anything."""
    spans: list[tuple[int, int]] = []
    for each in dates(text, on):
        if not spans or each.start >= spans[-1][1]:
            spans.append((each.start, each.end))
    left = blank(plain(text), spans)
    if len(_BARE.sub("", left)) < 2:
        return None
    kept = [sign for n, sign in enumerate(text) if not any(a <= n < b for a, b in spans)]
    return "".join(kept).strip(_TRIM) or None
