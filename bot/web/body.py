"""What a request to the local channel says: JSON or a form with a file, checked at the door."""

from datetime import datetime
from pathlib import PureWindowsPath
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

from bot.channels.local import Said
from bot.web.guard import Denied
from data.store.local import BOT
from messages.message import File

JSON = "application/json"
FORM = "multipart/form-data"
MEGABYTES = {JSON: 1, FORM: 20}  # the most that a body of each kind may hold
NAME = 200  # characters of a file's name that are kept


def _sayable(text: str) -> str:
    if "\0" in text:  # PostgreSQL cannot keep it
        raise ValueError("a NUL character")
    return text


Text = Annotated[str, AfterValidator(_sayable)]
Mark = Annotated[Text, Field(max_length=200)]


class SaidBody(BaseModel):
    """A message as it is posted; a form's empty fields are as good as none."""

    model_config = ConfigDict(coerce_numbers_to_str=True)
    sender: Annotated[Text, Field(alias="from", min_length=1, max_length=100)]
    text: Text | None = None
    reply_to: Mark | None = None
    button: Mark | None = None
    id: Mark | None = None


class MoveBody(BaseModel):
    """Where the clock shall go, as it is posted."""

    to: str
    jump: StrictBool = False


Body = TypeVar("Body", bound=BaseModel)


async def said(request: Request) -> Said:
    """What somebody says; refuses what is too large, unreadable or empty."""
    kind = _kind(request, JSON, FORM)
    content = await _content(request, MEGABYTES[kind])
    if kind == JSON:
        return _said(_json(SaidBody, content), None)
    form = await _form(request, content)
    try:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return _said(_checked(SaidBody, fields), await _file(form))
    finally:
        await form.close()


async def move(request: Request) -> tuple[datetime, bool]:
    """Where the clock shall go, and whether it jumps there; refuses a time without offset."""
    kind = _kind(request, JSON)
    body = _json(MoveBody, await _content(request, MEGABYTES[kind]))
    try:
        to = datetime.fromisoformat(body.to)
    except ValueError as error:
        raise Denied(400, "clock-unreadable", to=body.to[:NAME]) from error
    if to.tzinfo is None:
        raise Denied(400, "clock-without-offset", to=body.to)
    return to, body.jump


def _kind(request: Request, *taken: str) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in taken:
        raise Denied(415, "web-body-kind", kinds=list(taken))
    return kind


async def _content(request: Request, megabytes: int) -> bytes:
    """The whole body; stops reading as soon as it is too large."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > megabytes * 1024 * 1024:
            raise Denied(413, "web-body-too-large", limit=megabytes)
    return bytes(content)


async def _form(request: Request, content: bytes) -> FormData:
    async def replay() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    try:
        return await Request(request.scope, replay).form(max_files=1, max_fields=10)
    except (HTTPException, MultiPartException) as error:
        raise Denied(400, "web-body-unreadable") from error


async def _file(form: FormData) -> File | None:
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return None
    # Some browsers send the path on their machine, with the signs of their machine.
    name = PureWindowsPath(upload.filename).name.replace("\0", "")[-NAME:]
    media_type = upload.content_type or "application/octet-stream"
    return File(name or "file", await upload.read(), media_type)


def _json(model: type[Body], content: bytes) -> Body:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise _denied(error) from error


def _checked(model: type[Body], fields: dict[str, str]) -> Body:
    try:
        return model.model_validate({name: value for name, value in fields.items() if value})
    except ValidationError as error:
        raise _denied(error) from error


def _denied(error: ValidationError) -> Denied:
    """The first fault, by the name of its field; the body itself has none."""
    place = error.errors(include_url=False, include_input=False)[0]["loc"]
    if not place:
        return Denied(400, "web-body-unreadable")
    return Denied(400, "web-field", field=str(place[0]))


def _said(body: SaidBody, file: File | None) -> Said:
    if body.sender.strip() == BOT or not body.sender.strip():
        raise Denied(400, "local-name", name=body.sender)
    if not (body.text or body.button or file):
        raise Denied(400, "local-empty")
    return Said(
        sender=body.sender.strip(),
        text=body.text or "",
        button=body.button or None,
        reply_to=body.reply_to or None,
        file=file,
        id=body.id or None,
    )
