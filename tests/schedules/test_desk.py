"""The desk: a person's word goes before what the clock called for."""

import asyncio

import pytest

from schedules.desk import Desk


async def _turn() -> None:
    """Give everybody else the chance to go as far as they can."""
    for _ in range(10):
        await asyncio.sleep(0)


def _from_the_clock(desk: Desk, made: list[str], name: str) -> asyncio.Task[None]:
    async def make() -> None:
        async with desk.in_turn():
            made.append(name)

    return asyncio.create_task(make())


async def test_nothing_of_the_clocks_is_begun_while_somebody_waits() -> None:
    desk, made = Desk(), list[str]()
    async with desk.first():
        async with desk.first():
            waiting = _from_the_clock(desk, made, "notice")
            await _turn()
        await _turn()
        assert made == []  # one of the two still waits
    await waiting
    assert made == ["notice"]


async def test_who_asks_does_not_wait_for_what_is_being_made() -> None:
    desk, made = Desk(), list[str]()
    async with desk.in_turn(), desk.first():
        made.append("answer")
    assert made == ["answer"]


async def test_the_clocks_messages_are_made_one_after_another() -> None:
    desk, made = Desk(), list[str]()
    async with desk.in_turn():
        later = [_from_the_clock(desk, made, name) for name in ("a", "b")]
        await _turn()
        assert made == []
    await asyncio.gather(*later)
    assert made == ["a", "b"]


async def test_a_word_that_could_not_be_handled_holds_nobody_up() -> None:
    desk, made = Desk(), list[str]()
    with pytest.raises(ConnectionError):
        async with desk.first():
            raise ConnectionError
    await _from_the_clock(desk, made, "notice")
    assert made == ["notice"]
