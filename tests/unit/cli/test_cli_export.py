"""``techwatch export``, ``health`` and ``webhooks``: files, exit codes, one JSON object."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from review_home import NOW

from watch import store
from watch.cli.verbs import export
from watch.model import RunRecord, RunReport


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "ics", "ledger"])
def test_export_writes_the_file_that_is_named(reviewing, tmp_path, kind):
    path = tmp_path / "written"
    result = reviewing("export", kind, "--out", str(path), "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"Written: {path}\n")
    assert path.stat().st_size > 100


def test_export_goes_to_a_pipe_as_bytes(reviewing):
    result = reviewing("export", "csv", "--lang", "en")
    assert result.exit_code == 0
    heading, *rows = csv.reader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline=""))
    assert heading[0] == "Opportunity"
    assert len(rows) == len(json.loads(reviewing("cards", "--json").stdout)["cards"])
    assert (
        result.stdout_bytes == reviewing("export", "csv", "--out", "-", "--lang", "en").stdout_bytes
    )


def test_export_of_what_was_decided_is_in_the_file(reviewing, tmp_path):
    card = json.loads(reviewing("cards", "--json").stdout)["cards"][0]["id"]
    said = ("--owner", "Ana", "--due", "2027-01-15")
    assert reviewing("decide", card, "study", *said).exit_code == 0
    reviewing("export", "xlsx", "--out", str(tmp_path / "a.xlsx"))
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert "Ana" in {cell.value for line in sheet.iter_rows() for cell in line}
    events = Calendar.from_ical(reviewing("export", "ics").stdout_bytes).walk("VEVENT")
    assert "2027-01-15" in {str(event.decoded("dtstart")) for event in events}
    ledger = reviewing("export", "ledger").stdout_bytes.decode("utf-8-sig")
    assert "Ana" in ledger


def test_export_of_no_edition_says_so(reviewing):
    result = reviewing("export", "json", "--week", "1999-W01")
    assert result.exit_code == 2
    assert "there is no edition of 1999-W01" in result.stderr


def test_export_to_a_screen_asks_for_a_file(reviewing, monkeypatch):
    monkeypatch.setattr(export, "_on_screen", lambda: True)
    result = reviewing("export", "csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--out" in result.stderr
    assert reviewing("export", "csv", "--out", "-").exit_code == 0


def test_export_with_json_prints_one_object_only(reviewing, tmp_path):
    assert reviewing("export", "csv", "--json").exit_code == 2
    path = tmp_path / "a.csv"
    told = json.loads(reviewing("export", "csv", "--json", "--out", str(path)).stdout)
    assert told == {"path": str(path), "bytes": path.stat().st_size}


def test_export_into_a_folder_that_is_not_there_says_so(reviewing, tmp_path):
    result = reviewing("export", "csv", "--out", str(tmp_path / "no" / "a.csv"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def ended(root, hours: float) -> None:
    """Note a good run that ended so long ago."""
    database = store.open_database(root / "index" / "watch.db")
    at = NOW - timedelta(hours=hours)
    report = RunReport(
        sources={}, entries=0, articles_new=0, articles_updated=0, articles_duplicate=0,
        articles=0, stories=0, matches=0, pages=0, opportunities=0, seconds={}, peak_memory_mb=0,
        stopped=False,
    )  # fmt: skip
    with database.write() as connection:
        number = store.runs.begin(connection, at)
        done = RunRecord(number=number, started_at=at, seen_at=at, ended_at=at, report=report)
        store.runs.note(connection, done)
    database.close()


def test_health_of_a_home_that_never_ran_ends_with_1(reviewing):
    result = reviewing("health", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "No run has ended well yet.\n")


def test_health_says_when_the_last_good_run_was(reviewing, tmp_path):
    ended(tmp_path / "home", 3)
    result = reviewing("health", "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.startswith("Last good run 3 h ago, ")
    assert reviewing("health", "--max-age", "2").exit_code == 1
    assert json.loads(reviewing("health", "--json").stdout)["hours"] == 3.0


def test_health_of_an_empty_folder_makes_no_database(call, tmp_path, monkeypatch):
    from watch.service import Service

    with Service(tmp_path) as service:
        assert not service.schedule.health().ok
    assert not (tmp_path / "index").exists()


def test_webhooks_that_nobody_named_are_no_failure(reviewing):
    result = reviewing("webhooks", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "watch.yaml names no webhook.\n")


def test_webhook_without_an_address_ends_with_1(reviewing, tmp_path, monkeypatch):
    monkeypatch.delenv("NO_SUCH_ROOM", raising=False)
    with (tmp_path / "home" / "watch.yaml").open("a", encoding="utf-8") as file:
        file.write("\ndeliver:\n  webhooks: [{name: room, url_variable: NO_SUCH_ROOM}]\n")
    result = reviewing("webhooks", "--lang", "en")
    assert result.exit_code == 1
    assert "room The variable NO_SUCH_ROOM holds no address." in " ".join(result.stdout.split())
