"""The solution library through the only door, and how pain points are searched for by it."""

from __future__ import annotations

import pytest
from fakes import HashingEmbedder

from watch.config import read_solutions
from watch.errors import UsageError
from watch.model import AREAS
from watch.service import Refinement, Service, not_held

PAINS = """\
company: {language: fr}
pain_points:
  # agreed in January
  - title: Erreurs de préparation
    area: logistics
    keywords: [WMS]
    solutions: [cycle-counting-programme, gone-from-the-library]
  # agreed in May
  - title: Retours
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "painpoints.yaml").write_text(PAINS, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def shared_cache(tmp_path_factory):
    """One cache for all tests of the file: the library is the same in each."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def view():
    return HashingEmbedder()


@pytest.fixture
def service(home, shared_cache, view, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    with Service(home, views=[view]) as opened:
        yield opened


def test_library_is_listed_area_by_area(service):
    found = service.solutions.every()
    assert {solution.id for solution in found} == {solution.id for solution in read_solutions()}
    places = [AREAS.index(solution.area) for solution in found]
    assert places == sorted(places)


def test_library_is_filtered_by_area_as_people_write_it_kind_and_maturity(service):
    found = service.solutions.every(area="Entrepôt", kind="technology", maturity="scaling")
    assert found
    for solution in found:
        traits = (solution.area, solution.kind, solution.maturity)
        assert traits == ("logistics", "technology", "scaling")


def test_area_that_is_none_is_refused_with_the_areas(service):
    with pytest.raises(UsageError) as caught:
        service.solutions.every(area="astrology")
    assert "logistics" in caught.value.hint


def test_family_is_named_or_guessed(service):
    assert service.solutions.named("cycle-counting-programme").area == "supply_chain"
    with pytest.raises(UsageError) as caught:
        service.solutions.named("cycle-counting")
    assert "`cycle-counting-programme`" in caught.value.hint


def test_families_near_a_text_are_those_of_a_pain_point_so_called(service):
    near = service.solutions.near("Erreurs d’inventaire en entrepôt")
    weights = [family.weight for family in near]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 1
    assert not any(family.chosen for family in near)
    with pytest.raises(UsageError):
        service.solutions.near("  ")


def test_plan_puts_what_was_chosen_first_and_tells_it_from_suggestions(service):
    plan, other = service.solutions.plans(service.pains())
    assert plan.need == pytest.approx(0.55)
    assert [family.chosen for family in plan.families].count(True) == 1
    assert plan.families[0].chosen
    assert plan.families[0].solution.id == "cycle-counting-programme"
    assert plan.unknown == ("gone-from-the-library",)
    assert not any(family.chosen for family in other.families)


def test_plan_suggests_keywords_that_are_not_stated_already(service):
    (pain, _) = service.pains()
    (plan,) = service.solutions.plans([pain])
    words = plan.suggested_keywords("fr")
    assert 0 < len(words) <= 8
    assert words[0] == plan.families[0].solution.keywords["fr"][0]
    assert not {"wms"} & {word.casefold() for word in words}


def test_plan_is_computed_once_until_the_pain_point_changes(service, view):
    service.solutions.plans(service.pains())
    read = view.texts_read
    service.solutions.plans(service.pains())
    assert view.texts_read == read
    service.solutions.refine(service.pains()[0], Refinement(keywords=("AMR",)))
    service.solutions.plans(service.pains())
    assert view.texts_read > read


def test_refinement_is_written_and_comments_stay(service, home):
    pain = service.pains()[0]
    wanted = Refinement(
        accept=("warehouse-management-system",),
        refuse=("third-party-logistics-outsourcing",),
        sketches=(" Un robot apporte les bacs. ",),
        keywords=("wms", "AMR"),
        exclusions=("drone",),
        forget=("Gone-from-the-library",),
    )
    after = service.solutions.refine(pain, wanted)
    assert after.solutions == ("cycle-counting-programme", "warehouse-management-system")
    assert after.refused == ("third-party-logistics-outsourcing",)
    assert after.sketches == ("Un robot apporte les bacs.",)
    assert (after.keywords, after.exclusions) == (("WMS", "AMR"), ("drone",))
    assert service.pains()[0] == after
    text = (home / "painpoints.yaml").read_text("utf-8")
    assert text.index("drone") < text.index("# agreed in May") < text.index("Retours")


def test_refinement_done_twice_changes_nothing_more(service, home):
    wanted = Refinement(accept=("warehouse-management-system",), keywords=("AMR",), forget=("WMS",))
    service.solutions.refine(service.pains()[0], wanted)
    path = home / "painpoints.yaml"
    text, written = path.read_text("utf-8"), path.stat().st_mtime_ns
    service.solutions.refine(service.pains()[0], wanted)
    assert (path.read_text("utf-8"), path.stat().st_mtime_ns) == (text, written)


def test_family_is_accepted_or_refused_whichever_was_said_last(service):
    name = "cycle-counting-programme"
    after = service.solutions.refine(service.pains()[0], Refinement(refuse=(name,)))
    assert name in after.refused
    assert name not in after.solutions
    after = service.solutions.refine(after, Refinement(accept=(name,)))
    assert name in after.solutions
    assert after.refused == ()
    assert name not in service.solutions.refine(after, Refinement(forget=(name,))).solutions


def test_refused_families_are_named_in_the_plan(service):
    after = service.solutions.refine(
        service.pains()[1], Refinement(refuse=("returns-repair-portal",))
    )
    (plan,) = service.solutions.plans([after])
    assert [solution.id for solution in plan.refused] == ["returns-repair-portal"]


@pytest.mark.parametrize(
    "wanted",
    [
        Refinement(accept=("no-such-family",)),
        Refinement(refuse=("no-such-family",)),
        Refinement(accept=("oms",), refuse=("oms",)),
        Refinement(accept=("cycle-counting-programme",), refuse=("cycle-counting-programme",)),
    ],
)
def test_refinement_that_cannot_be_leaves_the_file(service, home, wanted):
    with pytest.raises(UsageError):
        service.solutions.refine(service.pains()[0], wanted)
    assert (home / "painpoints.yaml").read_text("utf-8") == PAINS


def test_what_no_list_holds_is_told(service):
    assert not_held(service.pains()[0], ("wms", "nothing of the kind")) == ("nothing of the kind",)
