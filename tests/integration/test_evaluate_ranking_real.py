"""A graded folder judged from the command line's door, with the real library and view."""

from __future__ import annotations

import pytest
from graded_folder import write_folder

from watch.service import Service, Way


@pytest.mark.slow
def test_small_set_is_ranked_as_its_grades_say(tmp_path, use_view):
    """Solutions come before what only describes the problem, in either language."""
    out = tmp_path / "run.tsv"
    with Service(tmp_path, views=[use_view]) as service:
        scores = service.evaluate_ranking(write_folder(tmp_path / "graded"), run=out)
    by_way = {standing.way: standing.mean for standing in reversed(scores.standings)}
    assert by_way[Way.TECHWATCH].ndcg > 0.85
    assert by_way[Way.TECHWATCH].ndcg > by_way[Way.NEWEST].ndcg + 0.2
    ranked = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()[1:]]
    best = {pain: [name for p, _, name, _ in ranked if p == pain][:4] for pain in ("P1", "P2")}
    assert {"pick-by-light", "goods-to-person"} <= set(best["P1"])
    assert "vibration" in best["P2"]
