"""The other side of ``benchmarks.crawl``: lemon24/reader updates the same feeds.

Reads a question (JSON) on standard input and writes what it measured on standard output.
Needs ``pip install reader`` in the Python that runs it, and nothing else: reader is a peer
to compare with, not a dependency.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from time import perf_counter

_MEMORY_BYTES = 8 * 1024**3  # it keeps bodies whole: the machine is not to suffer for it


def crawl(question: dict) -> dict:
    """Update all feeds as its users do; return the figures."""
    reader = import_module("reader")
    logging.disable(logging.CRITICAL)
    opened = reader.make_reader(str(Path(question["folder"]) / "reader.sqlite"))
    for url in question["urls"].values():
        opened.add_feed(url)
    good = {question["urls"][name] for name in question["good"]}
    endings: Counter[str] = Counter()
    stored_s = 0.0
    began = perf_counter()
    for result in opened.update_feeds_iter(workers=question["workers"]):
        failed = isinstance(result.value, Exception)
        endings[type(result.value).__name__ if failed else "updated"] += 1
        if result.url in good:
            stored_s = perf_counter() - began
    total_s = perf_counter() - began
    held = Counter(entry.feed_url for entry in opened.get_entries())
    return {
        "version": reader.__version__,
        "good_stored": sum(1 for url in held if url in good),
        "entries": sum(count for url, count in held.items() if url in good),
        "answered_s": stored_s,
        "stored_s": stored_s,
        "total_s": total_s,
        "endings": dict(endings.most_common()),
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    json.dump(crawl(json.load(sys.stdin)), sys.stdout)
