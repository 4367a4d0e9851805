"""Jobs written down in the transaction that stores what they are about.

Either both are committed or neither: no article is stored that nobody will embed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from procrastinate import exceptions, jobs, manager
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector

from watch.links import host_of
from watch.model import ArticleId, PageRequest
from watch.queue.names import PRIORITY, QUEUE_OF, Task
from watch.queue.schedule import Crawl
from watch.store import Connection

GATHERING = timedelta(minutes=5)
"""From news to the list: matching anew takes a minute of a processor with 100,000 articles, so
it waits until more has come in."""

_ONE_JOB = 256
"""Articles that one job embeds: some seconds, so a killed worker repeats little."""

_manager = manager.JobManager(SyncPsycopgConnector())
"""Writes on connections that it is given; it has none of its own."""


def add(  # noqa: PLR0913 - what procrastinate asks of a job
    connection: Connection,
    task: Task,
    arguments: Mapping[str, Any] | None = None,
    *,
    lock: str | None = None,
    queueing_lock: str | None = None,
    at: datetime | None = None,
    priority: int = 0,
) -> bool:
    """Write a job down; return False where one of its queueing lock waits already.

    Args:
        lock: At most one job of it is at work.
        queueing_lock: At most one job of it waits.
        at: When it may begin, aware UTC; None for now.
        priority: Added to that of its kind.
    """
    job = jobs.Job(
        queue=QUEUE_OF[task],
        task_name=task.value,
        priority=PRIORITY[task] + priority,
        lock=lock,
        queueing_lock=queueing_lock,
        scheduled_at=at,
        task_kwargs=dict(arguments or {}),
    )
    try:
        with connection.begin_nested():  # a refusal undoes nothing else
            _manager.defer_job(job, connection=connection.connection.driver_connection)
    except exceptions.AlreadyEnqueued:
        return False
    return True


def add_crawl(connection: Connection, crawl: Crawl) -> bool:
    """Have sources of one host polled, after those that did not fail last time."""
    return add(
        connection,
        Task.CRAWL,
        {"sources": list(crawl.sources)},
        lock=host_lock(crawl.host),
        queueing_lock=f"crawl {crawl.sources[0]}",
        priority=-1 if crawl.failed_before else 0,
    )


def add_embed(connection: Connection, articles: Sequence[ArticleId]) -> None:
    """Have articles embedded: each is in one job, so no two jobs do the same."""
    for start in range(0, len(articles), _ONE_JOB):
        add(connection, Task.EMBED, {"articles": list(articles[start : start + _ONE_JOB])})


def add_match(connection: Connection, at: datetime | None = None) -> bool:
    """Have the lists made anew; what comes in until then is in them."""
    return add(connection, Task.MATCH, lock="match", queueing_lock="match", at=at)


def add_freeze(connection: Connection) -> bool:
    """Have the lists made and frozen without waiting for more."""
    return add(connection, Task.MATCH, lock="match", queueing_lock="freeze")


def add_send(connection: Connection) -> bool:
    """Have what is due sent."""
    return add(connection, Task.SEND, lock="send", queueing_lock="send")


def add_reading(connection: Connection, pages: Collection[PageRequest]) -> None:
    """Have pages read, those of one host by one job."""
    by_host: dict[str, list[ArticleId]] = {}
    for page in pages:
        by_host.setdefault(host_of(page.url), []).append(page.article_id)
    for host, articles in by_host.items():
        add(connection, Task.READ, {"articles": articles}, lock=host_lock(host))


def host_lock(host: str) -> str:
    """Return the lock that jobs at one host share."""
    return f"host {host}"
