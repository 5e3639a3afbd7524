"""HTML parse mode, with the platform's own errors and byte offsets."""

import re
from html import unescape
from typing import Any

from tests.telegram.limits import bad, length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
KNOWN = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")

Entity = dict[str, Any]


def parse(text: str, mode: str | None) -> tuple[str, list[Entity]]:
    """The text as it is shown, and its entities; raises what cannot be parsed."""
    if not mode:
        return text.strip(), []
    if mode.upper() != "HTML":
        raise bad("unsupported parse_mode")
    plain, entities = _html(text)
    return plain.strip(), entities


def _html(text: str) -> tuple[str, list[Entity]]:
    out: list[str] = []
    open_tags: list[tuple[str, int, int]] = []  # name, place in the source, place in the output
    entities: list[Entity] = []
    at = 0
    while at < len(text):
        if text[at] == "<":
            at = _tag(text, at, out, open_tags, entities)
        elif known := KNOWN.match(text, at):
            out.append(unescape(known.group()))
            at = known.end()
        else:
            out.append(text[at])
            at += 1
    if open_tags:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return "".join(out), entities


def _tag(
    text: str, at: int, out: list[str], open_tags: list[tuple[str, int, int]], found: list[Entity]
) -> int:
    offset = len(text[:at].encode())
    end = text.find(">", at)
    closing = text.startswith("</", at)
    if end < 0:
        raise _unparsed(f"Unclosed {'end' if closing else 'start'} tag at byte offset {offset}")
    name = text[at + 1 + closing : end].split(" ")[0].lower()
    shown = length("".join(out))
    if not closing:
        if name not in KINDS:
            raise _unparsed(f'Unsupported start tag "{name}" at byte offset {offset}')
        open_tags.append((name, at, shown))
        return end + 1
    if not open_tags:
        raise _unparsed(f"Unexpected end tag at byte offset {offset}")
    opened, _, start = open_tags.pop()
    if name != opened:
        raise _unparsed(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened}>", found "</{name}>"'
        )
    if shown > start:
        found.append({"type": KINDS[name], "offset": start, "length": shown - start})
    return end + 1


def _unparsed(sentence: str) -> Exception:
    return bad(f"can't parse entities: {sentence}")
