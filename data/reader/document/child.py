"""What runs inside the guarded child: limits first, then one reader, then one line of JSON."""

import importlib
import json
import sys
import traceback
from typing import Any

from data.reader.document import archive
from data.reader.document.form import Form
from data.reader.document.limits import set_limits
from data.refusal import Refusal

MODULES = {
    Form.HTML: "html",
    Form.PDF: "pdf",
    Form.DOCX: "docx",
    Form.XLSX: "sheet",
    Form.OLD_TEXT: "legacy",
    Form.OLD_SHEET: "legacy",
}
ZIPPED = {Form.DOCX, Form.XLSX}


def main() -> None:
    """Reads the form named in the first argument from standard input."""
    form = Form(sys.argv[1])
    set_limits(office=MODULES[form] == "legacy")
    answer = _answer(form, sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


def _answer(form: Form, content: bytes) -> dict[str, Any]:
    try:
        if form in ZIPPED:
            archive.forbid_declarations(content)
        reader = importlib.import_module(f"data.reader.document.{MODULES[form]}")
        found = reader.read(content)
    except Refusal as refusal:
        return {"refusal": refusal.key, "facts": refusal.facts}
    except MemoryError:
        return {"refusal": "file-too-large", "facts": {}}
    except Exception:
        # Parsers of a broken file raise anything at all; the parent logs what was behind it.
        traceback.print_exc()
        return {"refusal": "file-broken", "facts": {}}
    return {"text": found.text, "rows": found.rows}


if __name__ == "__main__":
    main()
