"""A house for a story."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.scenarios import telegram
from tests.scenarios.house import House, rehearsing


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """The 2018 plan in rehearsal, on each database."""
    async with rehearsing(database_url, tmp_path) as found:
        yield found


@pytest.fixture(params=["polling", "webhook"])
def telling(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[telegram.House]:
    """The plan on the strict Telegram server, told of what is said by polls or by posts."""
    with telegram.platform() as place, telegram.house(place, tmp_path, request.param) as found:
        yield found
