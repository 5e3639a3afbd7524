"""Whether words are English: no Chinese sign in them, whatever quotes and dashes they have."""

import re

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")


def is_latin(text: str) -> bool:
    return CHINESE.search(text) is None
