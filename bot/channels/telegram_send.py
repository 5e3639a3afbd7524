"""Sending: at the platform's pace, giving up what it refuses, each error with its outcome."""

from collections import OrderedDict
from dataclasses import replace

import structlog
from telegram import InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels.telegram_api import Api
from bot.channels.telegram_errors import is_about, send_error
from bot.channels.telegram_layout import Post, is_photo, posts
from bot.channels.telegram_rates import Rates
from messages.message import File, Outcome, Outgoing, SendError

UNFINISHED = 1000  # messages of which only some posts have left, that are remembered

log = structlog.get_logger("telegram")


class Sender:
    """Sends messages; of one in several posts a repeat sends only those that are missing."""

    def __init__(self, bot: Api, rates: Rates) -> None:
        self._bot = bot
        self._rates = rates
        self._sent: OrderedDict[str, list[int]] = OrderedDict()

    async def send(self, chat: str, message: Outgoing) -> str:
        """Send all posts; the receipt is that of the post with the buttons."""
        number, thread = address(chat)
        wanted = posts(message, thread)
        sent = self._sent.pop(message.key, []) if message.key else []
        try:
            for post in wanted[len(sent) :]:
                sent.append(await self._post(number, post))
        except SendError:
            self._remember(message.key, sent)
            raise
        last = max((i for i, post in enumerate(wanted) if post.plain), default=len(wanted) - 1)
        return str(sent[last])

    def _remember(self, key: str, sent: list[int]) -> None:
        if key and sent:
            self._sent[key] = sent
            while len(self._sent) > UNFINISHED:
                self._sent.popitem(last=False)

    async def _post(self, chat: int, post: Post) -> int:
        """One post, milder each time the platform refuses something in it."""
        while True:
            await self._rates.through(chat, post.silent)
            try:
                return await self._call(chat, post)
            except BadRequest as error:
                if is_about(error, "not modified", "message to edit not found"):
                    return post.edit or 0  # it reads so already, or nobody will see it again
                milder = _milder(post, error)
                if milder is None:
                    raise self._failed(chat, error) from None
                log.warning("post-refused", error=self._bot.scrub(error))
                post = milder
            except TelegramError as error:
                raise self._failed(chat, error) from None

    def _failed(self, chat: int, error: TelegramError) -> SendError:
        failure = send_error(error, self._bot.scrub)
        if isinstance(error, RetryAfter):
            self._rates.park(chat, failure.retry_after)
        if failure.outcome is not Outcome.RETRY:
            log.warning("send-failed", outcome=failure.outcome, error=failure.reason)
        return failure

    async def _call(self, chat: int, post: Post) -> int:
        if post.edit is not None:
            return await self._edit(chat, post.edit, post)
        if post.file is not None:
            return (await self._send_file(chat, post, post.file)).message_id
        return (await self._send_text(chat, post)).message_id

    async def _send_text(self, chat: int, post: Post) -> Message:
        return await self._bot.send_message(
            chat,
            _text(post),
            parse_mode=_mode(post),
            reply_markup=post.keyboard or post.words,
            reply_parameters=_quote(post),
            message_thread_id=post.thread,
            disable_notification=post.silent,
            link_preview_options=_preview(post),
        )

    async def _edit(self, chat: int, number: int, post: Post) -> int:
        if post.caption:
            await self._bot.edit_message_caption(
                chat,
                number,
                caption=_text(post),
                parse_mode=_mode(post),
                reply_markup=post.keyboard,
            )
        else:
            await self._bot.edit_message_text(
                _text(post),
                chat,
                number,
                parse_mode=_mode(post),
                reply_markup=post.keyboard,
                link_preview_options=_preview(post),
            )
        return number

    async def _send_file(self, chat: int, post: Post, file: File) -> Message:
        upload = InputFile(file.content, filename=file.name)
        if is_photo(file):
            return await self._bot.send_photo(
                chat,
                upload,
                caption=_text(post) or None,
                parse_mode=_mode(post),
                reply_markup=post.keyboard or post.words,
                reply_parameters=_quote(post),
                message_thread_id=post.thread,
                disable_notification=post.silent,
            )
        return await self._bot.send_document(
            chat,
            upload,
            caption=_text(post) or None,
            parse_mode=_mode(post),
            reply_markup=post.keyboard or post.words,
            reply_parameters=_quote(post),
            message_thread_id=post.thread,
            disable_notification=post.silent,
        )


def address(chat: str) -> tuple[int, int | None]:
    """`chat` or `chat:thread` as numbers; raises SendError for what is neither."""
    number, _, thread = chat.partition(":")
    try:
        return int(number), int(thread) if thread else None
    except ValueError:
        raise SendError("not a chat of this channel", Outcome.PERMANENT) from None


def _milder(post: Post, error: BadRequest) -> Post | None:
    """The post without what was refused; None when nothing can be given up."""
    if post.formatted and is_about(error, "can't parse entities"):
        log.error("markup-refused", markup=post.markup)
        return replace(post, formatted=False)
    if post.thread is not None and is_about(error, "message thread not found", "topic_"):
        return replace(post, thread=None)
    if post.edit is not None and not post.caption and is_about(error, "no text in the message"):
        return replace(post, caption=True)
    if post.edit is not None and is_about(error, "message can't be edited"):
        return replace(post, edit=None)
    return None


def _text(post: Post) -> str:
    return post.markup if post.formatted else post.plain


def _mode(post: Post) -> str | None:
    return ParseMode.HTML if post.formatted else None


def _preview(post: Post) -> LinkPreviewOptions | None:
    """Where there is a link, none of its preview: a message fits one screen."""
    return LinkPreviewOptions(is_disabled=True) if "://" in post.markup else None


def _quote(post: Post) -> ReplyParameters | None:
    if post.reply_to is None:
        return None
    return ReplyParameters(post.reply_to, allow_sending_without_reply=True)
