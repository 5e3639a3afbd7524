"""The webhook: the platform posts each update, and posts it again until it is answered with 200."""

import asyncio
import hmac
import json
from dataclasses import dataclass, field

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.channels.telegram_api import ALLOWED, Api, Patience
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_rounds import Rounds

HEADER = "x-telegram-bot-api-secret-token"
LARGEST = 1024 * 1024  # bytes of a body; the platform's updates are a few thousand

log = structlog.get_logger("telegram")


@dataclass(frozen=True)
class Webhook:
    """Where the platform is to post, and the secret (of `A-Za-z0-9_-`) that shows it is the one."""

    url: str
    secret: str = field(repr=False)


class Hook:
    """Keeps the webhook set, and takes what is posted to it."""

    def __init__(self, bot: Api, intake: Intake, patience: Patience, webhook: Webhook) -> None:
        self.rounds = Rounds(bot, patience, self._turn)
        self._bot = bot
        self._intake = intake
        self._patience = patience
        self._webhook = webhook
        self._set = False

    async def run(self) -> None:
        """See again and again that the platform posts to us; updates come by `post`."""
        await self.rounds.run()

    async def post(self, request: Request) -> Response:
        """Answer one post: 200 only after the commit; 503 has the platform repeat it."""
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), self._webhook.secret.encode()):
            return Response(status_code=403)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        return Response(status_code=200 if await self._taken(body) else 503)

    async def _taken(self, body: bytes) -> bool:
        if self._intake.me is None:
            return False  # not yet introduced: the platform has not answered us
        try:
            async with asyncio.timeout(self._patience.webhook):
                await self._take(body)
        except Exception as error:  # the answer says it: come again
            log.warning("post-failed", error=self._bot.scrub(repr(error)))
            return False
        return True

    async def _take(self, body: bytes) -> None:
        try:
            raw = json.loads(body)
            if not isinstance(raw, dict):
                raise TypeError("not an object")
        except (ValueError, TypeError) as error:
            await self._intake.keep({"body": body.decode("utf-8", "replace")}, repr(error))
            return
        await self._intake.take(raw)

    async def _turn(self) -> None:
        await self._intake.introduce()
        if self._set:
            await asyncio.sleep(self._patience.hold)
            info = await self._bot.get_webhook_info()
            self._set = info.url == self._webhook.url
        if not self._set:
            await self._bot.set_webhook(
                self._webhook.url,
                secret_token=self._webhook.secret,
                allowed_updates=ALLOWED,
                drop_pending_updates=False,
            )
            self._set = True


async def _body(request: Request) -> bytes | None:
    """The body, or None when it is too large to be an update."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return None
    return body
