"""The script that everybody writes: SentenceTransformer.encode, a flat FAISS index."""

from __future__ import annotations

from importlib import import_module

from benchmarks.peers.measured import Stages, answer


def work(question: dict, stages: Stages) -> list[list[int]]:
    """Index and search, passage and query as e5 wants them."""
    faiss = import_module("faiss")
    library = import_module("sentence_transformers")
    model = library.SentenceTransformer(question["model"], device="cpu")
    model.float()
    stages.ended("start")
    vectors = model.encode_document(question["texts"], normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    stages.ended("index")
    found = []
    for query in question["queries"]:
        vector = model.encode_query([query], normalize_embeddings=True)
        found.append(index.search(vector, question["depth"])[1][0].tolist())
    stages.ended("search")
    return found


if __name__ == "__main__":
    answer(("sentence-transformers", "faiss-cpu", "torch"), work)
