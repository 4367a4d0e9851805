"""Packs: listed, switched, suggested."""

from __future__ import annotations

import json

import pytest

from watch.errors import UsageError
from watch.model import Coverage, PainId, PainPoint


def test_packs_are_listed_in_the_reader_s_language(call):
    shown = call("packs", "list").stdout
    lines = shown.splitlines()
    assert lines[1].split() == ["energy", "Énergie", "activé", "12", "2"]
    assert lines[2].split() == ["food", "Agroalimentaire", "désactivé", "7"]
    assert lines[3].strip() == "boissons, food"
    assert "Food" in call("packs", "list", "--lang", "en").stdout
    assert all(len(line) <= 80 for line in lines)


def test_packs_as_json_hold_everything(call):
    first, second = json.loads(call("packs", "list", "--json").stdout)["packs"]
    assert first["failing"] == 2
    assert second == {
        "id": "food",
        "names": {"fr": "Agroalimentaire", "en": "Food"},
        "sectors": ["boissons", "food"],
        "enabled": False,
        "sources": 7,
        "failing": 0,
    }


def test_pack_is_switched_on_and_told(call, service):
    result = call("packs", "on", "food", "energy")
    assert result.exit_code == 0
    assert service.asked["names"] == ["food", "energy"]
    assert result.stdout.strip() == "Activé\u00a0: Agroalimentaire"
    assert "techwatch run" in result.stderr


def test_switching_what_is_so_already_changes_nothing(call):
    result = call("packs", "off", "food")
    assert result.exit_code == 0
    assert "rien" in result.stdout.lower()
    told = json.loads(call("packs", "off", "food", "--json").stdout)
    assert told == {"switched": [], "on": False}


def test_pack_must_be_named(call):
    assert call("packs", "on").exit_code == 2


def test_unknown_pack_is_told_as_the_service_says(call, service, monkeypatch):
    def refuse(names, *, on):
        raise UsageError("no pack is called `fod`", hint="did you mean `food`?")

    monkeypatch.setattr(service.packs, "switch", refuse)
    result = call("packs", "on", "fod")
    assert result.exit_code == 2
    assert "did you mean `food`?" in result.stderr


@pytest.fixture
def covered(service):
    service.stated = [
        PainPoint(id=PainId("a"), title="Pannes", area="maintenance", keywords=("GMAO",)),
        PainPoint(id=PainId("b"), title="Erreurs", area="logistics"),
        PainPoint(id=PainId("c"), title="Divers"),
    ]
    service.packs.rows = [
        Coverage(
            pain_id=PainId("a"),
            area="maintenance",
            sources=2,
            packs=("food", "mobility"),
            sources_to_gain=6,
        ),
        Coverage(pain_id=PainId("b"), area="logistics", sources=9),
        Coverage(pain_id=PainId("c"), area="", sources=0),
    ]
    return service


def test_thin_coverage_comes_with_packs_and_a_search(call, covered):
    first, second, third = call("packs", "suggest", "--lang", "en").stdout.split("\n\n")[:3]
    assert "Maintenance: 2 sources that answer" in first
    assert "techwatch packs on food mobility (6 more sources on this area)" in first
    assert "techwatch sources follow a " in first
    assert "Logistics: 9 sources that answer" in second
    assert "→" not in second
    assert "No area is stated" in third
    assert "techwatch packs on" not in third
    assert 'techwatch sources follow c --words "…"' in third


def test_coverage_as_json(call, covered):
    rows = json.loads(call("packs", "suggest", "--json").stdout)["coverage"]
    assert [(row["pain_id"], row["sources"], row["packs"]) for row in rows] == [
        ("a", 2, ["food", "mobility"]),
        ("b", 9, []),
        ("c", 0, []),
    ]
