"""What goes wrong with a request, said in one sentence: JSON to a program, a page to a person."""

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.guard import HEADERS, Denied
from bot.web.page import page, spoken
from data.refusal import Refusal
from messages.render import refusal

STATUS = {  # of refusals that are no fault in what was sent
    "local-closed": 503,
    "board-closed": 403,
    "board-over": 403,
    "link-expired": 410,
    "link-used": 410,
}
SENTENCES = {404: "web-not-found", 405: "web-method"}


def _problem(request: Request, status: int, fault: Refusal) -> Response:
    sentence = refusal(fault, spoken(request))
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": sentence}, status)
    return page(request, "problem", status, sentence=sentence)


async def _denied(request: Request, error: Denied) -> Response:
    return _problem(request, error.status, error.refusal)


async def _refused(request: Request, error: Refusal) -> Response:
    return _problem(request, STATUS.get(error.key, 400), error)


async def _http(request: Request, error: HTTPException) -> Response:
    fault = Refusal(SENTENCES.get(error.status_code, "web-body-unreadable"))
    response = _problem(request, error.status_code, fault)
    response.headers.update(error.headers or {})
    return response


async def _failed(request: Request, error: Exception) -> Response:
    """The server has the trace in its log; the person has a sentence."""
    response = _problem(request, 500, Refusal("web-failed"))
    response.headers.update(HEADERS)  # this answer passes no middleware
    return response


HANDLERS: dict[type[Exception], Callable[..., Any]] = {
    Denied: _denied,
    Refusal: _refused,
    HTTPException: _http,
    Exception: _failed,
}
