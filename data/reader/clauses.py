"""Where clauses begin and end: the stops of a text, looked up in logarithmic time."""

from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True)
class Stops:
    """The places of some signs in a text; made once, so that long lines cost no more."""

    places: tuple[int, ...]
    length: int

    @classmethod
    def of(cls, text: str, signs: str) -> "Stops":
        return cls(tuple(at for at, sign in enumerate(text) if sign in signs), len(text))

    def start(self, at: int) -> int:
        """Where the clause begins in which `at` lies."""
        before = bisect_left(self.places, at)
        return self.places[before - 1] + 1 if before else 0

    def end(self, at: int) -> int:
        """The place of the first stop from `at` on, or the end of the text."""
        after = bisect_left(self.places, at)
        return self.places[after] if after < len(self.places) else self.length
