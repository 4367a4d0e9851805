"""One home folder, opened: every verb of the product."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from watch import config
from watch.model import (
    Article,
    Company,
    Edition,
    Finding,
    Hit,
    Opportunity,
    PainPoint,
    RunReport,
    SearchFilter,
    Week,
    WhatIf,
)
from watch.pipeline import add_article
from watch.protocols import Clock, Embedder, Progress, SilentProgress
from watch.service.backup import back_up
from watch.service.board_desk import BoardDesk
from watch.service.brief_desk import BriefDesk
from watch.service.by_hand import brought
from watch.service.copy_desk import Copied, copy_database
from watch.service.digest_desk import DigestDesk
from watch.service.doctor import examine
from watch.service.edition_desk import EditionDesk
from watch.service.evaluation import (
    RankingScores,
    StoryScores,
    evaluate_ranking,
    evaluate_stories,
)
from watch.service.export_desk import ExportDesk
from watch.service.insight_desk import InsightDesk
from watch.service.open_home import OpenHome
from watch.service.pack_desk import PackDesk
from watch.service.pain_desk import PainDesk
from watch.service.review_desk import ReviewDesk
from watch.service.running import run_once
from watch.service.schedule import Schedule
from watch.service.search_desk import SearchDesk
from watch.service.settings_desk import SettingsDesk
from watch.service.solution_desk import SolutionDesk
from watch.service.source_desk import SourceDesk
from watch.service.status_desk import StatusDesk
from watch.service.story_desk import StoryDesk
from watch.service.webhook_desk import WebhookDesk
from watch.service.what_if import compare_profiles
from watch.service.working import work
from watch.settings import Home, Settings


class Service:
    """Everything that can be done with a home folder.

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
        self.sources = SourceDesk(self._open)
        self.packs = PackDesk(self._open, self.sources)
        self.stories = StoryDesk(self._open)
        self.solutions = SolutionDesk(self._open)
        self.pain_points = PainDesk(self._open)
        self.reviews = ReviewDesk(self._open)
        self.board = BoardDesk(self._open)
        self.briefs = BriefDesk(self._open, self.reviews)
        self.editions = EditionDesk(self._open)
        self.exports = ExportDesk(self._open, self.reviews, self.editions)
        self.webhooks = WebhookDesk(self._open)
        self.insight = InsightDesk(self._open)
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
        self._open.close()

    @property
    def home(self) -> Home:
        """Where the files of the folder are."""
        return self._open.home

    @property
    def settings(self) -> Settings:
        """How this home is run."""
        return self._open.settings

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
        return run_once(
            self._open, progress or SilentProgress(), stop or threading.Event(), only_due=only_due
        )

    def work(
        self, stop: threading.Event, *, queues: Sequence[str] = (), concurrency: int = 8
    ) -> None:
        """Take jobs from the queue of a PostgreSQL database until told to stop.

        Raises:
            UsageError: If there is no such queue, or no such database.
        """
        work(self._open, self.schedule.send, stop, queues=queues, concurrency=concurrency)

    def backup(self, path: Path) -> Path:
        """Write all that cannot be computed again into a file, or one in a folder; return it.

        Raises:
            UsageError: If there is no database yet, or the file cannot be written.
        """
        return back_up(self._open, path)

    def copy(self, to: str, source: str = "", progress: Progress | None = None) -> Copied:
        """Copy the home's database, or another, to a new file or to an empty one of a server.

        Raises:
            UsageError: If there is nothing to copy, or something where it goes.
        """
        return copy_database(self._open, to, source, progress or SilentProgress())

    def edition(self, week: Week | None = None) -> Edition | None:
        """Return the company's edition of a week, or the newest; nothing before the first run."""
        return self.editions.edition(week)

    def weeks(self) -> list[Week]:
        """Return the weeks that have an edition, newest first."""
        return self.editions.weeks()

    def what_if(self, profile: str) -> WhatIf:
        """Return the newest list beside the one that another profile would give; nothing is kept.

        Raises:
            UsageError: If there is no such profile, or no list yet.
        """
        return compare_profiles(self._open, profile)

    def search(
        self, query: str, chosen: SearchFilter | None = None, *, limit: int = 10
    ) -> list[Hit]:
        """Return the stories nearest to a topic, in any of the languages served.

        Raises:
            UsageError: If the query is empty.
        """
        return self.searches.hits(query, chosen, limit=limit)

    def add_article(self, url: str, *, title: str = "", text: str = "") -> Article:
        """Store one article that no feed brought; it is matched at the next run.

        Args:
            url: Its address.
            title: Its headline; else that of its page.
            text: Its text, so that the page need not be fetched.

        Raises:
            UsageError: If the page cannot be read, or no headline is found.
        """
        entry, page_text = brought(url, title, text, self.settings.collect)
        database, now = self._open.database(), self._open.clock.now()
        return add_article(database, self._open.views, entry, page_text, now)

    def pains(self) -> list[PainPoint]:
        """Return the pain points of the file, in its order."""
        return list(config.read_pains(self.home.pains_path)[1].values())

    def try_pain(self, pain: PainPoint, *, limit: int = 10) -> list[Opportunity]:
        """Return what would be found for a pain point, best first, without stating it.

        The pain may be one nobody has seen before; the bar and the quotas of the weekly
        list do not apply.
        """
        return list(self.pain_points.preview(pain, limit=limit).found)

    def add_pain(self, pain: PainPoint) -> PainPoint:
        """Add a pain point to ``painpoints.yaml``; return it with its id.

        Raises:
            UsageError: If one with the same title is there.
        """
        return self.pain_points.add(pain)

    def digest(self, folder: Path, language: str = "", reader: str = "") -> tuple[Path, ...]:
        """Write the edition to review as a mail, a page and a text; return the files.

        Args:
            folder: Where to.
            language: Of the mail; else the reader's own, else that of the home.
            reader: Whose list; empty is the company's.

        Raises:
            UsageError: If there is no edition yet, or no such reader.
        """
        return self.digests.write(folder, language, reader)

    def evaluate_stories(self, path: Path) -> StoryScores:
        """Group the articles of a labelled file, and return how well the stories agree.

        Raises:
            UsageError: If the file cannot be read or is not in the format.
        """
        return evaluate_stories(path, self._open.views())

    def evaluate_ranking(
        self, folder: Path, *, run: Path | None = None, progress: Progress | None = None
    ) -> RankingScores:
        """Rank the articles of a graded folder, and return how good the lists are.

        Args:
            folder: Holds ``articles.jsonl``, ``painpoints.jsonl`` and ``qrels.tsv``.
            run: Where the lists are written, if anywhere.

        Raises:
            UsageError: If a file cannot be read or written, or is not in its format.
        """
        return evaluate_ranking(folder, self._open.views, progress or SilentProgress(), run)

    def doctor(self) -> list[Finding]:
        """Look at everything a run needs; return what is well and what is not."""
        return examine(self.home, self._open.clock.now())
