"""The numerals of automatic numbering, by their names in WordprocessingML (ECMA-376 17.18.59)."""

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
HUNDREDS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"))
TENS = ((90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numeral(form: str, number: int) -> str:
    """`number` as the form writes it; beyond a form's range, or unknown to us, in plain digits."""
    if form in ("bullet", "none"):
        return ""
    write = FORMS.get(form, str)
    return (write(number) if number > 0 else "") or str(number)


def chinese(
    number: int, digits: str = DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")
) -> str:
    """一, 十, 十一, 二十, 一百零一; plain digits from 10,000 on."""
    if number >= 10_000:
        return str(number)
    text, gap = "", False
    for place, digit in zip(reversed(range(4)), f"{number:04}", strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += ("零" if gap else "") + digits[int(digit)] + units[place]
        gap = False
    return text.removeprefix(digits[1]) if text.startswith(digits[1] + "十") else text


def roman(number: int) -> str:
    """i, ii, iii, iv."""
    text = ""
    for value, letters in HUNDREDS + TENS:
        count, number = divmod(number, value)
        text += letters * count
    return text


def letter(number: int) -> str:
    """a to z, then aa, bb: as Word goes on."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def _formal(number: int) -> str:
    return chinese(number, FORMAL, ("", "拾", "佰", "仟"))


def _digitwise(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _from(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, the first for 1; nothing beyond the last."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else ""


def _circled(number: int) -> str:
    ranges = ((20, "①", 0), (35, "㉑", 20), (50, "㊱", 35))
    return next(
        (chr(ord(sign) + number - base - 1) for last, sign, base in ranges if number <= last), ""
    )


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else ""


FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
}
COUNTING = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "koreanCounting")
COUNTING_TOO = ("taiwaneseCounting", "taiwaneseCountingThousand")
FORMS |= dict.fromkeys((*COUNTING, *COUNTING_TOO), chinese)
