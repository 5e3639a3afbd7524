"""The weekly digest as a picture for a phone: facts in, PNG out."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from messages.brief import parts, sentence
from messages.render import figure, label

if TYPE_CHECKING:
    from typst import Fonts

LAYOUT = Path(__file__).with_name("picture.typ")
FAMILIES = ("Noto Sans SC", "Noto Serif SC")  # what the layout asks for
PPI = 216.0  # three pixels a point: 1,125 pixels across


def picture(facts: Mapping[str, Any], locale: str, fonts: Path | None = None) -> bytes:
    """A digest, as `data.edition.snapshot` keeps it, as PNG; `fonts` is a folder to look in first.

    A font that is not there is replaced by one of the system's.
    """
    return typeset(facts, locale, fonts)[0]


def typeset(
    facts: Mapping[str, Any], locale: str, fonts: Path | None = None
) -> tuple[bytes, list[str]]:
    """The picture, and what the typesetter complains of: a font that is missing only warns."""
    import typst  # 20 MB that a process without pictures never loads

    given = json.dumps(_given(facts, locale), ensure_ascii=False)
    image, warnings = typst.compile_with_warnings(
        LAYOUT.read_bytes(),
        format="png",
        ppi=PPI,
        sys_inputs={"facts": given},
        font_paths=_fonts(fonts),
    )
    return image, [warning.message for warning in warnings]


def fonts_missing(folder: Path | None = None) -> list[str]:
    """The picture's fonts that are found nowhere; `folder` is looked in first."""
    there = set(_fonts(folder).families())
    return [family for family in FAMILIES if family not in there]


@cache
def _fonts(folder: Path | None) -> "Fonts":
    """The house's own folder, then the fonts from PyPI, then the system's; looked up once."""
    from typst import Fonts

    spec = find_spec("pylopdf_fonts_zh_cn")  # found, not run: only its files are wanted
    shipped = Path(spec.origin).parent if spec and spec.origin else None
    return Fonts(font_paths=[each for each in (folder, shipped) if each])


def _given(facts: Mapping[str, Any], locale: str) -> dict[str, Any]:
    return {
        "lang": locale,
        "title": facts["title"],
        "words": {
            "title": label("bulletin.weekly", locale),
            "span": sentence("digest-span", facts, locale),
            "summary": sentence("digest-summary", facts, locale),
            "goals": label("bulletin.goals", locale),
            "footer": label("bulletin.footer", locale),
        },
        "lights": [
            {"key": key, "number": number, "label": label(f"light.{key}", locale)}
            for key, number in facts["counts"].items()
        ],
        "parts": [asdict(part) for part in parts(facts, locale)],
        "goals": [
            _goal(target)
            for goal in facts["goals"]
            for target in goal["targets"]
            if target["reached"] is not None
        ],
    }


def _goal(target: Mapping[str, Any]) -> dict[str, Any]:
    reached, needed = target["reached"], target["needed"]
    return {
        "text": target["text"],
        "sum": f"{figure(reached)}/{figure(needed)}{target['unit']}",
        "share": min(max(reached / needed, 0.0), 1.0) if needed else 1.0,
    }
