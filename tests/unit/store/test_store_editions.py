"""An edition is kept as it was shown, week by week."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, evidence

from watch import store
from watch.errors import StoreError, UsageError
from watch.model import (
    Company,
    Edition,
    EventKind,
    Grade,
    Opportunity,
    OpportunityId,
    PainId,
    Signal,
    Silence,
    StoryId,
    Week,
)
from watch.settings import STANDARD_PROFILE
from watch.store.codec import decode, encode

OPPORTUNITY = Opportunity(
    id=OpportunityId("abc"),
    pain_id=PainId("stoppages"),
    pain_title="Arrêts machine",
    area="maintenance",
    story_id=StoryId(2**62),
    title="Capteurs « de vibration »",
    language="fr",
    score=41.25,
    grade=Grade.TO_CHECK,
    need=0.75,
    relevance=0.5,
    signals=(Signal(name="impact", value=1.0, weight=0.3, basis="41 %"),),
    penalties=("single owner",),
    solution_id="predictive",
    solution_name={"fr": "Maintenance prédictive", "en": "Predictive maintenance"},
    event=EventKind.DEPLOYMENT,
    gain="41 %",
    evidence=(evidence(1), evidence(2, published_at=None)),
    owners=("Presse", "Floor"),
    effective_at=MOMENT,
    first_seen_at=MOMENT + timedelta(microseconds=1),
    other_pain_ids=(PainId("quality"),),
    weak_signal=True,
)
EDITION = Edition(
    week=Week("2026-W47"),
    made_at=MOMENT,
    company=Company(name="Ateliers Exemple", sector="mécanique", employees=420),
    opportunities=(OPPORTUNITY,),
    silences=(
        Silence(pain_id=PainId("hr"), pain_title="Recruter", article_count=9, source_count=2),
    ),
    article_count=9,
    story_count=7,
    source_count=3,
    failed_source_count=1,
    example=True,
)

FROZEN = replace(EDITION, frozen_at=MOMENT + timedelta(days=2))
WEEK = timedelta(days=7)


def listing(*names, **fields):
    """Return an edition whose rows bear these names."""
    rows = tuple(
        replace(OPPORTUNITY, id=OpportunityId(name), story_id=StoryId(int(name, 36)))
        for name in names
    )
    return replace(EDITION, opportunities=rows, **fields)


def test_codec_gives_a_full_edition_back():
    """Through JSON text and back, nothing of an edition is lost or changes its type."""
    through = json.loads(json.dumps(encode(EDITION), ensure_ascii=True))
    back = decode(Edition, through)
    assert back == EDITION
    assert isinstance(back.opportunities[0].grade, Grade)
    assert isinstance(back.opportunities[0].evidence, tuple)
    assert back.made_at.tzinfo is not None
    assert repr(back) == repr(EDITION)


def test_codec_ignores_keys_it_does_not_know():
    """An edition of a later version with one more key still reads."""
    assert decode(Edition, encode(EDITION) | {"mood": "good"}) == EDITION


def test_edition_from_before_there_were_profiles_still_reads():
    """What was listed then was weighed as the standard profile weighs."""
    old = {name: value for name, value in encode(EDITION).items() if name != "profile"}
    assert decode(Edition, old) == EDITION
    assert EDITION.profile == STANDARD_PROFILE


def test_editions_are_kept_by_week(database):
    """A week made again replaces itself; other weeks stay."""
    later = replace(EDITION, week=Week("2026-W48"), made_at=MOMENT + timedelta(days=7))
    with database.write() as connection:
        store.editions.save(connection, EDITION, made_from="one")
        store.editions.save(connection, replace(EDITION, story_count=8), made_from="two")
        store.editions.save(connection, later, made_from="three")
    with database.read() as connection:
        assert store.editions.weeks(connection) == ["2026-W48", "2026-W47"]
        assert store.editions.latest(connection) == later
        assert store.editions.made_from(connection) == "three"
        found = store.editions.of_week(connection, Week("2026-W47"))
        assert found == replace(EDITION, story_count=8)
        assert store.editions.of_week(connection, Week("2020-W01")) is None


def test_first_listing_is_remembered(database):
    """An opportunity listed again keeps the moment of its first listing."""
    later = replace(EDITION, week=Week("2026-W48"), made_at=MOMENT + timedelta(days=7))
    with database.write() as connection:
        store.editions.save(connection, EDITION, made_from="one")
        store.editions.save(connection, later, made_from="two")
    with database.read() as connection:
        assert store.editions.first_listed(connection) == {"abc": MOMENT}


def test_before_the_first_run_there_is_no_edition(database):
    """An empty database has no edition and says so calmly."""
    with database.read() as connection:
        assert store.editions.latest(connection) is None
        assert store.editions.made_from(connection) == ""
        assert store.editions.weeks(connection) == []


def test_frozen_edition_is_not_made_again(database):
    """A later list of the same week is refused, and the frozen one stays as it was."""
    with database.write() as connection:
        store.editions.save(connection, EDITION, made_from="one")
        assert store.editions.freeze(connection, FROZEN)
    with pytest.raises(UsageError, match="2026-W47 is frozen") as caught, database.write() as c:
        store.editions.save(c, replace(EDITION, story_count=8), made_from="two")
    assert caught.value.hint
    with database.read() as connection:
        assert store.editions.of_week(connection, Week("2026-W47")) == FROZEN
        assert store.editions.made_from(connection) == "one"


def test_edition_is_frozen_once(database):
    """The second freeze says that it came too late and changes nothing, not even the rows noted."""
    later = listing("xyz", frozen_at=MOMENT + timedelta(days=3))
    with database.write() as connection:
        assert store.editions.freeze(connection, FROZEN)
        assert not store.editions.freeze(connection, later)
    with database.read() as connection:
        assert store.editions.of_week(connection, Week("2026-W47")) == FROZEN
        assert set(store.editions.first_listed(connection)) == {"abc"}


def test_freezing_needs_a_moment(database):
    """An edition that does not say when it was frozen is not."""
    with database.write() as connection, pytest.raises(ValueError, match="moment"):
        store.editions.freeze(connection, EDITION)


@pytest.mark.parametrize("saved", [True, False], ids=["a list was stored", "none was"])
def test_one_of_several_processes_freezes(database, address, saved):
    """Eight connections to one database freeze one week at the same moment: one is told True."""
    if saved:
        with database.write() as connection:
            store.editions.save(connection, EDITION, made_from="one")
    start = threading.Barrier(8)

    def attempt(number):
        own = store.open_database(address)
        start.wait(30)
        with own.write() as connection:
            won = store.editions.freeze(connection, replace(FROZEN, story_count=number))
        own.close()
        return won

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8)))
    assert outcomes.count(True) == 1
    with database.read() as connection:
        kept = store.editions.of_week(connection, Week("2026-W47"))
        assert store.editions.frozen_weeks(connection) == ["2026-W47"]
    assert kept == replace(FROZEN, story_count=outcomes.index(True))


@pytest.mark.parametrize(
    "statement", ["UPDATE edition SET made_from = 'me'", "DELETE FROM edition"]
)
def test_database_itself_keeps_frozen_editions(database, statement):
    """Whoever opens the database with another program cannot change what was frozen."""
    with database.write() as connection:
        store.editions.freeze(connection, FROZEN)
    with pytest.raises(StoreError, match="never changed"), database.write() as connection:
        connection.exec_driver_sql(statement)
    with database.read() as connection:
        assert store.editions.of_week(connection, FROZEN.week) == FROZEN


def test_weeks_are_told_apart_by_whether_they_are_frozen(database):
    """A stored week is frozen or not; both kinds together are all weeks."""
    following = replace(EDITION, week=Week("2026-W48"), made_at=MOMENT + WEEK)
    with database.write() as connection:
        store.editions.save(connection, EDITION, made_from="one")
        assert store.editions.unfrozen(connection) == ["2026-W47"]
        store.editions.freeze(connection, FROZEN)
        store.editions.save(connection, following, made_from="two")
    with database.read() as connection:
        assert store.editions.frozen_weeks(connection) == ["2026-W47"]
        assert store.editions.unfrozen(connection) == ["2026-W48"]
        assert store.editions.weeks(connection) == ["2026-W48", "2026-W47"]


def test_readers_have_editions_of_their_own(database):
    """What one reader's list does leaves the company's alone, and the reverse."""
    nadia = replace(EDITION, reader="Nadia", story_count=3)
    with database.write() as connection:
        store.editions.save(connection, EDITION, made_from="all")
        store.editions.save(connection, nadia, made_from="hers")
        store.editions.freeze(connection, FROZEN)
    with database.read() as connection:
        assert store.editions.latest(connection) == FROZEN
        assert store.editions.latest(connection, "Nadia") == nadia
        assert store.editions.of_week(connection, Week("2026-W47"), "Nadia") == nadia
        assert store.editions.unfrozen(connection, "Nadia") == ["2026-W47"]
        assert store.editions.frozen_weeks(connection, "Nadia") == []
        assert store.editions.made_from(connection, "Nadia") == "hers"
        assert store.editions.weeks(connection, "Paul") == []


def test_last_shown_is_the_newest_frozen_edition(database):
    """Open lists and readers' lists show nothing to the company; rows count from when made."""
    first = listing("a", "b", frozen_at=MOMENT + timedelta(days=6))
    second = listing("b", week=Week("2026-W48"), made_at=MOMENT + WEEK, frozen_at=MOMENT + WEEK)
    still_open = listing("a", "c", week=Week("2026-W49"), made_at=MOMENT + 2 * WEEK)
    hers = replace(still_open, reader="Nadia", frozen_at=MOMENT + 2 * WEEK)
    with database.write() as connection:
        assert store.editions.last_shown(connection) == {}
        for edition in (second, first, hers):
            store.editions.freeze(connection, edition)
        store.editions.save(connection, still_open, made_from="three")
    with database.read() as connection:
        assert store.editions.last_shown(connection) == {"a": MOMENT, "b": MOMENT + WEEK}
