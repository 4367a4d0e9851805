"""Every page says what it must: full, empty, and with a mistake in the files."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from app_homes import HEADLINE, edition, opportunity, proof, write_files, write_home

from watch import store, understand
from watch.present.menu import SECTIONS

PAGES = ("", "search", "pain_points", "sources")


@pytest.fixture(autouse=True)
def _no_model(monkeypatch):
    def refuse(name):
        raise AssertionError(f"the page loaded the model {name}")

    monkeypatch.setattr(understand, "load_view", refuse)


@contextmanager
def writing(home):
    """Give a connection that writes to the database of a home."""
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        yield connection
    database.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_is_drawn_without_error(home, opened, text, page, language):
    app = opened(home, page, language)
    assert not app.exception
    assert f'lang="{language}"' in text(app)
    assert "tw-panel-bad" not in text(app)


def test_week_begins_with_the_bottom_line(home, opened, text):
    said = text(opened(home))
    assert (
        "2 opportunités dans la liste, dont 1 confirmée\u202f; 1 irritant sans nouveauté." in said
    )
    assert "semaine 47 (16–22 novembre 2026)" in said
    assert said.index("tw-lead") < said.index("tw-card")


def test_week_in_english_says_it_in_english(home, opened, text):
    said = text(opened(home, language="en"))
    assert "2 opportunities on the list, including 1 confirmed; 1 pain point without news." in said
    assert "Score in detail" in said


def test_week_shows_cards_weak_signal_and_silence_in_this_order(home, opened, text):
    said = text(opened(home))
    places = [said.index(part) for part in (HEADLINE, "Signal faible", "A pilot to watch")]
    assert places == sorted(places)
    assert said.index("A pilot to watch") < said.index("Eighteen per cent less power")
    assert "18 sources interrogées, 2 en échec." in said


@pytest.mark.parametrize("page", ["", *(name for part in SECTIONS.values() for name, _ in part)])
def test_every_page_says_so_where_what_it_shows_is_invented(tmp_path, opened, text, page):
    example, real = (write_home(tmp_path / name) for name in ("example", "real"))
    settings = (real / "watch.yaml").read_text(encoding="utf-8")
    (real / "watch.yaml").write_text(settings.replace("example: true", ""), encoding="utf-8")
    assert text(opened(example, page)).count("sont inventés") == 1
    assert "sont inventés" not in text(opened(real, page))


def test_week_warns_when_half_the_sources_failed(tmp_path, opened, text):
    poor = write_home(tmp_path, edition(source_count=4, failed_source_count=2))
    assert "mal couverte" in text(opened(poor))


def test_week_filters_by_pain_point_and_language(home, opened, text):
    app = opened(home)
    app.selectbox(key="pain").select("factures-saisies-a-la-main").run()
    assert "La facture se lit seule" in text(app)
    assert HEADLINE not in text(app)
    app.selectbox(key="article_language").select("en").run()
    assert "Rien avec ces filtres" in text(app)


def test_week_without_opportunities_is_honest(tmp_path, opened, text):
    quiet = write_home(tmp_path, edition(opportunities=()))
    said = text(opened(quiet))
    assert "Rien à étudier cette semaine\u202f; 1 irritant sans nouveauté." in said
    assert "tw-card" not in said


@pytest.mark.parametrize("page", ["", "search"])
def test_home_that_never_ran_says_what_to_type(tmp_path, opened, text, page):
    root = write_files(tmp_path / "my company")
    app = opened(root, page)
    assert not app.exception
    assert f"techwatch run --home &#x27;{root}&#x27;" in text(app)
    assert "techwatch demo" in text(app)


@pytest.mark.parametrize("page", PAGES)
def test_home_without_files_tells_its_problem(tmp_path, opened, text, page):
    app = opened(tmp_path, page)
    assert not app.exception
    said = text(app)
    assert "tw-panel" in said


@pytest.mark.parametrize("page", ["", "pain_points"])
def test_mistake_in_painpoints_is_told_with_file_and_line(home, opened, text, page):
    (home / "painpoints.yaml").write_text("pain_points:\n  - {titel: Oops}\n", encoding="utf-8")
    app = opened(home, page)
    assert not app.exception
    assert "painpoints.yaml:2:" in text(app)
    assert "Un fichier de configuration n’est pas utilisable" in text(app)


def test_mistake_in_sources_is_told_on_its_page_only(home, opened, text):
    (home / "sources.yaml").write_text("sources: [{url: nowhere}]\n", encoding="utf-8")
    assert "sources.yaml:1:" in text(opened(home, "sources"))
    assert HEADLINE in text(opened(home))


def test_newer_database_is_told_with_what_to_do(home, opened, text):
    from watch import store
    from watch.errors import SchemaMismatch

    with pytest.MonkeyPatch.context() as patch:
        error = SchemaMismatch("watch.db was made by a newer techwatch", hint="upgrade techwatch")
        patch.setattr(store, "open_database", lambda *_, **__: (_ for _ in ()).throw(error))
        app = opened(home)
    assert not app.exception
    assert "upgrade techwatch" in text(app)


def test_search_finds_in_both_languages_and_says_why(home, opened, text):
    app = opened(home, "search")
    app.text_input(key="q").set_value("robots").run()
    said = text(app)
    assert HEADLINE in said
    assert "Des robots navettes" in said
    assert "trouvé par" in said


def test_search_is_restricted_to_a_language(home, opened, text):
    app = opened(home, "search")
    app.text_input(key="q").set_value("robots").run()
    app.selectbox(key="search-language-").select("fr").run()
    assert HEADLINE not in text(app)
    assert "Des robots navettes" in text(app)


def test_search_that_finds_nothing_says_what_to_try(home, opened, text):
    app = opened(home, "search")
    app.text_input(key="q").set_value("robots").run()
    app.selectbox(key="search-language-").select("fr").run()
    app.text_input(key="q").set_value("zzzz qqqq").run()
    assert "Aucun résultat" in text(app)


def test_search_begins_with_the_pain_points(home, opened, text):
    app = opened(home, "search")
    assert app.button[0].label == "Erreurs de préparation"
    app.button[0].click().run()
    assert app.text_input(key="q").value == "Erreurs de préparation"
    assert "Des robots navettes" in text(app)


def test_model_that_is_missing_is_told_on_search_only(home, opened, text, monkeypatch):
    from watch.errors import ModelMissing
    from watch.service.open_home import OpenHome

    def missing(self):
        raise ModelMissing("the embedding model cannot be loaded", hint="pip install techwatch")

    monkeypatch.setattr(OpenHome, "views", missing)
    app = opened(home, "search")
    app.text_input(key="q").set_value("robots").run()
    assert "pip install techwatch" in text(app)
    assert HEADLINE in text(opened(home))


def test_pain_points_show_need_cost_and_news(home, opened, text):
    said = text(opened(home, "pain_points"))
    assert "besoin fort (15/20)" in said
    assert "240\u202f000\u00a0€" in said
    assert "2 opportunités cette semaine" in said
    assert said.index("Erreurs de préparation") < said.index("Factures saisies")


def test_pain_points_show_what_each_is_searched_for_by(home, opened, text):
    path = home / "painpoints.yaml"
    chosen = "    solutions: [cycle-counting-programme]\n  - title: Factures"
    path.write_text(path.read_text("utf-8").replace("  - title: Factures", chosen), "utf-8")
    said = text(opened(home, "pain_points"))
    first, second = said.split("Comment il est cherché")[1:]
    assert first.index("Inventaire tournant") < first.index("choisie par vous")
    assert first.count("choisie par vous") == 1
    assert "choisie par vous" not in second
    assert second.count("suggérée") == 12
    assert "8 autres, de moindre poids" in first
    assert "100\u202f%" in first


def test_pain_points_are_told_without_a_model_and_what_is_missing(home, opened, text, monkeypatch):
    from watch.errors import ModelMissing
    from watch.service.open_home import OpenHome

    def missing(self):
        raise ModelMissing("the embedding model cannot be loaded", hint="pip install techwatch")

    monkeypatch.setattr(OpenHome, "views", missing)
    said = text(opened(home, "pain_points"))
    assert "pip install techwatch" in said
    assert "Erreurs de préparation" in said
    assert "Comment il est cherché" not in said


def test_hostile_titles_come_out_as_text(tmp_path, opened, text):
    bad = "<img src=x onerror=alert(1)> ![](https://evil.example/p.png) <script>alert(2)</script>"
    lead = proof(1, sentence=bad, url="javascript:alert(1)", source_name=bad)
    listed = opportunity(1, title=bad, pain_title=bad, evidence=(lead,))
    said = text(opened(write_home(tmp_path, edition(listed))))
    assert "<img" not in said
    assert "<script" not in said
    assert "javascript:" not in said
    assert "&lt;img src=x onerror=alert(1)&gt;" in said
