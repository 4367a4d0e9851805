"""Commands write into a person's file and leave the rest of it alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import pain, source

from watch.config import add_pain, add_sources, read_pains, read_sources
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
