"""Editions: frozen, compared, made again, and what they gave."""

from __future__ import annotations

from collections.abc import Sequence

from watch import config, review, store
from watch.errors import UsageError
from watch.model import (
    Comparison,
    Edition,
    Opportunity,
    Outcomes,
    PainPoint,
    Replay,
    Week,
)
from watch.pipeline import freeze, read_past, replay
from watch.protocols import Progress, SilentProgress
from watch.rank import metrics
from watch.review.calendar import believable
from watch.service.kept import Kept
from watch.service.open_home import OpenHome
from watch.settings import RankSettings
from watch.store import Connection


class EditionDesk:
    """The lists of all weeks, and what became of them."""

    def __init__(self, home: OpenHome, kept: Kept) -> None:
        self._home = home
        self._kept = kept

    def edition(self, week: Week | None = None, reader: str = "") -> Edition | None:
        """Return the edition of a week, or the one to review; nothing before the first run.

        The one to review is the newest frozen one; before any is, the open list.

        Raises:
            UsageError: If there is no such reader.
        """
        self._known(reader)
        until = believable(self._home.clock.now())

        def read(connection: Connection) -> Edition | None:
            if week:
                return store.editions.of_week(connection, week, reader)
            return store.editions.latest(connection, reader, until)

        return self._kept.answer(f"edition of {week} for {reader}", read, until)

    def open_list(self, reader: str = "") -> Edition | None:
        """Return the list that runs are working for, if one has."""
        self._known(reader)
        until = believable(self._home.clock.now())
        with self._home.database().read() as connection:
            weeks = store.editions.unfrozen(connection, reader, until)
            return store.editions.of_week(connection, weeks[0], reader) if weeks else None

    def weeks(self, reader: str = "") -> list[Week]:
        """Return the weeks that have an edition, newest first."""
        with self._home.database().read() as connection:
            return store.editions.weeks(connection, reader)

    def freeze(self, reader: str = "") -> Edition:
        """Freeze the open list now, before its time; return it as it stays.

        Raises:
            UsageError: If there is no open list.
        """
        self._known(reader)
        with self._home.database().write() as connection:
            now = self._home.clock.now()
            weeks = store.editions.unfrozen(connection, reader, believable(now))
            edition = store.editions.of_week(connection, weeks[0], reader) if weeks else None
            frozen = freeze(connection, edition, self._home.settings, now) if edition else None
        if frozen is None:
            message = "there is no open list to freeze"
            raise UsageError(message, hint="`techwatch run` makes one")
        return frozen

    def compare(self, week: Week | None = None, reader: str = "") -> Comparison:
        """Return an edition beside the one before it; the newest, if no week is named.

        Raises:
            UsageError: If there is no such edition.
        """
        self._known(reader)
        settings = self._home.settings.rank
        found = self._kept.answer(
            f"comparison of {week} for {reader}",
            lambda connection: _compared(connection, week, reader, settings),
            settings,
        )
        if found is None:
            message = f"there is no edition of {week}" if week else "there is no edition yet"
            raise UsageError(message, hint="`techwatch editions list` shows the weeks")
        return found

    def outcomes(self) -> Outcomes:
        """Return what all frozen editions gave: decisions, pilots, gains, by week, pain, source."""
        pains = tuple(config.read_pains(self._home.home.pains_path)[1].values())
        return self._kept.answer("outcomes", lambda c: review.outcomes(_record(c, pains)), pains)

    def replay(self, weeks: int, progress: Progress | None = None) -> Replay:
        """Return the last frozen lists beside those that today's settings would give.

        Raises:
            UsageError: If no edition was frozen yet.
        """
        database, settings, views = self._home.database(), self._home.settings, self._home.views()
        past = read_past(database)
        if not past.editions:
            message = "no edition was frozen yet"
            raise UsageError(message, hint="`techwatch editions freeze` freezes the open one")
        chosen = past.editions[-weeks:]
        progress = progress or SilentProgress()
        progress.start("replay", len(chosen))
        company = self._home.company_if_stated()
        again: list[tuple[Edition, Sequence[Opportunity]]] = []
        for edition in chosen:
            again.append((edition, replay(edition, past, company, database, views, settings)))
            progress.advance()
        return review.backtest(again, review.replay(past.decisions), metrics.ndcg)

    def _known(self, reader: str) -> None:
        names = {one.name for one in self._home.settings.review.readers} | {""}
        if reader not in names:
            message = f"there is no reader `{reader}`"
            known = ", ".join(sorted(names - {""})) or "nobody: watch.yaml names no readers"
            raise UsageError(message, hint=f"there is {known}")


def _compared(
    connection: Connection, week: Week | None, reader: str, settings: RankSettings
) -> Comparison | None:
    """Return an edition beside the one before it; nothing where there is no such edition."""
    weeks = sorted(store.editions.weeks(connection, reader))
    asked = week or (weeks[-1] if weeks else None)
    after = store.editions.of_week(connection, asked, reader) if asked else None
    if after is None:
        return None
    earlier = [one for one in weeks if one < after.week]
    before = store.editions.of_week(connection, earlier[-1], reader) if earlier else None
    rows = store.ledger.every(connection)
    known = review.replay(row for row in rows if row.at <= after.made_at)
    return review.compare(before, after, standings=known, settings=settings)


def _record(connection: Connection, pains: Sequence[PainPoint]) -> review.Record:
    """Return all that the outcomes of frozen editions are counted from."""
    decisions = store.ledger.every(connection)
    weeks = reversed(store.editions.frozen_weeks(connection))
    found = [store.editions.of_week(connection, week) for week in weeks]
    editions = [edition for edition in found if edition]
    rows = [row for edition in editions for row in edition.opportunities]
    cited = sorted({e.article_id for row in rows for e in row.evidence})
    return review.Record(
        editions=editions,
        decisions=decisions,
        standings=review.replay(decisions),
        sources=store.sources.every(connection),
        pains=pains,
        cards=store.opportunities.cards(connection),
        articles=store.articles.existing(connection, cited),
    )
