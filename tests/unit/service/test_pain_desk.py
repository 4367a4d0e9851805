"""Pain points are tried, stated, changed and removed; nobody's change is lost."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from fakes import MOMENT, HashingEmbedder, article, pain, source

from watch import store
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.model import Company, PainId, PainPoint
from watch.service import Overtaken, Service, wording

PAINS = """\
company: {name: Ateliers, language: en}
pain_points:
  - title: Picking errors
    area: logistics
    owner: Claire
  - title: Stoppages
"""
SOURCES = "sources: [{url: 'https://press.example/feed', topics: [logistics], owner: P}]\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "home"
    root.mkdir()
    (root / "painpoints.yaml").write_text(PAINS, "utf-8")
    (root / "sources.yaml").write_text(SOURCES, "utf-8")
    return root


@pytest.fixture
def view():
    return HashingEmbedder()


@pytest.fixture
def service(home, view):
    with closing(Service(home, clock=FixedClock(MOMENT), views=[view])) as opened:
        yield opened


@pytest.fixture
def desk(service):
    return service.pain_points


def keep(service, view, *articles):
    """Store articles as a run does."""
    with service._open.database().write() as connection:
        store.sources.sync(connection, {"press": source()})
        store.articles.save(connection, articles)
        matrix = view.documents([f"{a.title}. {a.text}" for a in articles])
        store.vectors.save(connection, view.key, [a.id for a in articles], matrix)


def test_saved_field_leaves_what_another_changed_meanwhile(desk, home):
    opened = desk.every()[0]
    desk.save(replace(opened, owner="Paul"), opened)
    saved = desk.save(replace(opened, importance=9.0), opened)
    assert (saved.owner, saved.importance) == ("Paul", 9.0)
    assert desk.every()[0] == saved


def test_field_changed_on_both_sides_is_not_written(desk, home):
    opened = desk.every()[0]
    desk.save(replace(opened, owner="Paul"), opened)
    before = (home / "painpoints.yaml").read_text("utf-8")
    assert desk.save(replace(opened, owner="Nadia"), opened) == Overtaken(fields=("owner",))
    assert (home / "painpoints.yaml").read_text("utf-8") == before


def test_same_change_on_both_sides_is_no_conflict(desk):
    opened = desk.every()[0]
    wanted = replace(opened, owner="Paul")
    assert desk.save(wanted, opened) == desk.save(wanted, opened)


def test_pain_that_left_the_file_meanwhile_is_told(desk):
    opened = desk.every()[0]
    desk.remove(opened.id)
    assert desk.save(replace(opened, owner="Paul"), opened) == Overtaken()


def test_pain_that_the_file_would_refuse_is_not_written(desk, home):
    opened = desk.every()[0]
    with pytest.raises(UsageError, match=r"title is too short \(3\)"):
        desk.save(replace(opened, title="a"), opened)
    with pytest.raises(UsageError, match="title is too short"):
        desk.add(pain("x", title="a"))
    assert (home / "painpoints.yaml").read_text("utf-8") == PAINS


def test_first_pain_makes_the_file(tmp_path):
    with closing(Service(tmp_path, views=[HashingEmbedder()])) as service:
        assert service.pain_points.every() == []
        assert service.pain_points.company() == Company()
        added = service.pain_points.add(PainPoint(id=PainId(""), title="Too many returns"))
        assert service.pain_points.every() == [added]
        assert added.id == "too-many-returns"


def test_pain_of_a_readers_list_is_not_removed(desk, home):
    (home / "watch.yaml").write_text("readers: [{name: Paul, pains: [stoppages]}]\n", "utf-8")
    with pytest.raises(UsageError, match="the list of Paul"):
        desk.remove(PainId("stoppages"))
    with pytest.raises(UsageError, match="no pain point"):
        desk.remove(PainId("nothing"))
    desk.remove(PainId("picking-errors"))
    assert [one.id for one in desk.every()] == ["stoppages"]


def test_company_facts_are_merged_and_checked(desk):
    opened = desk.company()
    desk.save_company(replace(opened, employees=40), opened)
    assert desk.save_company(replace(opened, employees=50), opened) == Overtaken(
        fields=("employees",)
    )
    saved = desk.save_company(replace(opened, sector="Food"), opened)
    assert (saved.employees, saved.sector) == (40, "Food")
    (mistake,) = desk.save_company(replace(opened, language="de"), opened)
    assert mistake.field == "language"


def test_preview_reads_the_articles_once_and_again_when_one_has_come(
    service, desk, view, monkeypatch
):
    from watch.pipeline import trial

    reads = []
    read = trial.read_material
    monkeypatch.setattr(trial, "read_material", lambda *a: reads.append(1) or read(*a))
    keep(service, view, article(1, title="Shuttle robots halve picking errors"))
    first = desk.preview(pain("a", title="Picking errors"))
    second = desk.preview(pain("a", title="Shuttle robots"))
    assert (first.article_count, second.article_count, len(reads)) == (1, 1, 1)
    keep(service, view, article(2, title="Robots count the stock"))
    assert desk.preview(pain("a", title="Picking errors")).article_count == 2
    assert len(reads) == 2
    desk.rest()
    desk.preview(pain("a", title="Picking errors"))
    assert len(reads) == 3


def test_preview_finds_best_first_and_as_many_as_asked(service, desk, view):
    keep(service, view, *(article(n, title=f"Robots and picking {n}") for n in range(1, 6)))
    found = desk.preview(pain("a", title="Picking robots"), limit=3).found
    assert len(found) == 3
    assert [o.score for o in found] == sorted((o.score for o in found), reverse=True)
    assert all(o.evidence for o in found)


def test_excluded_word_takes_an_article_out_of_the_preview(service, desk, view):
    keep(service, view, article(1, title="Drone robots"), article(2, title="Shuttle robots"))
    tried = desk.preview(pain("a", title="Robots", exclusions=("drone",)))
    assert [o.title for o in tried.found] == ["Shuttle robots"]


def test_sources_that_bring_articles_are_counted_by_language(service, desk, view, monkeypatch):
    from watch.pipeline import trial

    monkeypatch.setattr(trial, "_ON_TOPIC", 0.0)
    keep(
        service,
        view,
        article(1, title="Shuttle robots"),
        article(2, title="Des robots", language="fr"),
        article(3, title="More robots"),
    )
    found = desk.bringing(pain("a", title="Robots"))
    assert [(one.name, one.language, one.articles) for one in found] == [
        ("Press", "en", 2),
        ("Press", "fr", 1),
    ]


def test_matter_that_nobody_writes_about_has_no_source(service, desk, view):
    keep(service, view, article(1, title="Zebra"))
    assert desk.bringing(pain("a", title="Robots")) == ()


def test_coverage_counts_the_sources_of_the_area(desk):
    covered = desk.coverage(desk.every())
    assert [(one.pain_id, one.sources) for one in covered] == [
        ("picking-errors", 1),
        ("stoppages", 0),
    ]


def test_wording_keeps_only_what_decides_what_is_found():
    one = pain("a", keywords=("x",), owner="Claire", importance=9.0)
    assert wording(one) == wording(pain("a", keywords=("x",), yearly_cost=1.0))
    assert wording(one) != wording(pain("a", keywords=("y",)))
