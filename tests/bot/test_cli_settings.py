"""What the settings name on the command line: databases, folders, ports, secrets."""

import socket
from pathlib import Path

import pytest

from tests.bot.test_cli import PLAN, as_json, refused, run
from tests.scenarios.process import environment


def test_a_database_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    env = environment(database=f"sqlite:///{blocked / 'duban.db'}")
    assert "无法写入" in refused("plan", "list", env=env)
    env = environment(database=f"sqlite:///{blocked}")
    assert str(blocked) in refused("plan", "list", env=env)


def test_a_folder_that_takes_no_files_is_refused() -> None:
    env = environment(database="sqlite:////proc/duban.db")  # not even root may write there
    assert "无法写入" in refused("plan", "list", env=env)


def test_a_busy_port_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    database = tmp_path / "demo.db"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        env = environment(database=f"sqlite:///{database}", port=str(taken.getsockname()[1]))
        assert "已被占用" in refused("demo", env=env)
    assert not database.exists()


def test_a_live_database_given_to_demo_is_refused_and_a_rehearsal_given_to_run(
    tmp_path: Path,
) -> None:
    live = environment(database=f"sqlite:///{tmp_path / 'live.db'}", port="0")
    run("plan", "list", env=live)
    assert "正式库" in refused("demo", env=live)
    assert "正式库" in refused("demo", "--fresh", env=live)
    rehearsal = environment(
        database=f"sqlite:///{tmp_path / 'demo.db'}", now="2018-02-12T09:00:00+08:00"
    )
    run("plan", "list", env=rehearsal)
    token = {**rehearsal, "DUBAN_TELEGRAM_TOKEN": "1:secret", "DUBAN_PORT": "0"}
    token.pop("DUBAN_NOW")
    assert "演练库" in refused("run", env=token)
    with_now = {**rehearsal, "DUBAN_TELEGRAM_TOKEN": "1:secret", "DUBAN_PORT": "0"}
    assert "DUBAN_NOW" in refused("run", env=with_now)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "70000"),
        ("timezone", "Mars/Base"),
        ("now", "2018-02-12T09:00"),
        ("locale", "fr"),
        ("public_url", "ftp://example.org"),
        ("telegram_api", "localhost"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, tmp_path: Path) -> None:
    env = environment(**{"database": f"sqlite:///{tmp_path / 'd.db'}", name: value})
    assert f"DUBAN_{name.upper()}" in refused("plan", "list", env=env)


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    env = environment(
        database=f"sqlite:///{tmp_path / 'duban.db'}", now="2018-02-12T09:00:00+08:00"
    )
    secret = tmp_path / "address"
    secret.write_text(env["DUBAN_DATABASE"] + "\n", "utf-8")
    run("plan", "load", str(PLAN), env=env)
    by_file = {**env, "DUBAN_DATABASE_FILE": str(secret)}
    by_file.pop("DUBAN_DATABASE")
    assert as_json("plan", "list", env=by_file)["plans"]
