"""The people's side of the server, for tests: they speak and press, and see what the bot said."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any, Self

import httpx

Json = dict[str, Any]


async def until(true: Callable[[], Awaitable[Any]], seconds: float = 10.0) -> Any:
    """Wait until `true` gives something, and return it; fails after so many seconds."""
    async with asyncio.timeout(seconds):
        while True:
            if found := await true():
                return found
            await asyncio.sleep(0.01)


def web(address: str = "") -> httpx.AsyncClient:
    """A client for plain HTTP on this machine: no proxy, and no authorities to read."""
    return httpx.AsyncClient(base_url=address, timeout=10, trust_env=False, verify=False)


class Phone:
    """Every person's telephone, and the hand of fate, at the server's control addresses."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._client = web(f"{address}/control/")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._client.aclose()

    async def do(self, act: str, **facts: Any) -> Json:
        """One act of control.py."""
        answer = await self._client.post(act, json=facts)
        answer.raise_for_status()
        return dict(answer.json())

    async def look(self, what: str, **facts: Any) -> Any:
        """One look of control.py."""
        answer = await self._client.get(what, params=facts)
        answer.raise_for_status()
        return answer.json()

    async def say(self, user: int, text: str, **more: Any) -> Json:
        """A person writes; the update's number and the message's."""
        return await self.do("say", user=user, text=text, **more)

    async def upload(
        self, user: int, name: str, content: bytes, kind: str = "document", **more: Any
    ) -> Json:
        """A person sends a file."""
        encoded = base64.b64encode(content).decode()
        file = {"kind": kind, "name": name, "base64": encoded}
        return await self.do("say", user=user, file=file, **more)

    async def messages(self, chat: int) -> list[Json]:
        """What the bot has said in a chat, as it stands now."""
        found = await self.look("chat", chat=chat)
        return [message for message in found if message["from"]["is_bot"]]

    async def calls(self, method: str) -> list[Json]:
        """What the bot has asked of one method, in order."""
        return list(await self.look("traffic", method=method))

    async def taken(self, update_id: int) -> None:
        """Wait until the bot has acknowledged an update."""

        async def acknowledged() -> bool:
            return update_id in (await self.look("state"))["acknowledged"]

        await until(acknowledged)

    async def failed_post(self) -> None:
        """Wait until a post to the webhook has failed."""

        async def failed() -> bool:
            return bool((await self.look("state"))["webhook_errors"])

        await until(failed)
