"""A real process of the bot: started, spoken to over HTTP, killed with SIGKILL, started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent.parent
UP_WITHIN = 60.0  # seconds; a loaded machine takes its time
# Plain HTTP on this machine: no proxy, and no authorities to read, which takes longer than to ask.
WEB = httpx.Client(trust_env=False, verify=False, timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process: this one's, less what is Duban's, and `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    return {**kept, **{f"DUBAN_{name.upper()}": value for name, value in settings.items()}}


def command(*words: str, env: dict[str, str], said: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command of the command line to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=env,
        input=said,
        capture_output=True,
        text=True,
        timeout=UP_WITHIN,
        check=False,
    )


@dataclass
class Bot:
    """`python -m bot …` as a process of its own, on a port of its own."""

    words: tuple[str, ...]
    env: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", *self.words],
                cwd=ROOT,
                env={**self.env, "DUBAN_PORT": str(self.port)},
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + UP_WITHIN
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"it did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL, and wait for the body."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=30)

    def get(self, path: str, **query: Any) -> Any:
        """GET a JSON document."""
        return WEB.get(self.url + path, params=query).raise_for_status().json()

    def post(self, path: str, body: dict[str, Any], timeout: float = 120) -> Any:
        """POST a JSON document; httpx's errors when the process dies meanwhile."""
        answer = WEB.post(self.url + path, json=body, timeout=timeout)
        return answer.raise_for_status().json()

    def heard(self, name: str) -> list[dict[str, Any]]:
        """What the bot has said to somebody on the local channel."""
        lines = self.get("/api/local/messages", **{"for": name, "after": 0})["messages"]
        return [line for line in lines if line["from"] == "bot"]

    def _is_ready(self) -> bool:
        try:
            return WEB.get(self.url + "/readyz", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False
