"""Options of every command; help pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

COMMANDS = [
    ["demo"],
    ["run"],
    ["opportunities"],
    ["search"],
    ["sources", "list"],
    ["sources", "check"],
    ["sources", "find"],
    ["sources", "add"],
    ["sources", "follow"],
    ["sources", "import"],
    ["sources", "export"],
    ["packs", "list"],
    ["packs", "on"],
    ["packs", "off"],
    ["packs", "suggest"],
    ["articles", "add"],
    ["pains", "list"],
    ["pains", "add"],
    ["digest"],
    ["doctor"],
    ["app"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_says_what_for_and_shows_an_example(call, words):
    result = call(*words, "--help")
    assert result.exit_code == 0
    assert "Examples" in result.stdout
    assert f"techwatch {' '.join(words)}" in " ".join(result.stdout.split())
    for option in ("--home", "--json", "--verbose", "--lang"):
        assert option in result.stdout


@pytest.mark.parametrize("words", [[], ["sources"], ["packs"], ["articles"], ["pains"]], ids=str)
def test_no_command_shows_help_and_is_no_error(call, words):
    result = call(*words)
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    assert words or "1. techwatch demo" in result.stdout


def test_version_is_told(call):
    assert call("--version").stdout == "techwatch 0.1.0\n"


def test_home_counts_before_and_after_the_command_and_the_later_wins(call, service, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    for words, home in (
        (["--home", str(one), "doctor"], one),
        (["doctor", "--home", str(two)], two),
        (["--home", str(one), "doctor", "--home", str(two)], two),
        (["sources", "--home", str(two), "list"], two),
        (["doctor"], tmp_path),
    ):
        assert call(*words).exit_code == 0
        assert service.root == home.resolve()


def test_current_folder_is_home_when_nothing_names_one(call, service, tmp_path, monkeypatch):
    monkeypatch.delenv("TECHWATCH_HOME")
    monkeypatch.chdir(tmp_path)
    call("doctor")
    assert service.root == Path.cwd().resolve()


def test_json_counts_before_the_command(call):
    assert json.loads(call("--json", "doctor").stdout)["ok"] is True


def test_missing_home_is_told_and_not_made(call, tmp_path):
    result = call("run", "--home", str(tmp_path / "absent"))
    assert result.exit_code == 2
    assert result.stderr.startswith("error: there is no folder")
    assert not (tmp_path / "absent").exists()


def test_lang_wins_over_the_company(call):
    assert "Why:" in call("opportunities", "--lang", "en").stdout
    assert "Pourquoi\u00a0:" in call("opportunities").stdout
