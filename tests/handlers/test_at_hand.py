"""The words below a chat: those of what a person is, as long as the person is it."""

import pytest

from data.kinds import Standing
from handlers import parse
from handlers.at_hand import WORDS
from handlers.command import COMMANDS, spoken
from messages.render import LOCALES, label
from tests.people import COORDINATOR, LEAD, STRANGER, House


@pytest.mark.parametrize("locale", LOCALES)
def test_each_word_is_a_command_of_its_language_that_this_person_may_say(locale: str):
    for standings, names in WORDS:
        for name in names:
            said = parse.split(label(f"at-hand.{name}", locale), spoken())
            assert said is not None
            assert (said.command, said.rest) == (name, "")
            assert standings <= COMMANDS[name].role


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing.CONTACT, ("任务", "报送", "签收", "帮助")),
        (Standing.READER, ("总览", "周报", "帮助")),
        (Standing.COORDINATOR, ("总览", "审核", "周报", "帮助")),
    ],
)
def test_who_is_bound_has_the_words_at_hand(
    house: House, standing: Standing, words: tuple[str, ...]
):
    code = house.invite("财务司", standing)
    assert next(
        each.words for each in house.hear(STRANGER, f"/start {code}") if each.chat == STRANGER
    ) == words  # fmt: skip
    assert house.say(STRANGER, "帮助").words is None  # they stay as they are


def test_they_speak_the_language_that_was_chosen(house: House):
    assert house.say(LEAD, "/lang en").words == ("Tasks", "Report", "Ack", "Help")
    assert house.say(LEAD, "/lang zh").words == ("任务", "报送", "签收", "帮助")


def test_they_go_with_the_post(house: House):
    shown = house.say(COORDINATOR, f"联络员 {LEAD}")
    told = house.hear(COORDINATOR, button=shown.buttons[f"移除 {LEAD}"])
    assert {each.chat: each.words for each in told} == {COORDINATOR: None, LEAD: ()}
