"""txtai with the same model, its content stored in SQLite as its users have it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from benchmarks.peers.measured import Stages, answer


def work(question: dict, stages: Stages) -> list[list[int]]:
    """Index, save and search."""
    embeddings = import_module("txtai").Embeddings(
        path=question["model"],
        method="sentence-transformers",
        instructions={"query": "query: ", "data": "passage: "},
        content=True,
        gpu=False,
        vectors={"model_kwargs": {"dtype": "float32"}},
    )
    stages.ended("start")
    embeddings.index(enumerate(question["texts"]))
    embeddings.save(str(Path(question["folder"]) / "txtai"))
    stages.ended("index")
    found = [
        [int(hit["id"]) for hit in embeddings.search(query, question["depth"])]
        for query in question["queries"]
    ]
    stages.ended("search")
    return found


if __name__ == "__main__":
    answer(("txtai", "torch"), work)
