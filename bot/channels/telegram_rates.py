"""How fast messages may leave: overall and smooth, for each chat, and not while one is parked."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from messages.message import Outcome, SendError


@dataclass(frozen=True)
class Limits:
    """The platform's rates, as (messages, seconds), each a little under what it publishes."""

    overall: tuple[int, float] = (1, 1 / 25)  # one at a time: no opening burst
    # What rules send keeps below the whole, so that an answer never queues behind reminders.
    silent: tuple[int, float] = (1, 1 / 22)
    private: tuple[int, float] = (1, 1.02)
    group: tuple[int, float] = (20, 61.0)
    longest_wait: float = 3.0  # beyond that the message goes back to the deliverer
    storm: tuple[int, float] = (3, 5.0)  # so many chats refused within so long: all are parked


class Rate:
    """At most `count` messages in any `span` seconds."""

    def __init__(self, count: int, span: float) -> None:
        self._times: deque[float] = deque(maxlen=count)
        self._span = span

    def wait(self, now: float) -> float:
        """Seconds until the next one may pass."""
        times = self._times
        full = len(times) == times.maxlen
        return max(0.0, times[0] + self._span - now) if full else 0.0

    def mark(self, now: float) -> None:
        """One passes now."""
        self._times.append(now)

    def idle(self, now: float) -> bool:
        """Whether nothing has passed for a whole span."""
        return not self._times or self._times[-1] + self._span < now


class Gate:
    """Lets one message after another through at a rate, in the order in which they came."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        self.rate = rate
        self._now = now
        self._lock = asyncio.Lock()

    async def through(self, *further: "Gate") -> None:
        """Wait for this gate's turn and then, holding it, for those that follow."""
        async with self._lock:
            await asyncio.sleep(self.rate.wait(self._now()))
            if further:
                await further[0].through(*further[1:])
            self.rate.mark(self._now())

    def unused(self, now: float) -> bool:
        """Whether it may be forgotten."""
        return not self._lock.locked() and self.rate.idle(now)


# Takes this bot's next turn among several processes, turns being so many seconds apart; seconds
# until it comes.
Shared = Callable[[float], Awaitable[float]]


class Rates:
    """All gates of one bot; chats are known by the platform's number, groups are negative."""

    def __init__(
        self, limits: Limits, now: Callable[[], float], shared: Shared | None = None
    ) -> None:
        self._limits = limits
        self._now = now
        self._shared = shared
        self._overall = Gate(Rate(*limits.overall), now)
        self._silent = Gate(Rate(*limits.silent), now)
        self._chats: dict[int, Gate] = {}
        self._parked: dict[int, float] = {}  # chat -> until
        self._all_until = 0.0
        self._refusals: deque[tuple[float, int]] = deque()

    async def through(self, chat: int, silent: bool) -> None:
        """Wait until a message to `chat` may leave; raises SendError when that is not soon."""
        gate = self._gate(chat)
        wait = max(self.parked(chat), gate.rate.wait(self._now()))
        if wait > self._limits.longest_wait or self.parked(chat):
            raise SendError("rate", Outcome.RETRY, retry_after=wait)
        if silent:
            await gate.through(self._silent, self._overall)
        else:
            await gate.through(self._overall)
        if self._shared is not None:
            await asyncio.sleep(await self._shared(self._limits.overall[1]))

    def parked(self, chat: int) -> float:
        """Seconds for which nothing may go to `chat`."""
        until = max(self._parked.get(chat, 0.0), self._all_until)
        return max(0.0, until - self._now())

    def park(self, chat: int, span: float) -> None:
        """The platform refused `chat` for `span` seconds; refusing several, it means all."""
        now = self._now()
        self._parked[chat] = now + span
        self._refusals.append((now, chat))
        chats, within = self._limits.storm
        while self._refusals[0][0] < now - within:
            self._refusals.popleft()
        if len({chat for _, chat in self._refusals}) >= chats:
            self._all_until = max(self._all_until, now + span)

    def _gate(self, chat: int) -> Gate:
        if chat not in self._chats:
            self._forget()
            rate = self._limits.group if chat < 0 else self._limits.private
            self._chats[chat] = Gate(Rate(*rate), self._now)
        return self._chats[chat]

    def _forget(self) -> None:
        if len(self._chats) % 1000 == 999:
            now = self._now()
            self._chats = {k: gate for k, gate in self._chats.items() if not gate.unused(now)}
            self._parked = {k: until for k, until in self._parked.items() if until > now}
