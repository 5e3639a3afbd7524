"""Who may come in: the machine itself, and no page of another site in its name."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.loopback import is_loopback
from data.refusal import Refusal

Endpoint = Callable[[Request], Awaitable[Response]]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


class Denied(Exception):
    """A request that is answered with an HTTP status and one sentence."""

    def __init__(self, status: int, key: str, **facts: object) -> None:
        super().__init__(key)
        self.status = status
        self.refusal = Refusal(key, **facts)


def is_near(request: Request) -> bool:
    """Whether the request comes from this machine to this machine, through no proxy."""
    client = request.client.host if request.client else ""
    forwarded = any(name in request.headers for name in FORWARDED)
    return is_loopback(client) and is_loopback(_host(request.headers)) and not forwarded


def near(endpoint: Endpoint) -> Endpoint:
    """Only for this machine: other names may be a foreign page's (DNS rebinding)."""

    async def guarded(request: Request) -> Response:
        if not is_near(request):
            raise Denied(403, "web-not-loopback")
        origin = request.headers.get("origin")
        if origin is not None and not _is_own(origin, request):
            raise Denied(403, "web-foreign-origin")
        return await endpoint(request)

    return guarded


def _host(headers: Headers) -> str:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_own(origin: str, request: Request) -> bool:
    return origin == f"{request.url.scheme}://{request.headers.get('host', '')}"


class SafeHeaders:
    """Puts HEADERS on every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_safe)
