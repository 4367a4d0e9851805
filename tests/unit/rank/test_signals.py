"""Every signal keeps to [0, 1], can be reached, and weighs what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, article, match, noted, pain, source, story
from hypothesis import given
from hypothesis import strategies as st

from watch.config import read_solutions
from watch.model import Company, EventKind, Facts, Reliability, Signal, SourceKind
from watch.rank import Context, assess
from watch.rank.score import PENALTIES, score
from watch.rank.signals import (
    WEIGHTS,
    applicability,
    corroboration,
    freshness,
    impact,
    momentum,
    need,
    novelty,
    readiness,
    signals,
    voice,
)
from watch.settings import PROFILES

SOLUTIONS = {s.id: s for s in read_solutions()}
QUICK = next(s for s in SOLUTIONS.values() if s.effort == "weeks")


def context(*sources, **fields):
    usual = {
        "company": Company(),
        "sources": {s.id: s for s in sources or (source(),)},
        "solutions": SOLUTIONS,
        "first_listed_at": {},
        "now": MOMENT,
    }
    return Context(**usual | fields)


names = st.sampled_from(["", "41 %", "12 jours"])
facts_any = st.builds(
    noted,
    gain=names,
    adopter=names,
    event=st.sampled_from(EventKind),
    promotional=st.booleans(),
)
sources_any = st.lists(
    st.builds(
        source,
        st.sampled_from("abcdef"),
        kind=st.sampled_from(SourceKind),
        reliability=st.sampled_from(Reliability),
        owner=st.sampled_from(["one", "two", "three", "four"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda s: s.id,
)
moments = st.timedeltas(timedelta(days=-13_000), timedelta(days=200)).map(lambda age: MOMENT + age)


@given(facts_any, sources_any, moments, st.integers(1, 120), st.none() | moments, st.data())
def test_signals_keep_to_zero_and_one(facts, sources, moment, horizon, listed_at, data):
    """Whatever story, pain and company, every value and the score keep to their range."""
    told = [
        article(
            n,
            source_id=s.id,
            effective_at=moment,
            language=data.draw(st.sampled_from(["fr", "en", "und"])),
            title=data.draw(st.sampled_from(["PME mécanique", "A mid-sized maker", ""])),
            reprint_of=data.draw(st.sampled_from([None, 1])),
        )
        for n, s in enumerate(sources, start=1)
    ]
    company = Company(sector=data.draw(st.sampled_from(["", "mécanique", "retail and wholesale"])))
    stated = pain(
        area=data.draw(st.sampled_from(["", "logistics", "free words"])),
        importance=data.draw(st.floats(0, 10)),
        satisfaction=data.draw(st.floats(0, 10)),
        horizon_months=horizon,
    )
    one = story(1, *told, facts=facts)
    chosen = data.draw(st.sampled_from(["", *list(SOLUTIONS)[:5]]))
    found = match(1, relevance=data.draw(st.floats(0, 1)), solution_id=chosen)
    around = context(*sources, company=company)
    for signal in signals(one, found, stated, around, listed_at):
        assert 0.0 <= signal.value <= 1.0, signal
    assert 0.0 <= need(stated) <= 1.0
    assert 0.0 <= assess(found, one, stated, around).score <= 100.0


def test_weights_are_shares_of_one():
    """Merit is a weighted mean."""
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
    assert all(weight > 0 for weight in WEIGHTS.values())
    assert all(0 < factor < 1 for factor in PENALTIES.values())


@pytest.mark.parametrize("name", PROFILES)
def test_profile_that_ships_weighs_every_signal_and_sums_to_one(name):
    """A profile is a full set of shares; scores of two profiles have the same range."""
    assert list(PROFILES[name]) == list(WEIGHTS)
    assert sum(PROFILES[name].values()) == pytest.approx(1.0)


def test_weights_come_from_the_profile_in_use():
    """Values are read from the story; only their weights are the profile's."""
    one = story(1, facts=noted(event=EventKind.DEPLOYMENT, gain="41 %"))
    usual, early = (
        signals(one, match(1), pain(), around, None)
        for around in (context(), context(weights=PROFILES["early"]))
    )
    assert {s.name: s.weight for s in usual} == dict(WEIGHTS)
    assert {s.name: s.weight for s in early} == dict(PROFILES["early"])
    assert [(s.name, s.value, s.basis) for s in usual] == [
        (s.name, s.value, s.basis) for s in early
    ]


