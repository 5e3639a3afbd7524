"""python -m tests.pictures: plays the first days of the demo and takes the pictures of the READMEs.

The demo is the real one, in a database and on a port of its own; what is there already is replaced.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import needs
from tests.scenarios.process import ROOT, Bot, command, environment

PICTURES = ROOT / "bot" / "web" / "pictures"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
WIDE = (1120, 880)
BOARD = (1120, 860)
PHONE = (390, 720)
SHARP = {390: 1.5, 1120: 1.25}  # pixels of the picture for one of the page, by its width
UNIT = "科技司"
COORDINATOR = "督办员"
WEEK = "2018-W07"


class Chat:
    """One person's chat, open in a window."""

    def __init__(self, browser: Browser, url: str, name: str, size: tuple[int, int]) -> None:
        self._page = opened(browser, f"{url}/chat#{name}", size)

    def say(self, text: str, answered: str) -> None:
        """Type it, and wait for the answer that holds `answered`."""
        self._page.fill("#text", text)
        self._page.press("#text", "Enter")
        self.sees(answered)

    def press(self, label: str, answered: str) -> None:
        """Press the newest button of this label."""
        self._page.locator(".choices button", has_text=label).last.click()
        self.sees(answered)

    def pass_time(self, move: str, until: str) -> None:
        """Move the rehearsal clock by its button, until it shows that time."""
        self._page.click(f"[data-move={move}]")
        expect(self._page.locator("#now")).to_contain_text(until, timeout=60_000)

    def sees(self, text: str) -> None:
        """Wait until a message of the chat holds the text."""
        expect(self._page.locator("#log .message", has_text=text).last).to_be_visible()

    def take(self, name: str) -> None:
        """Take the picture of the window as it stands."""
        take(self._page, name)

    def close(self) -> None:
        self._page.close()


def opened(browser: Browser, address: str, size: tuple[int, int]) -> Page:
    """A new window at this address."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=SHARP[size[0]],
        locale="zh-CN",
    )
    page.goto(address)
    return page


def take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    time.sleep(0.4)  # what fades in or scrolls has come to rest
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def the_unit(browser: Browser, url: str) -> None:
    """A notice comes, is signed for, and a report is said, checked and counted."""
    chat = Chat(browser, url, UNIT, PHONE)
    chat.pass_time("day", "2月13日")
    chat.sees("【任务交办】")
    chat.take("1-notice")
    chat.press("全部签收", "已签收 29 项")
    chat.say("4-1 已完成30%，联盟已组建", "请核对 4-1 的报送")
    chat.take("2-check")
    chat.press("确认", "已报送，进度30%")
    chat.take("3-counted")
    chat.close()
    wide = Chat(browser, url, UNIT, WIDE)
    wide.sees("已报送，进度30%")
    wide.take("chat")
    wide.close()


def the_coordinator(browser: Browser, url: str) -> None:
    """How the plan stands, and the week's digest at its hour."""
    chat = Chat(browser, url, COORDINATOR, PHONE)
    chat.say("总览", "【总览】")
    chat.take("4-status")
    chat.pass_time("digest", "2月14日")
    chat.sees("【周报】")
    chat.take("5-digest")
    chat.close()


def the_board(browser: Browser, url: str) -> None:
    page = opened(browser, f"{url}/", BOARD)
    take(page, "6-board")
    page.close()


def the_digest(env: dict[str, str], folder: Path) -> None:
    """The digest as a picture for a phone, from the command line."""
    done = command("digest", "--week", WEEK, "--out", str(folder), env=env)
    if done.returncode:
        raise SystemExit(done.stderr)
    (picture,) = folder.glob("*.png")
    (PICTURES / "7-weekly.png").write_bytes(picture.read_bytes())


@contextmanager
def demo(folder: Path) -> Iterator[tuple[Bot, dict[str, str]]]:
    """The demo of `make run`, new, in this folder."""
    env = environment(database=f"sqlite:///{folder / 'demo.db'}", files=str(folder / "files"))
    bot = Bot(("demo",), env, folder / "log")
    bot.start()
    try:
        yield bot, env
    finally:
        bot.stop()


def main() -> None:
    """Play the story once."""
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        demo(Path(place)) as (bot, env),
        sync_playwright() as playwright,
    ):
        program = str(needs.CHROMIUM.path())
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        the_unit(browser, bot.url)
        the_coordinator(browser, bot.url)
        the_board(browser, bot.url)
        browser.close()
        the_digest(env, Path(place) / "week")
    for path in sorted(PICTURES.glob("*.png")):
        print(path.relative_to(ROOT), path.stat().st_size // 1024, "KB")


if __name__ == "__main__":
    try:
        main()
    except subprocess.TimeoutExpired as error:
        sys.exit(str(error))
