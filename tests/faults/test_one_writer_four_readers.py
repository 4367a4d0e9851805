"""A crawl, four readers and a person who decides, at once: nobody is locked out, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
import pytest
from lived_home import lived_home

from watch import store

TESTS = Path(__file__).parents[1]
READERS = 4
BEFORE = 6
"""Articles that the home has already."""


class Member:
    """One process of the crowd."""

    def __init__(self, home, role, seconds):
        program = Path(__file__).with_name("crowd_process.py")
        self._process = subprocess.Popen(
            [sys.executable, str(program), str(home), role, str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])},
        )

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._process.stdin.close()
        self._process.stdout.close()
        assert self._process.wait(60) == 0

    def ready(self):
        assert self._process.stdout.readline().strip() == "ready"

    def begin(self):
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def told(self):
        return json.loads(self._process.stdout.readline())


@pytest.mark.proof
@pytest.mark.slow
def test_crawl_readers_and_decisions_do_not_lock_each_other_out(tmp_path, own_cache, proof):
    """Every acknowledged row is there afterwards; no look shows half of a batch."""
    home = lived_home(tmp_path / "home", articles=BEFORE)
    seconds = proof.count(short=6, full=60)
    roles = ["crawl", "decide", *["read"] * READERS]
    with ExitStack() as stack:
        crowd = [stack.enter_context(Member(home, role, seconds)) for role in roles]
        for member in crowd:
            member.ready()
        for member in crowd:
            member.begin()
        crawl, decide, *reads = [member.told() for member in crowd]
    faults = [fault for one in (crawl, decide, *reads) for fault in one["faults"].items()]
    lost = rows_lost(home, crawl["done"], decide["done"])
    torn = sum(read["torn"] for read in reads)
    times = np.concatenate([read["times"] for read in reads])
    assert min(crawl["done"], decide["done"], *(read["done"] for read in reads)) > 0
    proof.state(
        f"1 crawler, {READERS} readers, decisions",
        measured=f"{sum(count for _, count in faults)} locked, {torn} torn, {lost} lost of "
        f"{crawl['done']:,} articles and {decide['done']:,} decisions; "
        f"{len(times):,} looks, 95 % within {np.quantile(times, 0.95) * 1000:.0f} ms",
        target="0 locked, 0 torn, 0 lost",
        holds=not faults and not torn and not lost,
    )


def rows_lost(home, articles, decisions):
    """Count what was acknowledged and is not there, or there twice, in a database that is sound."""
    with (
        closing(store.open_database(home / "index" / "watch.db")) as database,
        database.read() as connection,
    ):
        assert store.backup.sound(connection)
        notes = [row.note for row in store.ledger.every(connection)]
        total = store.articles.total(connection)
    assert len(notes) == len(set(notes))
    missing = {f"number {n + 1}" for n in range(decisions)} ^ set(notes)
    return abs(total - BEFORE - articles) + len(missing)
