"""Every template of the chat speaks in every language, and shows what people typed as typed."""

import re
from pathlib import Path

import pytest

import handlers
from messages.markup import plain, split, telegram_html, utf8
from messages.render import FOLDER, LOCALES, render
from tests.messages.facts import TYPED
from tests.messages.samples import SAMPLES

CASES = [
    (name, number, locale)
    for name, samples in SAMPLES.items()
    for number in range(len(samples))
    for locale in LOCALES
]
PARAGRAPHS = ("escalation", "plan-draft")  # all others have one line below the other
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(("name", "number", "locale"), CASES)
def test_a_template_speaks(name: str, number: int, locale: str):
    text = render(name, SAMPLES[name][number], locale)
    said = plain(text)
    assert said.strip() == said
    assert "\n\n\n" not in said
    assert name in PARAGRAPHS or "\n\n" not in said
    assert "None" not in said
    assert not re.search(r"[!！]", said)
    assert telegram_html(text).count("<b>") == telegram_html(text).count("</b>")
    assert all(utf8(piece) <= 2048 for piece in split(text, 2048, utf8))


@pytest.mark.parametrize(
    "name", ["review-asked", "change", "reported-for-you", "check", "review-decided", "review"]
)
@pytest.mark.parametrize("locale", LOCALES)
def test_signs_in_what_people_typed_mean_nothing(name: str, locale: str):
    text = render(name, SAMPLES[name][-1], locale)
    shown = telegram_html(text)
    assert "&lt;b&gt;30%&lt;/b&gt; {{ x }} **星**" in shown
    assert "href" not in shown
    assert TYPED.split("\n")[0] in plain(text)


def test_every_reply_of_a_handler_has_its_sample():
    source = "\n".join(
        path.read_text("utf-8") for path in Path(next(iter(handlers.__path__))).glob("*.py")
    )
    named = set(re.findall(r'Reply\(\s*"([a-z-]+)"', source))
    elsewhere = {name for name in named if name.startswith(("status", "digest"))}
    assert len(named) > 25
    assert named - elsewhere - SAMPLES.keys() == set()


def test_every_sample_is_of_a_template_there_is():
    there = {path.name.removesuffix(".md.j2") for path in (FOLDER / "zh").glob("*.md.j2")}
    assert SAMPLES.keys() <= there


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_words_of_an_english_template_are_english(name: str):
    source = (FOLDER / "en" / f"{name}.md.j2").read_text("utf-8")
    assert not HAN.search(re.sub(r"@?\u79d1\u6280\u53f8", "", source))
