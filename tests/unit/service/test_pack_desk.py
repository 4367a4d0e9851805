"""Packs through the only door: counted, switched by name, comments kept."""

from __future__ import annotations

import pytest
from fakes import MOMENT

from watch import config, store
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.links import source_id
from watch.model import PollRecord, SourceState
from watch.service import Service

SOURCES = """\
# ours
packs:
  energy: {fr: Énergie, en: Energy}  # agreed with Claire
  food:
    fr: Agroalimentaire
    en: Food and drink
    sectors: [boissons]
    enabled: false
sources:
  - url: https://a.example/rss
    pack: energy
    topics: [energy]
  - url: https://b.example/rss
    pack: energy
  - url: https://c.example/rss
    pack: food
    topics: [energy]
  - url: https://d.example/rss
    pack: imported
  - url: https://e.example/rss
"""

PAINS = """\
company: {sector: brewery, language: en}
pain_points:
  - title: Power bill
    area: energy
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "painpoints.yaml").write_text(PAINS, "utf-8")
    return tmp_path


@pytest.fixture
def packs(home):
    with Service(home, clock=FixedClock(MOMENT)) as opened:
        yield opened.packs


def test_packs_are_counted_those_of_an_import_included(packs):
    assert [(s.pack.id, s.pack.enabled, s.sources) for s in packs.standings()] == [
        ("energy", True, 2),
        ("food", False, 1),
        ("imported", True, 1),
    ]


def test_failures_are_counted_while_a_pack_is_on(packs, home):
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, config.read_sources(home / "sources.yaml"))
        for url in ("https://b.example/rss", "https://c.example/rss"):
            record = PollRecord(source_id=source_id(url), state=SourceState.FAILING)
            store.sources.save_record(connection, record)
    database.close()
    assert [standing.failing for standing in packs.standings()] == [1, 0, 0]


def test_pack_is_switched_by_id_or_by_name_in_either_language(packs, home):
    for name in ("food", "FOOD AND DRINK", "agroalimentaire"):
        assert [pack.id for pack in packs.switch([name], on=True)] == ["food"]
        assert [pack.enabled for pack in packs.switch([name], on=False)] == [False]
    assert "# agreed with Claire" in (home / "sources.yaml").read_text("utf-8")


def test_switching_on_makes_its_sources_read(packs, home):
    packs.switch(["food"], on=True)
    sources = config.read_sources(home / "sources.yaml").values()
    assert all(source.enabled for source in sources)
    packs.switch(["energy", "imported"], on=False)
    sources = config.read_sources(home / "sources.yaml").values()
    assert [source.enabled for source in sources] == [False, False, True, False, True]


def test_pack_that_is_so_already_is_not_written(packs, home):
    before = (home / "sources.yaml").stat().st_mtime_ns
    assert packs.switch(["energy"], on=True) == []
    assert (home / "sources.yaml").stat().st_mtime_ns == before


def test_unknown_pack_is_refused_with_a_guess_and_none_is_switched(packs):
    with pytest.raises(UsageError) as caught:
        packs.switch(["energy", "fod"], on=False)
    assert "did you mean `food`?" in caught.value.hint
    assert packs.standings()[0].pack.enabled
    with pytest.raises(UsageError) as caught:
        packs.switch(["zzz"], on=False)
    assert "did you mean" not in caught.value.hint


def test_coverage_counts_what_is_on_and_suggests_what_is_off(packs):
    (row,) = packs.coverage()
    assert (row.area, row.sources, row.packs, row.sources_to_gain) == ("energy", 1, ("food",), 1)
