"""An edition is kept as it was shown, week by week."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from fakes import MOMENT, evidence

from watch import store
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
