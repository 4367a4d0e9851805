"""A stated problem is said otherwise or taken out by a command."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from watch.cli.session import Session
from watch.config import read_pains
from watch.service import Service


@pytest.fixture
def pains(tmp_path):
    """Return a function that reads the pain points of the home of ``reviewing``."""
    return lambda: list(read_pains(tmp_path / "home" / "painpoints.yaml")[1].values())


def test_only_what_is_given_changes(reviewing, pains):
    before = pains()[0]
    result = reviewing(
        *("pains", "edit", "1", "--importance", "9.5", "--owner", "Nadia", "--yearly-cost", "1200"),
        *("--horizon-months", "6", "--satisfaction", "1"),
    )
    assert result.exit_code == 0, result.stderr
    after = pains()[0]
    assert (after.importance, after.owner, after.yearly_cost) == (9.5, "Nadia", 1200)
    assert (after.horizon_months, after.satisfaction) == (6, 1.0)
    assert (after.id, after.title, after.keywords) == (before.id, before.title, before.keywords)
    assert before.title in result.stdout


def test_change_as_json_is_the_pain_as_it_is_then(reviewing, pains):
    told = json.loads(reviewing("pains", "edit", "1", "--title", "Autre", "--json").stdout)
    assert told["changed"]["title"] == "Autre"
    assert told["changed"]["id"] == pains()[0].id


def test_empty_text_takes_back_what_was_said(reviewing, pains):
    reviewing("pains", "edit", "1", "--kpi", "OTIF")
    reviewing("pains", "edit", "1", "--kpi", "")
    assert pains()[0].kpi == ""


@pytest.mark.parametrize(
    "words",
    [
        ("pains", "edit", "1"),
        ("pains", "edit", "1", "--title", "a"),
        ("pains", "edit", "1", "--importance", "11"),
        ("pains", "edit", "nobody", "--importance", "1"),
        ("pains", "remove", "1"),
        ("pains", "remove", "nobody", "--yes"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(reviewing, pains, words):
    before = pains()
    assert reviewing(*words).exit_code == 2
    assert pains() == before


def test_removed_pain_leaves_the_file_and_its_decisions_stay(reviewing, pains, tmp_path):
    before = pains()
    with closing(Service(tmp_path / "home")) as service:
        cards = len(service.reviews.cards())
    result = reviewing("pains", "remove", "1", "--yes")
    assert result.exit_code == 0, result.stderr
    assert pains() == before[1:]
    with closing(Service(tmp_path / "home")) as service:
        assert len(service.reviews.cards()) == cards


@pytest.mark.parametrize(("answer", "code", "left"), [("n", 1, 0), ("", 1, 0), ("oui", 0, 1)])
def test_removal_is_asked_about(reviewing, pains, monkeypatch, answer, code, left):
    monkeypatch.setattr(Session, "attended", property(lambda _self: True))
    monkeypatch.setattr("typer.prompt", lambda *_, **__: answer)
    before = pains()
    assert reviewing("pains", "remove", "1").exit_code == code
    assert pains() == before[left:]


def test_removal_as_json_names_the_pain(reviewing, pains):
    name = pains()[0].id
    told = json.loads(reviewing("pains", "remove", name, "--yes", "--json").stdout)
    assert told["removed"]["id"] == name
