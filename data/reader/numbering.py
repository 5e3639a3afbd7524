"""The numerals that open a line: 一、 （一） 1. （1） ① 第一条, 1.1, and their English kin."""

import re
from dataclasses import dataclass

CHAPTER, HAN, HAN_BRACKET, ARABIC, ARABIC_BRACKET, CIRCLED = 10, 20, 30, 40, 50, 60

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
HAN_NUMBER = r"[零〇一二三四五六七八九十百]{1,5}"
LETTERS = "abcdefgh"
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
COUNTED = r"[万亿%％元个倍版月日年家所名项条座公亩户人批场]"  # 1.6月底前: item 1, not 1.6
MONTHS_ON = r"\s*(?:[—–－~～-]+|至|到)\s*\d{1,2}\s*月"  # 2.3—5月: item 2, not 2.3
BULLET = re.compile(r"^[\s#>*•·●■◆▪—–-]*")

FORMS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (CHAPTER, re.compile(rf"第({HAN_NUMBER}|\d{{1,2}})(?:部分|章|编)[\s、.．:：]*")),
    (HAN, re.compile(rf"第({HAN_NUMBER}|\d{{1,2}})节[\s、.．:：]*")),
    (ARABIC, re.compile(rf"第({HAN_NUMBER}|\d{{1,3}})条[\s、.．:：]*")),
    (
        ARABIC,
        re.compile(
            rf"(?:任务|事项|举措|措施|行动|项目|实事|工程)\s*(\d{{1,3}}|{HAN_NUMBER})\s*[:：、.．]\s*"
        ),
    ),
    (HAN, re.compile(rf"({HAN_NUMBER})(?:[、．]|\.(?!\d))\s*")),
    (HAN_BRACKET, re.compile(rf"[（(]\s*({HAN_NUMBER})\s*[）)][、.．]?\s*")),
    (
        ARABIC,
        re.compile(
            rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?![\d.．]|\s*{COUNTED}|{MONTHS_ON})[、.．:：]?\s*(?=\D)"
        ),
    ),
    (
        ARABIC,
        re.compile(
            rf"(\d{{1,3}})(?:[、．]|[.](?!\d)|[.](?=\d+(?:\s*{COUNTED}|{MONTHS_ON}))|\s*[）)])\s*"
        ),
    ),
    (ARABIC_BRACKET, re.compile(r"[（(]\s*(\d{1,3})\s*[）)][、.．]?\s*")),
    (ARABIC_BRACKET, re.compile(r"\(([a-h])\)\s+(?=[A-Z])")),
    (CIRCLED, re.compile(rf"([{CIRCLES}])[、.．]?\s*")),
    (
        HAN,
        re.compile(
            r"(?:Section|Part|Chapter|Priority|Pillar|Theme|Component|Objective|Goal)\s+(\d{1,2}|[IVX]{1,5})\b[\s.:：–-]*"
        ),
    ),
    (HAN, re.compile(r"([IVX]{1,5})[.)]\s+(?=[A-Z])")),
    (
        ARABIC,
        re.compile(
            r"(?:Article|Task|Action|Measure|Activity|Commitment|Initiative|Recommendation|Milestone)\s+(\d{1,2}(?:\.\d{1,2})*)[\s.:：–-]*"
        ),
    ),
)
ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Numeral:
    """A numeral as it stands; lower `rank` encloses higher; `length` counts the signs taken."""

    mark: str
    rank: int
    number: int
    length: int


def numeral(line: str) -> Numeral | None:
    """The numeral that opens the line, bullets before it included; None when there is none."""
    lead = BULLET.match(line)
    start = lead.end() if lead else 0
    for rank, form in FORMS:
        found = form.match(line, start)
        if found:
            return _numeral(found, rank)
    return None


def _numeral(found: re.Match[str], rank: int) -> Numeral:
    inner = found.group(1)
    parts = re.split(r"[.．]", inner)
    deeper = 2 * (len(parts) - 1)
    mark = found.group().strip().rstrip(".．:：–- ")
    return Numeral(mark, rank + deeper, value(parts[-1]), found.end())


def value(digits: str) -> int:
    """The number that Chinese, circled, Roman or Arabic digits write, up to thousands."""
    if digits.isdecimal():
        return int(digits)
    if digits in LETTERS:
        return LETTERS.index(digits) + 1
    if digits in CIRCLES:
        return CIRCLES.index(digits) + 1
    if digits[0] in ROMAN:
        return _roman(digits)
    return _han(digits)


def _han(digits: str) -> int:
    total, pending = 0, 0
    for sign in digits:
        if sign in TENS:
            total += (pending or 1) * TENS[sign]
            pending = 0
        else:
            pending = pending * 10 + DIGITS[sign]
    return total + pending


def _roman(digits: str) -> int:
    values = [ROMAN[sign] for sign in digits]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
