"""The filters of a search as they are typed → what it is restricted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from watch.errors import UsageError

if TYPE_CHECKING:
    from watch.model import EventKind, SearchFilter, SourceId
    from watch.service import Service

_AGO_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed after a topic."""

    language: str = ""
    sources: Sequence[str] = ()
    since: str = ""
    until: str = ""
    pains: Sequence[str] = ()
    areas: Sequence[str] = ()
    kinds: Sequence[str] = ()
    statuses: Sequence[str] = ()


def meant_filter(service: Service, typed: Typed, now: datetime) -> SearchFilter:
    """Return what a search is restricted to.

    Raises:
        UsageError: If something that was typed is not known.
    """
    from watch.cli import words
    from watch.cli.meant import meant_pain
    from watch.model import AREAS, SearchFilter

    return SearchFilter(
        language=typed.language,
        source_ids=_named(service, typed.sources),
        since_at=moment(typed.since, now) if typed.since else None,
        until_at=moment(typed.until, now) if typed.until else None,
        pain_ids=tuple(meant_pain(service, name).id for name in typed.pains),
        areas=tuple(_one_of(name, AREAS, "area") for name in typed.areas),
        kinds=tuple(_kind(name) for name in typed.kinds),
        statuses=tuple(words.status(name) for name in typed.statuses),
    )


def moment(written: str, now: datetime) -> datetime:
    """Return the moment that a day or an age means.

    Raises:
        UsageError: If it is neither.
    """
    days = age(written)
    if days:
        return now - timedelta(days=days)
    try:
        return datetime.strptime(written.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        message = f"`{written}` is neither a day nor an age"
        raise UsageError(message, hint="write 2026-11-01, or 30d for thirty days") from error


def age(written: str) -> int:
    """Return the days of an age such as 30d or 6w; 0 if it is none."""
    number, unit = written.strip()[:-1].strip(), written.strip()[-1:].lower()
    known = unit in _AGO_DAYS and number.isascii() and number.isdigit() and len(number) <= 4
    return int(number) * _AGO_DAYS[unit] if known else 0


def _kind(written: str) -> EventKind:
    from watch.model import EventKind

    return EventKind(_one_of(written, [kind.value for kind in EventKind], "kind of development"))


def _one_of(written: str, known: Sequence[str], what: str) -> str:
    word = written.strip().lower().replace("-", "_")
    if word in known:
        return word
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    guess = f"did you mean `{near[0]}`? " if near else ""
    message = f"`{written}` is no {what}"
    raise UsageError(message, hint=f"{guess}write one of {', '.join(known)}")


def _named(service: Service, names: Sequence[str]) -> tuple[SourceId, ...]:
    """Return the sources whose id or name contains what was written."""
    from watch.text import fold

    if not names:
        return ()
    known = {s.source.id: fold(s.source.name) for s in service.sources.standings()}
    found: list[SourceId] = []
    for name in names:
        meant = [i for i, label in known.items() if name == i or fold(name) in label]
        if not meant:
            near = get_close_matches(fold(name), known.values(), n=1, cutoff=0.5)
            guess = f"did you mean `{near[0]}`? " if near else ""
            message = f"no source is called `{name}`"
            raise UsageError(message, hint=f"{guess}`techwatch sources list` shows them")
        found += meant
    return tuple(found)
