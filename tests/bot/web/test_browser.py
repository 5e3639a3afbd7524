"""The chat page in a browser, with the whole house behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot import demo
from bot.app import App
from bot.config import Settings
from bot.serve import site_of
from messages.message import Button, Outgoing
from tests.bot.web.served import listening

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP duban.example 127.0.0.1",
]
WIDE = (1280, 800)
PHONE = (390, 780)
UNIT = "科技司"
SCRIPT = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"


@dataclass
class House:
    """The running rehearsal, and a browser in front of it."""

    app: App
    url: str
    browser: Browser

    async def open(self, path: str, size: tuple[int, int] = WIDE) -> "Visit":
        page = await self.browser.new_page(
            viewport={"width": size[0], "height": size[1]}, locale=self.app.settings.locale
        )
        visit = Visit(page, [], [])
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("console", lambda said: visit.errors.append(said.text))
        page.on("request", lambda request: visit.asked.append(request.url))
        await page.goto(f"{self.url}{path}")
        return visit

    async def tell(self, chat: str, text: str, key: str, *labels: str) -> str:
        assert self.app.local is not None
        row = tuple(Button(label, f"/{label}") for label in labels)
        return await self.app.local.send(chat, Outgoing(text, (row,) if row else (), key=key))


@dataclass
class Visit:
    """One open page, what went wrong in it, and which addresses it asked for."""

    page: Page
    errors: list[str]
    asked: list[str]

    async def say(self, text: str) -> None:
        await self.page.fill("#text", text)
        await self.page.press("#text", "Enter")

    async def sees(self, text: str, place: str = "#log .message") -> None:
        """Wait until the last of these elements shows the text."""
        await expect(self.page.locator(place).last).to_contain_text(text)


@pytest.fixture
async def house(
    rehearsed: str, tmp_path: Path, chromium: Path, request: pytest.FixtureRequest
) -> AsyncIterator[House]:
    """The 2018 plan in rehearsal, in Chinese unless the test asks for another language."""
    settings = Settings(
        database=rehearsed, files=tmp_path / "files", locale=getattr(request, "param", "zh")
    )
    async with browsing(settings, chromium) as found:
        yield found


@asynccontextmanager
async def browsing(settings: Settings, chromium: Path) -> AsyncIterator[House]:
    """A rehearsal that runs until the block ends, and a browser."""
    app = demo.open_house(settings, None, fresh=False)
    await app.start()
    async with listening(site_of(app)) as url, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        yield House(app, url, browser)
        await browser.close()
    await app.stop()


def words_of(path: Path) -> str:
    return path.read_text("utf-8")


async def test_a_unit_reports_by_typing_and_pressing(house: House) -> None:
    visit = await house.open(f"/chat#{UNIT}")
    await visit.say("4-1 已完成30%，联盟已组建")
    await visit.sees("请核对 4-1 的报送")
    await visit.page.locator(".choices button", has_text="确认").last.click()
    await visit.sees("已报送")
    assert await visit.page.locator(".message.own").count() == 2
    board = await house.open("/")
    await board.sees("1", ".counts li:nth-child(2) b")
    assert visit.errors == []


async def test_the_clock_is_moved_a_day_and_the_notice_comes(house: House) -> None:
    visit = await house.open(f"/chat#{UNIT}")
    await expect(visit.page.locator("#now")).to_have_text("2018年2月12日 周一 09:00")
    await visit.page.click("[data-move=day]")
    await expect(visit.page.locator("#now")).to_have_text("2018年2月13日 周二 09:00")
    await visit.sees("【任务交办】")
    await expect(visit.page.locator("[data-name=财务司] .unread")).to_have_text("1")
    assert visit.errors == []


async def test_the_clock_is_moved_to_a_date_and_never_back(house: House) -> None:
    visit = await house.open(f"/chat#{UNIT}")
    await expect(visit.page.locator("#now")).to_have_text("2018年2月12日 周一 09:00")
    await visit.page.click("#pick")
    await visit.page.fill("#to", "2018-02-13T10:30")
    await visit.page.press("#to", "Enter")
    await expect(visit.page.locator("#now")).to_have_text("2018年2月13日 周二 10:30")
    await visit.page.click("#pick")
    await visit.page.evaluate("document.getElementById('to').min = ''")
    await visit.page.fill("#to", "2018-02-13T08:00")
    await visit.page.click("#go .send")
    await visit.sees("演练时间只能向前拨", "#fault")
    await expect(visit.page.locator("#now")).to_have_text("2018年2月13日 周二 10:30")


async def test_nothing_that_somebody_wrote_runs(house: House) -> None:
    visit = await house.open(f"/chat#{UNIT}")
    await visit.say(SCRIPT)
    await visit.sees("onerror", ".message.own")
    await visit.sees("下一页", ".choices")  # of the answer: it may not come after what is told
    await house.tell(UNIT, SCRIPT, "a", SCRIPT)
    await visit.sees("onerror", ".choices")
    await asyncio.sleep(0.2)
    assert "ran" not in await visit.page.title()
    assert await visit.page.locator("#log img, #log script").count() == 0
    assert visit.errors == []


async def test_an_edited_message_changes_in_its_place(house: House) -> None:
    assert house.app.local is not None
    visit = await house.open(f"/chat#{UNIT}")
    receipt = await house.tell(UNIT, "🔴 待报送", "a", "报送")
    await house.tell(UNIT, "后来的", "b")
    await visit.sees("后来的")
    await house.app.local.send(UNIT, Outgoing("🟢 已报送", edit=receipt, key="c"))
    first = visit.page.locator(".message").first
    await expect(first).to_contain_text("已报送")
    await expect(first.locator(".edited")).to_have_text("已编辑")
    assert await first.locator(".choices").count() == 0
    assert await visit.page.locator(".message").count() == 2


async def test_a_message_is_quoted_and_a_file_goes_with_it(house: House, tmp_path: Path) -> None:
    visit = await house.open("/chat#陌生人")
    await house.tell("陌生人", "请附上材料", "a")
    await visit.sees("请附上材料")
    await visit.page.locator(".meta button").click(force=True)
    evidence = tmp_path / "佐证材料.txt"
    evidence.write_text("附件", "utf-8")
    await visit.page.set_input_files("#file", evidence)
    await visit.say("见附件")
    mine = visit.page.locator(".message.own")
    await expect(mine.locator(".cited")).to_have_text("请附上材料")
    async with visit.page.expect_download() as coming:
        await mine.locator("a.file").click()
    assert words_of(await (await coming.value).path()) == "附件"
    assert await visit.page.locator("#attached, #quote").first.is_hidden()


async def test_a_person_is_found_and_chosen_with_the_keys_alone(house: House) -> None:
    visit = await house.open("/chat")
    await visit.page.focus("#search")
    await visit.page.keyboard.type("督办")
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.locator("#name")).to_have_text("督办员")
    await visit.page.keyboard.type("帮助")
    await visit.page.keyboard.press("Enter")
    await visit.sees("帮助", ".message.own")


async def test_on_a_phone_people_and_talk_take_turns(house: House) -> None:
    visit = await house.open("/chat", PHONE)
    await expect(visit.page.locator("main.talk")).to_be_hidden()
    await visit.page.click(f"[data-name={UNIT}]")
    await expect(visit.page.locator("aside.people")).to_be_hidden()
    await visit.say("任务")
    await visit.sees("任务", ".message.own")
    await visit.page.click("#back")
    await expect(visit.page.locator("aside.people")).to_be_visible()


async def test_on_a_phone_the_rehearsed_year_keeps_its_units_and_tells_a_week_when_touched(
    house: House,
) -> None:
    visit = await house.open("/rehearsal?plan=2018", PHONE)
    corner = visit.page.locator(".year thead th").first
    cell = visit.page.locator(".year tbody tr:first-child td[title]").last
    await cell.click()
    assert await visit.page.evaluate("document.querySelector('.scroll').scrollLeft") > 0
    place, side = await corner.bounding_box(), await cell.locator("..").locator("th").bounding_box()
    assert place
    assert side
    assert (place["x"], place["width"]) == (side["x"], side["width"])
    top = "([x, y]) => document.elementFromPoint(x, y).textContent"
    assert await visit.page.evaluate(top, [place["x"] + 20, place["y"] + 8]) == "单位"
    told = await cell.evaluate("cell => getComputedStyle(cell, '::after').content")
    assert told.startswith('"12月')


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("house", ["zh", "en"], indirect=True)
async def test_every_page_fits_its_width_and_asks_nobody_else(
    house: House, size: tuple[int, int]
) -> None:
    await house.tell(UNIT, f"【任务交办】{'长' * 300} {'x' * 300}", "a", "全部签收", "逐项查看")
    for path in ("/", "/tasks/9", "/units/1", "/chat", f"/chat#{UNIT}"):
        visit = await house.open(path, size)
        await visit.page.wait_for_load_state("networkidle" if "chat" not in path else "load")
        width = await visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], path
        assert all(url.startswith(house.url) for url in visit.asked)
        assert visit.errors == []
        await visit.page.close()


async def test_a_coordinator_comes_to_the_board_from_elsewhere_and_goes_again(
    rehearsed: str, tmp_path: Path, chromium: Path
) -> None:
    address = "http://duban.example"
    settings = Settings(database=rehearsed, files=tmp_path / "files", public_url=address)
    async with browsing(settings, chromium) as house:
        chat = await house.open(f"/chat#{demo.COORDINATOR}")
        await chat.say("看板")
        await chat.sees(f"{address}/enter/")
        said = await chat.page.locator("#log .message").last.inner_text()
        path = next(line for line in said.split() if "/enter/" in line).removeprefix(address)
        away = replace(house, url=house.url.replace("127.0.0.1", "duban.example"))
        visit = await away.open(path, PHONE)
        await visit.page.click("text=进入看板 >> nth=-1")
        await visit.sees("2018年教育信息化和网络安全工作要点", "h1")
        await visit.page.click(".square >> nth=0")
        await visit.sees("统筹", "h1")
        await visit.page.click("text=退出")
        await visit.sees("已退出看板", "h1")
        await visit.page.goto(away.url)
        await visit.sees("看板只对督办员和分管领导开放", ".problem")
        await visit.page.goto(away.url + path)
        await visit.sees("已经用过", ".problem")
        assert all(url.startswith(away.url) for url in visit.asked)
