"""What each job does: one step of a run, and the jobs that follow from it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from watch import collect, store
from watch.errors import StoreBusy
from watch.logs import get_logger
from watch.model import ArticleId, Failed, FailureKind, PageRequest, SourceId
from watch.pipeline import Stages, Tools, embed, unread
from watch.queue import book
from watch.queue.gate import ClusterGate
from watch.queue.names import Task
from watch.queue.schedule import crawls, may_crawl
from watch.queue.work import Work
from watch.store import Database
from watch.store.locks import Locks

_PUT_OFF = timedelta(minutes=1)
"""When lists are tried again that somebody else is making, or that want more sources."""

_log = get_logger(__name__)


class Interrupted(Exception):  # noqa: N818 - named for the situation
    """A job was stopped before its end; another worker does what is left."""


class Jobs:
    """The jobs of one worker; closed when it ends."""

    def __init__(self, work: Work) -> None:
        tools = work.tools()
        settings = tools.settings.collect
        self._work = work
        self._locks = Locks(tools.database)
        self._parsers = collect.parser_pool(settings.parser_processes, settings.parse_timeout_s)
        gate = ClusterGate(self._locks, 1 / settings.per_host_rate)
        self._shared = collect.Shared(gate=gate, parsers=self._parsers)
        self._models = threading.Lock()  # tokenizers cannot be used by two threads at once

    def close(self) -> None:
        """End the parser children and give the hosts back."""
        self._parsers.close()
        self._locks.close()

    def schedule(self, busy: Collection[SourceId], waiting: int, to_embed: int) -> None:
        """Have polled what is due, and frozen what is to be frozen.

        Args:
            busy: Sources that a job waits or works for.
            waiting: Crawl jobs that wait.
            to_embed: Embed jobs that wait.
        """
        self._work.refresh()
        stages = Stages(self._tools())
        stages.read_files()
        wanted = []
        if may_crawl(to_embed):
            wanted = crawls(stages.requests(only_due=True), busy, waiting)
        else:
            _log.warning("crawl.paused", to_embed=to_embed)
        freezes = stages.freeze_is_due()
        with self._tools().database.write() as connection:
            begun = sum(book.add_crawl(connection, crawl) for crawl in wanted)
            if freezes:
                book.add_freeze(connection)
        _log.info("crawl.deferred", jobs=begun, waiting=waiting, to_embed=to_embed)

    def crawl(self, sources: Sequence[str]) -> None:
        """Poll sources of one host, store what they bring, and have it embedded."""
        stages = Stages(self._tools())
        among = {SourceId(name) for name in sources}
        counts = stages.collect(stages.requests(only_due=True, among=among))
        _log.info("crawl.done", sources=len(sources), new=counts.new, updated=counts.updated)

    def embed(self, articles: Sequence[int]) -> None:
        """Embed articles, and have the lists made anew."""
        tools = self._tools()
        match_at = tools.clock.now() + book.GATHERING
        ids = [ArticleId(number) for number in articles]
        with self._models:
            embed(tools.database, tools.views(), ids, lambda c: book.add_match(c, match_at))

    def match(self) -> None:
        """Make the lists, freeze what is due, and have read what is worth it."""
        tools = self._tools()
        if self._too_early(tools.database):
            self._put_off(tools, "some sources were never asked")
            return
        try:
            with self._models:
                shortlist = self._work.make_lists()
        except StoreBusy as error:
            self._put_off(tools, error.message)
            return
        wanted = unread(tools.database, shortlist, tools.settings.collect)
        with tools.database.write() as connection:
            book.add_reading(connection, wanted)
            book.add_send(connection)
            if self._work.stop.is_set():
                book.add_match(connection)

    def read(self, articles: Sequence[int]) -> None:
        """Read the pages of articles, and have the lists made anew.

        Raises:
            Interrupted: If the worker is to end before all are read.
        """
        tools = self._tools()
        with tools.database.read() as connection:
            known = store.articles.existing(connection, [ArticleId(n) for n in articles])
        requests = [PageRequest(article_id=a.id, url=a.url) for a in known.values()]
        read = Stages(tools).read_pages(requests)
        if self._work.stop.is_set():
            raise Interrupted
        if read:
            with tools.database.write() as connection:
                book.add_match(connection, tools.clock.now() + book.GATHERING)

    def send(self) -> None:
        """Send what is due."""
        self._work.send()

    def give_up(self, task: str, arguments: Mapping[str, Any], reason: str) -> None:
        """Keep why a job is given up; its sources wait as those do that fail."""
        tools = self._tools()
        now = tools.clock.now()
        _log.error("job.given_up", job=task, reason=reason)
        with tools.database.write() as connection:
            store.meta.put(connection, f"queue.{task}.error", f"{now:%Y-%m-%d %H:%M} UTC: {reason}")
            if task != Task.CRAWL:
                return
            among = [SourceId(name) for name in arguments["sources"]]
            sources = store.sources.every(connection, among).values()
            known = store.sources.records(connection, among)
            for source, record in store.sources.polled(sources, known):
                if collect.due(record, now):
                    failed = Failed(source_id=source.id, kind=FailureKind.UNREADABLE, reason=reason)
                    after = collect.after(record, failed, now, tools.settings.collect)
                    store.sources.save_record(connection, after)

    def _too_early(self, database: Database) -> bool:
        """Return whether the first list of all would be made of half of the sources.

        In a new home it may be frozen as soon as it is made.
        """
        with database.read() as connection:
            if store.editions.weeks(connection):
                return False
            known = store.sources.records(connection)
            sources = store.sources.every(connection).values()
        return any(source.enabled and source.id not in known for source in sources)

    def _put_off(self, tools: Tools, reason: str) -> None:
        _log.info("match.put_off", reason=reason)
        with tools.database.write() as connection:
            book.add_match(connection, tools.clock.now() + _PUT_OFF)

    def _tools(self) -> Tools:
        """Return what the steps work with: one connection to a host, embedding left to others."""
        tools = self._work.tools()
        one = replace(tools.settings.collect, per_host=1)
        return replace(
            tools,
            settings=replace(tools.settings, collect=one),
            stop=self._work.stop,
            shared=self._shared,
            leave=book.add_embed,
        )
