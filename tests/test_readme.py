"""What the documents name exists: commands, targets, settings, links, pictures, files."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

import handlers.router
from bot.__main__ import cli
from bot.config import Settings
from handlers.command import COMMANDS
from tests.source import FLOORS, ROOT

assert handlers.router  # loading it fills COMMANDS

READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "ARCHITECTURE.md", "CHANGELOG.md")
PYTHON = re.compile(r"python -m ([a-z.]+)([^`\n]*)")
OPTION = re.compile(r"(?<!\S)--[a-z-]+")
MAKE = re.compile(r"\bmake ([a-z]+)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
SETTING = re.compile(r"DUBAN_([A-Z_]+)")
LINK = re.compile(r"\]\(([^)]+)\)|src=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
ROW = re.compile(r"^\| `/([a-z]+)` \| ([^|]*) \|", re.MULTILINE)
NAMED = re.compile(rf"`((?:{'|'.join((*FLOORS, 'tests'))})/[^`\s]*)`")


def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def code_of(text: str) -> str:
    """The lines set as code, and what stands between backticks."""
    blocks = re.findall(r"^    .*$", text, re.MULTILINE)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])


def unknown_commands(text: str) -> list[str]:
    """What is run as `python -m …` and does not exist: modules, commands, options."""
    found = []
    for module, rest in PYTHON.findall(code_of(text)):
        if module != "bot":
            found += [] if find_spec(module) else [module]
        elif not _is_command(rest.split()):
            found.append(f"python -m bot{rest}")
    return found


def _is_command(words: list[str]) -> bool:
    return CliRunner().invoke(cli, [*words, "--help"]).exit_code == 0


def unknown_options(text: str) -> list[str]:
    """Options set as code that no command has."""
    known = _options(typer.main.get_command(cli))
    return [each for each in OPTION.findall(code_of(text)) if each not in known]


def _options(command: Any) -> set[str]:
    below = getattr(command, "commands", {}).values()
    own = {name for each in command.params for name in each.opts}
    return own.union(*map(_options, below))


def unknown_targets(text: str) -> list[str]:
    targets = set(TARGET.findall(text_of("Makefile")))
    return [each for each in MAKE.findall(code_of(text)) if each not in targets]


def unknown_settings(text: str) -> list[str]:
    return [each for each in SETTING.findall(text) if each.lower() not in Settings.model_fields]


def dead_links(text: str) -> list[str]:
    """Relative links and pictures that lead nowhere, be it to a heading of the same page."""
    links = [inline or picture for inline, picture in LINK.findall(text)]
    inside = [each for each in links if "://" not in each]
    headings = {f"#{_anchor(each)}" for each in HEADING.findall(text)}
    return [each for each in inside if each not in headings and not (ROOT / each).is_file()]


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")


def unknown_sayings(text: str) -> list[str]:
    """Rows of the table of what can be said whose command or Chinese word is none."""
    found = []
    for name, words in ROW.findall(text):
        # 任务 with a number is one task, without one all: the same word is both commands'.
        known = COMMANDS["tasks" if name == "task" else name].words if name in COMMANDS else ()
        said = {word.split()[0] for word in re.split("[,、]", words)}
        if name not in COMMANDS or not said <= set(known):
            found.append(f"/{name} {words}")
    return found


def missing_files(text: str) -> list[str]:
    """Files and folders of the house that are named and are not there."""
    named = [each for each in NAMED.findall(text) if not re.search(r"[<…*]", each)]
    return [each for each in named if not (ROOT / each).exists()]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize(
    "check",
    [
        unknown_commands,
        unknown_options,
        unknown_targets,
        unknown_settings,
        dead_links,
        missing_files,
    ],
)
def test_what_a_document_names_exists(document: str, check: Callable[[str], list[str]]) -> None:
    assert check(text_of(document)) == []


@pytest.mark.parametrize("document", READMES)
def test_what_a_readme_says_can_be_said(document: str) -> None:
    text = text_of(document)
    assert len(ROW.findall(text)) > 10
    assert unknown_sayings(text) == []


@pytest.mark.parametrize(
    "names",
    [
        lambda text: MAKE.findall(code_of(text)),
        lambda text: OPTION.findall(code_of(text)),
        lambda text: [command for _, command in PYTHON.findall(code_of(text))],
        SETTING.findall,
        lambda text: [name for name, _ in ROW.findall(text)],
    ],
    ids=["targets", "options", "commands", "settings", "sayings"],
)
def test_both_readmes_name_the_same(names: Callable[[str], list[str]]) -> None:
    english, chinese = (names(text_of(document)) for document in READMES)
    assert english
    assert set(english) == set(chinese)


def test_the_plan_that_ships_is_read_as_the_readme_says() -> None:
    shipped = "data/plans/2018.txt"
    done = CliRunner().invoke(cli, ["plan", "read", str(ROOT / shipped)])
    assert done.exit_code == 0, done.output
    assert "57" in done.output


def test_the_pictures_of_a_readme_are_small() -> None:
    for path in (ROOT / "bot/web/pictures").glob("*.png"):
        assert path.stat().st_size < 300_000, path.name


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (unknown_commands, "`python -m bot fly`"),
        (unknown_commands, "    python -m bot plan fold FILE"),
        (unknown_commands, "`python -m bot status --loud`"),
        (unknown_commands, "`python -m tests.paintings`"),
        (unknown_options, "`--loud`"),
        (unknown_targets, "`make tea`"),
        (unknown_settings, "DUBAN_TEAPOT"),
        (dead_links, "[here](HERE.md)"),
        (dead_links, "## One\n[two](#two)"),
        (dead_links, '<img src="bot/web/pictures/none.png">'),
        (unknown_sayings, "| `/fly` | 飞 | all | |"),
        (unknown_sayings, "| `/tasks` | 飞行 | all | |"),
        (missing_files, "`data/fly.py`"),
    ],
)
def test_what_does_not_exist_is_caught(check: Callable[[str], list[str]], text: str) -> None:
    assert check(text)
