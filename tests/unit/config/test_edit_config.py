"""Commands write into a person's file and leave the rest of it alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes import pain, source

from watch.config import add_pain, add_sources, read_packs, read_pains, read_sources, switch_packs
from watch.errors import ConfigError
from watch.links import source_id

SOURCES = """\
# Our feeds, reviewed each quarter
sources:
  # the trade press
  - url: "https://a.example/rss"  # ask Claire before removing
    name: A
"""

PAINS = """\
company:
  name: Ateliers Exemple   # the whole group
pain_points:
  # agreed in January
  - title: Pannes
"""


def test_add_sources_keeps_comments_and_order(tmp_path):
    """Every comment survives, the new entry comes last and reads back the same."""
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, encoding="utf-8")
    url = "https://b.example/rss"
    fresh = source("b", id=source_id(url), url=url, language="en", topics=("energy",))
    add_sources(path, [fresh])
    text = path.read_text(encoding="utf-8")
    for comment in ("# Our feeds, reviewed", "# the trade press", "# ask Claire before removing"):
        assert comment in text
    assert '"https://a.example/rss"' in text
    assert list(read_sources(path).values())[1] == fresh


def test_add_sources_makes_the_file(tmp_path):
    """The first source of a home makes its file."""
    path = tmp_path / "new" / "sources.yaml"
    add_sources(path, [source("b")])
    assert [s.url for s in read_sources(path).values()] == ["https://b.example/feed"]


def test_add_pain_keeps_comments(tmp_path):
    """Company and pains keep their comments; the new pain comes last."""
    path = tmp_path / "painpoints.yaml"
    path.write_text(PAINS, encoding="utf-8")
    add_pain(path, pain("retards", title="Retards", description="Trop: tard # vraiment"))
    text = path.read_text(encoding="utf-8")
    assert "# the whole group" in text
    assert "# agreed in January" in text
    company, pains = read_pains(path)
    assert company.name == "Ateliers Exemple"
    assert [(p.title, p.description) for p in pains.values()][1] == (
        "Retards",
        "Trop: tard # vraiment",
    )


def test_add_pain_loses_nothing(tmp_path):
    """Whatever a person stated about a pain reads back the same."""
    path = tmp_path / "painpoints.yaml"
    stated = pain(
        "retards",
        title="Retards",
        description="Une commande sur dix.",
        area="logistics",
        department="Logistique",
        owner="Chef",
        kpi="OTIF",
        yearly_cost=10_000.0,
        importance=9.0,
        satisfaction=1.0,
        horizon_months=6,
        keywords=("AMR",),
        exclusions=("crypto",),
        sketches=("Des robots apportent les bacs.",),
        solutions=("goods-to-person-robots",),
    )
    add_pain(path, stated)
    assert list(read_pains(path)[1].values()) == [stated]


def test_add_refuses_a_broken_file_and_leaves_it(tmp_path):
    """A file that cannot be read is not overwritten."""
    path = tmp_path / "sources.yaml"
    path.write_text("sources: [\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        add_sources(path, [source()])
    assert path.read_text(encoding="utf-8") == "sources: [\n"


def test_add_leaves_no_file_beside(tmp_path):
    """Nothing but the file itself is left in the folder."""
    path = tmp_path / "sources.yaml"
    add_sources(path, [source()])
    add_sources(path, [replace(source(), url="https://c.example/")])
    assert [p.name for p in tmp_path.iterdir()] == ["sources.yaml"]


@pytest.mark.parametrize(
    "name", ["No", "on", "12:30", "1_000", "2026-11-22", "~", "=", "null", "a: b", "# a", "[a", "é"]
)
def test_title_that_yaml_would_take_for_something_else_stays_a_text(tmp_path, name):
    """A feed may call itself anything; the file can be read afterwards."""
    path = tmp_path / "sources.yaml"
    add_sources(path, [source("b", name=name, pack=name, topics=(name,))])
    (found,) = read_sources(path).values()
    assert (found.name, found.pack, found.topics) == (name, name, (name,))
    switch_packs(path, [name], on=False)
    assert [(pack.id, pack.enabled) for pack in read_packs(path)] == [(name, False)]


PACKS = """\
# Our packs
packs:
  energy: {fr: Énergie, en: Energy}  # agreed with Claire
  food:
    fr: Agroalimentaire
    # a brewery joined in May
    enabled: false
sources:
  - url: https://a.example/__rss/feed.xml?input=%7B%22sectionAlias%22%3A%22home%22%2C%22page%22%3A1%7D&more=1
    pack: energy  # ask Claire
"""


def test_switch_packs_writes_one_word_and_keeps_the_rest(tmp_path):
    """Every other byte of the file stays, a long address on its line included."""
    path = tmp_path / "sources.yaml"
    path.write_text(PACKS, encoding="utf-8")
    switch_packs(path, ["food"], on=True)
    assert path.read_text(encoding="utf-8") == PACKS.replace("enabled: false", "enabled: true")
    switch_packs(path, ["energy"], on=False)
    assert [pack.enabled for pack in read_packs(path)] == [False, True]
    assert not next(iter(read_sources(path).values())).enabled


def test_switch_packs_declares_a_pack_that_only_sources_name(tmp_path):
    """A pack that came with an import is switched like any other."""
    path = tmp_path / "sources.yaml"
    add_sources(path, [source("b", pack="imported")])
    switch_packs(path, ["imported"], on=False)
    assert [source.enabled for source in read_sources(path).values()] == [False]
    assert read_packs(path)[0].names == {"fr": "", "en": ""}


def test_shipped_sources_survive_a_switch(tmp_path):
    """The file that comes with techwatch keeps every line but the one that was switched."""
    shipped = (Path(__file__).parents[3] / "sources.yaml").read_text(encoding="utf-8")
    path = tmp_path / "sources.yaml"
    path.write_text(shipped, encoding="utf-8")
    switch_packs(path, ["food"], on=True)
    before, after = shipped.splitlines(), path.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("    enabled: false", "    enabled: true")]
