"""One run, from the web to the list."""

from __future__ import annotations

import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from time import perf_counter

from watch import collect, config, index, match, review, store
from watch.model import (
    Company,
    Edition,
    Fetched,
    Match,
    ModelKey,
    Outcome,
    PollRequest,
    RunReport,
    SourceId,
)
from watch.pipeline.grouping import group_new
from watch.pipeline.intake import BATCH_ENTRIES, Intake, fill_views
from watch.pipeline.life import (
    Life,
    begin_cards,
    grow,
    most_of_a_pain,
    named,
    read_life,
    save_growth,
)
from watch.pipeline.listing import Material, consider, load_solutions, read_material
from watch.pipeline.pages import read_pages, shortlisted
from watch.pipeline.weekly import (
    Ingredients,
    depends_on,
    freeze,
    freeze_past,
    list_for,
    readers,
    shown_before,
)
from watch.protocols import Clock, Embedder, Progress
from watch.settings import Home, Settings
from watch.store import Connection, Database


class Pipeline:
    """The stages in their order, on one home folder.

    Args:
        views: Loads the embedding views; called at most once, and only when needed.
        stop: When set, the run ends soon, with everything committed so far kept.
    """

    def __init__(  # noqa: PLR0913 - the seams of a run, each injected
        self,
        *,
        database: Database,
        home: Home,
        settings: Settings,
        clock: Clock,
        progress: Progress,
        views: Callable[[], Sequence[Embedder]],
        stop: threading.Event | None = None,
    ) -> None:
        self._database = database
        self._home = home
        self._settings = settings
        self._clock = clock
        self._progress = progress
        self._load_views = views
        self._embedders: Sequence[Embedder] | None = None
        self._stop = stop or threading.Event()
        self._names: dict[SourceId, str] = {}
        self._matches = 0
        self._pages = 0
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def run(self, *, only_due: bool = False) -> RunReport:
        """Poll, read, group, index, match and list; return what was done.

        Args:
            only_due: Leave out sources that were polled recently, as a schedule wants it.
        """
        company = self.read_files()
        intake = self._collect(only_due=only_due)
        if not self._stop.is_set():
            self._group_stories()
        if not self._stop.is_set():
            self._build_index()
        if not self._stop.is_set():
            self._matches = self._list(company)
        return self._report(intake)

    def read_files(self) -> Company:
        """Bring the database in line with the files of the home folder."""
        sources = config.read_sources(self._home.sources_path)
        company, pains = config.read_pains(self._home.pains_path)
        stated = {pain.id for pain in pains.values()}
        config.check_readers(self._home, self._settings.review.readers, stated)
        with self._database.write() as connection:
            store.sources.sync(connection, sources)
            store.pains.sync(connection, pains)
        return company

    def _collect(self, *, only_due: bool) -> Intake:
        now = self._clock.now()
        with self._database.read() as connection:
            records = store.sources.records(connection)
            sources = [s for s in store.sources.every(connection).values() if s.enabled]
        requests = [
            PollRequest(source=source, record=record)
            for source, record in store.sources.polled(sources, records)
            if (collect.due if only_due else collect.askable)(record, now)
        ]
        intake = Intake(self._database, self._settings.collect, requests, self._views)
        self._names = {request.source.id: request.source.name for request in requests}
        self._progress.start("collect", len(requests))
        outcomes = collect.poll(requests, self._settings.collect, stop=self._stop)
        for batch in self._batches(outcomes):
            with self._timed("read and embed"):
                intake.take(batch, self._clock.now())
        return intake

    def _batches(self, outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
        """Yield outcomes gathered until they hold enough entries to be worth a batch."""
        batch: list[Outcome] = []
        entries = 0
        while True:
            with self._timed("collect"):
                outcome = next(outcomes, None)
            if outcome is None:
                break
            self._progress.advance(label=self._names[outcome.source_id])
            batch.append(outcome)
            entries += len(outcome.entries) if isinstance(outcome, Fetched) else 0
            if entries >= BATCH_ENTRIES:
                yield batch
                batch, entries = [], 0
        if batch:
            yield batch

    def _group_stories(self) -> None:
        with self._timed("stories"):
            self._progress.start("stories")
            group_new(self._database, self._views)

    def _build_index(self) -> None:
        """Write a new generation when the articles have changed since the last one."""
        with self._timed("index"), self._database.read() as connection:
            change = store.articles.newest_change(connection)
            database_id = store.database_id(connection)
            current = index.latest(self._home.generations, database_id)
            keys = store.vectors.keys(connection)
            held = set(current.views) if current else set()
            if not keys or (current and current.change == change and held == set(keys)):
                return
            self._progress.start("index")
            vectors = {key: store.vectors.read(connection, key) for key in keys}
            index.build(self._home.generations, vectors, change=change, database_id=database_id)

    def _list(self, company: Company) -> int:
        """Make the open list of every reader, unless nothing that they depend on has changed.

        Returns:
            How many matches were considered.
        """
        now, settings = self._clock.now(), self._settings
        freeze_past(self._database, settings, now)
        with self._database.read() as connection:
            life = read_life(connection)
            shown = {r: shown_before(connection, r, settings, now) for r in readers(settings)}
            inputs = depends_on(connection, company, life, shown.values(), settings, now)
            if store.editions.made_from(connection) == inputs:
                return 0
        with self._timed("match and rank"):
            made_from = self._ingredients(company, life, now)
            editions = [list_for(reader, before, made_from) for reader, before in shown.items()]
            with self._database.write() as connection:
                save_growth(connection, made_from.growth, now)
                for edition in editions:
                    self._keep(connection, edition, made_from, inputs)
        if settings.collect.article_pages:
            self._read_pages(made_from.material, made_from.considered.matches)
        return len(made_from.considered.matches)

    def _ingredients(self, company: Company, life: Life, now: datetime) -> Ingredients:
        """Match everything read with the pains, and let the cards gather what is theirs."""
        self._progress.start("match")
        embedders = self._views()
        library = self._library(embedders)
        fill_views(self._database, embedders)
        keys: list[ModelKey] = [embedder.key for embedder in embedders]
        material = read_material(self._database, keys, self._settings, now)
        material = replace(material, remembered=most_of_a_pain(life.cards.values()))
        if self._settings.review.learning:
            material = replace(material, lessons=life.lessons)
        considered = named(consider(material, library, embedders, company, now), life, material)
        return Ingredients(
            material=material,
            considered=considered,
            life=life,
            growth=grow(life, material, considered, company, now),
            company=company,
            settings=self._settings,
            now=now,
        )

    def _keep(
        self, connection: Connection, edition: Edition, made_from: Ingredients, inputs: str
    ) -> None:
        """Store a list, make cards of its rows, and freeze it when its time has come."""
        settings, now = self._settings, made_from.now
        store.editions.save(connection, edition, made_from=inputs)
        begin_cards(connection, edition.opportunities, made_from.considered.stories, now)
        if review.freezes_now(edition.week, now, settings.timezone, settings.review):
            freeze(connection, edition, settings, now)

    def _read_pages(self, material: Material, matches: Sequence[Match]) -> None:
        articles = {article.id: article for article in material.articles}
        with self._timed("pages"):
            self._pages = read_pages(
                self._database,
                shortlisted(matches, articles, material.sources),
                self._settings.collect,
                self._clock.now(),
                self._progress,
                self._stop,
            )

    def _library(self, embedders: Sequence[Embedder]) -> match.Library:
        with self._timed("load model"):
            self._progress.start("library")
            return load_solutions(embedders, self._progress.advance)

    def _views(self) -> Sequence[Embedder]:
        """Return the embedding views, loaded on first use."""
        if self._embedders is None:
            with self._timed("load model"):
                self._progress.start("model")
                self._embedders = self._load_views()
        return self._embedders

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        """Count the seconds of a stage, without those of a stage inside it."""
        started, inside = perf_counter(), sum(self._seconds.values())
        try:
            yield
        finally:
            within = sum(self._seconds.values()) - inside
            self._seconds[stage] += perf_counter() - started - within

    def _report(self, intake: Intake) -> RunReport:
        with self._database.read() as connection:
            records = store.sources.records(connection)
            enabled = [s for s in store.sources.every(connection).values() if s.enabled]
            total = store.articles.total(connection)
            stories = store.articles.story_total(connection)
            edition = store.editions.latest(connection)
        states = Counter(r.state.value for _, r in store.sources.polled(enabled, records))
        return RunReport(
            sources=dict(sorted(states.items())),
            entries=intake.counts.entries,
            articles_new=intake.counts.new,
            articles_updated=intake.counts.updated,
            articles_duplicate=intake.counts.duplicate,
            articles=total,
            stories=stories,
            matches=self._matches,
            pages=self._pages,
            opportunities=len(edition.opportunities) if edition else 0,
            seconds={stage: round(seconds, 2) for stage, seconds in self._seconds.items()},
            peak_memory_mb=_peak_memory_mb(),
            stopped=self._stop.is_set(),
        )


def _peak_memory_mb() -> int:
    """Return the largest resident size of this process so far, 0 where unknown."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
