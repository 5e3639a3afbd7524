"""Our small Markdown, its other forms, and its pieces."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.markup import characters, escape, plain, split, telegram_html, utf8, utf16

FORMS = [
    ("**4-1** 30%", "4-1 30%", "<b>4-1</b> 30%"),
    ("`绑定 ABC`", "绑定 ABC", "<code>绑定 ABC</code>"),
    ("[看板](https://a.b/c?d=1&e=2)", "看板", '<a href="https://a.b/c?d=1&amp;e=2">看板</a>'),
    ("一\n> 二\n> 三\n四", "一\n二\n三\n四", "一\n<blockquote>二\n三</blockquote>\n四"),
    ("2 < 3 & 4", "2 < 3 & 4", "2 &lt; 3 &amp; 4"),
    ("**没有收尾", "**没有收尾", "**没有收尾"),
    ("[方括号] 和 `一半", "[方括号] 和 `一半", "[方括号] 和 `一半"),
    ("[危险](javascript:alert(1))", "[危险](javascript:alert(1))", "[危险](javascript:alert(1))"),
    (r"**a\*\*b**", "a**b", "<b>a**b</b>"),
    (r"反斜杠 \ 和 \\", "反斜杠 \\ 和 \\", "反斜杠 \\ 和 \\"),
]


@pytest.mark.parametrize(("text", "read", "for_telegram"), FORMS)
def test_marks_become_styles_and_what_is_no_mark_is_shown(text, read, for_telegram):
    assert plain(text) == read
    assert telegram_html(text) == for_telegram


@given(st.text())
def test_what_people_typed_is_shown_as_typed(text):
    assert plain(escape(text)) == text
    assert telegram_html(escape(text)) == html.escape(text, quote=False)


@given(st.text())
def test_any_text_at_all_has_every_form(text):
    assert isinstance(telegram_html(text), str)
    assert "\n".join(plain(piece) for piece in split(text, 100_000)) == plain(text)


EMOJI = st.sampled_from(["👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "1️⃣", "é", "🔴"])
MARKED = st.lists(
    st.one_of(
        EMOJI,
        st.text().map(escape),
        st.text(min_size=1).map(lambda text: f"**{escape(text)}**"),
        st.text(min_size=1).map(lambda text: f"> `{escape(text)}`"),
        st.just("\n"),
    )
).map("".join)


@given(MARKED, st.integers(40, 200))
def test_every_piece_fits_in_bytes_and_nothing_is_lost(text, limit):
    pieces = split(text, limit, utf8)
    assert all(utf8(piece) <= limit or len(list(characters(plain(piece)))) == 1 for piece in pieces)
    assert _solid("".join(map(plain, pieces))) == _solid(plain(text))


@given(MARKED, st.integers(20, 200))
def test_every_piece_fits_as_telegram_counts(text, limit):
    assert all(
        utf16(piece) <= limit or len(list(characters(plain(piece)))) == 1
        for piece in split(text, limit)
    )


def _solid(text: str) -> str:
    return text.replace("\n", "").replace("> ", "")


def test_a_message_is_broken_between_its_lines():
    assert split("一二三\n四五六\n七八九", 8) == ["一二三\n四五六", "七八九"]


def test_a_line_too_long_keeps_its_style_in_every_piece():
    assert split("**一二三四五六**", 4) == ["**一二三四**", "**五六**"]
    assert split("> 一二三四五六", 4) == ["> 一二三四", "> 五六"]


@pytest.mark.parametrize("emoji", ["👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "1️⃣"])
def test_an_emoji_is_never_broken(emoji):
    whole = utf16(emoji)
    assert split(emoji * 3, whole + 1) == [emoji] * 3


def test_the_channels_count_the_same_text_differently():
    assert (utf8("**督办**🔴"), utf16("**督办**🔴")) == (10, 4)
