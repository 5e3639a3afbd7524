"""Token, webhook secret and invitations' codes are seen by nobody whom they do not concern."""

import re
from urllib.parse import urlsplit

from tests.scenarios import seen
from tests.scenarios.process import WEB, command
from tests.scenarios.telegram import SECRETS, House, Person, until

CONTACT, COORDINATOR = 4101, 4102


def test_no_secret_is_in_a_log_an_error_a_page_or_the_database(telling: House) -> None:
    codes = [telling.document("invite", "科技司")["code"]]
    contact = Person(telling.platform, CONTACT)
    contact.say(f"/start {codes[0]}")
    assert "任务" in contact.say("任务")["text"]
    contact.say(f"绑定 {codes[0]}")  # a used one
    coordinator = telling.person(COORDINATOR, "coordinator")
    said = coordinator.say("/invite 财务司")["text"]
    codes += re.findall(r"\b[0-9A-Z]{10}\b", said)
    assert len(codes) >= 2
    secrets = [*SECRETS, *codes, *_board(telling, coordinator)]
    words = _checked(telling)
    assert not [secret for secret in secrets if secret in words], words
    _mishaps(telling)
    telling.platform.do("raw", update=_unreadable(f"/start {codes[1]}"))
    until(lambda: "update-unreadable" in telling.bot.log.read_text())
    until(lambda: not telling.platform.look("state")["pending"])
    seen.holds_none_of(telling.bot, secrets)


def _board(telling: House, coordinator: Person) -> list[str]:
    """The link to the board, opened, pressed and pressed again; and the cookie of the visit."""
    link = next(word for word in coordinator.say("看板")["text"].split() if "/enter/" in word)
    path = urlsplit(link).path
    assert WEB.get(telling.bot.url + path).status_code == 200
    entered = WEB.post(telling.bot.url + path)
    assert (entered.status_code, WEB.post(telling.bot.url + path).status_code) == (303, 410)
    WEB.cookies.clear()
    return [path.rpartition("/")[2], entered.cookies["duban-board"]]


def _checked(telling: House) -> str:
    """The words of `check` while the platform fails."""
    telling.platform.do("fault", answer="drop", method="getMe")
    done = command("check", env=telling.bot.env)
    assert done.returncode == 1
    return done.stdout + done.stderr


def _mishaps(telling: House) -> None:
    """The platform fails in several ways, and each is written down; then the bot starts anew."""
    for method, answer in (("getUpdates", 401), ("getWebhookInfo", 401), ("sendMessage", "cut")):
        telling.platform.do("fault", answer=answer, method=method)
    telling.platform.do("say", user=CONTACT, text="帮助")
    until(lambda: "failed" in telling.bot.log.read_text())
    telling.platform.do("mend")
    telling.bot.stop()
    telling.bot.start()


def _unreadable(text: str) -> dict[str, object]:
    """An update that no library can read, with somebody's words in it."""
    person = {"id": CONTACT, "is_bot": False, "first_name": "张三"}
    return {"message": {"message_id": "none", "chat": {"id": []}, "from": person, "text": text}}
