"""The signs people type, made plain."""

# One character for one character, so that a place in the plain text is the same place in the
# original and what is quoted back are the contact's own words.
_PLAIN = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord(sign): ord(plain)
    for signs, plain in (
        ("\u3000\u00a0\t\u200b\ufeff", " "),
        ("‐‑‒–—―−─﹣", "-"),
        ("﹪٪", "%"),
        ("﹕∶", ":"),
        ("／∕", "/"),
    )
    for sign in signs
}


def plain(text: str) -> str:
    """Full-width signs, dashes and spaces as ASCII; the length stays the same."""
    return text.translate(_PLAIN)


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spans (in order, apart) made spaces, so that every place stays."""
    if not spans:
        return text
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
