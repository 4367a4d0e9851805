"""What would be found for a pain point, before it is stated anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from watch.model import Company, Opportunity, PainPoint
from watch.pipeline.intake import fill_views
from watch.pipeline.listing import consider, load_solutions, quoted, read_material
from watch.protocols import Embedder
from watch.settings import Settings
from watch.store import Database


def try_pain(  # noqa: PLR0913 - a pain, and what it is tried on
    pain: PainPoint,
    database: Database,
    embedders: Sequence[Embedder],
    company: Company,
    settings: Settings,
    now: datetime,
    *,
    limit: int,
) -> list[Opportunity]:
    """Return the best opportunities for one pain in what was collected, best first.

    No bar, no quota: this shows what the list would choose from.
    """
    fill_views(database, embedders)
    keys = [embedder.key for embedder in embedders]
    material = replace(read_material(database, keys, settings, now), pains=[pain])
    found = consider(material, load_solutions(embedders), embedders, company, now)
    ranked = sorted(
        (candidate.opportunity for candidate in found.candidates),
        key=lambda opportunity: (-opportunity.score, opportunity.id),
    )
    return quoted(ranked[:limit], found)
