"""Stories are found as well as docs/stories.md says: floors, on the real views."""

from __future__ import annotations

from pathlib import Path

import pytest

from watch.service.evaluation import evaluate_stories, read_labelled
from watch.text import fingerprint
from watch.understand import load_view

OWN = Path(__file__).with_name("stories.jsonl")
PRINT = "d8a764bd3e2b"


@pytest.fixture(scope="module")
def views():
    return [load_view("use"), load_view("e5")]


def test_floors_belong_to_this_set():
    """Who changes the labelled set measures anew."""
    articles, labels = read_labelled(OWN)
    assert fingerprint(*(a.title + a.text for a in articles), *labels)[:12] == PRINT


@pytest.mark.slow
def test_own_stories_are_found(views):
    found = evaluate_stories(OWN, views).agreement
    assert found.pair_precision >= 0.92
    assert found.pair_f1 >= 0.88
    assert found.bcubed_f1 >= 0.92


@pytest.mark.slow
def test_many_tellings_of_few_events_are_found(views, shared_data):
    path = shared_data / "clusters/uci_news_aggregator_sample_en/articles.jsonl"
    assert evaluate_stories(path, views).agreement.pair_f1 >= 0.66
