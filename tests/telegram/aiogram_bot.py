"""The bot of test_telegram_witness.py once more, written with another library and none of ours.

Run by its own process: ADDRESS TOKEN.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher, html
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

dispatcher = Dispatcher()


@dispatcher.message()
async def hear(message: Message, bot: Bot) -> None:
    """A file is sent back; words are answered with a button."""
    if message.document:
        content = await bot.download(message.document)
        file = BufferedInputFile(content.read(), message.document.file_name)
        await message.answer_document(file, caption="收到佐证")
        return
    keyboard = [[InlineKeyboardButton(text="签收", callback_data="/ack #17")]]
    await message.reply(
        f"<b>任务</b> {html.quote(message.text)}",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=keyboard),
    )


@dispatcher.edited_message()
async def hear_again(message: Message) -> None:
    """Another wording is answered as such."""
    await message.reply(f"已改：{message.text}")


@dispatcher.callback_query()
async def press(query: CallbackQuery) -> None:
    """The message with the button changes in its place."""
    await query.answer()
    await query.message.edit_text(f"已签收 {query.data}")


async def main(address: str, token: str) -> None:
    """Poll until killed."""
    server = TelegramAPIServer.from_base(address)
    bot = Bot(token, session=AiohttpSession(api=server))
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
