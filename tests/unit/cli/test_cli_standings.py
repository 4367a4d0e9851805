"""The table of sources: below their state, the worst first, with cause, remedy and figures."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cli_doubles import NOW, a_standing

from watch.cli.screen import Screen
from watch.cli.show.standings import shown_failures, shown_standings, standing_object
from watch.cli.structure import plain
from watch.model import FailureKind, Harvest, Move, SourceState
from watch.wording import Translator

FR = Translator("fr")
EN = Translator("en")
NOTED = "the server answered 404 Not Found"
HARVEST = Harvest(
    articles=1319,
    articles_per_week=24.26,
    undated_share=0.25,
    duplicate_share=0.5,
    opportunities=6,
)


def standing(name="Press", state=SourceState.OK, failure=None, harvest=HARVEST, **fields):
    made = a_standing(name, state, NOTED)
    record = replace(made.record, failure=failure, **{"ok_at": NOW} | fields)
    return replace(made, record=record, harvest=harvest)


def every_state():
    failing_since = {"failing_since_at": NOW - timedelta(days=9), "failure_count": 12}
    return [
        standing("Énergie et Industrie : le journal de la décarbonation"),
        standing("Repeats", SourceState.UNCHANGED),
        standing("Searched", SourceState.FAILED, FailureKind.WEB_PAGE, ok_at=None),
        standing("Lost", SourceState.FAILING, FailureKind.MISSING, **failing_since),
        standing("Slow", SourceState.FAILED, FailureKind.TIMEOUT),
        standing("Withdrawn", SourceState.GONE, FailureKind.GONE),
        standing("Silent", SourceState.STALE),
        standing("Empty", SourceState.EMPTY, harvest=Harvest()),
        standing("Dateless", SourceState.UNDATED),
        standing("New", SourceState.NEVER, harvest=Harvest(), ok_at=None),
        standing("Off", SourceState.OFF),
        standing("Off too", SourceState.OFF),
    ]


@pytest.fixture
def shown(monkeypatch, capsys):
    """Return a function that prints standings and gives the lines."""

    def lines(standings, translator=EN, width=80, *, polled=False, verbose=False):
        monkeypatch.setenv("COLUMNS", str(width))
        shown_standings(Screen(), standings, translator, polled=polled, verbose=verbose)
        return capsys.readouterr().out.splitlines()

    return lines


def starts(lines, text):
    return next(n for n, line in enumerate(lines) if line.startswith(text))


@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("polled", [False, True], ids=["given", "polled"])
def test_table_fits_the_terminal(shown, translator, width, polled):
    lines = shown(every_state(), translator, width, polled=polled, verbose=True)
    assert max(len(line) for line in lines if "https://" not in line) <= width


def test_worst_comes_first_each_below_its_state(shown):
    lines = shown(every_state())
    order = ["Failing for days (1)", "Lost", "Withdrawn by its publisher (1)", "Failed once (2)"]
    order += ["Searched", "Slow", "Silent for a long time", "Working (1)", "Switched off (2)"]
    places = [starts(lines, text) for text in order]
    assert places == sorted(places)


def test_figures_stand_below_their_titles(shown):
    lines = shown([standing()])
    row = lines[starts(lines, "Press")]
    for title, figure in [
        ("Last success", "20 Nov 2026"),
        ("A week", "24.3"),
        ("Duplicates", "50%"),
        ("Opportunities", "6"),
    ]:
        end = lines[0].index(title) + len(title)
        assert row[:end].endswith(figure), title


def test_wide_terminal_shows_articles_and_the_newest_besides(shown):
    narrow, wide = shown([standing()], width=99), shown([standing()], width=100)
    assert "Newest" not in narrow[0]
    assert "Newest" in wide[0]
    assert "1,319" in wide[starts(wide, "Press")]


def test_check_shows_what_the_poll_brought(shown):
    lines = shown([standing()], FR, polled=True)
    assert lines[0].split() == ["Source", "Entrées", "Le", "plus", "récent"]
    assert lines[starts(lines, "Press")].split() == ["Press", "12", "20", "nov.", "2026"]


def test_failing_source_says_why_since_when_what_to_do_and_where(shown):
    lines = shown(every_state(), FR)
    place = starts(lines, "Lost")
    assert lines[place + 1 : place + 6] == [
        "  Son site n’a pas de page à cette adresse. 12 échecs depuis le 11 novembre",
        "  2026.",
        "  → Donnez la page d’accueil de son site à la page Sources, «\u00a0Ajouter\u00a0», qui",
        "    cherche le flux (au terminal\u00a0: `techwatch sources add`)\u202f; puis désactivez",
        "    l’ancienne adresse.",
    ]
    assert lines[place + 6] == "  https://feeds.example/lost.xml"


def test_source_that_is_well_takes_one_line(shown):
    lines = shown([standing("One"), standing("Two")])
    assert starts(lines, "Two") == starts(lines, "One") + 1


def test_cause_that_some_of_a_state_share_is_said_once(shown):
    refused = [
        standing(name, SourceState.FAILED, FailureKind.REFUSED, ok_at=None)
        for name in ("Inside", "Within")
    ]
    lines = shown([*refused, standing("Slow", SourceState.FAILED, FailureKind.TIMEOUT)], FR)
    assert sum("Si le serveur est le vôtre" in line for line in lines) == 1
    assert starts(lines, "  https://feeds.example/inside.xml") < starts(lines, "Within")


def test_name_is_whole_where_the_terminal_is_wide(shown):
    name = "Observatoire européen de la logistique, des entrepôts et des transports"
    assert any(name in line for line in shown([standing(name)], FR, width=200))


def test_what_several_sources_share_is_said_once(shown):
    lines = shown(every_state())
    assert sum("It is switched off, alone" in line for line in lines) == 1
    assert starts(lines, "Off too") == starts(lines, "Off") + 1


def test_english_note_of_the_crawler_is_shown_only_when_asked_for(shown):
    assert not any(NOTED in line for line in shown(every_state(), FR))
    assert any(NOTED in line for line in shown(every_state(), FR, verbose=True))


def test_last_lines_count_the_states_and_who_needs_a_person(shown):
    said = " ".join(shown(every_state(), FR)[-5:])
    assert "12 sources (en échec depuis des jours\u00a0: 1, retirée par son éditeur" in said
    assert "désactivée\u00a0: 2)." in said
    assert said.endswith("4 demandent votre attention.")
    assert "attention" not in shown([standing()])[-1]


def test_no_source_at_all_is_an_empty_table(shown):
    assert shown([])[-1].startswith("0 sources")


def test_markup_in_a_name_is_text(shown):
    assert any(line.startswith("[red]x[/red]") for line in shown([standing("[red]x[/red]")]))


def test_failures_of_a_run_are_told_in_the_readers_language(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "100")
    shown_failures(Screen(), [standing("Lost", SourceState.FAILED, FailureKind.MISSING)], FR)
    said = capsys.readouterr().out
    assert "Son site n’a pas de page à cette adresse." in said
    assert NOTED not in said


def test_json_carries_every_figure(call, service):
    move = Move(url="https://new.example/feed", sightings=3, seen_at=NOW)
    busy = standing(
        "Busy",
        SourceState.FAILED,
        FailureKind.BUSY,
        due_at=NOW,
        not_before_at=NOW + timedelta(hours=3),
        failing_since_at=NOW,
        failure_count=2,
        move=move,
    )
    service.sources.answer_standings = [busy]
    (told,) = json.loads(call("sources", "list", "--json").stdout)["sources"]
    expected = {
        "state": "failed",
        "failure": "asked to wait",
        "last_error": NOTED,
        "last_success_at": NOW.isoformat(),
        "due_at": NOW.isoformat(),
        "not_before_at": (NOW + timedelta(hours=3)).isoformat(),
        "newest_entry_at": NOW.isoformat(),
        "moved_to": "https://new.example/feed",
        "needs_person": True,
        "failure_count": 2,
        "articles": 1319,
        "articles_per_week": 24.26,
        "undated_share": 0.25,
        "duplicate_share": 0.5,
        "opportunities": 6,
    }
    assert {name: told[name] for name in expected} == expected
    assert told["cause"].startswith("Son serveur demande d’attendre jusqu’au 20 novembre 2026")
    assert told["remedy"] == "Mettez la nouvelle adresse dans sources.yaml."


def test_json_of_a_source_that_is_well_has_no_error():
    told = plain(standing_object(standing(), EN))
    assert (told["last_error"], told["failure"], told["moved_to"]) == ("", "", "")
    assert told["remedy"] == ""
