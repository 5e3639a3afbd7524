"""Writing: `Store.call` on its one writer thread, beside the same engine on sixteen threads."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from data.models import Seen
from data.store import Store
from data.store.engine import open_engine
from tests.bench.sizes import Sizes
from tests.bench.table import Row, shown

AT = datetime(2018, 2, 12, tzinfo=UTC)
AT_ONCE = 64  # people who speak at the same time
THREADS = 16
RUNS = 3  # in turn; the best of each counts


def rows(sizes: Sizes) -> Iterator[Row]:
    count = sizes.transactions
    runs = [(*_ours(count), *_threads(count)) for _ in range(RUNS)]
    rates, waits, peer_rates, peer_waits = zip(*runs, strict=True)
    ours, slow, peer, peer_slow = max(rates), min(waits), max(peer_rates), min(peer_waits)
    yield Row(
        "writing transactions a second",
        shown(ours),
        f"{THREADS} threads: {shown(peer)}",
        f"{ours / peer:.1f}",
        "more than the threads",
        ours > peer,
    )
    yield Row(
        "the slowest hundredth of them waits",
        f"{shown(slow)} ms",
        f"{THREADS} threads: {shown(peer_slow)} ms",
        f"{peer_slow / slow:.1f}",
    )


def _ours(count: int) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        return asyncio.run(_through_call(Path(folder), count))


def _threads(count: int) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        return _through_threads(Path(folder), count)


def _write(session: Session, number: int) -> None:
    session.add(Seen(channel="local", incoming=str(number), chat="x", at=AT))


async def _through_call(folder: Path, count: int) -> tuple[float, float]:
    store = Store(f"sqlite:///{folder / 'duban.db'}")
    waits: list[float] = []
    numbers = iter(range(count))

    async def speak() -> None:
        for number in numbers:
            began = time.perf_counter()
            await store.call(_write, number)
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(speak() for _ in range(AT_ONCE)))
    lasted = time.perf_counter() - began
    store.close()
    return count / lasted, _slowest(waits)


def _through_threads(folder: Path, count: int) -> tuple[float, float]:
    """The same people, each transaction on whichever of sixteen threads is free."""
    url = f"sqlite:///{folder / 'duban.db'}"
    Store(url).close()
    engine = open_engine(url, pool=THREADS)

    def run(number: int) -> float:
        began = time.perf_counter()
        with Session(engine) as session, session.begin():
            _write(session, number)
        return time.perf_counter() - began

    with ThreadPoolExecutor(THREADS) as pool:
        began = time.perf_counter()
        waits = list(pool.map(run, range(count)))
        lasted = time.perf_counter() - began
    engine.dispose()
    return count / lasted, _slowest(waits)


def _slowest(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.99)] * 1000
