"""A card gathers later stories of its own development, and no others."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from fakes import MOMENT, article, source, story
from review_rows import row

from watch.model import PainId
from watch.review.gather import (
    NO_NAME,
    ONE_NAME,
    TWO_NAMES,
    Telling,
    alike,
    corpus_text,
    gather,
)
from watch.review.naming import naming, shared
from watch.understand import note_facts

START = "Ironbridge Paper trials the bearing sensors of Hexatone"
RESULT = "At Ironbridge Paper, the sensors of Hexatone cut unplanned stoppages by 22%."
STOPPED = "Ironbridge Paper abandons the sensors of Hexatone"


def telling(name, title, text="", *, cosine=1.0, days=0, **fields):
    """An opportunity whose story lies at that cosine from (1, 0), so many days from the present."""
    number = int(name, 36)
    told = article(number, title=title, text=text, effective_at=MOMENT + timedelta(days=days))
    usual = {"solution_id": "vibration-predictive-maintenance"}
    return Telling(
        opportunity=row(name, **usual | fields),
        story=note_facts(story(number, told)),
        vector=np.array([cosine, (1 - cosine**2) ** 0.5], dtype=np.float32),
    )


def gathered(cards, candidates, *more_texts):
    stories = [one.story for one in (*cards, *candidates)]
    corpus = naming([*(corpus_text(one.lead) for one in stories), *more_texts])
    found = gather(cards, candidates, corpus, {"press": source()}, MOMENT)
    return [(one.opportunity_id, one.story_id) for one in found], found


CARD = telling("a", START, days=-90)


def test_card_gathers_the_result_of_its_pilot():
    """Same mill, same supplier, months later; with the sentence of the gain and its link."""
    later = telling("b", "Paper mill counts its gains", RESULT, cosine=0.5)
    pairs, (attached,) = gathered([CARD], [later])
    assert pairs == [("a", later.story.id)]
    assert (attached.sentence, attached.against) == (RESULT, False)
    assert (attached.title, attached.url) == (later.story.lead.title, later.story.lead.url)
    assert (attached.source_name, attached.attached_at) == ("Press", MOMENT)


def test_failure_is_evidence_against():
    """A pilot that was stopped speaks against its card."""
    pairs, (attached,) = gathered([CARD], [telling("b", STOPPED, cosine=0.5)])
    assert attached.against
    assert attached.sentence == STOPPED
    assert len(pairs) == 1


def test_effect_for_the_worse_is_evidence_against():
    """With the sentence that tells it, whatever the kind of development."""
    text = f"{START}. Closing the line backfired: repair time lengthened by 22 minutes."
    _, (attached,) = gathered([CARD], [telling("b", "Paper news", text, cosine=0.5)])
    assert attached.against
    assert attached.sentence.startswith("Closing the line")


@pytest.mark.parametrize(
    "candidate",
    [
        telling("b", START, days=-91),
        telling("b", START, cosine=0.2),
        telling("b", START, pain_id=PainId("turnover")),
        telling("b", "Stonelea listens to its crushers", cosine=0.99),
        telling("b", "Hexatone opens a plant in Tours", cosine=0.5),
        telling("b", "Hexatone opens a plant in Tours", cosine=0.9, solution_id="solar"),
        telling("b", "somebody listens to crushers", cosine=0.7),
    ],
    ids="earlier far other-pain stranger one-name-far one-name-other-family no-name-far".split(),
)
def test_other_stories_are_left(candidate):
    """A wrong story on a card is worse than a missing one."""
    assert gathered([CARD], [candidate])[0] == []


@pytest.mark.parametrize(
    "candidate",
    [
        telling("b", "Hexatone sets a price", cosine=0.6),
        telling("b", "sensors listen to the bearings of the dryers", cosine=0.8),
        telling("b", START, cosine=0.4, solution_id="solar"),
    ],
    ids=["one-name-near", "no-name-very-near", "two-names-any-family"],
)
def test_nearness_makes_up_for_missing_names(candidate):
    """The fewer names are shared, the nearer the story must be."""
    assert len(gathered([CARD], [candidate])[0]) == 1


def test_story_goes_to_its_nearest_card_only():
    """Two cards about one supplier: the nearer takes it."""
    other = telling("c", START, cosine=0.9, days=-80)
    later = telling("b", START, cosine=0.85)
    assert gathered([CARD, other], [later])[0] == [("c", later.story.id)]


def test_card_is_gathered_by_no_card():
    """What has a life of its own keeps it; nor does a card gather its own story."""
    other = telling("b", START, days=-10)
    assert gathered([CARD, other], [CARD, other])[0] == []


def test_order_of_candidates_does_not_matter():
    """Oldest first, always."""
    later = [telling(n, START, cosine=0.9, days=d) for n, d in (("b", -3), ("c", -5), ("d", -1))]
    expected = [("a", later[n].story.id) for n in (1, 0, 2)]
    assert gathered([CARD], later)[0] == gathered([CARD], later[::-1])[0] == expected


def test_bounds_rise_as_names_lack():
    """Two names ask least; strangers are never joined by likeness alone."""
    assert TWO_NAMES < ONE_NAME < NO_NAME
    assert alike(TWO_NAMES, 2, family=False, strangers=False)
    assert not alike(ONE_NAME, 1, family=False, strangers=False)
    assert alike(NO_NAME, 0, family=True, strangers=False)
    assert not alike(1.0, 0, family=True, strangers=True)


def test_name_is_a_run_of_rare_capitalised_words():
    """Written small elsewhere it is a word; in many texts it is a subject."""
    corpus = naming(
        [
            "Robots arrive at Brisquet Lame in Tours",
            "Brisquet counts its robots",
            *[f"Europe again, {n}" for n in range(40)],
        ]
    )
    assert corpus.names("Robots arrive at Brisquet Lame in Tours, Europe") == frozenset(
        {frozenset({"brisquet", "lame"}), frozenset({"tours"})}
    )


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("Brisquet Lame equips", "the Brisquet robots", 1),
        ("Brisquet Lame equips", "Brisquet Lame counts", 1),
        ("Brisquet chose Rovalis", "at Brisquet, Rovalis robots", 2),
        ("Brisquet chose Rovalis", "Brisquet and Brisquet Lame count", 1),
        ("Brisquet chose Rovalis", "Quillefer chose Factoria", 0),
    ],
)
def test_names_in_common_are_counted_once(one, other, count):
    """A longer form of a name is the same name; two words of one name are not two names."""
    corpus = naming([one, other])
    assert shared(corpus.names(one), corpus.names(other)) == count
    assert shared(corpus.names(other), corpus.names(one)) == count
