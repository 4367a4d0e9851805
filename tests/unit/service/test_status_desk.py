"""The state of a home: its runs, its size; a run begun in the background."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder
from filelock import FileLock

from watch import store
from watch.clock import FixedClock
from watch.errors import ConfigError, StoreBusy
from watch.model import RunRecord, RunState
from watch.service import Service, warm
from watch.service import status_desk as desk


@pytest.fixture
def home(tmp_path):
    (tmp_path / "sources.yaml").write_text("sources: []\n", "utf-8")
    (tmp_path / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", "utf-8")
    return tmp_path


@pytest.fixture
def clock():
    return FixedClock(MOMENT)


@pytest.fixture
def service(home, clock):
    with Service(home, clock=clock, views=[HashingEmbedder()]) as opened:
        yield opened


def note(home, **fields):
    """Note a run as some process would."""
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        number = store.runs.begin(connection, MOMENT)
        run = RunRecord(number=number, started_at=MOMENT, seen_at=MOMENT)
        store.runs.note(connection, replace(run, **fields))
    database.close()


def rested(service):
    """Wait until the run begun here has ended."""
    for _ in range(500):
        if not service.status.is_ours:
            return True
        time.sleep(0.02)
    return False


def test_run_is_on_record_with_what_it_did(service):
    report = service.run()
    (run,) = service.status.runs()
    assert run.state(MOMENT) is RunState.DONE
    assert run.report == report
    assert service.status.last_good() == run
    assert service.status.current() is None


def test_run_that_fails_is_on_record_with_its_cause(service, home):
    (home / "painpoints.yaml").write_text("pain_points: [{titel: x}]\n", "utf-8")
    with pytest.raises(ConfigError):
        service.run()
    (run,) = service.status.runs()
    assert run.state(MOMENT) is RunState.FAILED
    assert "painpoints.yaml:1:" in run.error
    assert service.status.last_good() is None


def test_run_of_another_process_is_the_current_one_until_it_falls_silent(service, home, clock):
    note(home, stage="collect", done=3, total=9)
    assert service.status.current().done == 3
    assert not service.status.is_ours
    clock.moment = MOMENT + timedelta(minutes=3)
    assert service.status.current() is None
    assert service.status.runs()[0].state(clock.moment) is RunState.INTERRUPTED


def test_last_good_run_is_found_behind_failed_ones(service, home):
    service.run()
    note(home, ended_at=MOMENT, error="no network")
    assert service.status.runs(1)[0].error == "no network"
    assert service.status.last_good().number == 1


def test_run_begun_here_works_in_the_background(service):
    service.status.start_run()
    assert rested(service)
    assert service.status.runs()[0].state(MOMENT) is RunState.DONE


def test_second_run_is_refused_while_another_process_is_at_work(service, home):
    (home / "index").mkdir()
    with FileLock(home / "index" / "run.lock"), pytest.raises(StoreBusy, match="another run"):
        service.status.start_run()
    assert not service.status.is_ours


def test_second_run_is_refused_while_one_begun_here_is_at_work(service, monkeypatch):
    monkeypatch.setattr(desk, "run_once", lambda _home, _progress, stop, **_: stop.wait(5))
    service.status.start_run()
    with pytest.raises(StoreBusy):
        service.status.start_run()
    service.status.stop_run(wait=True)
    assert not service.status.is_ours


def test_mistake_in_a_file_is_told_before_a_run_begins(service, home):
    (home / "painpoints.yaml").write_text("pain_points: [{titel: x}]\n", "utf-8")
    with pytest.raises(ConfigError):
        service.status.start_run()
    assert service.status.runs() == []


def test_closing_stops_the_run_begun_here(home, monkeypatch):
    seen = []
    monkeypatch.setattr(
        desk, "run_once", lambda _home, _progress, stop, **_: seen.append(stop.wait(5))
    )
    service = Service(home, views=[HashingEmbedder()])
    service.status.start_run()
    service.close()
    assert seen == [True]


def test_settings_written_meanwhile_count_for_the_next_run(service, home):
    assert service.settings.rank.profile == "balanced"
    (home / "watch.yaml").write_text("rank: {profile: proof}\n", "utf-8")
    service.run()
    assert service.settings.rank.profile == "proof"


def test_generation_and_sizes_tell_what_is_kept(service):
    assert service.status.generation() is None
    service.add_article("https://a.example/1", title="Robots in the warehouse", text="Robots. " * 9)
    service.run()
    generation = service.status.generation()
    assert generation.number == 1
    assert [(view.count, view.dimension) for view in generation.views] == [(1, 256)]
    sizes = service.status.sizes()
    assert (sizes.articles, sizes.stories, sizes.decisions) == (1, 1, 0)
    assert sizes.database_bytes > 10_000
    assert sizes.generations_bytes >= generation.views[0].size_bytes


def test_generation_with_another_manifest_than_it_was_given_is_none(service, home):
    service.add_article("https://a.example/1", title="Robots in the warehouse", text="Robots. " * 9)
    service.run()
    (home / "index" / "generations" / "1" / "manifest.json").write_text("{}", "utf-8")
    assert service.status.generation() is None


def test_doctor_tells_that_the_last_run_failed(service, home):
    service.run()
    note(home, ended_at=MOMENT, error="no network", hint="look at the cable")
    finding = next(one for one in service.doctor() if one.subject == "last run")
    assert (finding.ok, finding.text) == (False, "it failed: no network")
    assert finding.hint == "look at the cable"


def test_warming_loads_what_the_first_search_needs(home):
    view = HashingEmbedder()
    with Service(home, views=[view]) as service:
        service.run()
        before = view.texts_read
        warm(service).join(10)
        assert view.texts_read > before


def test_warming_a_home_that_never_ran_makes_nothing(tmp_path):
    with Service(tmp_path, views=[HashingEmbedder()]) as service:
        warm(service).join(10)
    assert list(tmp_path.iterdir()) == []
