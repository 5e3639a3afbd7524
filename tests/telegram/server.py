"""The server: Bot API, files, control, webhook posts; in this process or one of its own.

`python -m tests.telegram.server --port 9000` then speaks at http://127.0.0.1:9000/bot.
"""

import argparse
import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.telegram.control import routes
from tests.telegram.limits import ApiError, flood
from tests.telegram.methods import METHODS
from tests.telegram.world import Fault, Json, World

TOKEN = "730000000:AAHtest-Token_of-the-strict-server01"
NEVER = 3600.0
SENTENCES = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


def app(world: World) -> Starlette:
    """The whole server around one world."""

    async def call(request: Request) -> Response:
        return await _call(world, request)

    async def download(request: Request) -> Response:
        found = world.files.get(request.path_params["number"])
        if request.path_params["token"] != world.token or found is None:
            return JSONResponse(ApiError(404, "Not Found").body(), 404)
        return Response(found[1], media_type=found[2])

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        poster = asyncio.create_task(post_updates(world))
        yield
        poster.cancel()

    bot_api = Route("/bot{token}/{method}", call, methods=["GET", "POST"])
    files = Route("/file/bot{token}/files/{number}", download)
    return Starlette(routes=[bot_api, files, *routes(world)], lifespan=lifespan)


async def _call(world: World, request: Request) -> Response:
    name = request.path_params["method"]
    params = await _params(request)
    record: Json = {
        "seq": len(world.traffic),
        "method": name,
        "params": {key: _shown(value) for key, value in params.items()},
        "at": time.time(),
        "answer": None,
    }
    world.traffic.append(record)
    fault = world.fault(name, params.get("chat_id"))
    if fault and fault.answer.isdigit():
        return _answer(record, _failure(fault))
    if fault and fault.answer == "drop":
        return _broken_off()
    answer = await _run(world, request.path_params["token"], name, params)
    if fault and fault.answer == "swallow":
        record["answer"] = "swallowed"
        await asyncio.sleep(NEVER)
    if fault and fault.answer == "cut":
        record["answer"] = "cut"
        return _broken_off()
    return _answer(record, answer)


async def _run(world: World, token: str, name: str, params: Json) -> Any:
    if token != world.token:
        return ApiError(401, "Unauthorized")
    method = METHODS.get(name.lower())
    if method is None:
        return ApiError(404, "Not Found")
    try:
        return await method(world, params)
    except ApiError as error:
        return error


def _answer(record: Json, answer: Any) -> Response:
    if isinstance(answer, ApiError):
        record["answer"] = answer.body()
        return JSONResponse(answer.body(), answer.code)
    record["answer"] = {"ok": True, "result": answer}
    return JSONResponse(record["answer"])


def _failure(fault: Fault) -> ApiError:
    code = int(fault.answer)
    if code == 429:
        return flood(fault.retry_after)
    return ApiError(code, fault.description or SENTENCES.get(code, "Bad Request"))


def _broken_off() -> Response:
    """An answer that ends before its announced length: the connection is cut."""

    async def nothing() -> AsyncIterator[bytes]:
        yield b'{"ok"'

    return StreamingResponse(nothing(), headers={"Content-Length": "1000"})


async def _params(request: Request) -> Json:
    params: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        params |= await request.json()
    elif kind:
        form = await request.form(max_part_size=60 * 1024 * 1024)
        for key, value in form.items():
            params[key] = await _file(value) if isinstance(value, UploadFile) else value
    return {key: _attached(value, params) for key, value in params.items()}


def _attached(value: Any, params: Json) -> Any:
    """A file may stand in another part of the form, and be named here."""
    attached = isinstance(value, str) and value.startswith("attach://")
    return params.get(value.removeprefix("attach://"), value) if attached else value


async def _file(value: UploadFile) -> tuple[str, bytes, str]:
    media = value.content_type or "application/octet-stream"
    return value.filename or "file", await value.read(), media


def _shown(value: Any) -> Any:
    return {"name": value[0], "size": len(value[1])} if isinstance(value, tuple) else value


async def post_updates(world: World) -> None:
    """Post updates to the webhook, those of a chat one by one; each until it answers 200."""
    async with httpx.AsyncClient(timeout=60, trust_env=False, verify=False) as client:
        posting: dict[int, asyncio.Task[None]] = {}
        while True:
            busy = {_place(world.pending[n]) for n in posting if n in world.pending}
            for number, update in list(world.pending.items()):
                place = _place(update)
                if world.webhook.url and place not in busy and number not in posting:
                    busy.add(place)
                    task = asyncio.create_task(_post(world, client, number, update))
                    posting[number] = task
            done = [number for number, task in posting.items() if task.done()]
            for number in done:
                del posting[number]
            await asyncio.sleep(0.01)


async def _post(world: World, client: httpx.AsyncClient, number: int, update: Json) -> None:
    hook = world.webhook
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        answer = await client.post(hook.url, json=update, headers=headers)
    except httpx.HTTPError:
        answer = None
    if answer is not None and answer.is_success:
        world.pending.pop(number, None)
        world.acknowledged.append(number)
    else:
        hook.errors += 1
        await asyncio.sleep(0.2)


def _place(update: Json) -> Any:
    for value in update.values():
        outer = value if isinstance(value, dict) else {}
        message = outer.get("message", outer)
        if isinstance(message, dict) and isinstance(message.get("chat"), dict):
            return str(message["chat"].get("id"))
    return None


@contextlib.asynccontextmanager
async def serving(rates: bool = True, port: int = 0) -> AsyncIterator[str]:
    """The server in this event loop; gives its address, to which `/bot` and `/control` belong."""
    server = _server(World(TOKEN, rates), port)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
        if task.done():
            task.result()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        await task


def _server(world: World, port: int) -> uvicorn.Server:
    config = uvicorn.Config(
        app(world),
        host="127.0.0.1",
        port=port,
        log_level="critical",
        lifespan="on",
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-rates", action="store_true", help="let messages come at any pace")
    options = parser.parse_args()
    _server(World(options.token, not options.no_rates), options.port).run()


if __name__ == "__main__":
    main()
