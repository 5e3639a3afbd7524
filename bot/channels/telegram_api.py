"""The Bot API by way of python-telegram-bot: addresses, updates as they came, an unsaid token."""

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.loopback import is_loopback

OFFICIAL = "https://api.telegram.org/bot"
# Named at every call: the platform remembers the last list, whoever sent it.
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
CONNECTIONS = 32

Raw = Mapping[str, Any]  # an update as it came: parsed JSON, nothing checked


@dataclass(frozen=True)
class Patience:
    """How long things may take, in seconds; `tries` is how often one update is attempted."""

    hold: float = 25.0  # how long the platform holds a poll that finds nothing
    answer: float = 15.0  # how long an answer may take beyond that
    watchdog: float = 60.0  # no completed round trip for this long: not ready, begun anew
    first: float = 1.0  # the first pause after a failure; each further one doubles
    most: float = 30.0
    tries: int = 3
    glance: float = 0.25  # how long new updates wait for one that takes long
    webhook: float = 30.0  # how long an update may take before the platform is told to repeat it

    def pause(self, failures: int) -> float:
        """The pause after so many failures in a row."""
        return float(min(self.most, self.first * 2 ** min(failures - 1, 16)))


class Api(Bot):
    """A bot whose updates come one by one as JSON, so that a bad one does not block the rest."""

    def __init__(self, token: str, address: str, patience: Patience) -> None:
        _hush()
        root = address.rstrip("/").removesuffix("/bot")
        self._secrets = tuple(_forms(token))
        self._own = (_request(root, patience, 1), _request(root, patience, CONNECTIONS))
        super().__init__(
            token,
            base_url=lambda token: f"{root}/bot{token}",
            base_file_url=lambda token: f"{root}/file/bot{token}",
            get_updates_request=self._own[0],
            request=self._own[1],
        )

    async def raw_updates(self, offset: int | None, hold: float, answer: float) -> list[Raw]:
        """One `getUpdates`: everything below `offset` is acknowledged by it."""
        result = await self._post(
            "getUpdates",
            {"offset": offset, "limit": 100, "timeout": int(hold), "allowed_updates": ALLOWED},
            read_timeout=hold + answer,
        )
        return [raw for raw in result if isinstance(raw, Mapping)]

    async def close_connections(self) -> None:
        """Close every connection; unlike `shutdown`, whether or not `initialize` was called."""
        for request in self._own:
            await request.shutdown()

    def scrub(self, text: object) -> str:
        """The text without the token, in any form it takes in addresses."""
        shown = str(text)
        for secret in self._secrets:
            shown = shown.replace(secret, "***")
        return shown


def _request(root: str, patience: Patience, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=patience.answer,
        write_timeout=patience.answer,
        connect_timeout=min(patience.answer, 10.0),
        pool_timeout=patience.answer,
        # A proxy of the environment leads outside; a server on this machine is not there.
        httpx_kwargs={"trust_env": not on_loopback(root), "verify": _tls()},
    )


@cache
def _tls() -> ssl.SSLContext:
    """One for all connections: reading the authorities takes longer than many a request."""
    return httpx.create_ssl_context()


def on_loopback(address: str) -> bool:
    """Whether the address names this machine."""
    return is_loopback(urlsplit(address).hostname)


def _forms(token: str) -> list[str]:
    secret = token.partition(":")[2] or token
    return [form for form in (token, quote(token, safe=""), secret) if form]


def _hush() -> None:
    # They print whole addresses, token included, at INFO and DEBUG.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)


def seconds(value: int | timedelta) -> float:
    """A span that the library gives as a number or, by an environment variable, as a timedelta."""
    return value.total_seconds() if isinstance(value, timedelta) else float(value)
