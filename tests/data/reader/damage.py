"""Files as they come out of a bad copy: bytes changed, pieces lost or doubled, ends missing."""

import io
import random
import zipfile


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """The same archive with one member replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, data)
    return file.getvalue()


def member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, a piece lost or doubled, or the end missing."""
    mutant = bytearray(content)
    for _ in range(chance.choice([1, 3, 30])):
        mutant[chance.randrange(len(mutant))] = chance.randrange(256)
    at, length = chance.randrange(len(mutant)), chance.randrange(2000)
    kind = chance.choice(["change", "lose", "double", "cut"])
    if kind == "lose":
        del mutant[at : at + length]
    elif kind == "double":
        mutant[at:at] = mutant[at : at + length]
    elif kind == "cut":
        del mutant[at:]
    return bytes(mutant)


def damage_text(content: bytes, chance: random.Random) -> bytes:
    """Damage inside the archive, which its checksums would otherwise give away."""
    name = chance.choice(["word/document.xml", "word/numbering.xml", "word/styles.xml"])
    return with_member(content, name, damaged(member(content, name), chance))
