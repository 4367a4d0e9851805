"""One home folder, opened: every verb of the product."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from watch import config, deliver
from watch.errors import StoreBusy, UsageError
from watch.model import (
    Article,
    Company,
    Edition,
    Finding,
    Hit,
    Opportunity,
    PainId,
    PainPoint,
    RunReport,
    SearchFilter,
    Week,
    WhatIf,
)
from watch.pipeline import Pipeline, add_article, find_stories, try_pain
from watch.protocols import Clock, Embedder, Progress, SilentProgress
from watch.service.by_hand import brought
from watch.service.doctor import examine
from watch.service.edition_desk import EditionDesk
from watch.service.evaluation import (
    RankingScores,
    StoryScores,
    evaluate_ranking,
    evaluate_stories,
)
from watch.service.open_home import OpenHome
from watch.service.pack_desk import PackDesk
from watch.service.review_desk import ReviewDesk
from watch.service.solution_desk import SolutionDesk
from watch.service.source_desk import SourceDesk
from watch.service.story_desk import StoryDesk
from watch.service.what_if import compare_profiles
from watch.settings import Home, Reader, Settings
from watch.text import fingerprint, slug


class Service:
    """Everything that can be done with a home folder.

    The database is opened on first use, the embedding models when a text must be read.

    Args:
        root: The home folder: ``sources.yaml``, ``painpoints.yaml``, ``index/``.
        clock: Tells the time; tests inject theirs.
        views: Embedding views to use instead of those in ``watch.yaml``.

    Attributes:
        sources: What is read, and how new sources are found.
        packs: Sources that are switched on and off together.
        stories: What is one event and what is not, put right by hand.
        solutions: The solution library, and how pain points are searched for.
        reviews: What is decided about opportunities, and what that taught.
        editions: The lists of all weeks: frozen, compared, made again, and what they gave.
    """

    def __init__(
        self, root: Path, *, clock: Clock | None = None, views: Sequence[Embedder] | None = None
    ) -> None:
        self._open = OpenHome(root, clock, views)
        self.sources = SourceDesk(self._open)
        self.packs = PackDesk(self._open, self.sources)
        self.stories = StoryDesk(self._open)
        self.solutions = SolutionDesk(self._open)
        self.reviews = ReviewDesk(self._open)
        self.editions = EditionDesk(self._open)

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
        settings = self.settings
        config.read_sources(self.home.sources_path)  # mistakes are told before work begins
        self.home.state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.home.state / "run.lock")
        try:
            with lock.acquire(timeout=0):
                return Pipeline(
                    database=self._open.database(),
                    home=self.home,
                    settings=settings,
                    clock=self._open.clock,
                    progress=progress or SilentProgress(),
                    views=self._open.views,
                    stop=stop,
                ).run(only_due=only_due)
        except Timeout as error:
            message = f"another run is at work on {self.home.root}"
            raise StoreBusy(message, hint="wait until it has ended") from error

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
        if not query.strip():
            message = "there is nothing to search for"
            raise UsageError(message, hint='write a topic, for example "warehouse robots"')
        views = self._open.views()
        chosen = chosen or SearchFilter()
        return find_stories(
            query.strip(), self._open.database(), self.home, views, chosen=chosen, limit=limit
        )

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
        company = self._open.company_if_stated()
        name = pain.id or PainId(slug(pain.title) or "trial")
        pain = replace(pain, id=name, area=config.known_area(pain.area))
        now, views = self._open.clock.now(), self._open.views()
        return try_pain(
            pain, self._open.database(), views, company, self.settings, now, limit=limit
        )

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

    def digest(self, folder: Path, language: str = "", reader: str = "") -> tuple[Path, ...]:
        """Write the edition to review as a mail, a page and a text; return the files.

        Args:
            folder: Where to.
            language: Of the mail; else the reader's own, else that of the home.
            reader: Whose list; empty is the company's.

        Raises:
            UsageError: If there is no edition yet, or no such reader.
        """
        edition = self.editions.edition(reader=reader)
        if edition is None:
            message = "there is no edition yet"
            raise UsageError(message, hint="run `techwatch run` first")
        sent = self.settings.deliver
        company = Reader(name="", email=next(iter(sent.recipients), ""))
        who = next((r for r in self.settings.review.readers if r.name == reader), company)
        digest = deliver.compose(edition, sent, language or who.language or self.language)
        recipient = who.email or sent.sender
        domain = sent.sender.rpartition("@")[2].strip("> ") or "localhost"
        number = fingerprint(edition.week, reader, recipient)[:12]
        message_id = f"<{edition.week}.{number}@{domain}>"
        mail = deliver.message(digest, sent.sender, recipient, message_id, self._open.clock.now())
        return deliver.write(digest, folder, mail)

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
