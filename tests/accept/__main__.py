"""python -m tests.accept DIR: score the labelled documents in DIR; exit 1 below the bars."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.reader import document, read, read_ledger
from data.reader.draft import Draft
from data.reader.shipped import events, registry
from tests.accept.score import NONE, Score, date_score, owner_score

OWNERS, DATES = 0.97, 0.93


def labels(folder: Path) -> Iterator[dict[str, Any]]:
    """Ours for documents found in the folder, and any that lie beside their documents."""
    for path in sorted((*Path(__file__).parent.glob("*.json"), *folder.glob("*.json"))):
        label = json.loads(path.read_text(encoding="utf-8"))
        if "file" in label and (folder / label["file"]).exists():
            yield label


def draft_of(path: Path) -> Draft:
    found = document.load(path)
    if found.rows is not None:
        return read_ledger(found.rows, registry=registry(), events=events(), title=path.stem)
    return read(found.text, registry=registry(), events=events())


def report(name: str, owners: Score, dates: Score) -> None:
    print(f"{name}: owners F1 {owners.f1:.3f}, dated clauses F1 {dates.f1:.3f}")
    for fault in (*owners.faults, *dates.faults):
        print(f"    {fault}")


def main(folder: Path) -> int:
    owners = dates = NONE
    for label in labels(folder):
        draft = draft_of(folder / label["file"])
        of_owners, of_dates = owner_score(draft, label), date_score(draft, label)
        report(label["file"], of_owners, of_dates)
        owners, dates = owners + of_owners, dates + of_dates
    if owners == NONE:
        print(f"no labelled document in {folder}", file=sys.stderr)
        return 1
    report(
        "all",
        Score(owners.right, owners.missed, owners.wrong),
        Score(dates.right, dates.missed, dates.wrong),
    )
    return 0 if owners.f1 >= OWNERS and dates.f1 >= DATES else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python -m tests.accept DIR", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(Path(sys.argv[1])))
