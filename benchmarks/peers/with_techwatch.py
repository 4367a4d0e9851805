"""techwatch: articles and vectors into the database, a generation, the search of the product."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.peers.measured import Stages, answer


def work(question: dict, stages: Stages) -> list[list[int]]:
    """Store, embed, index and search, by meaning and by words."""
    from watch import index, store
    from watch.model import Source, SourceId
    from watch.pipeline.search import answer as searched
    from watch.pipeline.search_stories import Wanted
    from watch.settings import Home
    from watch.understand import load_view

    home = Home(root=Path(question["folder"]))
    database = store.open_database(home.database_path)
    view = load_view("e5")
    stages.ended("start")
    told = _articles(question)
    ids = [article.id for article in told]
    matrix = view.documents(question["texts"])
    press = Source(id=SourceId("peers"), url="", name="Press", owner="Press")
    with database.write() as connection:
        store.sources.sync(connection, {press.id: press})
        store.articles.save(connection, told)
        store.vectors.save(connection, view.key, ids, matrix)
    with database.read() as connection:
        change = store.articles.newest_change(connection)
        vectors = {view.key: store.vectors.read(connection, view.key)}
        number = store.database_id(connection)
        index.build(home.generations, vectors, change=change, database_id=number)
    stages.ended("index")
    wanted = Wanted(limit=question["depth"])
    found = [
        [hit.article.id - 1 for hit in searched(query, database, home, [view], wanted).hits]
        for query in question["queries"]
    ]
    stages.ended("search")
    database.close()
    return found


def _articles(question: dict) -> list:
    from watch.model import Article, ArticleId, SourceId
    from watch.text import fingerprint

    moment = datetime.fromisoformat(question["present_at"])
    return [
        Article(
            id=ArticleId(number),
            source_id=SourceId("peers"),
            url=f"https://press.example/{number}",
            title=one["title"],
            text=one["text"],
            language=one["language"],
            effective_at=moment - timedelta(minutes=number),
            first_seen_at=moment,
            title_fingerprint=fingerprint("title", one["title"]),
            text_fingerprint=fingerprint("text", str(number)),
        )
        for number, one in enumerate(question["articles"], start=1)
    ]


if __name__ == "__main__":
    answer(("techwatch", "faiss-cpu", "torch"), work)
