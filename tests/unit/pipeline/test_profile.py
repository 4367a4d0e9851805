"""Each stage of a run stands beside what the machine could not do faster."""

from __future__ import annotations

import pytest

from watch.pipeline.machine_limits import measure_machine
from watch.pipeline.profile import LimitKind, Machine, Spent, Work, profile

MACHINE = Machine(flops=100e9, memory_bytes_per_s=10e9, wire_bytes_per_s=1e6, round_trip_s=0.2)
WORK = Work(
    polls=1_000,
    connections=50,
    embedded=20_000,
    embedded_chars=20_000 * 390,
    articles=100_000,
    dimensions=1_000,
    pains=25,
    pages=10,
)


def row(stage, work=WORK, wall_s=10.0):
    taken = Spent(wall_s=wall_s, processor_s=5.0)
    (found,) = profile({stage: taken}, work, MACHINE)
    return found


def test_asking_feeds_is_limited_by_round_trips():
    found = row("collect")
    assert found.limit.kind is LimitKind.ROUND_TRIPS
    assert found.limit.seconds == pytest.approx(1_000 * 0.2 / 50)
    assert found.items_per_s == pytest.approx(100)
    assert found.times_limit == pytest.approx(2.5)


def test_asking_feeds_is_limited_by_a_slow_line_where_bytes_were_counted():
    heavy = Work(polls=10, connections=10, wire_bytes=5_000_000)
    assert row("collect", heavy).limit.kind is LimitKind.WIRE
    assert row("collect", heavy).limit.seconds == pytest.approx(5)


def test_embedding_is_limited_by_the_operations_of_the_model_in_8_bits():
    found = row("read and embed")
    assert found.limit.kind is LimitKind.MODEL
    assert found.limit.seconds == pytest.approx(20_000 * 100 * 42.5e6 / 400e9)


def test_grouping_is_limited_by_comparing_what_is_new_with_everything():
    assert row("stories").limit.seconds == pytest.approx(2 * 20_000 * 100_000 * 1_000 / 100e9)


def test_indexing_is_limited_by_memory():
    assert row("index").limit.seconds == pytest.approx(100_000 * 1_000 * 6 / 10e9)


def test_matching_is_limited_by_memory_with_few_pains_and_by_products_with_many():
    assert row("match and rank").limit.kind is LimitKind.PRODUCTS
    few = Work(articles=100_000, dimensions=1_000, pains=1)
    assert row("match and rank", few).limit.kind is LimitKind.MEMORY


def test_a_stage_without_a_known_limit_has_none():
    found = row("load model")
    assert found.limit is None
    assert found.times_limit is None
    assert found.items_per_s == 0


def test_nothing_done_is_no_division_by_nothing():
    for stage in ("collect", "read and embed", "stories", "index", "match and rank"):
        assert row(stage, Work(), wall_s=0.0).times_limit is None
        assert row(stage, Work(), wall_s=0.0).items_per_s == 0


def test_rows_keep_the_order_of_the_stages():
    spent = {name: Spent(wall_s=1, processor_s=1) for name in ("stories", "collect")}
    assert [found.stage for found in profile(spent, WORK, MACHINE)] == ["stories", "collect"]


def test_the_machine_is_measured_in_sane_units():
    found = measure_machine()
    assert 1e8 < found.flops < 1e15
    assert 1e7 < found.memory_bytes_per_s < 1e13
