"""Facts for the templates about files that units send."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from data.store.evidence import Sent
from handlers.page import cut
from tests.messages.facts import NOW, PART

FILE = Sent(1, 1, 9, "科技司", "李", 1, "0" * 64, "自查*表.pdf", 123456, NOW)


def samples() -> Mapping[str, list[Mapping[str, Any]]]:
    """At least one set for each way a template can go."""
    return {
        "evidence-kept": [
            {"part": PART, "fresh": fresh, "file": replace(FILE, size=size), "count": 2}
            for fresh in (True, False)
            for size in (0, 900, 123456, 5_000_000)
        ],
        "evidence-which": [{"file": FILE, "page": cut([PART] * n, 1, 8)} for n in (3, 30)],
    }
