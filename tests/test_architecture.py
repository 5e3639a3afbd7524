"""The house keeps its own rules, and each rule is shown to catch what it is there for."""

from textwrap import dedent

import pytest

from tests import architecture
from tests.architecture import Rule
from tests.source import FLOORS, ROOT, Module, folders, modules

HOUSE = modules(*FLOORS)
TESTS = modules("tests")


def offences(rule: Rule, files: dict[str, str]) -> list[str]:
    return rule([Module(path, dedent(text)) for path, text in files.items()])


def test_imports_go_down_never_up_or_sideways() -> None:
    assert architecture.sideways_or_upward(HOUSE) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("handlers/report.py", "import schedules.remind"),
        ("schedules/remind.py", "from handlers import report"),
        ("data/rules.py", "from messages.message import Outgoing"),
        ("messages/render.py", "from bot import config"),
        ("data/store/tasks.py", "def late():\n    import handlers.tasks"),
        ("messages/render.py", "import importlib\nimportlib.import_module('handlers.tasks')"),
        ("data/rules.py", "from importlib import import_module as get\nget('bot.app')"),
        ("data/rules.py", "__import__('messages')"),
        ("data/rules.py", "import importlib\nimportlib.import_module(name)"),
        ("data/rules.py", "import importlib\nimportlib.import_module(f'messages.{name}')"),
        ("bot/app.py", "from tests import needs"),
        ("data/store/tasks.py", "from ...handlers import tasks"),
    ],
)
def test_an_import_that_goes_up_or_sideways_is_caught(path: str, text: str) -> None:
    assert offences(architecture.sideways_or_upward, {path: text})


def test_imports_that_go_down_or_stay_are_let_be() -> None:
    files = {
        "bot/app.py": "from handlers import router\nfrom data.store import call\nimport schedules",
        "handlers/__init__.py": """
            import importlib
            importlib.import_module(f"{__name__}.tasks")
            """,
        "data/store/tasks.py": "from .engine import call\nfrom . import people\nimport datetime",
        "messages/render.py": "from data.kinds import Light",
    }
    assert offences(architecture.sideways_or_upward, files) == []


def test_messages_take_nothing_from_data_that_does_io() -> None:
    assert architecture.messages_that_read_the_store(HOUSE) == []
    assert offences(
        architecture.messages_that_read_the_store,
        {"messages/ledger.py": "def rows():\n    from data.store import tasks"},
    )


def test_only_the_clock_reads_the_time() -> None:
    assert architecture.clock_reads(HOUSE) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("bot/app.py", "from datetime import datetime\nnow = datetime.now()"),
        ("bot/app.py", "import datetime as dt\nnow = dt.datetime.now(dt.UTC)"),
        ("data/models.py", "from datetime import datetime\nmade = Field(factory=datetime.utcnow)"),
        ("data/rules.py", "from datetime import date as day\nday.today()"),
        ("data/rules.py", "from datetime import datetime\ndatetime.today()"),
        ("schedules/deliver.py", "import time\ntime.time()"),
        ("handlers/report.py", "from time import time_ns\ntime_ns()"),
        ("messages/render.py", "import time\ntime.localtime()"),
        ("data/store/tasks.py", "from time import monotonic"),
        ("handlers/report.py", "import time\ntime.perf_counter()"),
        ("data/store/tasks.py", "from sqlalchemy import func\nfunc.now()"),
        ("data/store/tasks.py", "text('UPDATE task SET at = CURRENT_TIMESTAMP')"),
    ],
)
def test_a_clock_read_elsewhere_is_caught(path: str, text: str) -> None:
    assert offences(architecture.clock_reads, {path: text})


def test_the_clock_itself_and_a_stopwatch_are_let_be() -> None:
    files = {
        "bot/clock.py": "from datetime import UTC, datetime\nnow = datetime.now(UTC)",
        "schedules/deliver.py": "import time\nstarted = time.monotonic()",
        "data/rules.py": "from datetime import datetime\ndatetime.combine(day, hour)",
    }
    assert offences(architecture.clock_reads, files) == []


def test_only_its_channel_knows_telegram() -> None:
    assert architecture.telegram_elsewhere(HOUSE) == []
    offending = {"bot/app.py": "def start():\n    from telegram.ext import Application"}
    assert offences(architecture.telegram_elsewhere, offending)
    allowed = {"bot/channels/telegram.py": "import telegram", "bot/app.py": "import telegraph"}
    assert offences(architecture.telegram_elsewhere, allowed) == []


