"""Commands that show and change the files: sources, pains, digest, doctor."""

from __future__ import annotations

import json

import pytest
from cli_doubles import a_standing

from watch.model import Finding, PainId, PainPoint, SourceState


def test_sources_are_listed_worst_first_with_cause(call, service):
    service.sources.answer_standings = [
        a_standing("Énergie"),
        a_standing("Cassée", SourceState.GONE, "the server answered 410 Gone"),
    ]
    result = call("sources", "list")
    assert result.exit_code == 0
    shown = result.stdout
    assert shown.index("Retirée par son éditeur (1)") < shown.index("Cassée")
    assert shown.index("Cassée") < shown.index("Énergie")
    assert "410 Gone" not in shown
    assert "410 Gone" in call("sources", "list", "--verbose").stdout


def test_check_ends_with_3_when_one_fails(call, service):
    assert call("sources", "check").exit_code == 0
    service.sources.answer_standings.append(a_standing("Cassée", SourceState.GONE))
    result = call("sources", "check", "--json")
    assert result.exit_code == 3
    assert [s["state"] for s in json.loads(result.stdout)["sources"]] == ["ok", "gone"]


def test_import_counts(call):
    assert "12 sources ajoutées, 3 déjà connues." in call("sources", "import", "x.opml").stdout
    assert json.loads(call("sources", "import", "x.opml", "--json").stdout) == {
        "added": 12,
        "known": 3,
    }


def test_export_writes_what_is_read_and_counts(call, service, tmp_path):
    path = tmp_path / "feeds.opml"
    shown = call("sources", "export", str(path)).stdout
    assert "133 sources écrites" in " ".join(shown.split())
    assert (service.asked["path"], service.asked["every"]) == (path, False)
    written = json.loads(call("sources", "export", str(path), "--all", "--json").stdout)
    assert written == {"path": str(path), "sources": 133}
    assert service.asked["every"] is True


def test_export_to_a_dash_goes_to_stdout(call, service):
    assert call("sources", "export", "-").stdout == "<opml/>\n"
    assert json.loads(call("sources", "export", "-", "--json").stdout) == {"opml": "<opml/>"}
    assert "path" not in service.asked


def test_pains_are_listed_with_cost_and_importance(call, service):
    service.stated = [
        PainPoint(id=PainId("a"), title="Arrêts", area="maintenance", yearly_cost=380000, kpi="TRS")
    ]
    shown = call("pains", "list").stdout
    assert "  1  Arrêts" in shown
    assert "Maintenance · 380\u202f000\u00a0€ par an · importance 7/10, satisfaction 3/10" in shown
    assert "Mesuré par\u00a0: TRS" in shown


def test_pain_is_added_with_what_was_said_of_it(call, service):
    words = ["--area", "production", "--yearly-cost", "1200", "--keyword", "SMED", "--keyword", "a"]
    result = call("pains", "add", " Changements de série ", *words)
    assert result.exit_code == 0
    pain = service.asked["pain"]
    assert (pain.title, pain.area, pain.yearly_cost) == ("Changements de série", "production", 1200)
    assert pain.keywords == ("SMED", "a")
    assert json.loads(call("pains", "add", "Autre", "--json").stdout)["added"]["id"] == "made-up"


@pytest.mark.parametrize("title", ["", "  ab ", "x" * 301])
def test_title_that_the_file_would_refuse_is_refused_first(call, service, title):
    assert call("pains", "add", title).exit_code == 2
    assert "pain" not in service.asked


def test_digest_tells_subject_and_paths(call, service, tmp_path):
    result = call("digest", "--out", str(tmp_path / "mail"), "--lang", "en")
    assert result.stdout.splitlines() == [
        "Veille opérations",
        str(tmp_path / "mail" / "digest-2026-W47.eml"),
        str(tmp_path / "mail" / "digest-2026-W47.txt"),
    ]
    assert service.asked["language"] == "en"


def test_doctor_ends_with_1_and_a_remedy_when_something_is_wrong(call, service):
    service.findings = [
        Finding(subject="disk", ok=True, text="80,000 MB free"),
        Finding(subject="index", ok=False, text="no [usable] generation", hint="run it"),
    ]
    result = call("doctor", "--lang", "en")
    assert result.exit_code == 1
    assert "✓  disk" in result.stdout
    assert "✗  index  no [usable] generation" in result.stdout
    assert "→ run it" in result.stdout
    assert json.loads(call("doctor", "--json").stdout)["ok"] is False


def test_doctor_speaks_french(call, service):
    values = {"n": "3"}
    service.findings = [
        Finding(subject="disk", ok=True, text="3 MB free", message="{n} MB free", values=values)
    ]
    assert call("doctor", "--lang", "fr").stdout.split() == ["✓", "disque", "3", "Mo", "libres"]
