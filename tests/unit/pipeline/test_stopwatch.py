"""A stopwatch counts a stage without those inside it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from watch.pipeline import stopwatch
from watch.pipeline.stopwatch import Stopwatch


@pytest.fixture
def clocks(monkeypatch):
    """Two clocks that move only when they are told to; the processor at half the speed."""
    told = {"wall": 0.0}

    def wait(seconds):
        told["wall"] += seconds

    monkeypatch.setattr(stopwatch, "perf_counter", lambda: told["wall"])
    monkeypatch.setattr(stopwatch, "process_time", lambda: told["wall"] / 2)
    return wait


def test_stopwatch_adds_up_a_stage_that_comes_twice(clocks):
    watch = Stopwatch()
    for seconds in (1.0, 3.0):
        with watch.timed("collect"):
            clocks(seconds)
        clocks(10.0)
    spent = watch.spent["collect"]
    assert (spent.wall_s, spent.processor_s) == (4.0, 2.0)
    assert spent.peak_memory_mb > 0


def test_stopwatch_takes_an_inner_stage_out_of_the_outer_one(clocks):
    watch = Stopwatch()
    with watch.timed("read and embed"):
        clocks(2.0)
        with watch.timed("load model"):
            clocks(7.0)
        clocks(1.0)
    assert {stage: s.wall_s for stage, s in watch.spent.items()} == {
        "load model": 7.0,
        "read and embed": 3.0,
    }


def test_stopwatch_counts_a_stage_that_fails(clocks):
    watch = Stopwatch()
    with suppress(ZeroDivisionError), watch.timed("index"):
        clocks(5.0)
        raise ZeroDivisionError
    assert watch.spent["index"].wall_s == 5.0
