"""The old forms of Word, Excel and WPS: an office suite, where there is one, makes new ones."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from data.reader.document import archive, docx, sheet
from data.reader.document.document import Document
from data.reader.document.limits import set_limits
from data.refusal import Refusal

PROGRAMS = ("soffice", "libreoffice")


def read_text(content: bytes) -> Document:
    """A text of an old form; refuses it where no office suite is installed."""
    return docx.read(_converted(content, "docx"))


def read_sheet(content: bytes) -> Document:
    """A sheet of an old form, likewise."""
    return sheet.read(_converted(content, "xlsx"))


def _converted(content: bytes, target: str) -> bytes:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise Refusal("file-needs-docx")
    with tempfile.TemporaryDirectory() as name:
        made = _convert(program, Path(name), content, target)
    archive.members(made)
    set_limits()  # from here on the new form is read under its own limits
    return made


def _convert(program: str, folder: Path, content: bytes, target: str) -> bytes:
    """Runs the suite on a profile of its own, so that it meets neither another run nor a user's."""
    source = folder / "source"
    source.write_bytes(content)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", target, "--outdir", str(folder), str(source)]
    done = subprocess.run(  # noqa: S603 - a program found on the path, a file of our own naming
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | {"HOME": str(folder)},
    )
    made = folder / f"source.{target}"
    if done.returncode or not made.exists():
        raise Refusal("file-broken")
    return made.read_bytes()
