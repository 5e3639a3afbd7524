"""A report in one line: its first sentence, shortened where a clause ends."""

import re

_SENTENCE = re.compile(r"[^。！？；;!?]*")
_CLAUSE = re.compile(r".*[，,、：:）)]", re.DOTALL)
_NUMBER = re.compile(r"[\d.,]*\d$")  # a number cut short would be another number


def gist(text: str, most: int) -> str:
    """The first sentence of a text, cut after a clause when it is longer than `most`."""
    flat = " ".join(text.split())
    first = _SENTENCE.match(flat)
    sentence = (first[0] if first else "") or flat
    if len(sentence) <= most:
        return sentence
    clause = _CLAUSE.match(sentence[: most - 1])
    kept = clause[0].rstrip("，,、：: ") if clause else ""
    return (kept if len(kept) >= most // 2 else _NUMBER.sub("", sentence[: most - 1])) + "…"
