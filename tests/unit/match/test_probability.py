"""Two questions: is it about the matter, and is something done about it?"""

from __future__ import annotations

import numpy as np
import pytest
from fakes import match, noted

from watch.match import probability, weighed
from watch.match.relevance import Features
from watch.model import EventKind, Facts


def features(**given):
    names = ("statement", "aim", "statement_words", "keyword_words", "direction")
    return Features(**{name: np.asarray([given.get(name, 0.0)]) for name in names})


@pytest.mark.parametrize("name", probability.TOPIC)
def test_each_similarity_makes_the_matter_more_likely(name):
    """No feature counts backwards."""
    near = probability.topic(features(**{name: 3.0}))
    assert near > probability.topic(features())


def test_direction_alone_says_nothing_of_the_matter():
    """A deed elsewhere is not about this pain."""
    assert probability.topic(features(direction=5.0)) == probability.topic(features())


def test_facts_order_a_result_before_an_offer_before_a_complaint():
    """What was gained counts most, what is only told least."""
    told = [
        noted(event=EventKind.DEPLOYMENT, gain="32 %", adopter="Kerlouan"),
        noted(event=EventKind.LAUNCH),
        Facts(),
        noted(event=EventKind.SURVEY),
    ]
    done = [float(probability.deed(0.0, facts)) for facts in told]
    assert done == sorted(done, reverse=True)
    assert len(set(done)) == len(done)


def test_unread_facts_count_as_none():
    """Before facts are read an article is neither offered nor only told."""
    assert probability.deed(1.0) == probability.deed(1.0, Facts())


def test_relevance_is_the_product_of_both_answers():
    """A match weighed by its facts is still a probability, and keeps everything else."""
    before = match(1, topic=0.5, direction=2.0)
    facts = noted(event=EventKind.SCHEME)
    after = weighed(before, facts)
    assert after.relevance == pytest.approx(0.5 * float(probability.deed(2.0, facts)))
    assert after.evidence == before.evidence
