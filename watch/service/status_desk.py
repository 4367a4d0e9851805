"""How the home is doing: its runs, its index, its size; and a run begun from the app."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable
from pathlib import Path

from watch import store
from watch.errors import StoreBusy, WatchError
from watch.index.manifest import manifest
from watch.logs import get_logger
from watch.model import Manifest, RunRecord, RunState, Sizes
from watch.protocols import SilentProgress
from watch.service.open_home import OpenHome
from watch.service.running import ready, run_once
from watch.service.stamp import Stamp, stamp

_log = get_logger(__name__)

_FAREWELL_S = 15.0
"""How long closing waits for a run to stop: it ends within ten seconds of being asked to."""


class StatusDesk:
    """What can be asked of the state of a home folder."""

    def __init__(self, home: OpenHome) -> None:
        self._home = home
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def runs(self, limit: int = 20) -> list[RunRecord]:
        """Return the last runs, newest first; 200 are remembered."""
        with self._home.database().read() as connection:
            return store.runs.latest(connection, limit)

    def current(self) -> RunRecord | None:
        """Return the run at work, in whichever process."""
        newest = self.runs(1)
        now = self._home.clock.now()
        return next((run for run in newest if run.state(now) is RunState.RUNNING), None)

    def last_good(self) -> RunRecord | None:
        """Return the last run that ended as it should."""
        now = self._home.clock.now()
        found = self.runs(store.runs.KEPT)
        return next((run for run in found if run.state(now) is RunState.DONE), None)

    def start_run(self) -> None:
        """Begin a run in the background of this process; ``current`` tells how far it is.

        Raises:
            ConfigError: If a file of the home folder has a mistake.
            StoreBusy: If another run is at work on this home.
        """
        with self._starting:
            if self._thread is not None and self._thread.is_alive():
                message = f"another run is at work on {self._home.home.root}"
                raise StoreBusy(message, hint="wait until it has ended")
            ready(self._home)
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="run", daemon=True)
            self._thread.start()

    @property
    def is_ours(self) -> bool:
        """Whether the run at work was begun here, so that ``stop_run`` can end it."""
        return self._thread is not None and self._thread.is_alive()

    def stop_run(self, *, wait: bool = False) -> None:
        """Ask the run that was begun here to end soon; what was read is kept."""
        self._stop.set()
        if wait and self._thread is not None:
            self._thread.join(_FAREWELL_S)

    def generation(self) -> Manifest | None:
        """Return what the search index says of itself; nothing before there is one."""
        return manifest(self._home.home.generations)

    def stamp(self) -> Stamp:
        """Return what differs after each run, decision or hour: a key for what was counted."""
        with self._home.database().read() as connection:
            return stamp(connection, self._home.clock.now())

    def sizes(self) -> Sizes:
        """Return how much the home holds."""
        home = self._home.home
        with self._home.database().read() as connection:
            on_server = store.server.is_server(connection)
            return Sizes(
                on_server=on_server,
                database_bytes=(
                    store.server.facts(connection).size_bytes
                    if on_server
                    else _bytes(home.state.glob("watch.db*"))
                ),
                generations_bytes=_bytes(home.generations.glob("**/*")),
                free_bytes=shutil.disk_usage(home.root).free,
                articles=store.articles.total(connection),
                stories=store.articles.story_total(connection),
                opportunities=store.counts.opportunities(connection),
                decisions=store.counts.decisions(connection),
                editions=store.counts.editions(connection),
            )

    def jobs(self) -> dict[tuple[str, str], int]:
        """Return how many jobs of the workers' queue there are, by task and state."""
        with self._home.database().read() as connection:
            return store.server.jobs(connection)

    def _run(self) -> None:
        try:
            run_once(self._home, SilentProgress(), self._stop, only_due=False)
        except WatchError as error:
            _log.warning("run.failed", reason=error.message)
        except Exception:  # noqa: BLE001 - the end of the thread; the run table has the cause
            _log.exception("run.broken")


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
