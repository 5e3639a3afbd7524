"""The figures of a report as the plan's targets take them, and what is left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.parse.figures import Found
from handlers.parse.items import Figure, Known, KnownTarget, Remaining, Scope
from handlers.parse.numbers import Vague
from handlers.parse.percent import Kind, Read
from handlers.parse.targets import akin, fit, says_nothing

_TOTAL = re.compile(r"累计|合计|总计|总数|共|in total|altogether", re.IGNORECASE)
_PART = re.compile(r"^(?:其中|含|包括|其中:)")
_OF_ALL = re.compile(
    r"(?:总?共|全部|一共|总数为?|of) ?[^\u4e00-\u9fff]*[万亿]?[\u4e00-\u9fff]?", re.I
)
_TRIM = " ,、:：，；"


def reached(
    text: str, task: Known, found: Sequence[Found], shares: Sequence[Read]
) -> Iterator[Figure]:
    """The figures reached, rates among them; the parts of a stated total count towards none."""
    named = _named(text, task, [each for each in found if not each.left])
    totals = {figure.target for figure in named if _is_total(figure)}
    for figure in named:
        part = figure.target in totals and figure.scope is Scope.CUMULATIVE
        if _PART.search(figure.text) or (part and not _is_total(figure)):
            yield replace(figure, target=None)
        else:
            yield figure
    for rate in shares:
        if rate.kind is Kind.RATE and not isinstance(rate.share.value, Vague):
            words = _clause(text, rate)
            target = fit(words, "%", task)
            yield Figure(rate.share.value, "%", words, target.text if target else None)


def remaining(text: str, found: Sequence[Found], shares: Sequence[Read]) -> Iterator[Remaining]:
    """What is said to be left, in numbers or as a share of the task."""
    for each in found:
        if each.left:
            yield Remaining(each.value, each.unit, text[each.start : each.end])
    for rest in shares:
        if rest.kind is Kind.LEFT and not isinstance(rest.share.value, Vague):
            yield Remaining(rest.share.value, "%", _clause(text, rest))


def _clause(text: str, share: Read) -> str:
    return text[share.clause.start : share.clause.end].strip(_TRIM)


def _is_total(figure: Figure) -> bool:
    return figure.scope is Scope.CUMULATIVE and bool(_TOTAL.search(figure.text))


def _named(text: str, task: Known, found: Sequence[Found]) -> list[Figure]:
    figures: list[Figure] = []
    before: KnownTarget | None = None
    for each in found:
        words = text[each.start : each.end]
        target = fit(words, each.unit, task, figures[-1].text if figures else "")
        unit = each.unit or (target.unit if target else "")
        if target is None and before and _goes_on(words, each, figures[-1], before):
            target, unit = before, each.unit or figures[-1].unit
        if not unit:
            continue  # a bare number of nothing that the plan counts
        if target and figures and _says_all(words, each, target, figures[-1]):
            figures[-1] = replace(figures[-1], target=figures[-1].target or target.text)
            before = target
            continue
        figures.append(Figure(each.value, unit, words, target.text if target else None, each.scope))
        before = target
    return figures


def _says_all(words: str, found: Found, target: KnownTarget, last: Figure) -> bool:
    """验收120所（共129所）: the plan's own number, said beside the one that is reached."""
    beside = last.scope is Scope.CUMULATIVE and last.value < found.value == target.value
    return beside and akin(last.unit, found.unit) and bool(_OF_ALL.fullmatch(words))


def _goes_on(words: str, found: Found, last: Figure, before: KnownTarget) -> bool:
    """已联通8个，较上周增加2个: a figure without a word of its own is of the one before it.

    So is one without a unit: 校长培训一千八，骨干教师三千六.
    """
    if not found.unit:
        return last.unit not in last.text or bool(_TOTAL.search(words))
    return akin(found.unit, before.unit) and says_nothing(words, found.unit)
