"""Token, webhook secret and invitations' codes are seen by nobody whom they do not concern."""

import re
from collections.abc import Iterator

import httpx
from sqlalchemy import create_engine, inspect, text

from tests.scenarios.process import command
from tests.scenarios.telegram import SECRET, House, Person, until
from tests.telegram.server import TOKEN

CONTACT, COORDINATOR = 4101, 4102
PAGES = ("/", "/healthz", "/readyz", "/chat", "/tasks/7", "/units/1", "/nowhere", "/telegram")


def test_no_secret_is_in_a_log_an_error_a_page_or_the_database(telling: House) -> None:
    codes = [telling.document("invite", unit)["code"] for unit in ("科技司", "职成司")]
    contact = Person(telling.platform, CONTACT)
    contact.say(f"/start {codes[0]}")
    assert "任务" in contact.say("任务")["text"]
    contact.say(f"绑定 {codes[0]}")  # a used one
    coordinator = telling.person(COORDINATOR, "coordinator")
    said = coordinator.say("/invite 财务司")["text"]
    codes += re.findall(r"\b[0-9A-Z]{10}\b", said)
    assert len(codes) >= 3
    secrets = [TOKEN, TOKEN.partition(":")[2], SECRET, *codes]
    for seen in (*_mishaps(telling), *_pages(telling), *_columns(telling)):
        assert not [secret for secret in secrets if secret in seen], seen[:300]


def _mishaps(telling: House) -> Iterator[str]:
    """What is written when the platform fails in every way: the log, and the words of `check`."""
    for answer in ("drop", 502, 404):
        telling.platform.do("fault", answer=answer, method="getMe")
        done = command("check", env=telling.bot.env)
        assert done.returncode == 1
        yield done.stdout + done.stderr
    for method, answer in (("getUpdates", 401), ("getWebhookInfo", 401), ("sendMessage", "cut")):
        telling.platform.do("fault", answer=answer, method=method)
    telling.platform.do("say", user=CONTACT, text="帮助")
    until(lambda: "failed" in telling.bot.log.read_text())
    telling.platform.do("mend")
    telling.bot.stop()
    telling.bot.start()
    yield telling.bot.log.read_text()


def _pages(telling: House) -> Iterator[str]:
    for path in PAGES:
        yield httpx.get(telling.bot.url + path, timeout=30, trust_env=False).text


def _columns(telling: House) -> Iterator[str]:
    """Everything that any table holds."""
    engine = create_engine(telling.bot.env["DUBAN_DATABASE"])
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                yield str(row)
    engine.dispose()