def test_pure_modules_do_no_io() -> None:
    assert architecture.unclean(HOUSE) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("data/rules.py", "import os"),
        ("data/rules_merging.py", "from pathlib import Path"),
        ("data/rehearse.py", "import random"),
        ("data/progress.py", "def done():\n    import sqlite3"),
        ("data/summary.py", "from sqlalchemy.orm import Session"),
        ("data/workdays.py", "table = open('workdays.toml').read()"),
        ("data/reader/structure.py", "from io import StringIO"),
        ("data/reader/deep/marks.py", "import urllib.request"),
        ("handlers/parse/__init__.py", "import httpx"),
        ("handlers/parse/words.py", "import subprocess"),
        ("messages/markup.py", "import jinja2"),
    ],
)
def test_a_pure_module_that_does_io_is_caught(path: str, text: str) -> None:
    assert offences(architecture.unclean, {path: text})


def test_io_behind_a_module_that_a_pure_one_imports_is_caught() -> None:
    files = {
        "data/rules.py": "from data import calendar",
        "data/calendar.py": "from data.settings import zone",
        "data/settings.py": "import os\nzone = os.environ['TZ']",
    }
    assert offences(architecture.unclean, files) == [
        "data/settings.py:1 imports os, by data/rules.py"
    ]


def test_rooms_with_io_of_their_own_are_let_be() -> None:
    files = {
        "data/reader/document/text.py": "import io",
        "data/reader/shipped.py": "from pathlib import Path",
        "data/store/engine.py": "import sqlalchemy",
        "data/rules.py": "from datetime import date\nimport re\nimport urllib.parse",
    }
    assert offences(architecture.unclean, files) == []


def test_no_import_leads_back_to_itself() -> None:
    assert architecture.circles(HOUSE) == []
    files = {
        "data/tasks.py": "from data import people",
        "data/people.py": "def units():\n    from data.units import ALL",
        "data/units.py": "import data.tasks",
    }
    assert offences(architecture.circles, files) == [
        "data.people -> data.units -> data.tasks -> data.people"
    ]
    chain = {**files, "data/units.py": "import datetime"}
    assert offences(architecture.circles, chain) == []


def test_a_module_has_at_most_300_lines() -> None:
    assert architecture.too_long(HOUSE + TESTS) == []
    assert offences(architecture.too_long, {"data/rules.py": "pass\n" * 301})
    assert offences(architecture.too_long, {"data/rules.py": "pass\n" * 300}) == []


def test_there_are_five_floors_and_the_tests() -> None:
    assert {module.floor for module in modules(*folders())} <= {*FLOORS, "tests"}
    assert list(ROOT.glob("*.py")) == []


def test_python_says_no_chinese_sentence() -> None:
    assert architecture.sentences(HOUSE) == []


@pytest.mark.parametrize(
    "text",
    [
        "raise ValueError('这个任务已经办结')",
        "answer = f'{unit}，请于周五前报送进展'",
        "answer = '已收到，谢谢您！'",
    ],
)
@pytest.mark.parametrize("path", ["bot/app.py", "handlers/tasks.py", "messages/render.py"])
def test_a_chinese_sentence_in_python_is_caught(path: str, text: str) -> None:
    assert offences(architecture.sentences, {path: text})


def test_docstrings_aliases_and_what_is_read_are_let_be() -> None:
    files = {
        "handlers/tasks.py": """
            '''As in 请于周五前报送进展.'''

            @command("tasks", "我的任务")
            def tasks():
                '''任务已经完成了一半 is a report.'''
            """,
        "handlers/parse/signs.py": "DONE = re.compile('(任务已经完成了)')",
        "data/reader/owners.py": "GROUP = '地方各级教育行政部门'",
    }
    assert offences(architecture.sentences, files) == []


def test_tests_patch_nothing_and_skip_nothing() -> None:
    assert architecture.patches_and_skips(TESTS) == []


@pytest.mark.parametrize(
    "text",
    [
        "from unittest.mock import AsyncMock",
        "from unittest import mock",
        "def test_it(monkeypatch):\n    monkeypatch.setattr(rules, 'due', None)",
        "import pytest\n@pytest.mark.skip\ndef test_it(): ...",
        "import pytest\n@pytest.mark.skipif(True, reason='')\ndef test_it(): ...",
        "import pytest\n@pytest.mark.xfail\ndef test_it(): ...",
        "from pytest import importorskip",
        "import pytest\ndef test_it():\n    pytest.skip('not here')",
    ],
)
def test_a_patch_or_a_skip_is_caught(text: str) -> None:
    assert offences(architecture.patches_and_skips, {"tests/test_it.py": text})


def test_a_changed_environment_is_no_patch() -> None:
    text = "def test_it(monkeypatch):\n    monkeypatch.setenv('DUBAN_LOCALE', 'en')"
    assert offences(architecture.patches_and_skips, {"tests/test_it.py": text}) == []
