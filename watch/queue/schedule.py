"""Which sources are polled next, by which jobs, and when crawling pauses. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from watch.links import host_of
from watch.model import PollRequest, SourceId

PER_JOB = 20
"""Sources of one host in one job: ten seconds' work at two requests a second."""

MOST_AHEAD = 2_000
"""Crawl jobs that wait: what fifty workers of eight places do in a minute, half of it waiting
for servers. More would be polled no sooner, and listed again each minute."""

MOST_TO_EMBED = 400
"""Embed jobs that may wait before crawling pauses: one comes from each crawl job that brings
something new, and holds ten articles as a rule. One processor embeds 4,000 articles in some
five minutes; with more ahead of it, reading on would only make news wait unfindable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A job: sources of one host, asked one after the other."""

    host: str
    sources: tuple[SourceId, ...]
    failed_before: bool


def may_crawl(embed_waiting: int) -> bool:
    """Return whether embedding keeps up with crawling."""
    return embed_waiting < MOST_TO_EMBED


def crawls(due: Sequence[PollRequest], busy: Collection[SourceId], waiting: int = 0) -> list[Crawl]:
    """Return the jobs that poll what is due, the longest due first.

    Args:
        due: Sources to poll.
        busy: Sources that a job waits or works for.
        waiting: Crawl jobs that wait already.
    """
    free = [request for request in due if request.source.id not in busy]
    free.sort(key=_since)
    by_host: defaultdict[tuple[str, bool], list[SourceId]] = defaultdict(list)
    for request in free:
        failed = request.record.failure_count > 0
        by_host[host_of(request.source.url), failed].append(request.source.id)
    found = [
        Crawl(host=host, sources=tuple(chunk), failed_before=failed)
        for (host, failed), sources in by_host.items()
        for chunk in _chunks(sources)
    ]
    return found[: max(MOST_AHEAD - waiting, 0)]


def _since(request: PollRequest) -> tuple[bool, float, str]:
    """Return what those never polled, then those due longest, have least of."""
    due_at = request.record.due_at
    return due_at is not None, due_at.timestamp() if due_at else 0.0, request.source.id


def _chunks(sources: Sequence[SourceId]) -> Iterable[Sequence[SourceId]]:
    return (sources[n : n + PER_JOB] for n in range(0, len(sources), PER_JOB))
