"""A home that has lived a little: articles, their index, a card, an open list."""

from __future__ import annotations

from pathlib import Path

from fakes import MOMENT, HashingEmbedder, article, source
from lives import opportunity

from watch import index, store
from watch.model import Company, Edition, Known, Week

FILES = {
    "sources.yaml": "sources:\n  - url: https://press.example/feed # ask Claire\n",
    "painpoints.yaml": "pain_points:\n  - {id: stoppages, title: Line stoppages}\n",
    "watch.yaml": "timezone: Europe/Paris\nlanguage: en\nunderstand: {models: [use]}\n",
}


def lived_home(root: Path, articles: int = 6) -> Path:
    """Write a home with articles, a generation, a card and an open list."""
    root.mkdir(parents=True)
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    view = HashingEmbedder()
    kept = [article(n) for n in range(1, articles + 1)]
    card = opportunity("one")
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, {"print": source()})
        store.articles.save(connection, kept)
        vectors = view.documents([one.text for one in kept])
        store.vectors.save(connection, view.key, [one.id for one in kept], vectors)
        store.opportunities.keep(connection, card, Known(), MOMENT)
        store.editions.save(connection, open_list(card), made_from="then")
    with database.read() as connection:
        index.build(
            root / "index" / "generations",
            {key: store.vectors.read(connection, key) for key in store.vectors.keys(connection)},
            change=store.articles.newest_change(connection),
            database_id=store.database_id(connection),
        )
    database.close()
    return root


def open_list(*listed) -> Edition:
    """Return the list of the present week, open."""
    return Edition(
        week=Week("2026-W47"),
        made_at=MOMENT,
        company=Company(name="Lumera"),
        opportunities=listed,
        silences=(),
        article_count=6,
        story_count=6,
        source_count=1,
        failed_source_count=0,
    )
