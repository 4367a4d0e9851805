"""Errors: one clear line, a hint, an exit code, never a traceback unasked."""

from __future__ import annotations

import json

import pytest

from watch.cli.ending import ended
from watch.errors import ConfigError, Problem, StoreBusy, UsageError


def test_each_problem_of_a_file_is_a_line(call, service):
    problems = tuple(Problem(path="watch.yaml", line=n, text=f"wrong {n}") for n in (3, 7))
    service.raises = ConfigError(problems, hint="edit it")
    result = call("run")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "error: watch.yaml:3: wrong 3",
        "error: watch.yaml:7: wrong 7",
        "hint: edit it",
    ]


def test_error_is_an_object_with_json(call, service):
    service.raises = StoreBusy("another run is at work", hint="wait")
    result = call("run", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"error": "another run is at work", "hint": "wait"}
    assert result.stderr == ""


def test_unexpected_error_is_one_line(call, service):
    service.raises = ValueError("first\nsecond")
    result = call("opportunities")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "error: unexpected ValueError: first second",
        "hint: run it again with -v to see where",
    ]


def test_file_without_permission_is_named(call, service):
    service.raises = PermissionError(13, "Permission denied", "/srv/techwatch/index/run.lock")
    result = call("run")
    assert result.exit_code == 1
    error, hint = result.stderr.splitlines()
    assert error == "error: no permission to use /srv/techwatch/index/run.lock"
    assert "chown" in hint


def test_verbose_shows_the_traceback(call, service):
    service.raises = ValueError("first")
    assert "Traceback" in call("opportunities", "-v").stderr


def test_unknown_command_is_guessed(call):
    result = call("serch")
    assert result.exit_code == 2
    assert "Did you mean 'search'" in result.stderr


def test_unknown_option_with_json_is_an_object(call):
    result = call("run", "--json", "--bogus")
    assert result.exit_code == 2
    assert "--bogus" in json.loads(result.stdout)["error"]


def test_interrupt_ends_with_130(call, service):
    service.raises = KeyboardInterrupt()
    assert call("opportunities").exit_code == 130


def test_json_word_after_two_dashes_is_no_option(capsys):
    def fail():
        raise StoreBusy("busy")

    assert ended(["search", "--", "--json"], fail) == 1
    assert capsys.readouterr().out == ""


def test_closed_pipe_is_quiet(monkeypatch, capsys):
    monkeypatch.setattr("watch.cli.ending._abandon_stdout", lambda: None)

    def fail():
        raise BrokenPipeError

    assert ended([], fail) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sources", "add"], "il manque : address"),
        (["serch"], "commande inconnue : serch. Vouliez-vous dire 'search'"),
        (["run", "--bogus"], "option inconnue : --bogus"),
        (["opportunities", "--limit", "x"], "'--limit' : un nombre entier est attendu"),
        (["app", "--port", "99999"], "'--port' : au plus 65535"),
        (["run", "extra"], "ceci est de trop : extra"),
    ],
)
def test_words_that_are_not_understood_are_told_in_french(call, tmp_path, words, told):
    (tmp_path / "painpoints.yaml").write_text("pain_points: [{title: Des erreurs}]\n", "utf-8")
    error, hint = call(*words).stderr.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    assert error.startswith("erreur : ")
    assert told in error
    assert hint.startswith("conseil : `techwatch")


def test_language_is_that_of_the_option_else_of_the_terminal(call, monkeypatch):
    assert call("serch", "--lang", "fr").stderr.startswith("erreur")
    assert call("serch", "--lang=fr").stderr.startswith("erreur")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert call("serch").stderr.startswith("erreur")
    assert call("serch", "--lang", "en").stderr.startswith("error")


def test_values_of_an_error_may_hold_braces(call, service):
    service.raises = UsageError(
        "{name} lists no feed", hint="no {place} here", values={"name": "{0}.opml", "place": "é"}
    )
    assert call("run").stderr.splitlines() == ["error: {0}.opml lists no feed", "hint: no é here"]
