"""Numbers as people write them: digits, 万 and 亿, Chinese numerals, shares of a whole."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from handlers.parse.signs import plain

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "两": 2, "俩": 2}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))  # as on cheques
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GREAT = {"万": 10_000, "亿": 100_000_000, "w": 10_000, "W": 10_000}
_LATIN = r"\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_HAN = r"[零〇一二两俩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{1,16}"
_NAMES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_GREATER = r"(?: ?[万亿千百](?:\d{1,4}[千百])?|[wW](?![A-Za-z]))"

# One number: 3,200 · 5.2万 · 3万5千 · 五万两千 · 1.2 亿 · two.
NUMBER = rf"(?:(?:{_LATIN}){_GREATER}?|{_HAN}|\b(?:{'|'.join(_NAMES)})\b)"


class Vague(Enum):
    """A share that is spoken of without being stated: 过半, 大部分, 80%—90%."""

    ASK = "ask"


ASK = Vague.ASK


class Share(NamedTuple):
    """A share of a whole and where it stands; `value` in per cent, or ASK."""

    value: float | Vague
    start: int
    end: int


def value(word: str) -> float | None:
    """What one number is worth (5.2万 → 52000, 三千五 → 3500), or None for no number."""
    word = word.replace(",", "").replace(" ", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return float(word)
    if mixed := re.fullmatch(r"(\d+(?:\.\d+)?)([万亿千百wW])(?:(\d+)([千百]))?", word):
        most = round(float(mixed[1]) * (_GREAT | _TENS)[mixed[2]], 4)
        return most + (int(mixed[3]) * _TENS[mixed[4]] if mixed[3] else 0)
    if word.lower() in _NAMES:
        return float(_NAMES.index(word.lower()) + 1)
    return _han(word)


def _han(word: str) -> float | None:
    if not word or any(sign not in _DIGITS | _TENS | _GREAT for sign in word):
        return None
    if len(word) > 1 and all(sign in _DIGITS for sign in word):
        return float("".join(str(_DIGITS[sign]) for sign in word))
    total = part = digit = 0
    step = 1
    for sign in word:
        if sign in _DIGITS:
            digit, step = _DIGITS[sign], 1 if sign in "零〇" else step
        elif sign in _TENS:
            part, digit, step = part + (digit or 1) * _TENS[sign], 0, _TENS[sign] // 10
        else:
            total = (total + part + digit) * _GREAT[sign]
            part, digit, step = 0, 0, _GREAT[sign] // 10
    return float(total + part + digit * step)  # 三千五 is 3500: a last digit takes the next place


_PER_CENT = re.compile(
    rf"(?P<latin>\d{{1,4}}(?:\.\d{{1,4}})?) ?%+|(?P<percent>\d{{1,3}}(?:\.\d{{1,2}})?) ?per ?cent"
    rf"|百分之(?P<of>\d{{1,4}}(?:\.\d+)?|{_HAN}(?:点{_HAN})?)|(?P<all>百分之?百)"
    r"|(?P<tenths>\d ?|[一二两三四五六七八九十])成(?P<more>半|[一二三四五六七八九](?!成))?"
    r"(?![不为立果功员绩熟本就长效型品交份])"
    r"|(?P<below>[二两三四五六七八九十]|\d{1,2})分之(?P<above>[一二两三四五六七八九]|\d{1,2})"
    r"|(?:(?<=完成)|(?<=完成了)|(?<=进度)|(?<=进度:)|(?<=大约)|(?<=做了)|(?<=过了)) ?"
    r"(?P<top>\d{1,3}) ?/ ?(?P<base>\d{1,3})"
    r"(?! ?[\d人名个所家门节套项堂省市县区校万日月])"
    r"|(?P<half>一半)"
    r"|(?P<english>\b(?:one[- ]half|half)\b|(?:two[- ]thirds|three[- ]quarters))"
)
_VAGUE = re.compile(
    r"过半|一半(?:以上|多)|一大半|一多半|大半|多半|大部分|绝大多数|大多数|部分完成|小部分|一部分"
    r"|半数|近半|(?:不到|不足|未到|小于|低于) ?(?:\d{1,3} ?%|百分之[一二三四五六七八九十百]{1,4}"
    r"|[一二三四五六七八九]成|一半)|\d{1,3}(?:\.\d)? ?(?:%? ?[-~]|[至到]) ?\d{1,3}(?:\.\d)? ?%"
    r"|[一二三四五六七八九][一二三四五六七八九]成|[一二三四五六七八九]到[一二三四五六七八九]成"
    r"|好几成|几成|more than half|halfway|mostly|about half done"
)
_ENGLISH = {"two": 66.7, "thr": 75.0}


def shares(text: str) -> Iterator[Share]:
    """The shares of a whole in a text, in order, those left vague as ASK."""
    flat = plain(text)
    vague = [match.span() for match in _VAGUE.finditer(flat)]
    found = [Share(ASK, *span) for span in vague]
    covered = set[int]().union(*(range(*span) for span in vague))
    for match in _PER_CENT.finditer(flat):
        if match.start() not in covered and (worth := _worth(match)) is not None:
            found.append(Share(worth, *match.span()))
    return iter(sorted(found, key=lambda share: share.start))


def _worth(match: re.Match[str]) -> float | Vague | None:
    if number := match["latin"] or match["percent"]:
        return float(number)
    if match["of"]:
        whole, _, part = match["of"].partition("点")
        most = value(whole)
        return None if most is None else most + _after_point(part)
    if match["tenths"]:
        more = 5 if match["more"] == "半" else value(match["more"] or "零") or 0
        return (value(match["tenths"]) or 0) * 10 + more
    if match["below"]:
        return _part(value(match["above"]) or 0, value(match["below"]) or 0)
    if match["top"]:
        return _part(float(match["top"]), float(match["base"]))
    if match["english"]:
        return _ENGLISH.get(match["english"][:3], 50.0)
    return 100.0 if match["all"] else 50.0


def _part(above: float, below: float) -> float | None:
    return round(above / below * 100, 1) if 0 < above <= below else None


def _after_point(digits: str) -> float:
    worth = value(digits) if digits else None
    return 0.0 if worth is None else float(f"0.{worth:.0f}")


def percent(text: str) -> float | Vague | None:
    """The one share a short text states, 0..100; ASK when it is vague, None without one."""
    found = list(shares(text))
    if not found:
        return None
    worth = {share.value for share in found}
    single = worth.pop()
    if worth or isinstance(single, Vague) or single > 100:
        return ASK
    return round(single, 1)
