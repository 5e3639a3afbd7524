"""A real site on a loopback port, with an answering machine behind the local channel."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn

from bot.channels.local import Local
from bot.web.site import Site, site
from data.door import Door
from data.store import Store
from data.store.files import Files
from data.workdays import Workdays
from messages.markup import escape
from messages.message import Button, Incoming, Outgoing

START = datetime(2018, 2, 12, 1, 0, tzinfo=UTC)
UNIT = "科技司"
NEAR = Door("http://127.0.0.1:8080", outside=False, key="a key of these tests")
AGREE = Button("确认", "/confirm 17")


@dataclass
class Machine:
    """Answers whatever is said with the same words and a button; counts what it has heard."""

    local: Local
    heard: list[Incoming] = field(default_factory=list)

    async def receive(self, incoming: Incoming) -> None:
        if any(each.id == incoming.id for each in self.heard):
            return
        self.heard.append(incoming)
        if incoming.button is not None and incoming.reply_to is not None:
            done = Outgoing("已确认", edit=incoming.reply_to, key=f"edit-{incoming.id}")
            await self.local.send(incoming.chat, done)
            return
        file = incoming.file
        text = f"**收到**：{escape(incoming.text)}"
        await self.local.send(
            incoming.chat,
            Outgoing(text, ((AGREE,),), file, reply_to=incoming.message, key=f"to-{incoming.id}"),
        )


@dataclass
class Dial:
    """A clock that is moved by hand, and tells 科技司 of every day that it reaches."""

    local: Local
    at: datetime = START
    jumps: list[bool] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    async def move(self, to: datetime, jump: bool) -> datetime:
        self.at = to.astimezone(UTC)
        self.jumps.append(jump)
        await self.local.send(UNIT, Outgoing("【本周报送】科技司", key=f"clock-{self.at}"))
        return self.at


@dataclass
class Served:
    """The running site and what stands behind it."""

    url: str
    store: Store
    local: Local
    machine: Machine
    dial: Dial
    client: httpx.AsyncClient
    health: dict[str, object]

    async def say(self, text: str, **fields: object) -> httpx.Response:
        return await self.client.post(
            "/api/local/messages", json={"from": UNIT, "text": text, **fields}
        )

    async def messages(self, name: str = UNIT, after: int = 0) -> list[dict[str, object]]:
        answer = await self.client.get(
            "/api/local/messages", params={"for": name, "after": str(after)}
        )
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, object]] = answer.json()["messages"]
        return messages


@asynccontextmanager
async def serving(
    url: str, folder: Path, locale: str = "zh", rehearsal: bool = True, door: Door = NEAR
) -> AsyncIterator[Served]:
    """Serve a site on a database until the block ends."""
    store = Store(url)
    dial: list[Dial] = []
    local = Local(store, Files(folder / "files"), lambda: dial[0].now())
    dial.append(Dial(local))
    machine = Machine(local)
    health: dict[str, object] = {"ready": True, "database": "up"}

    async def look() -> dict[str, object]:
        return health

    await local.start(machine.receive)
    parts = Site(
        store=store,
        days=Workdays(),
        locale=locale,
        now=dial[0].now,
        health=look,
        files=local.files,
        door=door,
        local=local if rehearsal else None,
        move=dial[0].move if rehearsal else None,
    )
    async with listening(parts) as address, httpx.AsyncClient(base_url=address) as client:
        yield Served(address, store, local, machine, dial[0], client, health)
    await local.stop()
    store.close()


@asynccontextmanager
async def listening(parts: Site) -> AsyncIterator[str]:
    """Serve these parts on a free loopback port; gives the address."""
    door = socket.create_server(("127.0.0.1", 0))  # whoever comes early waits in its queue
    server = uvicorn.Server(uvicorn.Config(site(parts), log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    await serving
