"""How well a pain point is covered, and which packs would help: pure."""

from __future__ import annotations

import pytest
from fakes import pain, source

from watch.model import Company, Pack, PollRecord, SourceStanding, SourceState
from watch.service.coverage import ENOUGH_SOURCES, coverage

SECTOR = Company(sector="Fabrication de boissons, avec entrepôt")


def standing(name, state=SourceState.OK, **fields):
    listed = source(name, **{"topics": ("logistics",)} | fields)
    return SourceStanding(source=listed, record=PollRecord(source_id=listed.id, state=state))


def pack(name, *sectors, enabled=False):
    return Pack(id=name, names={}, sectors=sectors, enabled=enabled)


def one(standings=(), packs=(), listed=(), company=SECTOR, **fields):
    """Return how the pain point "picking" is covered."""
    pains = [pain("picking", **{"area": "logistics"} | fields)]
    (found,) = coverage(pains, list(standings), list(packs), list(listed), company)
    return found


@pytest.mark.parametrize("state", SourceState)
def test_only_sources_that_bring_something_count(state):
    brings = {SourceState.OK, SourceState.UNCHANGED, SourceState.UNDATED, SourceState.NEVER}
    assert one([standing("a", state)]).sources == (state in brings)


def test_other_areas_and_sources_that_are_off_do_not_count():
    standings = [standing("a", topics=("energy",)), standing("b", enabled=False)]
    assert one(standings).sources == 0


def test_enough_sources_need_no_suggestion():
    standings = [standing(f"s{n}") for n in range(ENOUGH_SOURCES)]
    listed = [source("x", pack="more", topics=("logistics",))]
    assert one(standings, [pack("more")], listed).packs == ()
    found = one(standings[1:], [pack("more")], listed)
    assert (found.packs, found.sources_to_gain) == (("more",), 1)


def test_packs_of_the_sector_come_first_then_those_with_most_sources():
    listed = [
        source("a", pack="one", topics=("logistics",)),
        source("b", pack="two", topics=("logistics",)),
        source("c", pack="two", topics=("logistics", "transport")),
        source("d", pack="two", topics=("energy",)),
        source("e", pack="two", topics=("logistics",), enabled=False),
        source("f", pack="drinks", topics=("sales",)),
    ]
    packs = [
        pack("one"),
        pack("two"),
        pack("drinks", "vin", "boissons"),
        pack("cars", "automobile"),
    ]
    found = one(packs=packs, listed=listed)
    assert found.packs == ("drinks", "two", "one")
    assert found.sources_to_gain == 3


def test_pack_that_is_on_is_not_suggested():
    listed = [source("a", pack="on", topics=("logistics",))]
    assert one(packs=[pack("on", "boissons", enabled=True)], listed=listed).packs == ()


def test_three_packs_are_named_at_most():
    listed = [source(f"s{n}", pack=f"p{n}", topics=("logistics",)) for n in range(6)]
    assert len(one(packs=[pack(f"p{n}") for n in range(6)], listed=listed).packs) == 3


@pytest.mark.parametrize(
    ("sector", "named", "fits"),
    [
        ("Brasserie et boissons", "boisson", True),
        ("Construction of public buildings", "building", True),
        ("Travaux publics", "travaux publics", True),
        ("Services publics", "travaux publics", False),
        ("Équipementier AUTOMOBILE", "automobile", True),
        ("", "automobile", False),
        ("Mécanique", "", False),
    ],
)
def test_sector_is_compared_by_its_words(sector, named, fits):
    found = one(packs=[pack("p", named)], company=Company(sector=sector))
    assert found.packs == (("p",) if fits else ())


def test_pain_without_an_area_is_helped_by_its_sector_only():
    listed = [source("a", pack="other", topics=("", "logistics"))]
    found = one([standing("b")], [pack("other"), pack("drinks", "boissons")], listed, area="")
    assert (found.sources, found.packs) == (0, ("drinks",))
