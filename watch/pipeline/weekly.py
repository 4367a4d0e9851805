"""The lists of the open week, one for each reader: made, kept, and frozen when their time comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from watch import rank, review, store
from watch.model import (
    Act,
    Company,
    Edition,
    Opportunity,
    OpportunityId,
    PainId,
    Standing,
    Status,
    Week,
)
from watch.pipeline.life import Growth, Life, by_opportunity
from watch.pipeline.listing import Considered, Material, Wishes, make_edition
from watch.settings import Reader, Settings
from watch.store import Connection, Database
from watch.text import fingerprint

COMPANY = Reader(name="")
"""The reader that the company itself is: every pain point, every week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a reader was shown before, and what stands in the open list.

    Attributes:
        at: When each opportunity last stood in a frozen edition.
        frozen_at: When the newest frozen edition was made; None before the first.
        week: The one that a run works for.
        open: Its list as it is stored; empty before the first run of the week.
    """

    at: Mapping[OpportunityId, datetime]
    frozen_at: datetime | None
    week: Week
    open: Sequence[Opportunity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredients:
    """What every reader's list is made from."""

    material: Material
    considered: Considered
    life: Life
    growth: Growth
    company: Company
    settings: Settings
    now: datetime


def freeze_past(database: Database, settings: Settings, now: datetime) -> list[Edition]:
    """Freeze the lists of weeks that ended open, as they were last stored; return them."""
    frozen = []
    with database.write() as connection:
        for reader in readers(settings):
            stored = store.editions.unfrozen(connection, reader.name)
            for week in review.closing(stored, now, settings.timezone):
                edition = store.editions.of_week(connection, week, reader.name)
                if edition is not None and (done := freeze(connection, edition, settings, now)):
                    frozen.append(done)
    return frozen


def freeze(
    connection: Connection, edition: Edition, settings: Settings, now: datetime
) -> Edition | None:
    """Freeze an edition, without the rows that fail a guard; nothing if it was frozen before."""
    guarded = replace(review.guarded(edition, settings.rank), frozen_at=now)
    return guarded if store.editions.freeze(connection, guarded) else None


def readers(settings: Settings) -> Sequence[Reader]:
    """Return everybody who has a list: the company, then those of ``watch.yaml``."""
    return (COMPANY, *settings.review.readers)


def shown_before(
    connection: Connection, reader: Reader, settings: Settings, now: datetime
) -> Shown:
    """Return what a reader's editions showed."""
    monthly = reader.cadence == "monthly"
    frozen = store.editions.frozen_weeks(connection, reader.name)
    week = review.open_week(now, settings.timezone, frozen, monthly=monthly)
    stored = store.editions.of_week(connection, week, reader.name)
    return Shown(
        at=store.editions.last_shown(connection, reader.name),
        frozen_at=store.editions.last_frozen(connection, reader.name),
        week=week,
        open=stored.opportunities if stored else (),
    )


def depends_on(
    connection: Connection,
    company: Company,
    life: Life,
    shown: Iterable[Shown],
    settings: Settings,
    now: datetime,
) -> str:
    """Return the fingerprint of all that the lists of a day depend on."""
    return fingerprint(
        str(store.articles.newest_change(connection)),
        repr(store.pains.active(connection)),
        repr(company),
        repr(settings),
        repr((len(life.decisions), life.initiatives, [before.week for before in shown])),
        now.date().isoformat(),
    )


def list_for(reader: Reader, shown: Shown, made_from: Ingredients) -> Edition:
    """Return a reader's list: what memory admits of what passes the bar, and what changed.

    Rows of the open list that were decided from it stay where they are until it is frozen.
    """
    life, now = made_from.life, made_from.now
    memory = _memory(made_from, shown)
    pains = [p for p in made_from.material.pains if not reader.pains or p.id in reader.pains]
    wanted = {pain.id for pain in pains}
    considered = replace(
        made_from.considered, candidates=_admitted(made_from.considered, memory, wanted)
    )
    edition = make_edition(
        replace(made_from.material, pains=pains),
        considered,
        made_from.company,
        made_from.settings,
        now,
        Wishes(week=shown.week, decided=_decided(shown, life), places=_places(life.standings)),
    )
    listed = {row.id for row in edition.opportunities}
    told = review.updates(life.standings, made_from.growth.cards, memory.changes, shown.frozen_at)
    return replace(
        edition,
        reader=reader.name,
        updates=tuple(u for u in told if u.opportunity.pain_id in wanted),
        waiting_count=sum(_waits(life.standings, n) for n in shown.at if n not in listed),
    )


def _memory(made_from: Ingredients, shown: Shown) -> review.Memory:
    life, growth = made_from.life, made_from.growth
    changes = [change for told in life.changes.values() for change in told]
    grown = replace(life, attached=[*life.attached, *growth.attached])
    zone = ZoneInfo(made_from.settings.timezone)
    return review.Memory(
        standings=life.standings,
        changes=by_opportunity([*changes, *growth.changes]),
        shown=shown.at,
        attached=grown.gathered,
        today=made_from.now.astimezone(zone).date(),
    )


def _admitted(
    considered: Considered, memory: review.Memory, pains: set[PainId]
) -> list[rank.Candidate]:
    """Return the candidates that may be listed, with what memory says of them."""
    of_id = {c.opportunity.id: c for c in considered.candidates if c.opportunity.pain_id in pains}
    admitted = review.admitted([c.opportunity for c in of_id.values()], memory)
    return [replace(of_id[o.id], opportunity=o) for o in admitted if not review.unproved(o)]


def _decided(shown: Shown, life: Life) -> list[Opportunity]:
    """Return the rows of the open list that were decided from it, with where they stand now."""
    here = {
        row.opportunity_id
        for row in review.counting(life.decisions)
        if row.act is Act.DECIDE and row.week == shown.week
    }
    return [
        replace(row, status=review.standing_of(life.standings, row.id).status, decided=True)
        for row in shown.open
        if row.id in here
    ]


def _places(standings: Mapping[OpportunityId, Standing]) -> dict[OpportunityId, int]:
    return {name: s.place for name, s in standings.items() if s.place is not None}


def _waits(standings: Mapping[OpportunityId, Standing], name: OpportunityId) -> bool:
    """Return whether an opportunity is still undecided."""
    standing = review.standing_of(standings, name)
    return standing.status is Status.NEW and standing.merged_into is None
