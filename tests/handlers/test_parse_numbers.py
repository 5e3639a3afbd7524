"""Numbers as people write them, and shares of a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.parse import ASK, percent
from handlers.parse.numbers import value

NUMBERS = [
    ("3200", 3200),
    ("3,200", 3200),
    ("5.2万", 52000),
    ("5.2 万", 52000),
    ("1.2亿", 120_000_000),
    ("3万5千", 35000),
    ("5千", 5000),
    ("五万两千", 52000),
    ("三千五", 3500),
    ("两万三", 23000),
    ("一百零五", 105),
    ("一千零五十", 1050),
    ("一万零二百", 10200),
    ("十", 10),
    ("十二", 12),
    ("二十", 20),
    ("八千二百", 8200),
    ("三亿", 300_000_000),
    ("百万", 1_000_000),
    ("人", None),
    ("", None),
]


@pytest.mark.parametrize(("word", "worth"), NUMBERS)
def test_a_number_is_worth_what_it_says(word, worth):
    assert value(word) == worth


@given(st.integers(1, 99_999_999))
def test_a_chinese_numeral_is_worth_the_number_it_spells(number):
    assert value(spelt(number)) == number


def spelt(number: int) -> str:
    """A number below 亿 in full Chinese numerals, by the schoolbook."""
    high, low = divmod(number, 10_000)
    if not high:
        return below_ten_thousand(low)
    gap = "零" if 0 < low < 1000 else ""
    return below_ten_thousand(high) + "万" + gap + (below_ten_thousand(low) if low else "")


def below_ten_thousand(number: int) -> str:
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
        gap = bool(words) and not digit
    return words


SHARES = [
    ("80%", 80),
    ("８０％", 80),
    ("80 %", 80),
    ("80%%", 80),
    ("八成", 80),
    ("8成", 80),
    ("八成五", 85),
    ("八成半", 85),
    ("十成", 100),
    ("百分之八十", 80),
    ("百分之八十二点五", 82.5),
    ("百分之80", 80),
    ("百分百", 100),
    ("三分之二", 66.7),
    ("三分之一", 33.3),
    ("一半", 50),
    ("80 percent", 80),
    ("two thirds", 66.7),
    ("完成2/3", 66.7),
    ("过半", ASK),
    ("大半", ASK),
    ("七八成", ASK),
    ("80%-90%", ASK),
    ("80至90%", ASK),
    ("不到80%", ASK),
    ("120%", ASK),
    ("东部90%，西部50%", ASK),
    ("成立了专班", None),
    ("一成不变", None),
    ("第三成员", None),
    ("5个百分点", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "share"), SHARES)
def test_a_share_is_read_or_asked_about(text, share):
    assert percent(text) == share


@given(st.text())
def test_a_share_is_never_beyond_the_whole(text):
    found = percent(text)
    assert found is None or found is ASK or 0 <= found <= 100
