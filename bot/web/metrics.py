"""How the process is, in numbers that Prometheus reads; for this machine only."""

from collections.abc import Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.guard import near
from bot.web.parts import parts
from data.store.load import Load, load


def routes() -> list[Route]:
    """The one path of this module."""
    return [Route("/metrics", near(_metrics))]


async def _metrics(request: Request) -> Response:
    made_of = parts(request)
    health = await made_of.health()
    found = await made_of.store.read(load) if health.get("database") else None
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Scrape(health, found))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Scrape:
    """What one request gets: read when it is asked for, kept nowhere."""

    def __init__(self, health: Mapping[str, Any], found: Load | None) -> None:
        self._health = health
        self._found = found

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("duban_ready", "1 when all parts are up", self._health["ready"])
        yield _up(self._health)
        if self._found is not None:
            yield from _owed(self._found)


def _up(health: Mapping[str, Any]) -> GaugeMetricFamily:
    up = GaugeMetricFamily("duban_up", "1 when this part is up", labels=["part"])
    channels: Mapping[str, bool] = health.get("channels", {})
    pieces = {name: health[name] for name in ("database", "ticking") if name in health}
    for name, good in {**pieces, **channels}.items():
        up.add_metric([name], float(bool(good)))
    return up


def _owed(found: Load) -> Iterator[GaugeMetricFamily]:
    owed = GaugeMetricFamily("duban_deliveries", "Messages not yet sent", labels=["state"])
    for state, count in found.deliveries.items():
        owed.add_metric([state], count)
    yield owed
    yield GaugeMetricFamily("duban_readings", "Documents waiting to be read", found.readings)
    yield GaugeMetricFamily("duban_quarantined", "Updates set aside unread", found.quarantined)
