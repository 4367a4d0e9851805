"""From the address of a page to a source: found, chosen, added; or a clear refusal."""

from __future__ import annotations

import json

import pytest
from cli_doubles import a_feed

from watch.model import Discovery, FailureKind, Pack
from watch.service import PackStanding

ADDRESS = "https://www.example.org"
SEVERAL = Discovery(
    feeds=(
        a_feed("La Gazette"),
        a_feed("Comments", entry_count=1, newest_entry_at=None),
        a_feed("Podcast"),
    )
)


def test_only_feed_of_a_page_is_added_under_its_own_title(call, service):
    result = call("sources", "add", ADDRESS)
    assert result.exit_code == 0
    assert service.asked["address"] == ADDRESS
    assert [feed.title for feed in service.asked["feeds"]] == ["La Gazette"]
    assert "Ajout\u00a0: La Gazette · 20 entrées" in result.stdout


def test_source_is_added_with_what_was_said_of_it(call, service):
    words = ["--name", "Le flux", "--owner", "Exemple SA", "--pack", "energie", "--language", "fr"]
    added = json.loads(call("sources", "add", ADDRESS, *words, "--json").stdout)["added"]
    assert [(source["name"], source["entries"]) for source in added] == [("Le flux", 20)]
    assert service.asked["fields"] == {
        "name": "Le flux",
        "owner": "Exemple SA",
        "pack": "energie",
        "language": "fr",
    }


def test_several_feeds_are_shown_and_none_is_added(call, service):
    service.sources.discovered = SEVERAL
    result = call("sources", "add", ADDRESS)
    assert result.exit_code == 2
    assert "feeds" not in service.asked
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[:3] == [
        "1  La Gazette",
        "20 entrées, la plus récente\u00a0: 20 novembre 2026",
        "https://www.example.org/la-gazette/feed",
    ]
    assert "1 entrée, la plus récente\u00a0: sans date" in lines
    assert f"techwatch sources add {ADDRESS} --pick 1" in result.stderr


def test_several_feeds_as_json_are_an_error_that_lists_them(call, service):
    service.sources.discovered = SEVERAL
    result = call("sources", "add", ADDRESS, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [feed["title"] for feed in told["feeds"]] == ["La Gazette", "Comments", "Podcast"]
    assert "--pick" in told["hint"]


def test_feeds_are_picked_by_number_or_all_at_once(call, service):
    service.sources.discovered = SEVERAL
    assert call("sources", "add", ADDRESS, "--pick", "3", "--pick", "1").exit_code == 0
    assert [feed.title for feed in service.asked["feeds"]] == ["Podcast", "La Gazette"]
    assert call("sources", "add", ADDRESS, "--all").exit_code == 0
    assert len(service.asked["feeds"]) == 3


def test_number_of_no_feed_is_refused(call, service):
    result = call("sources", "add", ADDRESS, "--pick", "2")
    assert result.exit_code == 2
    assert "there is no feed 2" in result.stderr
    assert "feeds" not in service.asked


def test_page_without_a_feed_is_told_with_what_to_do(call, service):
    service.sources.discovered = Discovery(reason="the page names no feed")
    for verb in ("add", "find"):
        result = call("sources", verb, ADDRESS, "--lang", "en")
        assert result.exit_code == 2
        assert f"error: No feed was found: {ADDRESS}" in result.stderr
        assert "techwatch articles add" in result.stderr
    assert "feeds" not in service.asked


@pytest.mark.parametrize(
    ("kind", "said", "advice"),
    [
        (FailureKind.NO_ADDRESS, "Ce n’est pas l’adresse d’un site", "depuis le navigateur"),
        (FailureKind.REFUSED, "Cette adresse est refusée par sécurité", "collect.allow_hosts"),
        (FailureKind.NO_HOST, "Aucun site n’est connu sous ce nom", "à Internet"),
        (FailureKind.UNREACHABLE, "Aucune connexion à ce site n’est possible", "collect.proxy"),
        (FailureKind.MISSING, "Ce site n’a pas de page à cette adresse", "page d’accueil"),
    ],
)
def test_site_that_cannot_be_read_is_told_with_what_to_do(call, service, kind, said, advice):
    """Not "look for RSS at the foot of the page" where no page was reached."""
    service.sources.discovered = Discovery(reason="no such host", kind=kind)
    told = call("sources", "add", ADDRESS, "--lang", "fr").stderr.replace("\u00a0", " ")
    assert f"erreur : {said} : {ADDRESS}" in told
    assert "conseil : " in told
    assert advice in told
    assert "en bas de page" not in told


def test_find_shows_and_adds_nothing(call, service):
    result = call("sources", "find", ADDRESS, "--lang", "en")
    assert result.exit_code == 0
    assert "20 entries, newest: 20 November 2026" in result.stdout
    assert f"techwatch sources add {ADDRESS}" in result.stderr
    found = json.loads(call("sources", "find", ADDRESS, "--json").stdout)["feeds"]
    assert [(feed["entries"], feed["newest_entry_at"]) for feed in found] == [
        (20, "2026-11-20T08:00:00+00:00")
    ]
    assert "feeds" not in service.asked


def test_source_of_a_pack_that_is_off_is_added_with_a_warning(call, service):
    food = PackStanding(pack=Pack(id="food", names={}, enabled=False), sources=1, failing=0)
    service.packs.packs = [food]
    result = call("sources", "add", ADDRESS, "--pack", "food")
    assert result.exit_code == 0
    assert "techwatch packs on food" in result.stderr
    assert "techwatch packs on" not in call("sources", "add", ADDRESS).stderr


def test_hostile_title_is_plain_text(call, service):
    service.sources.discovered = Discovery(feeds=(a_feed("[red]Evil[/]\x1b[2J\n\u202etxt"),))
    shown = call("sources", "find", ADDRESS).stdout
    assert "[red]Evil[/]" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
