"""The weekly digest as an official bulletin: facts in, .docx out, by a template made in Word."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from messages.brief import day, parts, sentence
from messages.render import label

FOLDER = Path(__file__).parent
WHOLE = 10_000  # entries of a part: a bulletin leaves nothing out


def bulletin(facts: Mapping[str, Any], locale: str) -> bytes:
    """A digest, as `data.edition.snapshot` keeps it, as .docx."""
    from docxtpl import DocxTemplate  # a Word library that few processes ever need

    template = DocxTemplate(FOLDER / locale / "bulletin.docx")
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    template.render(_writable(_given(facts, locale)), environment, autoescape=True)
    about = template.docx.core_properties
    about.title = facts["title"]
    about.created = about.modified = datetime.fromisoformat(facts["to"]).astimezone(UTC)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def _given(facts: Mapping[str, Any], locale: str) -> dict[str, Any]:
    span = sentence("digest-span", facts, locale)
    return {
        "head": label("bulletin.weekly", locale),
        "span": span,
        "date": day(facts["to"], locale, with_year=True),
        "title": label("bulletin.heading", locale, title=facts["title"]),
        "lead": label("bulletin.summary", locale),
        "summary": sentence("digest-summary", facts, locale),
        "parts": [asdict(part) for part in parts(facts, locale, WHOLE, whole=True)],
        "gap": label("bulletin.gap", locale),
        "open": label("bulletin.open", locale),
        "close": label("bulletin.close", locale),
        "footer": label("bulletin.footer", locale),
    }


def _writable(value: Any) -> Any:
    """Without the control characters that XML cannot hold."""
    if isinstance(value, str):
        return "".join(sign for sign in value if sign >= " " or sign in "\t\n")
    if isinstance(value, dict):
        return {key: _writable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(each) for each in value]
    return value
