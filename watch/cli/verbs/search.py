"""``techwatch search``: any topic, in either language."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.options import Language
from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import SourceId
    from watch.service import Service

Query = Annotated[str, typer.Argument(help="A topic, in French or English.")]
Only = Annotated[
    Language | None, typer.Option("--language", help="Only articles in this language.")
]
From = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="Only this source (name or id); repeatable."),
]
Since = Annotated[
    str,
    typer.Option("--since", metavar="DATE|30d", help="Only since a day (2026-11-01) or 30d, 6w."),
]
Limit = Annotated[int, typer.Option(min=1, max=200, help="Show at most so many.")]

_AGO = re.compile(r"(\d{1,4})\s*([dwj]|s)", re.IGNORECASE)
_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7}


def search(
    session: Session,
    query: Query,
    *,
    language: Only = None,
    source: From = None,
    since: Since = "",
    limit: Limit = 10,
) -> None:
    """Search everything collected, by meaning and by words.

    A French topic finds English articles and the reverse. Articles on the same event are
    shown once, with the sentence that answers best.
    """
    from watch.cli.show.hits import hit_object, shown_hits
    from watch.clock import SystemClock
    from watch.model import SearchFilter

    since_at = moment(since, SystemClock().now()) if since else None
    with session.service() as service:
        translator = session.translator(service)
        chosen = SearchFilter(
            language=language.value if language else "",
            source_ids=_named(service, source or []),
            since_at=since_at,
        )
        with session.waiting(translator.translate("Searching")):
            hits = service.search(query, chosen, limit=limit)
        if session.screen.json:
            session.screen.answer({"query": query, "hits": [hit_object(hit) for hit in hits]})
        else:
            shown_hits(session.screen, query, hits, translator)


def moment(written: str, now: datetime) -> datetime:
    """Return the moment that a day or an age means.

    Raises:
        UsageError: If it is neither.
    """
    from watch.errors import UsageError

    ago = _AGO.fullmatch(written.strip())
    if ago:
        return now - timedelta(days=int(ago[1]) * _DAYS[ago[2].lower()])
    try:
        return datetime.strptime(written.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        message = f"`{written}` is neither a day nor an age"
        raise UsageError(message, hint="write 2026-11-01, or 30d for thirty days") from error


def _named(service: Service, names: list[str]) -> list[SourceId]:
    """Return the sources whose id or name contains what was written."""
    from watch.errors import UsageError
    from watch.text import fold

    if not names:
        return []
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
    return found
