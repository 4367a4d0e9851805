"""``/healthz``: whether the home is alive, for a monitor; figures and words of ours only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from watch.clock import SystemClock
from watch.errors import ConfigError, WatchError
from watch.model import SourceStanding, SourceState
from watch.present.routes.door import Door
from watch.service import Service

LATE_AFTER = timedelta(days=8)
"""Without a good run for a week and a day, a weekly edition was missed."""

_BAD = frozenset({SourceState.FAILING, SourceState.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a monitor is told.

    Attributes:
        status: "ok" or "failing".
        reasons: Why it is failing.
        edition: The week of the edition to review; empty before the first.
    """

    status: str
    reasons: Sequence[str]
    running: bool = False
    last_good_run_at: str = ""
    edition: str = ""
    sources: int = 0
    sources_failing: int = 0


def healthz(door: Door, _request: Request) -> Response:
    """Answer 200 when all is well, else 503 with the reasons."""
    try:
        found = _look(door.opened())
    except ConfigError:
        found = Health(status="failing", reasons=["a configuration file cannot be used"])
    except WatchError:
        found = Health(status="failing", reasons=["the database cannot be read"])
    status = 200 if found.status == "ok" else 503
    return JSONResponse(asdict(found), status, headers={"cache-control": "no-store"})


def reasons(
    good_at: datetime | None, now: datetime, standings: Sequence[SourceStanding], *, running: bool
) -> list[str]:
    """Return what is wrong, in words that tell nothing about the company.

    Args:
        good_at: When the last good run ended.
        running: Whether a run is at work; the first one is waited for.
    """
    found = []
    if good_at is None and not running:
        found.append("no run has ended well yet")
    if good_at is not None and now - good_at > LATE_AFTER:
        found.append(f"no run has ended well for {LATE_AFTER.days} days")
    if standings and all(one.record.state in _BAD for one in standings):
        found.append("every source fails")
    return found


def _look(service: Service) -> Health:
    enabled = [one for one in service.sources.standings() if one.source.enabled]
    last, running = service.status.last_good(), service.status.current() is not None
    edition = service.edition()
    good_at = last.ended_at if last else (edition.made_at if edition else None)
    wrong = reasons(good_at, SystemClock().now(), enabled, running=running)
    return Health(
        status="failing" if wrong else "ok",
        reasons=wrong,
        running=running,
        last_good_run_at=good_at.isoformat() if good_at else "",
        edition=edition.week if edition else "",
        sources=len(enabled),
        sources_failing=sum(one.record.state in _BAD for one in enabled),
    )
