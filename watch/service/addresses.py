"""Addresses looked at before they are read: does a feed answer there?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from watch import collect
from watch.errors import UsageError
from watch.links import host_of, registrable_domain, source_id
from watch.model import PollRecord, PollRequest, Source, SourceStanding
from watch.protocols import Progress
from watch.settings import CollectSettings
from watch.text import clean_text, shorten
from watch.wording import mark

_MAX_NAME = 80
"""Characters of a feed's own title that are kept as the name of its source."""


def checked(
    sources: Sequence[Source], settings: CollectSettings, now: datetime, progress: Progress
) -> list[SourceStanding]:
    """Poll each source once and return how each answered, in their order; store nothing."""
    by_id = {source.id: source for source in sources}
    requests = [
        PollRequest(source=source, record=PollRecord(source_id=source.id)) for source in sources
    ]
    progress.start("check", len(requests))
    found: list[SourceStanding] = []
    for outcome in collect.poll(requests, settings):
        source = by_id[outcome.source_id]
        progress.advance(label=source.name)
        fresh = PollRecord(source_id=outcome.source_id)
        record = collect.after(fresh, outcome, now, settings)
        found.append(SourceStanding(source=source, record=record))
    order = {source.id: position for position, source in enumerate(sources)}
    return sorted(found, key=lambda standing: order[standing.source.id])


def new_source(url: str, **fields: str) -> Source:
    """Return a source for an address that is not in any file yet.

    Args:
        url: The address of its feed.
        fields: ``name``, ``owner``, ``language``, ``pack``, where they are known.

    Raises:
        UsageError: If the address is not a web address.
    """
    host = host_of(url)
    if not host:
        message = mark("`{url}` must begin with http:// or https://")
        hint = mark("copy the address from the browser")
        raise UsageError(message, hint=hint, values={"url": url})
    return Source(
        id=source_id(url),
        url=url,
        name=shorten(clean_text(fields.get("name", "")), _MAX_NAME) or host,
        owner=fields.get("owner") or registrable_domain(url) or host,
        language=fields.get("language", ""),
        pack=fields.get("pack", ""),
    )
