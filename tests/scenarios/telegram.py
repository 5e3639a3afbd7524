"""The bot and the strict Bot API server as two real processes, and the people between them."""

import base64
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
from sqlmodel import Session

from data.kinds import Standing
from data.reader import shipped
from data.store import house as records
from data.store import people as store
from data.store import plans
from tests.people import DAYS, draft
from tests.scenarios.process import ROOT, UP_WITHIN, Bot, command, environment, free_port
from tests.telegram.server import TOKEN

T = TypeVar("T")
Json = dict[str, Any]
PLAN = str(ROOT / "data" / "plans" / "2018.txt")
BEGINS = "2018-02-12T09:00:00+08:00"
SECRET = "hook-Secret_4711"
SECRETS = (TOKEN, TOKEN.partition(":")[2], SECRET)


def until(true: Callable[[], T], seconds: float = 30.0) -> T:
    """Wait until `true` gives something, and return it; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
    return found


@dataclass
class Platform:
    """The strict server in a process of its own; every person's telephone is at `do`."""

    address: str
    client: httpx.Client

    def do(self, act: str, **facts: Any) -> Json:
        """One act of tests/telegram/control.py."""
        answer = self.client.post(f"/control/{act}", json=facts)
        return dict(answer.raise_for_status().json())

    def look(self, what: str, **facts: Any) -> Any:
        """One look of tests/telegram/control.py."""
        return self.client.get(f"/control/{what}", params=facts).raise_for_status().json()

    def messages(self, user: int) -> list[Json]:
        """What the bot has said to a person, as it stands now."""
        return [each for each in self.look("chat", chat=user) if each["from"]["is_bot"]]


@dataclass
class Person:
    """Somebody with a telephone; what they do returns the bot's answer to it."""

    platform: Platform
    number: int

    def say(self, text: str, **more: Any) -> Json:
        """Write something; the answer quotes it."""
        told = self.platform.do("say", user=self.number, text=text, **more)
        return self._answer(told["message_id"])

    def upload(self, name: str, content: bytes, caption: str = "") -> Json:
        """Send a file."""
        file = {"kind": "document", "name": name, "base64": base64.b64encode(content).decode()}
        return self.say(caption, file=file)

    def press(self, message: Json, label: str) -> Json:
        """Press a button; the answer is the next message, or the pressed one in new words."""
        before = {_state(each) for each in self.platform.messages(self.number)}
        self.platform.do("press", user=self.number, message_id=message["message_id"], label=label)

        def changed() -> list[Json]:
            now = self.platform.messages(self.number)
            return [each for each in now if _state(each) not in before]

        return until(changed)[-1]

    def gets(self, words: str) -> Json:
        """The newest message that has these words in it, or under its file, when it is there."""

        def found() -> list[Json]:
            all_of = self.platform.messages(self.number)
            return [each for each in all_of if words in text_of(each)]

        return until(found)[-1]

    def file(self, message: Json) -> tuple[str, bytes]:
        """The name and the content of a message's document; of a photo it has no name."""
        shown = message.get("document") or message["photo"][-1]
        path = f"/file/bot{TOKEN}/files/{shown['file_id']}"
        content = self.platform.client.get(path).raise_for_status().content
        return shown.get("file_name", ""), content

    def _answer(self, message_id: int) -> Json:
        def answers() -> list[Json]:
            return [
                each
                for each in self.platform.messages(self.number)
                if each.get("reply_to_message", {}).get("message_id") == message_id
            ]

        return until(answers)[-1]


def _state(message: Json) -> tuple[int, str]:
    return message["message_id"], json.dumps(message, sort_keys=True)


def text_of(message: Json) -> str:
    """A message's words, or those under its file."""
    return str(message.get("text") or message.get("caption") or "")


def labels(message: Json) -> list[str]:
    """The labels of a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@dataclass
class House:
    """One database, the bot that serves it, and the command line beside it."""

    platform: Platform
    bot: Bot

    def command(self, *words: str) -> str:
        """Run a command to its good end; what it printed."""
        done = command(*words, env=self.bot.env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def document(self, *words: str) -> Any:
        """The JSON document that a command prints."""
        return json.loads(self.command(*words, "--json"))

    def person(self, number: int, *invited: str) -> Person:
        """Somebody who has taken up an invitation."""
        code = self.document("invite", *invited)["code"]
        someone = Person(self.platform, number)
        someone.say(f"/start {code}")
        return someone

    def clock(self, to: str) -> None:
        """Move the house's clock."""
        self.bot.post("/api/local/clock", {"to": to})


@contextlib.contextmanager
def platform(*options: str) -> Iterator[Platform]:
    """The strict server, up."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.telegram.server", "--port", str(port), *options], cwd=ROOT
    )
    address = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
            until(lambda: _answers(client), UP_WITHIN)
            yield Platform(address, client)
    finally:
        process.kill()
        process.wait()


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/control/state").is_success
    except httpx.HTTPError:
        return False


@contextlib.contextmanager
def house(place: Platform, folder: Path, mode: str) -> Iterator[House]:
    """The 2018 plan in rehearsal, confirmed; its bot is up, and does not outlive the test."""
    with stopped(place, folder, mode) as found:
        found.command("plan", "load", PLAN, "--confirm")
        found.bot.start()
        yield found


@contextlib.contextmanager
def stopped(place: Platform, folder: Path, mode: str) -> Iterator[House]:
    """A house whose bot is yet to be started, and does not outlive the test."""
    port = free_port()
    env = environment(
        database=f"sqlite:///{folder / 'duban.db'}",
        files=str(folder / "files"),
        now=BEGINS,
        telegram_token=TOKEN,
        telegram_api=f"{place.address}/bot",
        telegram_mode=mode,
        telegram_webhook_secret=SECRET,
        port=str(port),
    )
    bot = Bot(("run",), env, folder / "log", port)
    try:
        yield House(place, bot)
    finally:
        if bot.process is not None and bot.process.poll() is None:
            bot.kill()


def people(session: Session, numbers: Iterable[int], unit: str = "科技司") -> None:
    """The plan confirmed on its first morning, and so many contacts of one unit bound."""
    now = datetime.fromisoformat(BEGINS)
    records.claim(session, records.REHEARSAL)
    records.set_clock(session, now)
    plan = plans.load(session, draft(), "2018", None, now, shipped.registry())
    plans.confirm(session, plan, now, DAYS)
    found = store.find_unit(session, unit)
    for number in map(str, numbers):
        contact = store.add(session, f"联络员{number}", now)
        store.add_account(session, contact, "telegram", number, number, now)
        store.appoint(session, contact, found.id, Standing.CONTACT, now)
