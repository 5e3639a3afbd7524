"""The guarded child process in which every form but plain text is taken apart."""

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

from data.reader.document.document import Document
from data.reader.document.form import Form
from data.refusal import Refusal

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[3]
WALL = 60  # seconds; a long plan takes two
MODULE = "data.reader.document.child"


def read(form: Form, content: bytes, wall: float = WALL) -> Document:
    """What the child makes of the content; refuses when it fails, dies or takes too long."""
    answer = json.loads(run([form], content, wall))
    if "refusal" in answer:
        raise Refusal(answer["refusal"], **answer["facts"])
    rows = answer["rows"]
    return Document(answer["text"], rows and tuple(tuple(row) for row in rows))


def run(arguments: list[str], content: bytes, wall: float) -> bytes:
    """The child's output; it gets no setting and no secret of ours, only a path for programs."""
    process = subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
        [sys.executable, "-m", MODULE, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONIOENCODING": "utf-8"},
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(content, wall)
    except BaseException as error:
        # Not reaped yet, so the group is still its own: with it go the helpers of an office suite.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise Refusal("file-too-slow") from error
        raise
    if process.returncode:
        log.info("reading ended with %s: %s", process.returncode, errors[-2000:].decode())
        raise Refusal("file-too-slow" if process.returncode == -signal.SIGXCPU else "file-broken")
    return output
