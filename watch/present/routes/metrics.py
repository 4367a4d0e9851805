"""``/metrics``: the state of the home as figures for Prometheus; no name and no text.

Every figure is read from the database when it is asked for, so that any one app answers for all
machines that share it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from watch.errors import WatchError
from watch.present.routes.door import Door
from watch.present.routes.page import CONFIDENTIAL
from watch.service import Service


def metrics(door: Door, request: Request) -> Response:
    """Answer whoever may read, or holds the key, in Prometheus' text format."""
    if not door.may_read(request):
        return PlainTextResponse("reading needs the key: X-API-Key\n", 401, CONFIDENTIAL)
    try:
        body = generate_latest(_Registry(door.opened()))
    except WatchError as error:
        return PlainTextResponse(f"{error.message}\n", 503, CONFIDENTIAL)
    return Response(body, headers={**CONFIDENTIAL, "content-type": CONTENT_TYPE_LATEST})


class _Registry(CollectorRegistry):
    """A registry of one home."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.register(_Home(service))


class _Home(Collector):
    """Reads the figures of a home when they are collected."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each figure with its help and its labels."""
        yield from self._sizes()
        yield from self._runs()
        enabled = [one for one in self._service.sources.standings() if one.source.enabled]
        states = Counter(one.record.state.value for one in enabled)
        yield _by("techwatch_sources", "Sources switched on, by state.", "state", states)
        sent = {state.value: n for state, n in self._service.digests.counts().items()}
        yield _by("techwatch_deliveries", "Mails of the outbox, by state.", "state", sent)
        yield self._jobs()

    def _jobs(self) -> GaugeMetricFamily:
        told = "Jobs of the workers' queue, by task and state."
        family = GaugeMetricFamily("techwatch_jobs", told, labels=["task", "state"])
        for labels, count in sorted(self._service.status.jobs().items()):
            family.add_metric(labels, count)
        return family

    def _sizes(self) -> Iterator[GaugeMetricFamily]:
        sizes = self._service.status.sizes()
        for field in fields(sizes):
            name = f"techwatch_{field.name}"
            yield _figure(name, f"{_said(field.name)} of the home.", getattr(sizes, field.name))

    def _runs(self) -> Iterator[GaugeMetricFamily]:
        running = self._service.status.current() is not None
        yield _figure("techwatch_run_active", "1 while a run is at work.", float(running))
        last = self._service.status.last_good()
        if last is None or last.ended_at is None or last.report is None:
            return
        ended = last.ended_at.timestamp()
        yield _figure("techwatch_last_good_run_timestamp_seconds", "When it ended.", ended)
        help_ = "Seconds of each stage of the last good run."
        yield _by("techwatch_last_good_run_seconds", help_, "stage", last.report.seconds)
        new = last.report.articles_new
        yield _figure("techwatch_last_good_run_articles_new", "New articles it stored.", new)


def _figure(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, value=value)


def _by(name: str, told: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def _said(name: str) -> str:
    return name.replace("_", " ").capitalize()
