"""Opportunities as cards that live: what is known of each, what changed, what they gathered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, insert, select, update

from watch.model import Attached, CardHead, Change, Known, Opportunity, OpportunityId
from watch.store import schema
from watch.store.codec import decode, encode


def keep(connection: Connection, opportunity: Opportunity, known: Known, now: datetime) -> None:
    """Make an opportunity a card, or bring its card up to date; its first listing stays."""
    row = {"content": encode(opportunity), "known": encode(known)}
    _put(connection, opportunity, row, now)


def note_listed(
    connection: Connection, opportunities: Iterable[Opportunity], moment: datetime
) -> None:
    """Note that opportunities stood in the edition of a moment."""
    for item in opportunities:
        _put(connection, item, {"listed_at": moment}, moment)


_HEAD = (
    "id",
    "pain_id",
    "pain_title",
    "area",
    "title",
    "language",
    "weak_signal",
    "solution_id",
    "score",
    "grade",
)
"""What a line of the board says; the rest of a card is twenty times as long."""


def cards(
    connection: Connection, names: Collection[OpportunityId] = ()
) -> dict[OpportunityId, Opportunity]:
    """Return every card by its id, as it was last kept.

    Args:
        names: Only these; empty for all.
    """
    table = schema.opportunity
    query = select(table.c.content).where(table.c.content.is_not(None)).order_by(table.c.id)
    if names:
        query = query.where(table.c.id.in_(names))
    found = (decode(Opportunity, content) for content in connection.execute(query).scalars())
    return {card.id: card for card in found}


def heads(connection: Connection) -> list[CardHead]:
    """Return what each card is, those of best score first."""
    table = schema.opportunity
    columns = [table.c.content[name].label(name) for name in _HEAD]
    query = select(*columns).where(table.c.content.is_not(None))
    best = query.order_by(table.c.score.desc(), table.c.id)
    rows = connection.execute(best).mappings()  # SQLite's truth values are numbers
    return [decode(CardHead, {**row, "weak_signal": bool(row["weak_signal"])}) for row in rows]


def ids(connection: Connection, beginning: str) -> list[OpportunityId]:
    """Return the ids of the cards that begin so."""
    table = schema.opportunity
    begins = table.c.id.istartswith(beginning, autoescape=True)
    query = select(table.c.id).where(table.c.content.is_not(None), begins).order_by(table.c.id)
    return [OpportunityId(name) for name in connection.execute(query).scalars()]


def card(connection: Connection, opportunity_id: OpportunityId) -> Opportunity | None:
    """Return one card, if it is kept."""
    table = schema.opportunity
    query = select(table.c.content).where(table.c.id == opportunity_id)
    content = connection.execute(query).scalar()
    return None if content is None else decode(Opportunity, content)


def known(connection: Connection) -> dict[OpportunityId, Known]:
    """Return what is known about each card: what a new telling is compared with."""
    table = schema.opportunity
    query = select(table.c.id, table.c.known).where(table.c.known.is_not(None))
    return {
        OpportunityId(name): decode(Known, content) for name, content in connection.execute(query)
    }


def note_changes(connection: Connection, changes: Iterable[Change]) -> list[Change]:
    """Write the changes that were not told before; return those.

    A change is told once: the same kind with the same words about an opportunity is the same.
    """
    table, added = schema.change, []
    told: dict[OpportunityId, set[tuple[str, str]]] = {}
    for change in changes:
        name, key = change.opportunity_id, (change.kind.value, change.told)
        if name not in told:
            query = select(table.c.kind, table.c.told).where(table.c.opportunity_id == name)
            told[name] = {(kind, words) for kind, words in connection.execute(query)}
        if key not in told[name]:
            told[name].add(key)
            added.append(change)
    if added:
        connection.execute(insert(table), [_change_row(change) for change in added])
    return added


def changes(
    connection: Connection,
    since: datetime | None = None,
    names: Collection[OpportunityId] = (),
) -> list[Change]:
    """Return what changed, oldest first.

    Args:
        since: Only what was seen after this moment.
        names: Only what is about these opportunities; empty for all.
    """
    table = schema.change
    query = select(table.c.content).order_by(table.c.seen_at, table.c.number)
    if since is not None:
        query = query.where(table.c.seen_at > since)
    query = _about(query, table, names)
    return [decode(Change, content) for content in connection.execute(query).scalars()]


def attach(connection: Connection, attached: Iterable[Attached]) -> None:
    """Note the stories that cards have gathered; one that a card already has stays as it is."""
    table = schema.attachment
    query = select(table.c.opportunity_id, table.c.story_id)
    known = {(name, story_id) for name, story_id in connection.execute(query)}
    new = {(a.opportunity_id, a.story_id): a for a in attached}
    rows = [_attachment_row(a) for key, a in new.items() if key not in known]
    if rows:
        connection.execute(insert(table), rows)


def attachments(connection: Connection, names: Collection[OpportunityId] = ()) -> list[Attached]:
    """Return the stories that cards have gathered, oldest first.

    Args:
        names: Only those of these cards; empty for all.
    """
    table = schema.attachment
    query = select(table.c.content).order_by(
        table.c.attached_at, table.c.opportunity_id, table.c.story_id
    )
    query = _about(query, table, names)
    return [decode(Attached, content) for content in connection.execute(query).scalars()]


def _about(
    query: Select[tuple[Any]], table: Table, names: Collection[OpportunityId]
) -> Select[tuple[Any]]:
    return query.where(table.c.opportunity_id.in_(names)) if names else query


def _put(connection: Connection, item: Opportunity, row: dict[str, Any], now: datetime) -> None:
    """Update the row of an opportunity, or begin it: listed first, and last, now."""
    table = schema.opportunity
    row = row | {"score": item.score}
    if connection.execute(update(table).where(table.c.id == item.id).values(row)).rowcount:
        return
    begun = {"id": item.id, "pain_id": item.pain_id, "story_id": item.story_id}
    listed = {"first_listed_at": now, "listed_at": now}
    connection.execute(insert(table).values(begun | listed | row))


def _change_row(change: Change) -> dict[str, Any]:
    return {
        "opportunity_id": change.opportunity_id,
        "kind": change.kind.value,
        "told": change.told,
        "seen_at": change.seen_at,
        "content": encode(change),
    }


def _attachment_row(attached: Attached) -> dict[str, Any]:
    return {
        "opportunity_id": attached.opportunity_id,
        "story_id": attached.story_id,
        "attached_at": attached.attached_at,
        "content": encode(attached),
    }
