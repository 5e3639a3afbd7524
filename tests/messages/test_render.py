"""Labels and templates, the same set in every language, and facts that stay facts."""

import ast
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from data.refusal import Refusal
from messages.markup import plain
from messages.render import (
    FOLDER,
    LOCALES,
    figure,
    filters,
    label,
    labels,
    quote,
    refusal,
    short,
)
from tests.source import FLOORS, modules


def test_chinese_and_english_are_there():
    assert LOCALES == ("en", "zh")


@pytest.mark.parametrize("locale", LOCALES)
def test_no_label_and_no_template_is_missing_in_a_language(locale):
    assert labels(locale).keys() == labels("zh").keys()
    assert _templates(locale) == _templates("zh")


@pytest.mark.parametrize("key", labels("zh"))
def test_a_label_has_the_same_places_in_every_language(key):
    places = {
        locale: {field for _, field, _, _ in string.Formatter().parse(labels(locale)[key]) if field}
        for locale in LOCALES
    }
    assert places["en"] == places["zh"]


def _templates(locale: str) -> set[str]:
    folder = FOLDER / locale
    return {str(path.relative_to(folder)) for path in folder.rglob("*.md.j2")}


def test_a_refusal_is_worded_with_its_facts():
    error = Refusal("file-missing", name="台账.xlsx")
    assert refusal(error, "zh") == "打不开文件“台账.xlsx”，请检查路径是否正确、是否有权限读取。"
    assert "台账.xlsx" in refusal(error, "en")


def test_every_refusal_that_the_house_raises_has_a_sentence():
    raised = {key for module in modules(*FLOORS) for key in _refused(module.tree)}
    assert len(raised) > 50
    assert {f"refusal.{key}" for key in raised} <= labels("zh").keys()


def _refused(tree: ast.Module) -> Iterator[str]:
    """The keys of refusals that are written out, both of a choice of two."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal" and node.args:
            key = node.args[0]
            among = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
            yield from (str(each.value) for each in among if isinstance(each, ast.Constant))


def test_facts_of_a_label_are_not_read_as_places():
    assert "{x}" in refusal(Refusal("file-missing", name="{x}"), "zh")


def test_an_unknown_label_is_a_defect():
    with pytest.raises(KeyError):
        label("button.no-such", "zh")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(30.0, "30"), (1800, "1,800"), (66.7, "66.7"), (0.0, "0"), (52000.0, "52,000")],
)
def test_figures_are_shown_as_they_are_read(value, shown):
    assert figure(value) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("王明", "督办员王明"), ("督办员", "督办员"), ("督办员二", "督办员二")]
)
def test_a_title_is_not_said_twice(name: str, shown: str):
    assert filters("zh")["titled"](name, "coordinator") == shown


def test_words_are_cut_to_one_line_and_quoted_line_by_line():
    assert short("一二\n三四五", 4) == "一二 …"
    assert plain(quote("一*\n> 二")) == "一*\n> 二"


def test_days_are_said_as_people_say_them():
    day = date(2018, 3, 9)
    assert (filters("zh")["day"](day), filters("en")["day"](day)) == ("3月9日", "9 March")
    assert filters("zh")["clock"](datetime(2018, 3, 9, 17, 40, tzinfo=UTC)) == "3月9日17:40"
    assert filters("en")["weekday"](day) == "Fri"
