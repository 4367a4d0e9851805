"""The product at work for a while in one process: no memory and no descriptor is lost."""

from __future__ import annotations

import sys

import pytest

from benchmarks.soak import Look, Soaked, slope, soak


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_and_descriptors_do_not_grow(proof):
    """Crawl, match, list, search, decide, undo and send, round after round."""
    seconds = proof.count(short=9, full=3_600)
    found = soak(seconds / 60, cheap=seconds < 60)
    proof.state(
        "soak: seconds of rounds",
        measured=f"{found.rounds:,} rounds: {found.growth()}",
        target="at most 64 MiB and 2 descriptors more an hour",
        holds=not found.faults(),
    )


def looked(minutes: float, mib: float = 0.0, descriptors: float = 0.0, **done: int) -> Soaked:
    """Return a soak of so many minutes, with what grew in an hour."""
    looks = [
        Look(hours=n / 60, mib=300 + mib * n / 60, descriptors=20 + int(descriptors * n / 60))
        for n in range(int(minutes) + 1)
    ]
    usual = dict.fromkeys(("new", "updated", "hits", "mails"), 1)
    return Soaked(looks=looks, rounds=9, **usual | done)


def test_growth_over_an_hour_is_told():
    assert looked(60).faults() == []
    assert looked(60, mib=60, descriptors=1).faults() == []
    assert "memory grew" in looked(60, mib=70).faults()[0]
    assert "descriptors grew" in looked(60, descriptors=20).faults()[0]


def test_short_soak_is_judged_by_what_it_lost():
    assert looked(10, mib=300).faults() == []
    assert "memory grew" in looked(10, mib=700).faults()[0]
    assert "descriptors grew" in looked(10, descriptors=90).faults()[0]


def test_soak_that_did_nothing_is_told():
    assert looked(60, mails=0).faults() == ["nothing to count: mails"]


def test_slope_is_not_bent_by_a_peak():
    points = [(float(n), 2.0 * n) for n in range(50)]
    points[20] = 20.0, 1_000.0
    assert slope(points) == pytest.approx(2.0)
