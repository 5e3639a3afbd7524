"""From what a file holds to a draft, whether it is prose or a ledger."""

from data.reader import read, read_ledger
from data.reader.document.document import Document
from data.reader.draft import Draft
from data.reader.events import Events
from data.reader.registry import Registry


def read_paper(
    paper: Document, name: str, *, registry: Registry, events: Events, year: int | None = None
) -> Draft:
    """Read a document; the file's name stands in for the title that a ledger may not have.

    Raises Refusal("not-a-plan") when it holds no task.
    """
    if paper.rows is None:
        return read(paper.text, registry=registry, events=events, year=year)
    title = name.rpartition(".")[0] or name
    return read_ledger(paper.rows, registry=registry, events=events, year=year, title=title)
