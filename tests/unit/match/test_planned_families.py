"""Which families a plan holds: none that a company refuses, first those of the likely area."""

from __future__ import annotations

from dataclasses import replace

from fakes import pain

from watch import match
from watch.match import facets


def test_refused_family_has_no_place_and_the_next_one_takes_it(fake_library, fake_view):
    stated = pain("erreurs-de-preparation", area="logistics")
    first = match.plan(stated, "fr", fake_library, [fake_view])
    unwanted = first.families[0][0].id
    second = match.plan(replace(stated, refused=(unwanted,)), "fr", fake_library, [fake_view])
    assert unwanted not in {solution.id for solution, _ in second.families}
    assert unwanted not in {facet.solution_id for facet in second.facets}
    assert len(second.families) == len(first.families)
    assert second.families[0][1] == 1


def test_families_of_the_likely_area_come_first_where_none_is_named(
    fake_library, fake_view, monkeypatch
):
    """A stray family of another area makes way for one of the area that most of them are of."""
    stated = pain("entrepot", title="Erreurs de préparation dans l’entrepôt", area="")

    def logistics() -> int:
        plan = match.plan(stated, "fr", fake_library, [fake_view])
        return sum(solution.area == "logistics" for solution, _ in plan.families)

    likely = logistics()
    monkeypatch.setattr(facets, "_AREA_BONUS", 0.0)
    assert likely > logistics()


def test_named_area_leaves_the_others_no_bonus(fake_library, fake_view, monkeypatch):
    stated = pain("erreurs-de-preparation", area="logistics")
    monkeypatch.setattr(facets, "_AREA_BONUS", 1e3)
    plan = match.plan(stated, "fr", fake_library, [fake_view])
    assert {solution.area for solution, _ in plan.families} == {"logistics"}
