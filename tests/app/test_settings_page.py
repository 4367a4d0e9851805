"""The settings page: runs, ranking, home and check; full, empty and failing."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from app_homes import write_files, write_home
from fakes import MOMENT

from watch import store
from watch.clock import SystemClock
from watch.config import read_settings
from watch.model import RunRecord, RunReport
from watch.present.session import Visit
from watch.service import Service
from watch.service.status_desk import StatusDesk
from watch.settings import Home

REPORT = RunReport(
    sources={"ok": 17, "failed": 1},
    entries=301,
    articles_new=297,
    articles_updated=0,
    articles_duplicate=4,
    articles=297,
    stories=232,
    matches=900,
    opportunities=10,
    seconds={"collect": 4.2, "read and embed": 7.0},
    peak_memory_mb=700,
)


def at(opened, home, language="fr", **query):
    """Open the settings page with something in its address."""
    app = opened(home, "settings", language)
    part = query.pop("part", "")
    if part:
        app.button_group(key="part").set_value(part)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def note(home, **fields):
    """Note a run as some process would, begun a minute ago."""
    now = SystemClock().now()
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        begun_at = now - timedelta(minutes=1)
        number = store.runs.begin(connection, begun_at)
        run = RunRecord(number=number, started_at=begun_at, seen_at=now)
        store.runs.note(connection, replace(run, **fields))
    database.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", ["runs", "ranking", "home", "check"])
@pytest.mark.parametrize("made", [write_home, write_files], ids=["full", "never run"])
def test_each_part_is_drawn_in_each_language(tmp_path, opened, text, made, part, language):
    app = at(opened, made(tmp_path), language, part=part)
    assert not app.exception
    assert f'lang="{language}"' in text(app)
    assert "tw-panel-bad" not in text(app)


@pytest.mark.parametrize("part", ["runs", "ranking", "home", "check"])
def test_mistake_in_the_settings_is_told_with_its_line(home, opened, text, part):
    app = at(opened, home, part=part)
    (home / "watch.yaml").write_text("langage: fr\n", "utf-8")
    broken = at(opened, home, part=part)
    assert not app.exception
    assert not broken.exception


def test_past_runs_tell_what_they_did_and_why_they_failed(home, opened, text):
    note(home, ended_at=SystemClock().now(), report=REPORT)
    note(home, ended_at=SystemClock().now(), error="no <network>", hint="look at `watch.yaml`")
    note(home, seen_at=MOMENT)
    said = text(at(opened, home))
    assert "18 sources, 1 en échec, 297 nouveaux articles, 10 opportunités" in said
    assert "lecture des articles 7\u00a0s".replace("\u00a0", " ") in said.replace("\u00a0", " ")
    assert "no &lt;network&gt;" in said
    assert "look at <code>watch.yaml</code>" in said
    assert said.index("Interrompu") < said.index("Échoué") < said.index("Terminé")


def test_run_at_work_shows_how_far_it_is(home, opened, text):
    note(home, stage="collect", done=3, total=9, label="<b>Press</b>")
    app = at(opened, home)
    said = text(app)
    assert "Lecture des sources" in said
    assert "3 sur 9" in said
    assert "&lt;b&gt;Press" in said
    assert "hors de cette application" in said
    assert "start-run" not in [button.key for button in app.button]


def test_run_is_begun_and_stopped_from_the_page(home, opened, text, monkeypatch):
    monkeypatch.setattr(
        "watch.service.status_desk.run_once",
        lambda _home, _progress, stop, **_: stop.wait(20),
    )
    app = at(opened, home)
    app.button(key="start-run").click().run()
    note(home, stage="match")
    app.run()
    assert "Rapprochement avec vos irritants" in text(app)
    app.button(key="stop-run").click().run()
    assert not app.exception


def test_run_that_cannot_begin_says_why(home, opened, text):
    app = at(opened, home)
    (home / "painpoints.yaml").write_text("company: {language: fr}\npain_points: [{}]\n", "utf-8")
    app.button(key="start-run").click().run()
    assert "painpoints.yaml:2:" in text(app)


def test_profile_is_chosen_and_written(home, opened, text):
    app = at(opened, home, part="ranking")
    assert "balanced" in text(app)
    app.radio(key="profile").set_value("proof").run()
    app.button(key="use-profile").click().run()
    assert read_settings(Home(root=home)).rank.profile == "proof"
    assert "Écrit dans watch.yaml" in text(app)


def test_what_if_without_what_it_needs_says_so(tmp_path, opened, text):
    app = at(opened, write_files(tmp_path), part="ranking")
    app.radio(key="profile").set_value("early").run()
    app.button(key="what-if").click().run()
    assert "il n’y a pas encore de liste" in text(app)


def test_language_of_the_home_is_chosen_and_written(home, opened, text):
    app = at(opened, home, part="home")
    app.radio(key="home-language").set_value("en").run()
    assert read_settings(Home(root=home)).language == "en"
    assert "Enregistré." in text(app)


def test_backup_is_written_and_offered(home, opened, text):
    app = at(opened, home, part="home")
    app.button(key="back-up").click().run()
    (made,) = (home / "backups").iterdir()
    assert made.name in text(app)
    with zipfile.ZipFile(made) as archive:
        assert "index/watch.db" in archive.namelist()
    assert len(app.get("download_button")) == 1


def test_backup_of_a_home_that_never_ran_is_refused_kindly(tmp_path, opened, text, monkeypatch):
    app = at(opened, write_home(tmp_path), part="home")

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Service, "backup", full)
    app.button(key="back-up").click().run()
    assert "No space left" in text(app)
    assert not app.exception


def test_check_up_speaks_french_but_for_the_errors_of_libraries(home, opened, text):
    app = at(opened, home, part="check")
    app.button(key="check-up").click().run()
    said = text(app)
    assert "3 articles, intacte" in said
    assert "modèle use" in said
    assert "lancez <code>techwatch run</code>" in said
    assert "aucune génération utilisable" in said


def test_reader_may_look_and_not_run(home, opened, monkeypatch):
    monkeypatch.setattr(Visit, "may_configure", property(lambda _visit: False))
    monkeypatch.setattr(StatusDesk, "start_run", lambda _desk: pytest.fail("it ran"))
    for part in ("runs", "home"):
        app = at(opened, home, part=part)
        assert not app.exception
        assert not app.button
