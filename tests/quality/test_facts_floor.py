"""What the gain of an article is worth: precision on hand-labelled sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from watch.understand import facts

LABELLED = Path(__file__).with_name("facts.jsonl")
FIGURE = re.compile(r"\d+")


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def right(gain: str, row: dict) -> bool:
    """Tell whether a gain names the figure of one of the labelled effects."""
    said = set(FIGURE.findall(gain))
    return any(said & set(FIGURE.findall(effect["figure"])) for effect in row["effects"])


def test_labels_stand_in_their_sentences(rows):
    assert len(rows) == 300
    for row in rows:
        for effect in row["effects"]:
            assert effect["figure"] in row["sentence"]


def test_gain_is_rarely_wrong(rows):
    """A figure that nobody achieved would raise a score: precision before recall."""
    found = [(facts("", row["sentence"]).gain, row) for row in rows]
    claimed = [(gain, row) for gain, row in found if gain]
    precise = sum(right(gain, row) for gain, row in claimed) / len(claimed)
    possible = sum(bool(row["effects"]) for row in rows)
    recall = sum(right(gain, row) for gain, row in claimed) / possible
    print(f"gain: precision {precise:.3f} of {len(claimed)}, recall {recall:.3f} of {possible}")
    assert precise >= 0.6
