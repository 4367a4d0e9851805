"""Every state and failure of a source has a cause and a remedy that a person understands."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from watch.model import FailureKind, Move, PollRecord, SourceId, SourceState
from watch.wording import LEVELS, Level, Translator, health, moved_to

FR = Translator("fr")
EN = Translator("en")
NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
NOTED = "the server answered 404 Not Found"
PASSING = {
    FailureKind.NO_HOST,
    FailureKind.UNREACHABLE,
    FailureKind.TIMEOUT,
    FailureKind.BUSY,
    FailureKind.HTTP,
    FailureKind.GONE,
}

both = pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])


def record(state, failure=None, **fields):
    usual = {"source_id": SourceId("press"), "reason": NOTED, "polled_at": NOW}
    return PollRecord(state=state, failure=failure, **usual | fields)


def failing(failure, **fields):
    usual = {"failure_count": 14, "failing_since_at": NOW - timedelta(days=19)}
    return record(SourceState.FAILING, failure, **usual | fields)


def moved(sightings, state=SourceState.OK):
    move = Move(url="https://new.example/feed", sightings=sightings, seen_at=NOW)
    return record(state, ok_at=NOW, move=move)


@both
@pytest.mark.parametrize("state", SourceState)
def test_every_state_has_a_cause_in_whole_sentences(state, translator):
    found = health(record(state), translator)
    assert found.state is state
    assert re.fullmatch(r"[A-ZÉÀ].*\.", found.cause)
    assert found.remedy == "" or re.fullmatch(r"[A-ZÉÀ].*\.", found.remedy)
    assert NOTED not in found.cause + found.remedy


@both
@pytest.mark.parametrize("failure", FailureKind)
def test_every_failure_has_a_cause_and_a_remedy_in_whole_sentences(failure, translator):
    found = health(failing(failure), translator)
    assert re.fullmatch(r"[A-ZÉÀ].*\.", found.cause)
    assert re.fullmatch(r"[A-ZÉÀ].*\.", found.remedy)
    assert NOTED not in found.cause + found.remedy
    assert found.detail == NOTED


def test_failures_and_states_have_causes_of_their_own_in_both_languages():
    records = [record(state) for state in SourceState if state is not SourceState.FAILING]
    records += [record(SourceState.FAILED, failure) for failure in FailureKind]
    for one, other in ((FR, EN), (EN, FR)):
        causes = [health(each, one).cause for each in records]
        assert len(set(causes)) == len(records)
        assert not set(causes) & {health(each, other).cause for each in records}


@both
def test_only_a_source_that_is_well_has_no_remedy(translator):
    silent = {s for s in SourceState if not health(record(s), translator).remedy}
    assert silent == {SourceState.OK, SourceState.UNCHANGED}


def test_first_failure_tells_no_dates_and_a_long_one_since_when_and_how_often():
    first = record(SourceState.FAILED, FailureKind.TIMEOUT, failure_count=1, failing_since_at=NOW)
    assert health(first, EN).cause == "Its server did not answer in time."
    assert health(failing(FailureKind.TIMEOUT), EN).cause == (
        "Its server did not answer in time. 14 failures since 3 November 2026."
    )
    assert health(failing(FailureKind.TIMEOUT), FR).cause.endswith(
        "14 échecs depuis le 3 novembre 2026."
    )


def test_days_and_hours_are_those_of_the_reader():
    busy = failing(FailureKind.BUSY, not_before_at=NOW + timedelta(hours=12))
    assert health(busy, FR, PARIS).cause == (
        "Son serveur demande d’attendre jusqu’au 23 novembre 2026 à 12:30 CET. "
        "14 échecs depuis le 4 novembre 2026."
    )
    assert "until 23 November 2026 at 11:30 UTC" in health(busy, EN).cause


def test_busy_server_that_named_no_hour_is_still_told():
    assert health(record(SourceState.FAILED, FailureKind.BUSY), EN).cause == (
        "Its server asks to wait."
    )


@pytest.mark.parametrize("failure", FailureKind)
def test_source_that_answered_before_is_given_time(failure):
    found = health(record(SourceState.FAILED, failure, ok_at=NOW - timedelta(days=1)), EN)
    assert not found.needs_person
    assert found.level is Level.WARN
    assert found.remedy.startswith("Nothing to do for now")


@pytest.mark.parametrize("failure", FailureKind)
def test_source_that_never_answered_needs_a_person_unless_the_failure_passes(failure):
    found = health(record(SourceState.FAILED, failure), EN)
    assert found.needs_person is (failure not in PASSING)
    assert (found.level is Level.BAD) is found.needs_person
    assert found.remedy.startswith("Nothing to do") is not found.needs_person


@pytest.mark.parametrize("failure", [*FailureKind, None])
def test_source_that_fails_for_days_needs_a_person(failure):
    found = health(failing(failure, ok_at=NOW - timedelta(days=30)), EN)
    assert found.needs_person
    assert found.level is Level.BAD
    assert not found.remedy.startswith("Nothing to do")


def test_failure_that_was_not_named_is_told_all_the_same():
    assert health(record(SourceState.FAILED), EN).cause == "The last poll failed."
    assert "browser" in health(failing(None), EN).remedy


def test_web_page_is_told_how_its_feed_is_found():
    found = health(record(SourceState.FAILED, FailureKind.WEB_PAGE), FR)
    assert found.cause == "Son adresse mène à une page web, pas à un flux."
    assert "`techwatch sources add`" in found.remedy


def test_private_address_is_told_where_it_may_be_allowed():
    assert (
        "`collect.allow_hosts`"
        in health(record(SourceState.FAILED, FailureKind.REFUSED), FR).remedy
    )


def test_stale_source_says_since_when():
    stale = record(SourceState.STALE, ok_at=NOW, newest_entry_at=NOW - timedelta(days=200))
    assert health(stale, FR).cause == "Rien de nouveau n’est arrivé depuis le 6 mai 2026."
    assert health(stale, EN).needs_person


def test_feed_that_moved_for_good_gives_its_new_address():
    found = health(moved(3), EN)
    assert found.cause.endswith("The feed has moved for good: https://new.example/feed")
    assert found.remedy == "Put the new address into sources.yaml."
    assert found.needs_person
    assert found.level is Level.GOOD
    assert moved_to(moved(3)) == "https://new.example/feed"


def test_redirect_seen_once_or_twice_is_no_move_yet():
    found = health(moved(2), EN)
    assert "moved" not in found.cause
    assert not found.needs_person
    assert moved_to(moved(2)) == ""


def test_source_switched_off_asks_for_nothing():
    found = health(moved(9, SourceState.OFF), EN)
    assert not found.needs_person
    assert "moved" not in found.cause


def test_sources_are_ordered_the_worst_first_and_those_before_that_need_a_person():
    waiting = record(SourceState.FAILED, FailureKind.TIMEOUT)
    calling = record(SourceState.FAILED, FailureKind.WEB_PAGE)
    well = record(SourceState.OK)
    gone = record(SourceState.GONE, FailureKind.GONE)
    found = sorted((health(r, EN) for r in (well, waiting, calling, gone)), key=lambda h: h.order)
    assert [(h.state, h.needs_person) for h in found] == [
        (SourceState.GONE, True),
        (SourceState.FAILED, True),
        (SourceState.FAILED, False),
        (SourceState.OK, False),
    ]
    assert set(LEVELS) == set(SourceState)


def test_hostile_address_of_a_move_stays_on_one_short_line():
    move = Move(url="https://evil.example/\r\n\u202e" + "a" * 900, sightings=3, seen_at=NOW)
    cause = health(record(SourceState.OK, move=move), EN).cause
    assert "\n" not in cause
    assert "\u202e" not in cause
    assert len(cause) < 300
