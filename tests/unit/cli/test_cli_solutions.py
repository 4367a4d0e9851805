"""The solution library and the families of a pain point, on the terminal."""

from __future__ import annotations

import json

import pytest

from watch.model import PainId, PainPoint
from watch.service import Refinement


@pytest.fixture
def stated(service):
    service.stated = [
        PainPoint(
            id=PainId("erreurs"),
            title="Erreurs de préparation",
            description="Une commande sur [bold]soixante[/bold].",
            area="logistics",
            kpi="OTIF",
            keywords=("WMS",),
            sketches=("Un robot apporte les bacs.",),
            exclusions=("drone",),
        ),
        PainPoint(id=PainId("retours"), title="Retours"),
    ]
    return service


def test_library_is_listed_under_its_areas(call, service):
    lines = call("solutions", "list").stdout.splitlines()
    assert lines[:3] == [
        "Logistique",
        "  Robots mobiles",
        "    mobile-robots · technologie · en diffusion · en quelques mois",
    ]
    assert lines[-1] == "2 familles de solutions"
    assert service.asked["wanted"] == {"area": "", "kind": "", "maturity": ""}


def test_library_is_filtered_by_what_was_asked(call, service):
    call("solutions", "list", "--area", "RH", "--kind", "scheme", "--maturity", "proven")
    assert service.asked["wanted"] == {"area": "RH", "kind": "scheme", "maturity": "proven"}
    assert call("solutions", "list", "--kind", "magic").exit_code == 2


def test_library_as_json_is_in_the_reader_s_language(call):
    first, _ = json.loads(call("solutions", "list", "--json", "--lang", "en").stdout)["solutions"]
    assert first == {
        "id": "mobile-robots",
        "name": "Mobile robots",
        "area": "logistics",
        "kind": "technology",
        "maturity": "scaling",
        "effort": "months",
    }


def test_family_is_shown_whole_and_literally(call):
    shown = call("solutions", "show", "mobile-robots").stdout
    for text in (
        "On marche trop.",
        "[bold]apporte[/bold]",
        "robot mobile, AMR",
        "Lignes par heure",
    ):
        assert text in shown
    told = json.loads(call("solutions", "show", "mobile-robots", "--json").stdout)["solution"]
    assert told["problems"] == ["On marche trop."]
    assert told["gains"] == ["Deux fois plus de lignes"]


def test_unknown_family_ends_with_2_and_a_guess(call):
    result = call("solutions", "show", "robots")
    assert result.exit_code == 2
    assert "did you mean `mobile-robots`?" in result.stderr


def test_words_find_families_with_their_weights(call, service):
    lines = call("solutions", "find", "trop", "de", "marche").stdout.splitlines()
    assert service.asked["text"] == "trop de marche"
    assert lines[0] == "  ✓ ██████████  100\u202f% Robots mobiles · mobile-robots"
    assert lines[1] == "    ▏           <\u00a01\u202f% Préparation vocale · voice-picking"
    first, second = json.loads(call("solutions", "find", "x", "--json").stdout)["solutions"]
    assert first == {"id": "mobile-robots", "name": "Robots mobiles", "weight": 1, "chosen": True}
    assert (second["weight"], second["chosen"]) == (0.004, False)


@pytest.mark.parametrize("name", ["1", "erreurs", "Erreurs de préparation"])
def test_pain_is_shown_with_all_that_stands_for_it(call, stated, name):
    shown = call("pains", "show", name).stdout
    parts = [
        "Erreurs de préparation",
        "besoin net (11/20)",
        "[bold]soixante[/bold]",
        "Mesuré par\u00a0: OTIF",
        "Comment il est cherché",
        "✓ ██████████",
        "Préparation vocale · voice-picking",
        "Votre solution\u00a0: Un robot apporte les bacs.",
        "Vos mots-clés\u00a0: WMS",
        "Mots-clés suggérés\u00a0: robot mobile",
        "Exclus\u00a0: drone",
    ]
    text = shown.replace("\n", " ")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_pain_as_json_has_its_lists_and_families(call, stated):
    told = json.loads(call("pains", "show", "retours", "--json").stdout)
    assert told["pain"]["id"] == "retours"
    assert told["pain"]["refused"] == []
    assert told["need"] == 11
    assert [family["id"] for family in told["families"]] == ["mobile-robots", "voice-picking"]
    assert told["suggested_keywords"] == ["robot mobile"]
    assert told["unknown"] == ["gone"]


def test_family_that_left_the_library_is_told(call, stated):
    assert "gone" in call("pains", "show", "1").stderr


def test_unknown_pain_is_refused_with_the_known_ones(call, stated):
    result = call("pains", "show", "zzz")
    assert result.exit_code == 2
    assert "erreurs, retours" in result.stderr.replace("\n", " ")


def test_refinement_asks_for_each_list_and_shows_the_pain(call, stated):
    result = call(
        *("pains", "refine", "1", "--accept", "a", "--accept", "b", "--refuse", "voice-picking"),
        *("--sketch", "S.", "--keyword", "AMR", "--exclude", "x", "--forget", "wms"),
    )
    assert result.exit_code == 0
    assert stated.asked["refinement"] == Refinement(
        accept=("a", "b"),
        refuse=("voice-picking",),
        sketches=("S.",),
        keywords=("AMR",),
        exclusions=("x",),
        forget=("wms",),
    )
    assert "Vos mots-clés\u00a0: WMS, AMR" in result.stdout
    assert "Écartée\u00a0: Robots mobiles (voice-picking)" in result.stdout
    assert "techwatch run" in result.stderr


def test_refinement_that_changes_nothing_says_what_it_did_not_find(call, stated):
    result = call("pains", "refine", "1", "--forget", "nothing of it")
    assert result.exit_code == 0
    assert "nothing of it" in result.stderr
    assert "techwatch run" not in result.stderr


def test_refinement_as_json_is_the_pain_as_it_is_then(call, stated):
    told = json.loads(call("pains", "refine", "1", "--keyword", "AMR", "--json").stdout)
    assert told["pain"]["keywords"] == ["WMS", "AMR"]
