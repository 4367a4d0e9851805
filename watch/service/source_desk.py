"""Sources: how each one is doing, and how new ones come into ``sources.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from watch import collect, config, store, understand
from watch.errors import UsageError
from watch.model import (
    Article,
    Discovery,
    Fetched,
    FoundFeed,
    Harvest,
    PollRecord,
    PollRequest,
    Source,
    SourceId,
    SourceStanding,
    SourceState,
)
from watch.protocols import Progress, SilentProgress
from watch.service.addresses import checked, new_source
from watch.service.news_search import NewsSearch, news_search
from watch.service.open_home import OpenHome
from watch.service.opml_files import opml_at, opml_sources
from watch.service.source_change import change_source, named_source
from watch.service.stamp import Stamp, stamp
from watch.service.whole_file import write_whole
from watch.wording import mark

_PREVIEWED = 5
"""Articles that tell what a feed is about, without scrolling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source said when it was asked just now, and its newest articles."""

    standing: SourceStanding
    newest: tuple[Article, ...]


class SourceDesk:
    """What can be asked of the sources of a home folder, and done with them."""

    def __init__(self, home: OpenHome) -> None:
        self._open = home
        self._path = home.home.sources_path
        self._counted: tuple[Stamp, Mapping[SourceId, Harvest]] = ((), {})

    def standings(self) -> list[SourceStanding]:
        """Return every source with its standing and its harvest, in the order of the file."""
        listed = config.read_sources(self._path).values()
        with self._open.database().read() as connection:
            records = store.sources.records(connection)
            harvests = self._harvests(connection)
            titled = store.sources.titled(connection, listed)
        return [
            SourceStanding(
                source=source,
                record=record if source.enabled else replace(record, state=SourceState.OFF),
                harvest=harvests.get(source.id, Harvest()),
            )
            for source, record in store.sources.polled(titled, records)
        ]

    def check(self, progress: Progress | None = None) -> list[SourceStanding]:
        """Poll every enabled source once and return how each answered; nothing is stored."""
        enabled = [s for s in config.read_sources(self._path).values() if s.enabled]
        with self._open.database().read() as connection:
            titled = store.sources.titled(connection, enabled)
        return self._polled(titled, progress or SilentProgress())

    def discover(self, address: str) -> Discovery:
        """Return the feeds behind the address of any page, or of a feed; each has answered."""
        settings = self._open.settings.collect
        return collect.discover(address, settings, clock=self._open.clock)

    def ask(self, source: Source) -> Answer:
        """Poll one source, listed or not, and return what it says; nothing is stored."""
        request = PollRequest(source=source, record=PollRecord(source_id=source.id))
        settings, now = self._open.settings.collect, self._open.clock.now()
        (outcome,) = collect.poll([request], settings)
        entries = outcome.entries if isinstance(outcome, Fetched) else ()
        return Answer(
            standing=SourceStanding(
                source=source, record=collect.after(request.record, outcome, now, settings)
            ),
            newest=tuple(understand.read(entries, source.id, now)[:_PREVIEWED]),
        )

    def preview(self, feed: FoundFeed) -> Answer:
        """Poll a feed that ``discover`` found, as the source that it would be."""
        return self.ask(new_source(feed.url, name=feed.title))

    def edit(self, source_id: SourceId, **fields: str | bool) -> Source:
        """Write something else about a source into ``sources.yaml``; return it as it is then.

        Args:
            source_id: Of one that is listed.
            fields: ``name``, ``owner``, ``language``, ``reliability``, ``enabled``.

        Raises:
            ConfigError: If the file has a mistake.
            UsageError: If there is no such source, or a value cannot be.
        """
        return change_source(self._path, source_id, fields)

    def named(self, source_id: SourceId) -> Source:
        """Return a source of the file, as though no pack were switched off.

        Raises:
            UsageError: If there is no such source.
        """
        return named_source(self._path, source_id)

    def plainly_meant(self, feeds: Sequence[FoundFeed]) -> FoundFeed | None:
        """Return the only feed, or the only one that holds articles beside readers' comments."""
        from watch.collect.documents.feed_links import (
            is_of_comments,  # loads lxml, which discovery has
        )

        articles = [f for f in feeds if f.entry_count and not is_of_comments(f.url, f.title)]
        if len(articles) == 1:
            return articles[0]
        return feeds[0] if len(feeds) == 1 else None

    def add(self, feeds: Sequence[FoundFeed], **fields: str) -> list[Source]:
        """Add feeds that ``discover`` found to ``sources.yaml``; return those that were not there.

        Args:
            feeds: Each is named by its own title.
            fields: ``name``, ``owner``, ``language``, ``pack``: said of all of them.

        Raises:
            UsageError: If every one of them is listed already.
        """
        named = [new_source(f.url, **({"name": f.title} | _said(fields))) for f in feeds]
        found = {source.id: source for source in named}
        known = self._known()
        fresh = [source for source in found.values() if source.id not in known]
        if not fresh:
            addresses = ", ".join(source.url for source in found.values())
            raise self._listed(addresses)
        config.add_sources(self._path, fresh)
        return fresh

    def news_search(
        self,
        words: Sequence[str],
        *,
        engine: str = "google",
        language: str = "",
        area: str = "",
    ) -> NewsSearch:
        """Return a search of the news that could be followed; no word has left this computer.

        Args:
            words: Each a word or a phrase.
            engine: ``google`` or ``bing``.
            language: Of the articles; else the reader's.
            area: Operational area that it is to cover.

        Raises:
            UsageError: If there is no word, or no such engine.
        """
        company = self._open.company_if_stated()
        spoken = language or self._open.settings.language or company.language
        return news_search(words, engine, spoken, company.country, area)

    def follow(self, search: NewsSearch) -> SourceStanding:
        """Make a search of the news and add it to ``sources.yaml`` if a feed answers.

        From now on its words go to the search engine at each poll.

        Raises:
            UsageError: If it is followed already or does not answer.
        """
        if search.source.id in self._known():
            raise self._listed(search.source.name)
        (standing,) = self._polled([search.source], SilentProgress())
        if standing.record.failure_count:
            message = mark("{name} was not added: {why}")
            hint = mark("try again later, or another engine with --engine")
            values = {"name": search.source.name, "why": standing.record.reason}
            raise UsageError(message, hint=hint, values=values)
        config.add_sources(self._path, [search.source])
        return standing

    def import_opml(self, path: Path) -> tuple[int, int]:
        """Add the feeds of an OPML file; return how many were added and already known.

        Raises:
            UsageError: If the file cannot be read, is too large or lists no feed.
        """
        return self.take_opml(opml_at(path), str(path))

    def take_opml(self, data: bytes, name: str) -> tuple[int, int]:
        """Add the feeds of an OPML document; return how many were added and already known.

        Args:
            data: As somebody sent it.
            name: Of the file, for what is said about it.

        Raises:
            UsageError: If it is too large or lists no feed.
        """
        found = opml_sources(data, name)
        known = self._known()
        fresh = [source for source in found if source.id not in known]
        if fresh:
            config.add_sources(self._path, fresh)
        return len(fresh), len(found) - len(fresh)

    def export_opml(self, path: Path, *, every: bool = False) -> int:
        """Write the sources as an OPML file; return how many.

        Args:
            path: Written anew if it is there.
            every: Also those that are switched off.

        Raises:
            UsageError: If the file cannot be written.
        """
        chosen = self._exported(every=every)
        write_whole(path, self._opml(chosen))
        return len(chosen)

    def as_opml(self, *, every: bool = False) -> str:
        """Return what ``export_opml`` would write."""
        return self._opml(self._exported(every=every)).decode()

    def _listed(self, what: str) -> UsageError:
        message = mark("already in {file}: {what}")
        values = {"file": self._path.name, "what": what}
        return UsageError(message, hint=mark("`techwatch sources list` shows it"), values=values)

    def _harvests(self, connection: store.Connection) -> Mapping[SourceId, Harvest]:
        """Return the harvest of each source, counted again when something has changed."""
        now = self._open.clock.now()
        seen = stamp(connection, now)
        if self._counted[0] != seen:
            self._counted = (seen, store.harvest.every(connection, now))
        return self._counted[1]

    def _exported(self, *, every: bool) -> list[Source]:
        listed = config.read_sources(self._path).values()
        return [source for source in listed if source.enabled or every]

    def _opml(self, sources: Sequence[Source]) -> bytes:
        company = self._open.company_if_stated().name
        return collect.write_opml(sources, f"techwatch · {company}" if company else "techwatch")

    def _known(self) -> set[str]:
        if not self._path.exists():
            return set()
        return {source.id for source in config.read_sources(self._path).values()}

    def _polled(self, sources: Sequence[Source], progress: Progress) -> list[SourceStanding]:
        return checked(sources, self._open.settings.collect, self._open.clock.now(), progress)


def _said(fields: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}
