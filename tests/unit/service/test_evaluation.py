"""Anybody's labelled stories, judged with the real grouping."""

from __future__ import annotations

import json

import pytest
from fakes import HashingEmbedder

from watch.errors import UsageError
from watch.service.evaluation import evaluate_stories

VIEW = HashingEmbedder()
ROWS = [
    {"title": "Forty sensors end stoppages at Brisquet", "source": "a", "story": "x"},
    {"title": "Forty sensors end stoppages at Brisquet", "source": "b", "story": "x"},
    {"title": "Port strike ends after three days", "source": "a", "story": "y"},
]


@pytest.fixture
def write(tmp_path):
    def run(*lines):
        path = tmp_path / "labelled.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(texts), encoding="utf-8")
        return path

    return run


def test_scores_are_those_of_the_real_grouping(write):
    scores = evaluate_stories(write(*ROWS), [VIEW])
    assert (scores.articles, scores.labelled_stories, scores.found_stories) == (3, 2, 2)
    assert scores.agreement.pair_f1 == 1


def test_dates_count(write):
    """The same words a month later are another story."""
    dated = [
        row | {"published": day}
        for row, day in zip(ROWS[:2], ("2026-09-01", "2026-10-01"), strict=True)
    ]
    scores = evaluate_stories(write(*dated), [VIEW])
    assert scores.agreement.pair_recall == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 2: this is not JSON"), ({"title": "T"}, "line 2: story missing"), ("[]", "story")],
)
def test_faulty_line_is_named(write, line, said):
    with pytest.raises(UsageError, match=said):
        evaluate_stories(write(ROWS[0], line), [VIEW])


def test_missing_or_empty_file_is_said(write, tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        evaluate_stories(tmp_path / "nothing.jsonl", [VIEW])
    with pytest.raises(UsageError, match="no article"):
        evaluate_stories(write(""), [VIEW])
