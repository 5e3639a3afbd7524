"""How much is measured: as the targets say, or less for trying."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Assignments in the large database, due at once, rehearsed; transactions; people told."""

    laid: int = 1_000_000
    due: int = 100_000
    rehearsed: int = 10_000
    transactions: int = 2_000
    told: int = 1_000

    def smaller(self, times: int) -> "Sizes":
        """The same, so many times smaller."""
        return Sizes(*(value // times for value in vars(self).values()))
