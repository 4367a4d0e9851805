"""``techwatch evaluate ranking``: the table, the file, the figures as JSON."""

from __future__ import annotations

import json
from pathlib import Path


def test_table_names_each_way_and_its_measures(call, service):
    """nDCG@10 of the two lists is (7 + 3/2) / (7 + 3/log2 3 + 3/2) = .818 and 0."""
    result = call("evaluate", "ranking", "graded", "--lang", "en")
    assert result.exit_code == 0
    assert service.asked["folder"] == Path("graded")
    shown = " ".join(result.stdout.split())
    assert "13,503 articles, 3 pain points, 5 grades." in shown
    assert "Cosine, 0.409" in shown
    assert "use-multilingual-3" in shown
    assert "nDCG@10" in shown
    assert "Condensed" in shown
    assert "techwatch 0.409 0–0.818 0.2 0.667 0.833 0.428" in shown
    assert "– English pain points – – – – – –" in shown
    assert "Left out, because no article is graded above 0 for them: P3." in shown


def test_table_fits_eighty_columns_in_french(call):
    shown = call("evaluate", "ranking", "graded").stdout
    assert max(map(len, shown.splitlines())) <= 80
    assert "13\u202f503 articles, 3 irritants, 5 jugements." in shown
    assert "– irritants en anglais (0)" in shown


def test_run_is_written_where_it_is_told(call, service, tmp_path):
    out = tmp_path / "run.tsv"
    result = call("evaluate", "ranking", "graded", "--run", str(out), "--lang", "en")
    assert service.asked["run"] == out
    assert f"Written: {out}" in result.stderr


def test_json_holds_the_figures_of_every_pain_point(call):
    found = json.loads(call("evaluate", "ranking", "graded", "--json").stdout)
    assert (found["articles"], found["grades"], found["left_out"]) == (13503, 5, ["P3"])
    cosine, techwatch, english = found["rankings"]
    assert (cosine["ranking"], cosine["view"]) == ("cosine", "use-multilingual-3")
    assert techwatch["part"] == "all"
    assert techwatch["pain_points"] == 2
    assert techwatch["ndcg_10_interval"] == [0.0, 0.8179]
    assert set(techwatch["mean"]) == {"ndcg_10", "p_5", "r_50", "judged_10", "condensed_ndcg_10"}
    assert techwatch["by_pain_point"]["P1"]["r_50"] == 0.6667
    assert techwatch["by_pain_point"]["P2"]["r_50"] is None
    assert english["pain_points"] == 0
    assert english["mean"]["ndcg_10"] is None
    assert english["ndcg_10_interval"] is None
