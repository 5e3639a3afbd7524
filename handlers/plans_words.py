"""What is said after `/plan`: which plan, which task, what is to be done with it."""

import re
from dataclasses import dataclass

from handlers import parse
from handlers.command import Call

VERBS = {
    "list": ("list", "清单"),
    "check": ("check", "核对", "逐项核对"),
    "as": ("as",),
    "ok": ("ok", "照旧"),
    "rehearse": ("rehearse", "演练"),
    "confirm": ("confirm", "确认"),
    "separate": ("separate", "另立", "另立新计划"),
    "revision": ("revision", "修订", "作为修订稿"),
    "drop": ("drop", "discard", "放弃"),
    "retract": ("retract", "撤回"),
    "diff": ("diff", "对比", "变化"),
    "close": ("close", "结束", "关闭"),
    "end": ("end",),
    "signoff": ("signoff", "签发"),
}
FIELDS = {
    "owners": ("owners", "owner", "units", "unit", "单位", "责任单位"),
    "due": ("due", "date", "时限", "完成时限"),
    "brief": ("brief", "name", "简称"),
    "members": ("members", "member", "成员"),
}
_VERB = {word: name for name, words in VERBS.items() for word in words}
_FIELD = {word: name for name, words in FIELDS.items() for word in words}
_ID = re.compile(r"[pP](\d{1,9})")


@dataclass(frozen=True)
class Asked:
    """`plan` as it was named: p17 or a key; `task` as `#9` or a code; `words` what follows."""

    verb: str
    plan: str = ""
    task: str = ""
    words: str = ""


def asked(call: Call, keys: frozenset[str]) -> Asked:
    """Read the words; `keys` are the plans there are. Without a verb a plan is shown, or listed."""
    words = call.rest
    plan, words = _plan(words, keys)
    verb, words = _first(words, _VERB)
    if not plan:
        plan, words = _plan(words, keys)
    named = parse.named(words)
    task = f"#{named.ids[0]}" if named.ids else next(iter(named.codes), "")
    if verb or not task:
        return Asked(verb or "show", plan, task, named.rest if task else words)
    field, value = _first(named.rest, _FIELD)
    return Asked(field or "task", plan, task, value)


def plan_id(named: str) -> int | None:
    """The id of p17; None for a key."""
    match = _ID.fullmatch(named)
    return int(match[1]) if match else None


def _plan(words: str, keys: frozenset[str]) -> tuple[str, str]:
    first, _, rest = words.partition(" ")
    if first in keys or _ID.fullmatch(first):
        return first, rest.strip()
    return "", words


def _first(words: str, known: dict[str, str]) -> tuple[str, str]:
    first = re.split(r"[\s:：]", words, maxsplit=1)[0]
    name = known.get(parse.plain(first).casefold())
    return (name, re.sub(r"^[\s:：]+", "", words[len(first) :]).strip()) if name else ("", words)
