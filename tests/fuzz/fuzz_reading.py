"""The coverage-guided fuzzer of the reading path: a process of its own, ended by libFuzzer.

``python tests/fuzz/fuzz_reading.py -runs=5000 -seed=7 CORPUS`` - options of libFuzzer, then
folders of inputs; those of the first folder that reach new code are kept there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))  # the package, also where it is not installed

with atheris.instrument_imports(
    include=["watch.collect", "watch.understand", "watch.text", "watch.links", "feedparser"],
    enable_loader_override=False,
):
    import feedparser  # noqa: F401 - so that the new code it reaches counts
    import reading_path

    from watch.collect.documents import page_text  # noqa: F401
    from watch.understand import clean  # noqa: F401

for reading, _ in set(reading_path.AS_WHAT):
    reading_path.answered(reading, "", b"<html><body><p>A first text, to load what is slow.")
reading_path.check(b"\x01<rss><item><title>A first title</title></item></rss>")

atheris.Setup(sys.argv, reading_path.check)
atheris.Fuzz()
