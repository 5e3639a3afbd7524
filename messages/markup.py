"""Our small Markdown: **bold**, `code`, [words](address), > quoted lines; and its other forms."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

_MEANING = re.compile(r"[\\*`\[\]>]")
_INLINE = re.compile(
    r"\\(?P<sign>[\\*`\[\]>])"
    r"|\*\*(?P<bold>(?:\\.|[^\\*])+)\*\*"
    r"|`(?P<code>(?:\\.|[^\\`])+)`"
    r"|\[(?P<words>(?:\\.|[^\\\]])+)\]\((?P<address>https?://[^\s()]+)\)"
    r"|(?P<text>[^\\*`\[]+|.)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\\*`\[\]>])")
_QUOTE = "> "


@dataclass(frozen=True)
class Run:
    """A stretch of one line in one style: `text` as people see it, and where a link leads."""

    text: str
    style: str = ""  # "", bold, code or link
    address: str = ""


def escape(text: str) -> str:
    """Text as somebody typed it: no sign in it means anything."""
    return _MEANING.sub(r"\\\g<0>", text)


def plain(text: str) -> str:
    """What people read, without any markup."""
    return "\n".join(_plain_line(line) for line in text.split("\n"))


def _plain_line(line: str) -> str:
    return "".join(run.text for run in runs(line.removeprefix(_QUOTE)))


def telegram_html(text: str) -> str:
    """Telegram's HTML; quoted lines that follow each other are one quotation."""
    lines = text.split("\n")
    out: list[str] = []
    for quoted, group in groupby(lines, key=lambda line: line.startswith(_QUOTE)):
        inner = "\n".join(_html_line(line.removeprefix(_QUOTE)) for line in group)
        out.append(f"<blockquote>{inner}</blockquote>" if quoted else inner)
    return "\n".join(out)


def _html_line(line: str) -> str:
    return "".join(_html_run(run) for run in runs(line))


def _html_run(run: Run) -> str:
    text = html.escape(run.text, quote=False)
    if run.style == "bold":
        return f"<b>{text}</b>"
    if run.style == "code":
        return f"<code>{text}</code>"
    if run.style == "link":
        return f'<a href="{html.escape(run.address)}">{text}</a>'
    return text


def runs(line: str) -> Iterator[Run]:
    """The stretches of a line, in order; a mark that is not closed is shown as it stands."""
    for match in _INLINE.finditer(line):
        if match["bold"]:
            yield Run(_unescape(match["bold"]), "bold")
        elif match["code"]:
            yield Run(_unescape(match["code"]), "code")
        elif match["words"]:
            yield Run(_unescape(match["words"]), "link", match["address"])
        else:
            yield Run(match["sign"] or match["text"])


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _write(run: Run) -> str:
    text = escape(run.text)
    if run.style == "bold":
        return f"**{text}**"
    if run.style == "code":
        return f"`{text}`"
    return f"[{text}]({run.address})" if run.style == "link" else text


Measure = Callable[[str], int]


def utf8(text: str) -> int:
    """Bytes of what people read."""
    return len(plain(text).encode())


def utf16(text: str) -> int:
    """UTF-16 units of what people read, as Telegram counts: an emoji outside the BMP is two."""
    return len(plain(text).encode("utf-16-le")) // 2


def split(text: str, limit: int, measure: Measure = utf16) -> list[str]:
    """Pieces of at most `limit`, broken between lines; a longer line between its characters.

    `limit` must hold at least one whole character (an emoji may take dozens of bytes).
    """
    pieces: list[str] = []
    held: list[str] = []
    for line in _fitting(text.split("\n"), limit, measure):
        if held and measure("\n".join([*held, line])) > limit:
            pieces.append("\n".join(held))
            held = []
        held.append(line)
    return [*pieces, "\n".join(held)]


def _fitting(lines: Iterable[str], limit: int, measure: Measure) -> Iterator[str]:
    for line in lines:
        if measure(line) <= limit:
            yield line
        else:
            yield from _broken(line, limit, measure)


def _broken(line: str, limit: int, measure: Measure) -> Iterator[str]:
    mark = _QUOTE if line.startswith(_QUOTE) else ""
    held, size = "", 0
    for run in runs(line.removeprefix(_QUOTE)):
        for text in _shorter(run.text, limit - size, limit, measure):
            if held and size + measure(escape(text)) > limit:
                yield mark + held
                held, size = "", 0
            held += _write(Run(text, run.style, run.address))
            size += measure(escape(text))
    if held:
        yield mark + held


def _shorter(text: str, room: int, limit: int, measure: Measure) -> Iterator[str]:
    """Stretches of a text: the first fits into `room` where it can, the others into `limit`."""
    held, size = "", 0
    for sign in characters(text):
        more = measure(escape(sign))
        if held and size + more > room:
            yield held
            held, size, room = "", 0, limit
        held, size = held + sign, size + more
    yield held


def characters(text: str) -> Iterator[str]:
    """What people take for one character: an emoji with its joiners, a letter with its accents."""
    held = ""
    for sign in text:
        if held and not _joins(held, sign):
            yield held
            held = ""
        held += sign
    if held:
        yield held


def _joins(held: str, sign: str) -> bool:
    if sign in "\u200d\ufe0f\ufe0e\u20e3" or "\U0001f3fb" <= sign <= "\U0001f3ff":
        return True
    if unicodedata.combining(sign) or "\U000e0020" <= sign <= "\U000e007f":
        return True
    flags = sum("\U0001f1e6" <= each <= "\U0001f1ff" for each in held)
    return held[-1] == "\u200d" or (flags == 1 and "\U0001f1e6" <= sign <= "\U0001f1ff")
