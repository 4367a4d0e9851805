"""The score is a product whose parts are all on the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import prod, sqrt

import pytest
from fakes import MOMENT, article, match, noted, pain, source, story
from hypothesis import given
from hypothesis import strategies as st

from watch.config import read_solutions
from watch.model import Company, EventKind, Facts, Grade, Reliability, SourceKind
from watch.rank import Context, assess
from watch.rank.score import PENALTIES, score
from watch.text import shorten

SOURCES = {n: source(n, reliability=Reliability.HIGH) for n in ("press", "other", "third")}
AROUND = Context(
    company=Company(),
    sources=SOURCES,
    solutions={s.id: s for s in read_solutions()},
    first_listed_at={},
    now=MOMENT,
)
TWO = story(
    1,
    article(1),
    article(2, source_id="other"),
    facts=noted(event=EventKind.DEPLOYMENT, gain="41 %"),
)


def made(relevance=0.5, one=TWO, around=AROUND, **fields):
    return assess(match(1, relevance=relevance), one, pain(**fields), around)


@given(st.floats(0, 1), st.floats(0, 1))
def test_score_never_falls_with_relevance(one, other):
    """A more relevant story is never worth less."""
    low, high = sorted((one, other))
    assert made(low).score <= made(high).score


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0, 10))
def test_score_never_falls_with_need(importance, satisfaction, other):
    """A more important or less satisfied pain is never worth less."""
    low, high = sorted((importance, other))
    weak = made(importance=low, satisfaction=satisfaction).score
    assert weak <= made(importance=high, satisfaction=satisfaction).score
    low, high = sorted((satisfaction, other))
    assert made(satisfaction=high).score <= made(satisfaction=low).score


@given(st.floats(0, 1))
def test_score_can_be_traced_to_its_stored_parts(relevance):
    """Need, relevance, signals and penalties on the card give the score on the card."""
    card = made(relevance)
    merit = sum(signal.weight * signal.value for signal in card.signals)
    factor = prod(PENALTIES[name] for name in card.penalties)
    whole = 100 * sqrt(card.need) * card.relevance * merit * factor
    assert card.score == pytest.approx(whole, abs=0.02)


def test_penalties_multiply():
    """Two doubts cost both their factors."""
    found = made().signals
    plain = score(1.0, 1.0, found, ())
    assert score(1.0, 1.0, found, tuple(PENALTIES)) == pytest.approx(
        plain * prod(PENALTIES.values())
    )


def test_lone_promotional_story_is_penalised_twice():
    """A brochure told by one owner bears both names on its card."""
    loud = story(1, facts=Facts(event=EventKind.LAUNCH, promotional=True))
    assert {"promotional", "single owner"} <= set(made(one=loud).penalties)
    assert "single owner" not in made().penalties


def test_talk_about_a_problem_ranks_below_a_deployment():
    """A survey, an opinion or a failure is worth less than doing something about it."""
    scores = {
        kind: made(
            one=story(1, article(1), article(2, source_id="other"), facts=Facts(event=kind))
        ).score
        for kind in EventKind
    }
    best = scores[EventKind.DEPLOYMENT]
    assert best == max(scores.values())
    assert all(scores[k] < best for k in (EventKind.OPINION, EventKind.INCIDENT, EventKind.OTHER))


def test_id_is_that_of_story_and_pain_only():
    """The same story for the same pain keeps its id, whatever its score."""
    assert made(0.1).id == made(0.9).id
    assert made().id != assess(match(1, "other"), TWO, pain("other"), AROUND).id
    assert len(made().id) == 12


def test_grade_rises_with_independent_voices():
    """One voice, two voices, three voices with a figure: three grades."""
    three = story(
        1,
        article(1),
        article(2, source_id="other"),
        article(3, source_id="third"),
        facts=noted(event=EventKind.DEPLOYMENT, gain="41 %"),
    )
    assert made(one=story(1)).grade is Grade.SINGLE_SOURCE
    assert made().grade is Grade.PROBABLE
    assert made(one=three).grade is Grade.CONFIRMED


@pytest.mark.parametrize("fields", [{"kind": SourceKind.VENDOR}, {"reliability": Reliability.LOW}])
def test_lone_vendor_or_doubtful_source_is_to_check(fields):
    """What only the seller says must be checked."""
    around = Context(
        company=Company(),
        sources={"press": source(**fields)},
        solutions={},
        first_listed_at={},
        now=MOMENT,
    )
    assert made(one=story(1), around=around).grade is Grade.TO_CHECK


def test_evidence_is_the_quote_and_one_link_per_further_owner():
    """No owner is quoted twice, no reprint is quoted, four links at most."""
    sources = {s.id: s for s in (source(f"s{n}", owner=f"owner {n % 7}") for n in range(12))}
    told = [article(n + 1, source_id=f"s{n}") for n in range(12)]
    told.append(article(99, source_id="s3", reprint_of=1))
    around = Context(
        company=Company(), sources=sources, solutions={}, first_listed_at={}, now=MOMENT
    )
    found = made(one=story(1, *told), around=around).evidence
    assert found[0] == match(1).evidence
    assert len(found) == 4
    assert len({e.article_id for e in found}) == 4
    assert 99 not in {e.article_id for e in found}


def test_numbers_on_the_card_are_kept_to_their_places():
    """Two of the score, four of its parts: what is stored is what is shown and compared."""
    found = match(1, relevance=0.123456, learned=0.023456)
    card = assess(found, TWO, pain(importance=7.12345, satisfaction=10.0), AROUND)
    assert (card.need, card.relevance, card.learned) == (0.3562, 0.1235, 0.0235)
    whole = score(0.3561725, 0.123456, card.signals, card.penalties)
    assert card.score == round(whole, 2) != round(whole, 3)


def test_story_was_first_seen_with_the_first_of_its_articles():
    """Whichever of them tells it."""
    told = [article(n, first_seen_at=MOMENT - timedelta(days=d)) for n, d in ((1, 2), (2, 5))]
    assert made(one=story(1, *told)).first_seen_at == MOMENT - timedelta(days=5)


def test_long_sentence_with_the_gain_is_quoted_up_to_320_characters():
    """A quotation, not a reprint."""
    long = "a " * 200
    gain = replace(TWO.facts.found[0], sentence=long)
    told = story(1, article(1, text=long), facts=replace(TWO.facts, found=(gain,)))
    quoted = made(one=told).evidence[0].sentence
    assert quoted == shorten(long, 320) != shorten(long, 321)


def test_evidence_names_the_publisher_else_the_source_and_leaves_strangers_out():
    """A publisher told by an aggregator answers for itself; an unknown source for nothing."""
    told = [
        article(1),
        article(2, source_id="gone"),
        article(3, source_id="other"),
        article(4, source_id="third", publisher="Gazette"),
    ]
    found = made(one=story(1, *told)).evidence[1:]
    assert [(e.article_id, e.source_name) for e in found] == [(3, "Other"), (4, "Gazette")]


def test_lone_brochure_of_a_good_source_is_to_check():
    loud = story(1, facts=Facts(event=EventKind.LAUNCH, promotional=True))
    assert made(one=loud).grade is Grade.TO_CHECK
