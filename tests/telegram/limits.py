"""The platform's limits, and the errors it answers with when one is passed."""

from dataclasses import dataclass, field
from typing import Any

TEXT = 4096  # after entities, in UTF-16 units: the stricter of the two ways to count
CAPTION = 1024
CALLBACK_DATA = 64  # bytes
CALLBACK_ANSWER = 200
BUTTONS = 100
WORDS = 300  # of a reply keyboard
UPDATES = 100
DOWNLOAD = 20 * 1024 * 1024
UPLOAD = 50 * 1024 * 1024
PHOTO = 10 * 1024 * 1024
SECRET = r"[A-Za-z0-9_-]{1,256}"
COMMAND = r"[a-z0-9_]{1,32}"
COMMANDS = 100
DESCRIPTION = 256

# (messages, seconds): as published, with a tenth of a second for the way.
PRIVATE = (1, 0.9)
GROUP = (20, 59.0)
OVERALL = (30, 1.0)


@dataclass
class ApiError(Exception):
    """An answer with `ok: false`."""

    code: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad(sentence: str) -> ApiError:
    """400, worded as the platform words it."""
    return ApiError(400, f"Bad Request: {sentence}")


def flood(seconds: int) -> ApiError:
    """429."""
    sentence = f"Too Many Requests: retry after {seconds}"
    return ApiError(429, sentence, {"retry_after": seconds})


def length(text: str) -> int:
    """Characters as UTF-16 counts them."""
    return len(text.encode("utf-16-le")) // 2
