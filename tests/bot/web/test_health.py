"""How the process is, to whom it may be told."""

import pytest

from tests.bot.web.served import Served


async def test_a_process_whose_parts_are_up_is_ready(live: Served) -> None:
    answer = await live.client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "up"}


async def test_a_process_that_lacks_a_part_is_alive_and_not_ready(live: Served) -> None:
    live.health.update(ready=False, database="down")
    ready = await live.client.get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"ready": False, "database": "down"})
    assert (await live.client.get("/healthz")).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize(
    "headers", [{"x-forwarded-for": "192.0.2.1"}, {"host": "duban.example"}], ids=str
)
async def test_others_than_this_machine_learn_no_details(
    live: Served, path: str, headers: dict[str, str]
) -> None:
    answer = await live.client.get(path, headers=headers)
    assert answer.json() == {"ready": True}


async def test_numbers_are_there_for_prometheus_on_this_machine_only(live: Served) -> None:
    live.health.update(database=True, ticking=True, channels={"telegram": False})
    answer = await live.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert 'duban_up{part="telegram"} 0.0' in answer.text
    assert 'duban_deliveries{state="unconfirmed"} 0.0' in answer.text
    far = await live.client.get("/metrics", headers={"x-forwarded-for": "192.0.2.1"})
    assert far.status_code == 403
    assert "duban_" not in far.text


async def test_numbers_are_there_while_the_database_is_away(live: Served) -> None:
    live.health.update(ready=False, database=False)
    answer = await live.client.get("/metrics")
    assert 'duban_up{part="database"} 0.0' in answer.text
    assert "duban_deliveries" not in answer.text
