"""A house for a story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.house import House, rehearsing


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """The 2018 plan in rehearsal, on each database."""
    async with rehearsing(database_url, tmp_path) as found:
        yield found
