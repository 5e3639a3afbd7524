"""Telegram beside the rest of the house: leases, menus, links, groups that move, a clean stop."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot.channels.lease import Lease
from bot.channels.telegram import Telegram
from bot.channels.telegram_menu import Menu
from bot.clock import real
from data.kinds import UnitKind
from data.models import Account, Delivery, Unit
from data.store import group_chats, links, people
from messages.message import Incoming, Outcome, Outgoing, SendError
from tests.telegram.house import NOW, OTHER, UNIT, House, channel, talking
from tests.telegram.phone import until

COMMANDS = (("tasks", "我的任务"), ("help", "帮助"))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with talking(tmp_path) as house:
        yield house


async def test_of_two_processes_one_polls_and_the_other_goes_on_when_it_stops(
    house: House,
) -> None:
    await house.channel.stop()
    before = len(await house.phone.look("traffic"))
    heard: dict[str, list[str]] = {"a": [], "b": []}
    processes = {
        name: channel(house.store, house.phone.address, holder=name, now=real) for name in heard
    }
    for name, process in processes.items():

        async def receive(incoming: Incoming, name: str = name) -> None:
            heard[name].append(incoming.text)

        await process.start(receive)
        await up(process)
    done = await house.phone.say(UNIT, "一")
    await house.phone.taken(done["update_id"])
    assert heard == {"a": ["一"], "b": []}
    calls = await house.phone.look("traffic", method="getUpdates", after=before)
    assert not [call for call in calls if call["answer"] and not call["answer"]["ok"]]
    await processes["a"].stop()
    done = await house.phone.say(UNIT, "二")
    await house.phone.taken(done["update_id"])
    assert heard == {"a": ["一"], "b": ["二"]}
    await processes["b"].stop()


async def up(process: Telegram) -> None:
    async def ready() -> bool:
        return process.ready()

    await until(ready)


async def test_a_lease_whose_holder_died_is_taken_over_and_a_frozen_one_knows_it(
    house: House,
) -> None:
    first, second = (
        Lease(house.store, "telegram", name, real, span=0.8, renewal=0.1) for name in "ab"
    )
    running = asyncio.create_task(first.run())
    await until(lambda: _held(first))
    waiting = asyncio.create_task(second.run())
    await asyncio.sleep(0.9)
    assert (first.held, second.held) == (True, False)
    running.cancel()  # died, or frozen
    await until(lambda: _held(second), seconds=2)
    assert not first.held
    waiting.cancel()


async def _held(lease: Lease) -> bool:
    return lease.held


async def test_menus_are_set_once_and_again_only_when_they_change(house: House) -> None:
    async def menus() -> list[Menu]:
        return [Menu("private", COMMANDS), Menu("groups", COMMANDS[:1]), Menu("99", COMMANDS)]

    for _ in range(2):
        again = channel(house.store, house.phone.address, menus=menus)
        await house.channel.stop()
        house.channel = again
        await again.start(house.receive)
        await house.said(UNIT, "任务")
        await until(lambda: _asked(house, "99"))
    state = await house.phone.look("state")
    shown = {
        scope: [(each["command"], each["description"]) for each in commands]
        for scope, commands in state["commands"].items()
    }
    assert len(await house.phone.calls("setMyCommands")) == 2
    assert sorted(shown.values()) == sorted([list(COMMANDS), list(COMMANDS[:1])])


async def _asked(house: House, scope: str) -> bool:
    calls = await house.phone.calls("getMyCommands")
    return any(scope in call["params"]["scope"] for call in calls)


async def test_an_invitation_has_a_link_once_the_bot_knows_its_name(house: House) -> None:
    link = await house.store.read(links.invitation, "7K3M9PQR2T")
    assert link == "https://t.me/duban_test_bot?start=7K3M9PQR2T"


async def test_what_is_owed_to_a_group_follows_it_to_its_new_number(house: House) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    await house.store.call(_owe, str(group))
    new = (await house.phone.do("migrate", chat=group))["chat"]
    await house.said(UNIT, "任务")
    assert await house.store.read(_chats) == [str(new)]


async def test_who_blocks_the_bot_is_unreachable_at_once_and_reachable_after_coming_back(
    house: House,
) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    await house.store.call(_bind, str(UNIT), str(OTHER), str(group))
    for act, facts in (("block", {"user": UNIT}), ("kick", {"chat": group, "user": OTHER})):
        done = await house.phone.do(act, **facts)
        await house.phone.taken(done["update_id"])
    assert await house.store.read(_reachable) == [str(OTHER)]
    done = await house.phone.do("unblock", user=UNIT)
    await house.phone.taken(done["update_id"])
    assert await house.store.read(_reachable) == [str(UNIT), str(OTHER)]
    assert house.heard == []


async def test_a_groups_binding_follows_it_and_ends_when_the_bot_is_removed(house: House) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    await house.store.call(_bind_group, str(group))
    new = (await house.phone.do("migrate", chat=group))["chat"]
    await house.said(UNIT, "任务")
    assert await house.store.read(_groups) == [str(new)]
    await house.store.call(_bind_group, f"{new}:7")
    done = await house.phone.do("kick", chat=new, user=UNIT)
    await house.phone.taken(done["update_id"])
    assert await house.store.read(_groups) == []


def _bind_group(session: Session, chat: str) -> None:
    unit = Unit(name=chat, full_name=chat, kind=UnitKind.DEPARTMENT)
    session.add(unit)
    session.flush()
    contact = people.add(session, "督办员", NOW)
    group_chats.bind(session, ("telegram", chat), unit.id or 0, contact, NOW)


def _groups(session: Session) -> list[str]:
    return [each.chat for each in group_chats.listing(session)]


def _bind(session: Session, *chats: str) -> None:
    for chat in chats:
        people.add_account(session, people.add(session, chat, NOW), "telegram", chat, chat, NOW)


def _reachable(session: Session) -> list[str]:
    query = select(Account.chat).where(col(Account.reachable).is_(True))
    return list(session.exec(query.order_by(col(Account.id))))


def _owe(session: Session, chat: str) -> None:
    session.add(Delivery(key="d", channel="telegram", chat=chat, owed_at=NOW, next_at=NOW))


def _chats(session: Session) -> list[str]:
    return list(session.exec(select(Delivery.chat)))


async def test_a_stop_lets_a_message_finish_that_is_on_its_way(house: House) -> None:
    receive = asyncio.create_task(house.channel.send(str(UNIT), Outgoing("一")))
    await asyncio.sleep(0)
    await house.channel.stop()
    assert await receive
    with pytest.raises(SendError) as caught:
        await house.channel.send(str(UNIT), Outgoing("二"))
    assert caught.value.outcome is Outcome.RETRY
