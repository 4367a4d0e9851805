"""A thousand feeds, 300 of them hostile, from servers that count what is done to them."""

from __future__ import annotations

import sys

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs all of 127.0.0.0/8"),
]


@pytest.fixture(scope="module")
def crawled() -> dict:
    """One crawl into a database, by the process that the benchmark runs."""
    crawl = pytest.importorskip("benchmarks.crawl")
    farm = pytest.importorskip("benchmarks.feed_farm")
    plan = farm.Plan(good=700, hostile=300, entries=5)
    with farm.grown(plan) as port:
        return crawl.ours().run(plan, port, crawl.IMPATIENT)


def test_every_good_feed_is_stored_whole_beside_the_hostile_ones(crawled):
    assert crawled["lost"] == {}
    assert (crawled["good_stored"], crawled["entries"]) == (700, 700 * 5)


def test_every_source_ends_in_a_way_that_has_a_name(crawled):
    endings = crawled["endings"]
    assert sum(endings.values()) == 1000
    assert endings["fetched"] >= 700
    assert endings["timeout"] >= 40  # silent, and dripping
    assert {"gone", "too large", "refused address", "unreachable"} <= endings.keys()


def test_never_more_than_two_connections_to_a_host_seen_by_the_host(crawled):
    """Exactly two: six feeds redirect to one slow host, where the limit is met and kept."""
    assert crawled["most_open"] == 2


def test_no_server_was_led_to_the_inside(crawled):
    """Fifteen servers redirect to an address that listens, counts, and is not allowed."""
    assert crawled["connections"] > 800
    assert crawled["inside"] == 0