@pytest.mark.parametrize("name", WEIGHTS)
def test_signal_moves_the_score_by_its_advertised_share(name):
    """From 0 to 1, all else equal, a signal moves a full score by exactly its weight."""

    def merit(value, others):
        found = tuple(
            Signal(name=n, weight=w, value=value if n == name else others)
            for n, w in WEIGHTS.items()
        )
        return score(1.0, 1.0, found, ())

    for others in (0.0, 0.3, 1.0):
        moved = merit(1.0, others) - merit(0.0, others)
        assert moved == pytest.approx(100 * WEIGHTS[name])


def test_every_signal_can_be_full_at_once():
    """One real story reaches 1 in every signal, so each share is within reach."""
    sources = [source(n, reliability=Reliability.HIGH, kind=SourceKind.TRADE) for n in "abc"]
    told = [
        article(
            n,
            source_id=s.id,
            effective_at=MOMENT,
            language="fr",
            title="Une PME de mécanique a réduit ses arrêts",
        )
        for n, s in enumerate(sources, start=1)
    ]
    one = story(1, *told, facts=noted(event=EventKind.DEPLOYMENT, gain="41 %", adopter="Brisquet"))
    stated = pain(area=QUICK.area, importance=10, satisfaction=0)
    around = context(*sources, company=Company(sector="mécanique"))
    made = assess(match(1, relevance=1.0, solution_id=QUICK.id), one, stated, around)
    assert {s.name: s.value for s in made.signals} == dict.fromkeys(WEIGHTS, 1.0)
    assert made.penalties == ()
    assert made.score == 100.0


def test_impact_follows_the_ladder():
    """Named gain > gain > named adopter > launch > announcement > opinion."""
    deployed = EventKind.DEPLOYMENT
    ladder = [
        noted(gain="41 %", adopter="B"),
        noted(gain="41 %"),
        noted(event=deployed, adopter="B"),
        Facts(event=EventKind.LAUNCH),
        Facts(event=EventKind.FUNDING),
        Facts(event=EventKind.OPINION),
    ]
    values = [impact(facts)[0] for facts in ladder]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


def test_corroboration_counts_owners_once_and_reprints_never():
    """Two titles of one owner are one voice; a reprint is none; an unknown source is none."""
    a, b, c = (
        source(n, owner=o, reliability=Reliability.HIGH)
        for n, o in (("a", "X"), ("b", "X"), ("c", "Y"))
    )
    around = context(a, b, c)

    def value(*told):
        return corroboration(story(1, *told), around)[0]

    one = article(1, source_id=a.id)
    assert value(one) == pytest.approx(1 / 3)
    assert value(one, article(2, source_id=b.id)) == pytest.approx(1 / 3)
    assert value(one, article(3, source_id=c.id)) == pytest.approx(2 / 3)
    assert value(one, article(3, source_id=c.id, reprint_of=1)) == pytest.approx(1 / 3)
    assert value(one, article(4, source_id="nobody")) == pytest.approx(1 / 3)


def test_interested_or_unreliable_voices_weigh_less():
    """A vendor about itself is worth half a trade paper."""
    trade, vendor, low = (
        source("a", kind=SourceKind.TRADE),
        source("b", kind=SourceKind.VENDOR),
        source("c", kind=SourceKind.TRADE, reliability=Reliability.LOW),
    )
    assert voice(trade) > voice(vendor) > 0
    assert voice(trade) > voice(low) > 0


