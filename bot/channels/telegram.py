"""Telegram as a channel: listening by long polls or a webhook, sending, and whether it is up."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response

from bot.channels import Abilities, Receive
from bot.channels.lease import Lease
from bot.channels.telegram_api import OFFICIAL, Api, Patience
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_layout import TEXT
from bot.channels.telegram_menu import Menu, show
from bot.channels.telegram_poll import Polling
from bot.channels.telegram_rates import Limits, Rates
from bot.channels.telegram_read import CHANNEL
from bot.channels.telegram_records import StoreRecords
from bot.channels.telegram_send import Sender
from bot.channels.telegram_webhook import Hook, Webhook
from data.store import Store
from messages.message import Outcome, Outgoing, SendError

BUTTONS = 100

log = structlog.get_logger("telegram")

# The lists of commands to show, asked for once at every start.
Menus = Callable[[], Awaitable[Sequence[Menu]]]


class Telegram:
    """The endpoint. `now` is the real clock; with `webhook` it is posted to, else it polls.

    `holder`, this process's name on leases, is given where several processes share a database:
    then only one of them polls, and all keep one pace.
    """

    name = CHANNEL
    can = Abilities(edit=True, quote=True, files=True, text_limit=TEXT, buttons=BUTTONS)

    def __init__(
        self,
        token: str,
        store: Store,
        now: Callable[[], datetime],
        api: str = OFFICIAL,
        *,
        webhook: Webhook | None = None,
        holder: str | None = None,
        menus: Menus | None = None,
        patience: Patience | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._webhook = webhook
        self._menus = menus
        self._bot = Api(token, api, self._patience)
        self._records = StoreRecords(store, now)
        self._lease = Lease(store, CHANNEL, holder, now) if holder and not webhook else None
        rates = Rates(limits or Limits(), _time, self._records.turn if holder else None)
        self._sender = Sender(self._bot, rates)
        self._intake: Intake | None = None
        self._listening: Polling | Hook | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._leaving = 0  # messages on their way out
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopped = False

    async def start(self, receive: Receive) -> None:
        """Begin to listen; a platform that is away is no failure, `ready` tells."""
        intake = self._intake = Intake(self._bot, receive, self._records, self._patience)
        if self._webhook is not None:
            self._listening = Hook(self._bot, intake, self._patience, self._webhook)
        else:
            self._listening = Polling(self._bot, intake, self._patience, self._holds)
        self._stopped = False
        self._begin(self._listening.run())
        if self._lease is not None:
            self._begin(self._lease.run())
        if self._menus is not None:
            self._begin(self._show_menus(self._menus))

    async def stop(self) -> None:
        """Stop listening, let go what is leaving; what was not acknowledged comes again."""
        self._stopped = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        if self._intake is not None:
            await self._intake.close()
        if self._lease is not None:
            await self._lease.release()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.answer):
                await self._idle.wait()
        await self._bot.close_connections()

    def ready(self) -> bool:
        """Whether a round trip was completed lately."""
        return self._listening is not None and self._listening.rounds.ready()

    async def send(self, chat: str, message: Outgoing) -> str:
        """Send to `chat` (or `chat:thread`); the receipt is the message's id."""
        if self._stopped:
            raise SendError("stopped", Outcome.RETRY)
        self._leaving += 1
        self._idle.clear()
        try:
            return await self._sender.send(chat, message)
        except SendError:
            raise
        except Exception as error:  # a defect; the deliverer must not stop at one message
            reason = self._bot.scrub(repr(error))
            log.error("send-broke", error=reason)
            raise SendError(reason, Outcome.UNKNOWN) from None
        finally:
            self._leaving -= 1
            if not self._leaving:
                self._idle.set()

    async def post(self, request: Request) -> Response:
        """The webhook's route, `POST /telegram`; 404 for one who polls, 503 while not listening."""
        if self._webhook is None:
            return Response(status_code=404)
        if self._stopped or not isinstance(self._listening, Hook):
            return Response(status_code=503)
        return await self._listening.post(request)

    def _begin(self, run: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(run))

    async def _holds(self) -> bool:
        return self._lease is None or self._lease.held

    async def _show_menus(self, menus: Menus) -> None:
        """Until it has gone well once; the bot does not wait for it."""
        failures = 0
        while True:
            try:
                await show(self._bot, await menus())
                return
            except Exception as error:  # the platform or the database is away
                failures += 1
                log.warning("menus-not-shown", error=self._bot.scrub(repr(error)))
                await asyncio.sleep(self._patience.pause(failures))


def _time() -> float:
    return asyncio.get_running_loop().time()
