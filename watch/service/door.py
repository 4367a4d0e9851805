"""The door: every verb of the product, beside the desks of a home folder."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

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
from watch.protocols import Progress, SilentProgress
from watch.service.backup import back_up
from watch.service.by_hand import brought
from watch.service.copy_desk import Copied, copy_database
from watch.service.desks import Desks
from watch.service.doctor import examine
from watch.service.evaluation import RankingScores, StoryScores, evaluate_ranking, evaluate_stories
from watch.service.running import run_once
from watch.service.what_if import compare_profiles
from watch.service.working import work


class Service(Desks):
    """Everything that can be done with a home folder: its desks, and the verbs of the product.

    The database is opened on first use, the embedding models when a text must be read.
    """

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
        profiled: bool = False,
    ) -> RunReport:
        """Poll, read, match and list; return what was done, each stage beside its limit if wished.

        Raises:
            ConfigError: If a file of the home folder has a mistake.
            StoreBusy: If another run is at work on this home.
        """
        seams = progress or SilentProgress(), stop or threading.Event()
        return run_once(self._open, *seams, only_due=only_due, profiled=profiled)

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

        Nobody need have seen it before; the bar and the quotas of the weekly list do not apply.
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
