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
        progress.advance()
        fresh = PollRecord(source_id=outcome.source_id)
        record = collect.after(fresh, outcome, now, settings)
        found.append(
            SourceStanding(
                source=by_id[outcome.source_id],
                record=record,
                article_count=record.entry_count,
            )
        )
    order = {source.id: position for position, source in enumerate(sources)}
    return sorted(found, key=lambda standing: order[standing.source.id])


def new_source(url: str, **fields: str) -> Source:
    """Return a source for an address that is not in any file yet.

    Raises:
        UsageError: If the address is not a web address.
    """
    identity = source_id(url)
    if not url.lower().startswith(("http://", "https://")) or not identity:
        message = f"`{url}` must begin with http:// or https://"
        raise UsageError(message, hint="copy the address from the browser")
    host = host_of(url)
    return Source(
        id=identity,
        url=url,
        name=fields.get("name") or host,
        owner=fields.get("owner") or registrable_domain(url) or host,
        language=fields.get("language", ""),
        pack=fields.get("pack", ""),
    )
