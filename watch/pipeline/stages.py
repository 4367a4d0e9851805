"""The steps of a run, each by itself: a run takes them in a row, a queue one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watch import collect, config, index, match, review, store
from watch.model import Company, Edition, Fetched, Outcome, PageRequest, PollRequest, SourceId, Week
from watch.pipeline.grouping import group_new
from watch.pipeline.intake import BATCH_ENTRIES, Counts, Intake, fill_views
from watch.pipeline.life import (
    Life,
    begin_cards,
    grow,
    most_of_a_pain,
    named,
    read_life,
    save_growth,
)
from watch.pipeline.listing import consider, load_solutions, read_material
from watch.pipeline.pages import read_pages, shortlisted
from watch.pipeline.stopwatch import Stopwatch
from watch.pipeline.tools import Tools
from watch.pipeline.weekly import (
    Ingredients,
    depends_on,
    freeze,
    freeze_past,
    list_for,
    readers,
    shown_before,
)
from watch.protocols import Embedder
from watch.store import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What making the lists took: how many matches were considered, and the pages worth reading."""

    matches: int = 0
    shortlist: Sequence[PageRequest] = ()


class Stages:
    """The steps, and how long each took.

    Attributes:
        stopwatch: Counts what each stage takes.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._embedders: Sequence[Embedder] | None = None
        self.stopwatch = Stopwatch()

    def read_files(self) -> Company:
        """Bring the database in line with the files of the home folder."""
        home = self._tools.home
        sources = config.read_sources(home.sources_path)
        company, pains = config.read_pains(home.pains_path)
        stated = {pain.id for pain in pains.values()}
        config.check_readers(home, self._tools.settings.review.readers, stated)
        with self._tools.database.write() as connection:
            store.sources.sync(connection, sources)
            store.pains.sync(connection, pains)
        return company

    def requests(
        self, *, only_due: bool, among: Collection[SourceId] | None = None
    ) -> list[PollRequest]:
        """Return what may be asked now.

        Args:
            only_due: Leave out sources that were polled recently, as a schedule wants it.
            among: Only these sources; None for all.
        """
        now = self._tools.clock.now()
        with self._tools.database.read() as connection:
            records = store.sources.records(connection, among)
            sources = [s for s in store.sources.every(connection, among).values() if s.enabled]
        return [
            PollRequest(source=source, record=record)
            for source, record in store.sources.polled(sources, records)
            if (collect.due if only_due else collect.askable)(record, now)
        ]

    def collect(self, requests: Sequence[PollRequest]) -> Counts:
        """Poll sources and store what they bring; return what came in."""
        tools, settings = self._tools, self._tools.settings.collect
        intake = Intake(tools.database, settings, requests, self._views, tools.leave)
        names = {request.source.id: request.source.name for request in requests}
        tools.progress.start("collect", len(requests))
        outcomes = collect.poll(requests, settings, stop=tools.stop, shared=tools.shared)
        for batch in self._batches(outcomes, names):
            with self.stopwatch.timed("read and embed"):
                intake.take(batch, tools.clock.now())
        return intake.counts

    def list_new(self, company: Company) -> Listed:
        """Group what is new into stories, index it, and bring every reader's list up to date."""
        if not self._stopping:
            self._group_stories()
        if not self._stopping:
            self._build_index()
        return Listed() if self._stopping else self._list(company)

    def freeze_is_due(self) -> bool:
        """Return whether the open list of some reader is to be frozen now."""
        settings = self._tools.settings
        with self._tools.database.read() as connection:
            weeks = {
                week
                for reader in readers(settings)
                for week in store.editions.unfrozen(connection, reader.name)
            }
        return self._freezes(weeks, self._tools.clock.now())

    def read_pages(self, requests: Sequence[PageRequest]) -> int:
        """Read the pages that are worth it; return how many gave a text."""
        if self._stopping or not requests:
            return 0
        with self.stopwatch.timed("pages"):
            return read_pages(self._tools, requests)

    def _batches(
        self, outcomes: Iterator[Outcome], names: dict[SourceId, str]
    ) -> Iterator[list[Outcome]]:
        """Yield outcomes gathered until they hold enough entries to be worth a batch."""
        batch: list[Outcome] = []
        entries = 0
        while True:
            with self.stopwatch.timed("collect"):
                outcome = next(outcomes, None)
            if outcome is None:
                break
            self._tools.progress.advance(label=names[outcome.source_id])
            batch.append(outcome)
            entries += len(outcome.entries) if isinstance(outcome, Fetched) else 0
            if entries >= BATCH_ENTRIES:
                yield batch
                batch, entries = [], 0
        if batch:
            yield batch

    def _group_stories(self) -> None:
        with self.stopwatch.timed("stories"):
            self._tools.progress.start("stories")
            group_new(self._tools.database, self._views)

    def _build_index(self) -> None:
        """Write a new generation when the articles have changed since the last one.

        A server searches its vectors itself, by graphs that are made here.
        """
        database, generations = self._tools.database, self._tools.home.generations
        if database.file is None:
            with self.stopwatch.timed("index"):
                store.neighbours.build_graphs(database)
            return
        with self.stopwatch.timed("index"), database.read() as connection:
            change = store.articles.newest_change(connection)
            database_id = store.database_id(connection)
            current = index.latest(generations, database_id)
            keys = store.vectors.keys(connection)
            held = set(current.views) if current else set()
            if not keys or (current and current.change == change and held == set(keys)):
                return
            self._tools.progress.start("index")
            vectors = {key: store.vectors.read(connection, key) for key in keys}
            index.build(generations, vectors, change=change, database_id=database_id)

    def _list(self, company: Company) -> Listed:
        """Make the open list of every reader, unless nothing that they depend on has changed."""
        now, settings = self._tools.clock.now(), self._tools.settings
        database = self._tools.database
        freeze_past(database, settings, now)
        with database.read() as connection:
            life = read_life(connection)
            shown = {r: shown_before(connection, r, settings, now) for r in readers(settings)}
            inputs = depends_on(connection, company, life, shown.values(), settings, now)
            same = store.editions.made_from(connection) == inputs
            if same and not self._freezes({before.week for before in shown.values()}, now):
                return Listed()
        with self.stopwatch.timed("match and rank"):
            made_from = self._ingredients(company, life, now)
            editions = [list_for(reader, before, made_from) for reader, before in shown.items()]
            with database.write() as connection:
                save_growth(connection, made_from.growth, now)
                for edition in editions:
                    self._keep(connection, edition, made_from, inputs)
        matches = made_from.considered.matches
        articles = {article.id: article for article in made_from.material.articles}
        wanted = settings.collect.article_pages
        return Listed(
            matches=len(matches),
            shortlist=shortlisted(matches, articles, made_from.material.sources) if wanted else (),
        )

    def _freezes(self, weeks: Iterable[Week], now: datetime) -> bool:
        settings = self._tools.settings
        return any(
            review.freezes_now(week, now, settings.timezone, settings.review) for week in weeks
        )

    def _ingredients(self, company: Company, life: Life, now: datetime) -> Ingredients:
        """Match everything read with the pains, and let the cards gather what is theirs."""
        self._tools.progress.start("match")
        database, settings = self._tools.database, self._tools.settings
        embedders = self._views()
        library = self._library(embedders)
        fill_views(database, embedders)
        keys = [embedder.key for embedder in embedders]
        material = read_material(database, keys, settings, now)
        material = replace(material, remembered=most_of_a_pain(life.cards.values()))
        if settings.review.learning:
            material = replace(material, lessons=life.lessons)
        considered = named(consider(material, library, embedders, company, now), life, material)
        return Ingredients(
            material=material,
            considered=considered,
            life=life,
            growth=grow(life, material, considered, company, now),
            company=company,
            settings=settings,
            now=now,
        )

    def _keep(
        self, connection: Connection, edition: Edition, made_from: Ingredients, inputs: str
    ) -> None:
        """Store a list, make cards of its rows, and freeze it when its time has come."""
        settings, now = self._tools.settings, made_from.now
        store.editions.save(connection, edition, made_from=inputs)
        begin_cards(connection, edition.opportunities, made_from.considered.stories, now)
        if review.freezes_now(edition.week, now, settings.timezone, settings.review):
            freeze(connection, edition, settings, now)

    def _library(self, embedders: Sequence[Embedder]) -> match.Library:
        with self.stopwatch.timed("load model"):
            self._tools.progress.start("library")
            return load_solutions(embedders, self._tools.progress.advance)

    def _views(self) -> Sequence[Embedder]:
        """Return the embedding views, loaded on first use."""
        if self._embedders is None:
            with self.stopwatch.timed("load model"):
                self._tools.progress.start("model")
                self._embedders = self._tools.views()
        return self._embedders

    @property
    def dimensions(self) -> int:
        """Columns of the vectors of an article in all views; 0 before a text was read."""
        return sum(embedder.dimension for embedder in self._embedders or ())

    @property
    def _stopping(self) -> bool:
        return self._tools.stop.is_set()