def fits(title, language, company):
    told = story(1, article(1, title=title, text="", language=language))
    return applicability(told, pain(area="hr"), None, company)


def test_applicability_knows_the_sector():
    """A story from the company's trade is nearer than one from another."""
    company = Company(sector="mécanique, traitement des métaux")
    assert "sector" in fits("Un atelier de mécanique s'équipe", "fr", company)[1]
    assert "sector" not in fits("Une clinique vétérinaire ouvre", "fr", company)[1]


def test_sector_is_not_recognised_by_its_small_words():
    """Words such as "et", "de" and "avec" say nothing about a trade."""
    company = Company(sector="fabrication de machines, avec entrepôt et service après-vente")
    assert "sector" not in fits("Le zoo et la ville de Lindmere avec les ours", "fr", company)[1]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Une PME s'équipe", "fr"),
        ("Les ETI investissent", "fr"),
        ("SMEs invest in sensors", "en"),
        pytest.param("A mid-sized machinist opens a school", "en"),
        pytest.param("Une entreprise de taille intermédiaire investit", "fr"),
    ],
)
def test_applicability_knows_companies_of_this_size(title, language):
    """Mid-sized peers are nearer than giants, in both languages."""
    assert "size" in fits(title, language, Company())[1]


def test_readiness_falls_with_the_time_to_adopt():
    """A solution of weeks is readier than one of years, and news from a laboratory least."""
    by_effort = {s.effort: s for s in SOLUTIONS.values()}
    plain = [
        readiness(EventKind.DEPLOYMENT, by_effort[e], 12)[0] for e in ("weeks", "months", "years")
    ]
    assert plain == sorted(plain, reverse=True)
    early = readiness(EventKind.RESEARCH, by_effort["months"], 12)[0]
    assert early < readiness(EventKind.DEPLOYMENT, by_effort["months"], 12)[0]


@given(st.integers(1, 119), st.sampled_from(EventKind), st.sampled_from(sorted(SOLUTIONS)))
def test_readiness_never_falls_with_a_longer_horizon(months, event, name):
    """More time to adopt never makes a solution less ready."""
    solution = SOLUTIONS[name]
    assert readiness(event, solution, months)[0] <= readiness(event, solution, months + 1)[0]


def test_novelty_ends_after_a_week_on_the_list():
    """New while it is first shown, old news from the second week."""
    assert novelty(None, MOMENT)[0] == 1.0
    assert novelty(MOMENT - timedelta(days=2), MOMENT)[0] == 1.0
    assert novelty(MOMENT - timedelta(days=7), MOMENT)[0] < 0.5


def test_momentum_counts_recent_owners():
    """Three owners within a week are a burst; an old telling or a reprint is none."""
    sources = [source(n) for n in "abcd"]
    told = [article(n, source_id=s.id, effective_at=MOMENT) for n, s in enumerate(sources, 1)]
    around = context(*sources)
    assert momentum(story(1, *told[:1]), around)[0] == pytest.approx(1 / 3)
    assert momentum(story(1, *told), around)[0] == 1.0
    old = [replace(a, effective_at=MOMENT - timedelta(days=8)) for a in told]
    assert momentum(story(1, *old), around)[0] == 0.0


@given(moments, moments)
def test_freshness_never_rises_with_age(one, other):
    """Older is never fresher, and the future counts as now."""
    early, late = sorted((one, other))
    assert freshness(early, MOMENT)[0] <= freshness(late, MOMENT)[0] <= 1.0
    assert freshness(MOMENT + timedelta(days=3), MOMENT)[0] == 1.0


def test_need_is_that_of_ulwick():
    """A loud but well-handled topic drops, a quiet unmet one rises."""
    assert need(pain(importance=10, satisfaction=0)) == 1.0
    assert need(pain(importance=9, satisfaction=9)) < need(pain(importance=6, satisfaction=0))
    assert need(pain(importance=0, satisfaction=0)) == 0.0
