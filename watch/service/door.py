"""One home folder, opened: every verb of the product."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from watch import collect, config, deliver, store, understand
from watch.clock import SystemClock
from watch.errors import StoreBusy, UsageError
from watch.model import (
    Company,
    Edition,
    Finding,
    Hit,
    Opportunity,
    PainId,
    PainPoint,
    RunReport,
    SearchFilter,
    Source,
    SourceStanding,
    Week,
)
from watch.pipeline import Pipeline, find_stories, try_pain
from watch.protocols import Clock, Embedder, Progress, SilentProgress
from watch.service.addresses import checked
from watch.service.doctor import examine
from watch.settings import Home, Settings
from watch.text import fingerprint, slug


class Service:
    """Everything that can be done with a home folder.

    The database is opened on first use, the embedding models when a text must be read.

    Args:
        root: The home folder: ``sources.yaml``, ``painpoints.yaml``, ``index/``.
        clock: Tells the time; tests inject theirs.
        views: Embedding views to use instead of those in ``watch.yaml``.
    """

    def __init__(
        self, root: Path, *, clock: Clock | None = None, views: Sequence[Embedder] | None = None
    ) -> None:
        self.home = Home(root=root.expanduser().resolve())
        self._clock = clock or SystemClock()
        self._views: list[Embedder] = list(views or ())
        self._given = bool(views)
        self._database: store.Database | None = None
        self._settings: Settings | None = None
        self._loading = threading.Lock()

    def __enter__(self) -> Self:
        """Open the door."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Give every resource back; the service may be used again."""
        if self._database is not None:
            self._database.close()
            self._database = None

    @property
    def settings(self) -> Settings:
        """How this home is run."""
        if self._settings is None:
            self._settings = config.read_settings(self.home)
        return self._settings

    def company(self) -> Company:
        """Return for whom we watch."""
        return config.read_pains(self.home.pains_path)[0]

    @property
    def language(self) -> str:
        """The reader's language: the settings', else the company's."""
        return self.settings.language or self.company().language

    def run(
        self,
        progress: Progress | None = None,
        *,
        only_due: bool = False,
        stop: threading.Event | None = None,
    ) -> RunReport:
        """Poll, read, match and list; return what was done.

        Raises:
            ConfigError: If a file of the home folder has a mistake.
            StoreBusy: If another run is at work on this home.
        """
        settings = self.settings
        config.read_sources(self.home.sources_path)  # mistakes are told before work begins
        self.home.state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.home.state / "run.lock")
        try:
            with lock.acquire(timeout=0):
                return Pipeline(
                    database=self._open(),
                    home=self.home,
                    settings=settings,
                    clock=self._clock,
                    progress=progress or SilentProgress(),
                    views=self.views,
                    stop=stop,
                ).run(only_due=only_due)
        except Timeout as error:
            message = f"another run is at work on {self.home.root}"
            raise StoreBusy(message, hint="wait until it has ended") from error

    def edition(self, week: Week | None = None) -> Edition | None:
        """Return the edition of a week, or the newest; nothing before the first run."""
        with self._open().read() as connection:
            if week:
                return store.editions.of_week(connection, week)
            return store.editions.latest(connection)

    def weeks(self) -> list[Week]:
        """Return the weeks that have an edition, newest first."""
        with self._open().read() as connection:
            return store.editions.weeks(connection)

    def search(
        self, query: str, chosen: SearchFilter | None = None, *, limit: int = 10
    ) -> list[Hit]:
        """Return the stories nearest to a topic, in any of the languages served.

        Raises:
            UsageError: If the query is empty.
        """
        if not query.strip():
            message = "there is nothing to search for"
            raise UsageError(message, hint='write a topic, for example "warehouse robots"')
        first = self._first_view()
        chosen = chosen or SearchFilter()
        return find_stories(
            query.strip(), self._open(), self.home, first, chosen=chosen, limit=limit
        )

    def sources(self) -> list[SourceStanding]:
        """Return every source with its standing, in the order of the file."""
        listed = config.read_sources(self.home.sources_path)
        with self._open().read() as connection:
            records = store.sources.records(connection)
            counts = store.articles.counts(connection)
        return [
            SourceStanding(source=source, record=record, article_count=counts.get(source.id, 0))
            for source, record in store.sources.polled(listed.values(), records)
        ]

    def check_sources(self, progress: Progress | None = None) -> list[SourceStanding]:
        """Poll every enabled source once and return how each answered; nothing is stored."""
        sources = [s for s in config.read_sources(self.home.sources_path).values() if s.enabled]
        return self._check(sources, progress or SilentProgress())

    def add_source(self, source: Source) -> SourceStanding:
        """Poll an address and add it to ``sources.yaml`` if it answers with a feed.

        Raises:
            UsageError: If it is listed already or does not answer with a feed.
        """
        if source.id in {known.id for known in self._listed()}:
            message = f"{source.url} is already in {self.home.sources_path.name}"
            raise UsageError(message, hint="`techwatch sources list` shows it")
        (standing,) = self._check([source], SilentProgress())
        if standing.record.failure_count:
            message = f"{source.url} was not added: {standing.record.reason}"
            raise UsageError(message, hint="give the address of its RSS, Atom or JSON feed")
        config.add_sources(self.home.sources_path, [source])
        return standing

    def import_opml(self, path: Path) -> tuple[int, int]:
        """Add the feeds of an OPML file; return how many were added and already known.

        Raises:
            UsageError: If the file cannot be read or lists no feed.
        """
        try:
            found = collect.read_opml(path.read_bytes())
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror}"
            raise UsageError(message, hint="give the path of an .opml file") from error
        if not found:
            message = f"{path} lists no feed"
            raise UsageError(message, hint="export your feeds as OPML from your feed reader")
        known = {source.id for source in self._listed()}
        fresh = [source for source in found if source.id not in known]
        if fresh:
            config.add_sources(self.home.sources_path, fresh)
        return len(fresh), len(found) - len(fresh)

    def pains(self) -> list[PainPoint]:
        """Return the pain points of the file, in its order."""
        return list(config.read_pains(self.home.pains_path)[1].values())

    def try_pain(self, pain: PainPoint, *, limit: int = 10) -> list[Opportunity]:
        """Return what would be found for a pain point, best first, without stating it.

        The pain may be one nobody has seen before; the bar and the quotas of the weekly
        list do not apply.
        """
        company = self.company() if self.home.pains_path.exists() else Company()
        pain = pain if pain.id else replace(pain, id=PainId(slug(pain.title) or "trial"))
        now, views = self._clock.now(), self.views()
        return try_pain(pain, self._open(), views, company, self.settings, now, limit=limit)

    def add_pain(self, pain: PainPoint) -> PainPoint:
        """Add a pain point to ``painpoints.yaml``; return it with its id.

        Raises:
            UsageError: If one with the same title is there.
        """
        pain = replace(pain, id=PainId(slug(pain.title) or fingerprint(pain.title)))
        if self.home.pains_path.exists() and pain.id in {known.id for known in self.pains()}:
            message = f"`{pain.title}` is already in {self.home.pains_path.name}"
            raise UsageError(message, hint="`techwatch pains list` shows it")
        config.add_pain(self.home.pains_path, pain)
        return pain

    def digest(self, folder: Path, language: str = "") -> tuple[Path, ...]:
        """Write the newest edition as a mail, a page and a text; return the files.

        Raises:
            UsageError: If there is no edition yet.
        """
        edition = self.edition()
        if edition is None:
            message = "there is no edition yet"
            raise UsageError(message, hint="run `techwatch run` first")
        settings = self.settings.deliver
        digest = deliver.compose(edition, settings, language or self.language)
        recipient = settings.recipients[0] if settings.recipients else settings.sender
        domain = settings.sender.rpartition("@")[2].strip("> ") or "localhost"
        message_id = f"<{edition.week}.{fingerprint(edition.week, recipient)[:12]}@{domain}>"
        mail = deliver.message(digest, settings.sender, recipient, message_id, self._clock.now())
        return deliver.write(digest, folder, mail)

    def doctor(self) -> list[Finding]:
        """Look at everything a run needs; return what is well and what is not."""
        return examine(self.home, self._clock.now())

    def views(self) -> Sequence[Embedder]:
        """Return the embedding views, loaded on first use."""
        with self._loading:
            if self._given:
                return self._views
            for name in self.settings.understand.models[len(self._views) :]:
                self._views.append(understand.load_view(name))
            return self._views

    def _first_view(self) -> Embedder:
        """Return the view that searches, without waiting for the others."""
        with self._loading:
            if not self._views:
                self._views.append(understand.load_view(self.settings.understand.models[0]))
            return self._views[0]

    def _open(self) -> store.Database:
        with self._loading:
            if self._database is None:
                self._database = store.open_database(self.home.database_path)
            return self._database

    def _listed(self) -> list[Source]:
        if not self.home.sources_path.exists():
            return []
        return list(config.read_sources(self.home.sources_path).values())

    def _check(self, sources: Sequence[Source], progress: Progress) -> list[SourceStanding]:
        return checked(sources, self.settings.collect, self._clock.now(), progress)
