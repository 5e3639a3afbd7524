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

READERS = {
    Form.HTML: ("html", "read"),
    Form.PDF: ("pdf", "read"),
    Form.DOCX: ("docx", "read"),
    Form.XLSX: ("sheet", "read"),
    Form.CELLS: ("workbook", "read"),
    Form.OLD_TEXT: ("legacy", "read_text"),
    Form.OLD_SHEET: ("legacy", "read_sheet"),
}
OLD = {Form.OLD_TEXT, Form.OLD_SHEET}
ZIPPED = {Form.DOCX, Form.XLSX, Form.CELLS}


def main() -> None:
    """Reads the form named in the first argument from standard input."""
    form = Form(sys.argv[1])
    set_limits(office=form in OLD)
    sys.stdout.write(json.dumps(answer(form, sys.stdin.buffer.read())))


def answer(form: Form, content: bytes) -> dict[str, Any]:
    """The text and rows of a file, or why it is refused."""
    try:
        if form in ZIPPED:
            archive.forbid_declarations(content)
        module, name = READERS[form]
        read = getattr(importlib.import_module(f"data.reader.document.{module}"), name)
        found = read(content)
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
