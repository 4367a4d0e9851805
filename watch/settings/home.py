"""Where the files of a home folder are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A folder laid out like the repository; every command works on one.

    Attributes:
        database_url: A PostgreSQL database that is used in place of the folder's own.
        read_url: A replica of that database, which answers the app where it can.
    """

    root: Path
    database_url: str = ""
    read_url: str = ""

    @property
    def sources_path(self) -> Path:
        """What we read."""
        return self.root / "sources.yaml"

    @property
    def pains_path(self) -> Path:
        """What hurts."""
        return self.root / "painpoints.yaml"

    @property
    def settings_path(self) -> Path:
        """How we run; optional."""
        return self.root / "watch.yaml"

    @property
    def state(self) -> Path:
        """All state of an embedded install; safe to delete, at the cost of a crawl."""
        return self.root / "index"

    @property
    def database_path(self) -> Path:
        """The file of the folder's own database."""
        return self.state / "watch.db"

    @property
    def database(self) -> Path | str:
        """The only truth: the server's database where one is named, else the folder's own."""
        return self.database_url or self.database_path

    @property
    def has_database(self) -> bool:
        """Tell whether there is something to open without making it."""
        return bool(self.database_url) or self.database_path.exists()

    @property
    def generations(self) -> Path:
        """The derived vector index."""
        return self.state / "generations"
