"""What every verb works with: the files of a home folder, its database, its models."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from watch import config, store, understand
from watch.clock import SystemClock
from watch.model import Company
from watch.protocols import Clock, Embedder
from watch.settings import Home, Settings
from watch.wording import Translator


class OpenHome:
    """A home folder at work: each thing is opened on first use and kept until closed.

    Several threads may use one at a time; the app does.

    Args:
        root: The home folder.
        clock: Tells the time.
        views: Embedding views to use instead of those in ``watch.yaml``.
        serving: Whether this only answers people, so that a replica may be read.

    Environment:
        ``DATABASE_URL``: a PostgreSQL database in place of the folder's own.
        ``DATABASE_READ_URL``: a replica of it.
    """

    def __init__(
        self,
        root: Path,
        clock: Clock | None,
        views: Sequence[Embedder] | None,
        *,
        serving: bool = False,
    ) -> None:
        url = os.environ.get("DATABASE_URL", "")
        read_url = os.environ.get("DATABASE_READ_URL", "") if url else ""
        self.home = Home(root=root.expanduser().resolve(), database_url=url, read_url=read_url)
        self._serving = serving
        self.clock = clock or SystemClock()
        self._views: list[Embedder] = list(views or ())
        self._given = bool(views)
        self._database: store.Database | None = None
        self._settings: Settings | None = None
        self._loading = threading.Lock()

    @property
    def settings(self) -> Settings:
        """How this home is run."""
        if self._settings is None:
            self._settings = config.read_settings(self.home)
        return self._settings

    def forget_settings(self) -> None:
        """Read ``watch.yaml`` again at the next question: it was written."""
        self._settings = None

    def company_if_stated(self) -> Company:
        """Return for whom we watch; nobody in particular before a pain point is stated."""
        if not self.home.pains_path.exists():
            return Company()
        return config.read_pains(self.home.pains_path)[0]

    def translator(self, language: str = "") -> Translator:
        """Return how a file or a page is worded: in the language asked for, else in the home's."""
        return Translator(language or self.settings.language or self.company_if_stated().language)

    def local_now(self) -> datetime:
        """Return the present moment by the company's clock."""
        return self.clock.now().astimezone(ZoneInfo(self.settings.timezone))

    def database(self) -> store.Database:
        """Return the database, made when it is not there."""
        with self._loading:
            if self._database is None:
                read_url = self.home.read_url if self._serving else ""
                self._database = store.open_database(self.home.database, read_url)
            return self._database

    def views(self) -> Sequence[Embedder]:
        """Return the embedding views, every one loaded."""
        with self._loading:
            if self._given:
                return self._views
            for name in self.settings.understand.models[len(self._views) :]:
                self._views.append(understand.load_view(name))
            return self._views

    def first_view(self) -> Embedder:
        """Return the first view, without waiting for the others."""
        with self._loading:
            if not self._views:
                self._views.append(understand.load_view(self.settings.understand.models[0]))
            return self._views[0]

    def close(self) -> None:
        """Close the database; it may be opened again."""
        if self._database is not None:
            self._database.close()
            self._database = None
