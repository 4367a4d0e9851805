"""``techwatch run``: the summary, the exit codes, the signals."""

from __future__ import annotations

import json
import os
import signal
import time

from cli_doubles import a_report, a_standing

from watch.model import Limit, LimitKind, SourceState, Spent, StageRow


def test_summary_says_counts_failures_and_time(call, service):
    service.sources.answer_standings = [
        a_standing(),
        a_standing("Cassé", SourceState.FAILED, "no feed there"),
    ]
    result = call("run")
    assert result.exit_code == 3
    shown = " ".join(result.stdout.split(" "))
    assert "297 nouveaux, 1 mis à jour, 3 doublons, 1\u202f297 en tout" in shown
    assert "en échec\u00a0: 1" in shown
    assert "préparation du modèle 6,9" in shown
    assert "1\u202f459 Mo au plus" in shown
    assert "Cassé" in shown
    assert "Ops Wire" not in shown
    assert "techwatch opportunities" in result.stderr


def test_all_well_ends_with_0(call, service):
    service.answer_report = a_report(sources={"ok": 17})
    assert call("run").exit_code == 0


def test_json_is_one_object_with_the_promised_keys(call):
    result = call("run", "--json")
    assert list(json.loads(result.stdout)) == [
        "sources",
        "entries",
        "articles",
        "stories",
        "matches",
        "pages",
        "opportunities",
        "seconds",
        "peak_memory_mb",
        "profile",
    ]
    assert result.stderr == ""


def test_due_is_passed_on(call, service):
    call("run", "--due")
    assert service.asked["only_due"] is True


def test_profile_shows_each_stage_beside_its_limit(call, service):
    service.answer_report = a_report(
        profile=(
            StageRow(
                stage="read and embed",
                spent=Spent(wall_s=8.2, processor_s=15.1, peak_memory_mb=1459),
                items=298,
                limit=Limit(kind=LimitKind.MODEL, seconds=0.41),
            ),
            StageRow(
                stage="load model",
                spent=Spent(wall_s=6.9, processor_s=6.5, peak_memory_mb=1200),
                items=0,
                limit=None,
            ),
        )
    )
    said = call("run", "--profile", "--lang", "fr").stdout
    assert service.asked["profiled"] is True
    assert ["lecture", "des", "articles", "8,2", "15,1", "36,3", "1\u202f459", "0,41", "20"] in [
        list(filter(None, line.split(" "))) for line in said.splitlines()
    ]
    assert "préparation du modèle" in said
    assert "lecture des articles (calculs du modèle)" in said


def test_profile_is_in_the_report_as_json(call, service):
    taken = Spent(wall_s=2.0, processor_s=1.0, peak_memory_mb=100)
    row = StageRow(
        stage="collect",
        spent=taken,
        items=50,
        limit=Limit(kind=LimitKind.ROUND_TRIPS, seconds=0.5),
    )
    service.answer_report = a_report(profile=(row,))
    (told,) = json.loads(call("run", "--profile", "--json").stdout)["profile"]
    assert (told["items_per_s"], told["limit"], told["times_limit"]) == (25.0, "round trips", 4.0)


def test_signal_sets_the_stop_and_the_report_is_still_told(call, service):
    def run(progress, *, only_due=False, stop=None, profiled=False):
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
        return a_report(stopped=True)

    before = signal.getsignal(signal.SIGTERM)
    service.run = run
    result = call("run", "--json")
    assert result.exit_code == 143
    assert json.loads(result.stdout)["entries"] == 301
    assert "arrêt en cours" in result.stderr
    assert signal.getsignal(signal.SIGTERM) is before


def test_work_broken_off_is_told(call, service):
    def run(progress, *, only_due=False, stop=None, profiled=False):
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.wait(5)
        raise KeyboardInterrupt

    service.run = run
    result = call("run")
    assert result.exit_code == 130
    assert "arrêté par SIGINT avant que la liste soit faite" in result.stderr


def test_deaf_work_is_broken_off(call, service, monkeypatch):
    monkeypatch.setattr("watch.cli.stop._SOFT_S", 0.05)

    def run(progress, *, only_due=False, stop=None, profiled=False):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(500):
            time.sleep(0.01)
        raise AssertionError

    service.run = run
    assert call("run").exit_code == 143
