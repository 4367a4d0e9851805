"""One home folder, opened, and its desks: one for each subject that a person deals with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from watch.protocols import Clock, Embedder
from watch.service.board_desk import BoardDesk
from watch.service.brief_desk import BriefDesk
from watch.service.digest_desk import DigestDesk
from watch.service.edition_desk import EditionDesk
from watch.service.export_desk import ExportDesk
from watch.service.insight_desk import InsightDesk
from watch.service.kept import Kept
from watch.service.open_home import OpenHome
from watch.service.pack_desk import PackDesk
from watch.service.pain_desk import PainDesk
from watch.service.review_desk import ReviewDesk
from watch.service.schedule import Schedule
from watch.service.search_desk import SearchDesk
from watch.service.settings_desk import SettingsDesk
from watch.service.solution_desk import SolutionDesk
from watch.service.source_desk import SourceDesk
from watch.service.status_desk import StatusDesk
from watch.service.story_desk import StoryDesk
from watch.service.webhook_desk import WebhookDesk
from watch.settings import Home, Settings


class Desks:
    """A home folder, opened, and a desk for each subject.

    The database is opened on first use, the embedding models when a text must be read.

    Args:
        root: The home folder: ``sources.yaml``, ``painpoints.yaml``, ``index/``.
        clock: Tells the time; tests inject theirs.
        views: Embedding views to use instead of those in ``watch.yaml``.
        serving: Whether people are answered, from a replica of the database where there is one.

    Attributes:
        sources: What is read, and how new sources are found.
        packs: Sources that are switched on and off together.
        stories: What is one event and what is not, put right by hand.
        pain_points: What hurts: tried, stated, changed and removed.
        solutions: The solution library, and how pain points are searched for.
        reviews: What is decided about opportunities, and what that taught.
        board: Every opportunity in one line, decided several at a time.
        briefs: Pages to print: the brief of an opportunity, the summary of a quarter.
        editions: The lists of all weeks: frozen, compared, made again, and what they gave.
        digests: The mail of the week: looked at, approved, sent once, and what comes back.
        exports: Opportunities, editions, days and decisions as files.
        webhooks: Rooms and programs that are told of each new edition.
        schedule: What the home does by itself.
        searches: Topics asked of everything collected, and the searches that are kept.
        insight: What is told more often, and all opportunities seen from above.
        status: How the home is doing: its runs, its index, its size.
        setup: What a person may choose about how the home is run.
    """

    def __init__(
        self,
        root: Path,
        *,
        clock: Clock | None = None,
        views: Sequence[Embedder] | None = None,
        serving: bool = False,
    ) -> None:
        self._open = OpenHome(root, clock, views, serving=serving)
        self._kept = Kept(self._open)
        self.sources = SourceDesk(self._open)
        self.packs = PackDesk(self._open, self.sources)
        self.stories = StoryDesk(self._open)
        self.solutions = SolutionDesk(self._open)
        self.pain_points = PainDesk(self._open)
        self.reviews = ReviewDesk(self._open, self._kept)
        self.board = BoardDesk(self._open, self._kept)
        self.briefs = BriefDesk(self._open, self.reviews)
        self.editions = EditionDesk(self._open, self._kept)
        self.exports = ExportDesk(self._open, self.reviews, self.editions)
        self.webhooks = WebhookDesk(self._open)
        self.insight = InsightDesk(self._open, self._kept)
        self.searches = SearchDesk(self._open)
        self.digests = DigestDesk(self._open, self.editions, self.reviews, self.searches)
        self.status = StatusDesk(self._open)
        self.schedule = Schedule(self._open, self.status, self.digests, self.webhooks)
        self.setup = SettingsDesk(self._open)

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
        self.status.stop_run(wait=True)
        self.pain_points.rest()
        self._kept.close()
        self._open.close()

    @property
    def home(self) -> Home:
        """Where the files of the folder are."""
        return self._open.home

    @property
    def settings(self) -> Settings:
        """How this home is run."""
        return self._open.settings
