"""A home folder with one frozen edition, and a card for each of its rows."""

from __future__ import annotations

from pathlib import Path

from fakes import MOMENT

from watch import store
from watch.model import Company, Edition, Known, Opportunity, Week

FILES = {
    "sources.yaml": "sources: []\n",
    "painpoints.yaml": """\
company: {name: Ateliers Exemple, language: fr, currency: EUR}
pain_points:
  - {id: stoppages, title: Arrêts de ligne, area: maintenance, kpi: arrêts par mois,
     yearly_cost: 240000, owner: Nadia}
  - {id: invoices, title: Factures saisies à la main, area: finance}
""",
    "watch.yaml": "timezone: Europe/Paris\n",
}


def listed_home(root: Path, *listed: Opportunity) -> Path:
    """Write the folder; the edition is that of the week of every test."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    made = Edition(
        week=Week("2026-W47"),
        made_at=MOMENT,
        frozen_at=MOMENT,
        company=Company(),
        opportunities=listed,
        silences=(),
        article_count=0,
        story_count=0,
        source_count=0,
        failed_source_count=0,
    )
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        store.editions.freeze(connection, made)
        for item in listed:
            store.opportunities.keep(connection, item, Known(), MOMENT)
    database.close()
    return root
