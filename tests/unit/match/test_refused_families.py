"""Families that a company refuses have no place in the plan of its pain point."""

from __future__ import annotations

from dataclasses import replace

from fakes import pain

from watch import match


def test_refused_family_has_no_place_and_the_next_one_takes_it(fake_library, fake_view):
    stated = pain("erreurs-de-preparation", area="logistics")
    first = match.plan(stated, "fr", fake_library, [fake_view])
    unwanted = first.families[0][0].id
    second = match.plan(replace(stated, refused=(unwanted,)), "fr", fake_library, [fake_view])
    assert unwanted not in {solution.id for solution, _ in second.families}
    assert unwanted not in {facet.solution_id for facet in second.facets}
    assert len(second.families) == len(first.families)
    assert second.families[0][1] == 1
