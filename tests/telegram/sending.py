"""The methods that send and edit messages, with every check that the platform makes."""

import time
from typing import Any

from tests.telegram import limits
from tests.telegram.entities import parse
from tests.telegram.limits import ApiError, bad, length
from tests.telegram.methods import loaded, method
from tests.telegram.world import Chat, Json, World


@method("sendMessage")
async def send_message(world: World, params: Json) -> Json:
    """A text to a chat."""
    chat = world.chat(params.get("chat_id"))
    text, entities = _text(params)
    frame = _frame(chat, params)
    world.pace(chat)
    return world.message(chat, world.me, text=text, **_with(entities), **frame)


@method("sendDocument")
async def send_document(world: World, params: Json) -> Json:
    """A file to a chat."""
    return _send_file(world, params, "document", limits.UPLOAD)


@method("sendPhoto")
async def send_photo(world: World, params: Json) -> Json:
    """A picture to a chat."""
    return _send_file(world, params, "photo", limits.PHOTO)


def _send_file(world: World, params: Json, kind: str, limit: int) -> Json:
    chat = world.chat(params.get("chat_id"))
    file = params.get(kind)
    if not isinstance(file, tuple):
        raise bad(f"there is no {kind} in the request")
    name, content, media = file
    if len(content) > limit:
        raise ApiError(413, "Request Entity Too Large")
    if not content:
        raise bad("file must be non-empty")
    if kind == "photo" and not content.startswith((b"\x89PNG", b"\xff\xd8")):
        raise bad("IMAGE_PROCESS_FAILED")
    caption, entities = _caption(params)
    frame = _frame(chat, params)
    world.pace(chat)
    shown = {kind: attach(world, kind, name, content, media)}
    if caption:
        shown["caption"] = caption
    return world.message(chat, world.me, **shown, **_with(entities, "caption_"), **frame)


def attach(world: World, kind: str, name: str, content: bytes, media: str) -> Any:
    """Keep a file; the JSON that stands for it in a message."""
    number = f"file{world.new_id()}"
    world.files[number] = (name, content, media)
    file = {"file_id": number, "file_unique_id": f"u{number}", "file_size": len(content)}
    if kind == "photo":
        return [{**file, "width": 90, "height": 60}, {**file, "width": 900, "height": 600}]
    return {**file, "file_name": name, "mime_type": media}


@method("editMessageText")
async def edit_message_text(world: World, params: Json) -> Json:
    """Another text in an old message."""
    chat, message = _mine(world, params)
    text, entities = _text(params)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _change(world, chat, message, params, {"text": text, **_with(entities)})


@method("editMessageCaption")
async def edit_message_caption(world: World, params: Json) -> Json:
    """Another caption under an old file."""
    chat, message = _mine(world, params)
    caption, entities = _caption(params)
    return _change(world, chat, message, params, {"caption": caption, **_with(entities)})


def _mine(world: World, params: Json) -> tuple[Chat, Json]:
    chat = world.chat(params.get("chat_id"))
    message = chat.messages.get(int(params.get("message_id") or 0))
    if message is None:
        raise bad("message to edit not found")
    if message["from"] != world.me:
        raise bad("message can't be edited")
    return chat, message


def _change(world: World, chat: Chat, message: Json, params: Json, content: Json) -> Json:
    new = {**content, "reply_markup": _keyboard(params)}
    if all(message.get(key) == value for key, value in new.items()):
        raise bad(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    world.pace(chat)
    message.pop("entities", None)
    message.update(new, edit_date=int(time.time()))
    if new["reply_markup"] is None:
        del message["reply_markup"]
    return message


def _text(params: Json) -> tuple[str, list[Json]]:
    text, entities = parse(str(params.get("text") or ""), params.get("parse_mode"))
    if not text:
        raise bad("message text is empty")
    if length(text) > limits.TEXT:
        raise bad("message is too long")
    return text, entities


def _caption(params: Json) -> tuple[str, list[Json]]:
    caption, entities = parse(str(params.get("caption") or ""), params.get("parse_mode"))
    if length(caption) > limits.CAPTION:
        raise bad("message caption is too long")
    return caption, entities


def _with(entities: list[Json], prefix: str = "") -> Json:
    return {f"{prefix}entities": entities} if entities else {}


def _frame(chat: Chat, params: Json) -> Json:
    """Thread, quotation and buttons of a new message."""
    frame: Json = {}
    if thread := int(params.get("message_thread_id") or 0):
        if thread not in chat.topics:
            raise bad("message thread not found")
        frame |= {"message_thread_id": thread, "is_topic_message": True}
    quoted = loaded(params, "reply_parameters", {})
    if quoted:
        original = chat.messages.get(int(quoted.get("message_id") or 0))
        if original is None and not quoted.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        if original is not None:
            frame["reply_to_message"] = _bare(original)
    markup = loaded(params, "reply_markup") or {}
    if "keyboard" in markup or "remove_keyboard" in markup:
        chat.words = _words(markup)  # below the chat: the message does not tell of it
    elif keyboard := _keyboard(params):
        frame["reply_markup"] = keyboard
    return frame


def _words(markup: Json) -> list[list[str]]:
    """The rows of a reply keyboard; none when it is taken away."""
    if markup.get("remove_keyboard") is True:
        return []
    rows = markup.get("keyboard")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
        raise bad("object expected as reply markup")
    words = [[one.get("text") if isinstance(one, dict) else one for one in row] for row in rows]
    if not all(isinstance(word, str) and word.strip() for row in words for word in row):
        raise bad("can't parse keyboard button: text must be non-empty")
    if sum(map(len, words)) > limits.WORDS:
        raise bad("reply markup is too long")
    return words


def _bare(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def _keyboard(params: Json) -> Json | None:
    markup = loaded(params, "reply_markup")
    if not markup:
        return None
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list):
        raise bad("inline keyboard expected")
    buttons = [button for row in rows for button in row]
    if len(buttons) > limits.BUTTONS:
        raise bad("reply markup is too long")
    for button in buttons:
        if not str(button.get("text") or "").strip():
            raise bad("can't parse inline keyboard button: text must be non-empty")
        if not 1 <= len(str(button.get("callback_data") or "").encode()) <= limits.CALLBACK_DATA:
            raise bad("BUTTON_DATA_INVALID")
    return {"inline_keyboard": rows}
