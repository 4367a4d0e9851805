"""BM25 by itself: words, no meaning, no model."""

from __future__ import annotations

from importlib import import_module

from benchmarks.peers.measured import Stages, answer


def work(question: dict, stages: Stages) -> list[list[int]]:
    """Index and search words stemmed in English; French words lose their ends alike."""
    library = import_module("bm25s")
    stemmer = import_module("Stemmer").Stemmer("english")
    stages.ended("start")
    index = library.BM25()
    index.index(
        library.tokenize(question["texts"], stopwords=None, stemmer=stemmer, show_progress=False),
        show_progress=False,
    )
    stages.ended("index")
    found = []
    for query in question["queries"]:
        words = library.tokenize([query], stopwords=None, stemmer=stemmer, show_progress=False)
        rows, _ = index.retrieve(words, k=question["depth"], show_progress=False)
        found.append(rows[0].tolist())
    stages.ended("search")
    return found


if __name__ == "__main__":
    answer(("bm25s",), work)
