"""The numbers of the ranking, each where it begins to count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from fakes import MOMENT, article, evidence, match, noted, pain, source, story
from lives import opportunity

from watch.config import read_solutions
from watch.model import Company, EventKind, Grade, Reliability, SourceKind, StoryId
from watch.rank import Candidate, Context, assess, choose
from watch.rank.order import put
from watch.rank.score import grade, score
from watch.rank.signals import (
    Signal,
    applicability,
    corroboration,
    freshness,
    impact,
    likenesses,
    momentum,
    months_to_adopt,
    need,
    novelty,
    readiness,
    voice,
)
from watch.settings import RankSettings

SOLUTIONS = {one.id: one for one in read_solutions()}
OF_EFFORT = {one.effort: one for one in SOLUTIONS.values()}
SECOND = timedelta(seconds=1)
USUAL = RankSettings()


def context(*sources, **fields) -> Context:
    usual = {
        "company": Company(),
        "sources": {one.id: one for one in sources or (source(),)},
        "solutions": SOLUTIONS,
        "first_listed_at": {},
        "now": MOMENT,
    }
    return Context(**usual | fields)


def told_by(*names: str, **fields):
    """Return a story with an article of each source, and what surrounds it."""
    sources = [source(name, **fields) for name in names]
    articles = [article(n, source_id=one.id) for n, one in enumerate(sources, start=1)]
    return story(1, *articles), context(*sources)


@pytest.mark.parametrize(
    ("importance", "satisfaction", "expected"),
    [(10, 0, 1.0), (10, 10, 0.5), (8, 3, 0.65), (5, 7, 0.25), (0, 0, 0.0)],
)
def test_need_is_importance_and_what_is_missing_of_it(importance, satisfaction, expected):
    stated = pain(importance=importance, satisfaction=satisfaction)
    assert need(stated) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("event", "value"),
    [
        (EventKind.DEPLOYMENT, 0.6),
        (EventKind.REGULATION, 0.5),
        (EventKind.SCHEME, 0.5),
        (EventKind.LAUNCH, 0.4),
        (EventKind.PILOT, 0.4),
        (EventKind.PARTNERSHIP, 0.2),
        (EventKind.FUNDING, 0.2),
        (EventKind.RESEARCH, 0.2),
        (EventKind.OPINION, 0.1),
        (EventKind.SETBACK, 0.1),
    ],
)
def test_event_alone_has_its_rung(event, value):
    assert impact(noted(event=event)) == (value, event.value)


def test_named_adopter_lifts_a_pilot_and_no_announcement():
    assert impact(noted(event=EventKind.PILOT, adopter="Kerlouan")) == (0.6, "Kerlouan")
    assert impact(noted(event=EventKind.LAUNCH, adopter="Kerlouan"))[0] == 0.4
    assert impact(noted(event=EventKind.OPINION, gain="9 %")) == (0.8, "9 %")
    assert impact(noted(event=EventKind.OPINION, gain="9 %", adopter="K")) == (1.0, "9 %, K")


@pytest.mark.parametrize(
    ("reliability", "kind", "value"),
    [
        (Reliability.HIGH, SourceKind.TRADE, 1.0),
        (Reliability.MEDIUM, SourceKind.TRADE, 0.8),
        (Reliability.LOW, SourceKind.TRADE, 0.3),
        (Reliability.HIGH, SourceKind.VENDOR, 0.5),
        (Reliability.HIGH, SourceKind.BLOG, 0.7),
        (Reliability.LOW, SourceKind.VENDOR, 0.15),
    ],
)
def test_voice_weighs_reliability_and_interest(reliability, kind, value):
    assert voice(source(reliability=reliability, kind=kind)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("owners", "value"), [("a", 1 / 3), ("ab", 2 / 3), ("abc", 1), ("abcd", 1)]
)
def test_three_reliable_owners_confirm_in_full(owners, value):
    found, basis = corroboration(*told_by(*owners, reliability=Reliability.HIGH))
    assert found == pytest.approx(value)
    assert basis == str(len(owners))


def test_owner_speaks_with_the_best_of_its_voices_and_strangers_with_none():
    articles = [article(n, source_id=name) for n, name in enumerate(("a", "b", "unknown"), 1)]
    around = context(
        source("a", owner="one", reliability=Reliability.LOW),
        source("b", owner="one", reliability=Reliability.HIGH),
    )
    assert corroboration(story(1, *articles), around) == (pytest.approx(1 / 3), "1")


def test_each_likeness_adds_its_part():
    company = Company(sector="boulangerie industrielle")
    solution = next(iter(SOLUTIONS.values()))
    stated = pain(area=solution.area)
    told = article(1, title="Une ETI de la boulangerie", text="", language="fr")
    plain = article(1, title="Something else", text="")

    def value(one, family, who=company):
        return applicability(story(1, one), stated, family, who)[0]

    assert value(plain, None, Company()) == pytest.approx(0.4)
    assert value(plain, solution) == pytest.approx(0.65)
    assert value(told, None) == pytest.approx(0.75)
    assert value(told, solution) == pytest.approx(1.0)
    assert set(likenesses(story(1, told), stated, solution, company)) == {"area", "sector", "size"}


def test_family_of_another_area_is_no_likeness_but_fits_where_no_area_is_stated():
    solution = next(iter(SOLUTIONS.values()))
    for area, found in ((solution.area, True), ("", True), ("elsewhere", False)):
        given = likenesses(story(1), pain(area=area), solution, Company())
        assert ("area" in given) is found


def test_company_is_looked_for_in_the_opening_of_a_text_only():
    for gap, found in ((1_000, True), (1_600, False)):
        text = "x" * gap + " une eti"
        told = story(1, article(1, text=text, language="fr"))
        assert ("size" in likenesses(told, pain(), None, Company())) is found


@pytest.mark.parametrize(("effort", "months"), [("weeks", 2), ("months", 8), ("years", 24)])
@pytest.mark.parametrize(
    ("event", "more"),
    [
        (EventKind.DEPLOYMENT, 0),
        (EventKind.PILOT, 6),
        (EventKind.RESEARCH, 24),
        (EventKind.FUNDING, 12),
    ],
)
def test_time_to_adopt_is_that_of_the_family_and_of_its_ripeness(effort, months, event, more):
    if effort in OF_EFFORT:
        assert months_to_adopt(event, OF_EFFORT[effort]) == months + more
    assert months_to_adopt(event, None) == 8 + more


@pytest.mark.parametrize(("horizon", "value"), [(2, 0.25), (4, 0.5), (8, 1.0), (80, 1.0)])
def test_readiness_is_the_share_of_the_time_that_the_horizon_leaves(horizon, value):
    assert readiness(EventKind.DEPLOYMENT, None, horizon) == (value, "8")


def test_listed_is_old_after_six_days():
    six = timedelta(days=6)
    assert novelty(MOMENT - six + SECOND, MOMENT) == (1.0, "new")
    assert novelty(MOMENT - six, MOMENT) == (0.3, "listed")
    assert novelty(None, MOMENT) == (1.0, "new")


def test_momentum_counts_the_owners_of_seven_days():
    week = timedelta(days=7)
    moments = (MOMENT - week, MOMENT - week - SECOND, MOMENT)
    articles = [
        article(n, source_id=name, effective_at=at)
        for n, (name, at) in enumerate(zip("abc", moments, strict=True), 1)
    ]
    around = context(*(source(name) for name in "abc"))
    assert momentum(story(1, *articles), around) == (pytest.approx(2 / 3), "2")
    reprint = replace(articles[2], reprint_of=articles[0].id)
    assert momentum(story(1, articles[0], reprint), around) == (pytest.approx(1 / 3), "1")


@pytest.mark.parametrize(("days", "value"), [(-3, 1.0), (0, 1.0), (45, 0.5), (90, 0.25)])
def test_freshness_halves_in_45_days(days, value):
    found, basis = freshness(MOMENT - timedelta(days=days), MOMENT)
    assert found == pytest.approx(value)
    assert basis == str(max(days, 0))


def test_score_is_the_product_of_its_parts():
    parts = (
        Signal(name="impact", value=1.0, weight=0.5, basis=""),
        Signal(name="freshness", value=0.5, weight=0.5, basis=""),
    )
    assert score(0.25, 0.8, parts, ()) == pytest.approx(100 * 0.5 * 0.8 * 0.75)
    assert score(1.0, 1.0, parts, ("promotional",)) == pytest.approx(75 * 0.7)
    both = ("single owner", "rule only")
    assert score(1.0, 1.0, parts, both) == pytest.approx(75 * 0.85 * 0.8)


@pytest.mark.parametrize(
    ("names", "reliability", "gain", "expected"),
    [
        ("abc", Reliability.MEDIUM, "9 %", Grade.CONFIRMED),
        ("abc", Reliability.MEDIUM, "", Grade.PROBABLE),
        ("ab", Reliability.HIGH, "9 %", Grade.PROBABLE),
        ("a", Reliability.HIGH, "9 %", Grade.SINGLE_SOURCE),
    ],
)
def test_grade_is_confirmed_by_three_fair_voices_and_a_figure(names, reliability, gain, expected):
    """Three of medium reliability are just enough: 3 × 0.8 ÷ 3."""
    told, around = told_by(*names, reliability=reliability)
    facts = noted(gain=gain, event=EventKind.DEPLOYMENT)
    assert grade(replace(told, facts=facts), around) is expected


def test_card_shows_four_pieces_of_evidence_at_most():
    told, around = told_by(*"abcdef")
    made = assess(match(1), told, pain(), around)
    assert len(made.evidence) == 4
    assert made.evidence[0] == match(1).evidence
    assert [one.article_id for one in made.evidence[1:]] == [2, 3, 4]


def test_sentence_with_the_gain_is_quoted_when_it_is_in_the_text_and_not_the_title():
    sentence = "Stops fell by 9 %."
    facts = replace(noted(gain="9 %"), found=(noted(gain="9 %").found[0],))
    quoted = replace(facts.found[0], sentence=sentence)
    facts = replace(facts, found=(quoted,))
    for title, text, expected in (
        ("News", f"It began. {sentence}", sentence),
        ("News", "Nothing of it.", evidence(1).sentence),
        (sentence, f"{sentence} More.", evidence(1).sentence),
    ):
        told = story(1, article(1, title=title, text=text), facts=facts)
        assert assess(match(1), told, pain(), context()).evidence[0].sentence == expected


def candidate(number: int, value: float = 50.0, /, pain_id: str = "", **fields) -> Candidate:
    vector = np.zeros(64, np.float32)
    vector[number] = 1.0
    usual = {"story_id": StoryId(number), "score": value, "pain_id": pain_id or f"p{number}"}
    usual |= {"owners": (f"owner {number}",)}
    return Candidate(opportunity=opportunity(f"o{number}", **usual | fields), vector=vector)


def listed(*candidates: Candidate, already=(), **settings) -> list[int]:
    found = choose(candidates, replace(USUAL, **settings), already=already)
    return [row.story_id for row in found]


def test_floor_itself_is_listed():
    assert listed(candidate(1, 20.0), candidate(2, 19.99), floor=20.0) == [1]


def test_other_pain_is_named_from_half_the_relevance_on():
    best = candidate(1, 50.0, "a", relevance=0.6)
    for relevance, named in ((0.3, ("b",)), (0.29, ())):
        other = candidate(1, 40.0, "b", relevance=relevance, id="other")
        (row,) = choose([best, other], USUAL)
        assert row.other_pain_ids == named


def test_caps_hold_at_their_number():
    same_pain = [candidate(n, 60.0 - n, "a") for n in range(1, 6)]
    assert listed(*same_pain, per_pain=2) == [1, 2]
    same_owner = [candidate(n, 60.0 - n, owners=("one",)) for n in range(1, 6)]
    assert listed(*same_owner, per_owner=3) == [1, 2, 3]


def test_first_card_of_a_pain_comes_before_the_second_of_another_that_is_not_twice_as_good():
    better = [candidate(1, 60.0, "a"), candidate(2, 59.0, "a")]
    assert listed(*better, candidate(3, 31.0, "b"), list_size=2, diversity=1.0) == [1, 3]
    assert listed(*better, candidate(3, 29.0, "b"), list_size=2, diversity=1.0) == [1, 2]


def test_weak_signal_begins_at_its_relevance():
    for relevance, found in ((0.15, [1]), (0.149, [])):
        early = candidate(1, 1.0, event=EventKind.PILOT, relevance=relevance)
        assert listed(early, floor=20.0) == found


def test_rows_that_are_already_listed_take_their_places_and_count():
    already = [candidate(1, 90.0, "a").opportunity]
    more = [candidate(n, 60.0 - n, "a") for n in (2, 3, 4)]
    assert listed(*more, already=already, per_pain=2) == [1, 2]
    others = [candidate(n, 60.0 - n) for n in (2, 3, 4)]
    assert listed(*others, already=already, list_size=3) == [1, 2, 3]
    again = replace(candidate(1, 10.0, "b"))
    assert listed(again, already=already) == [1], "its story is told already"


def test_weak_signal_among_those_already_listed_is_the_only_one():
    weak = replace(candidate(1, 5.0).opportunity, weak_signal=True)
    early = candidate(2, 6.0, event=EventKind.PILOT, relevance=0.9)
    strong = candidate(3, 50.0)
    assert listed(early, strong, already=[weak], floor=20.0) == [3, 1]


def test_person_puts_rows_where_they_want_them():
    rows = [candidate(n, 60.0 - n).opportunity for n in (1, 2, 3)]
    unlisted = candidate(4, 1.0)
    places = {rows[2].id: 1, unlisted.opportunity.id: 3, "gone": 2}
    found = put(rows, [unlisted], places)
    assert [row.story_id for row in found] == [3, 1, 4, 2]
    assert [row.placed for row in found] == [True, False, True, False]
    assert [row.story_id for row in put(rows, [], {rows[0].id: 99})] == [2, 3, 1]
