"""The facts of a story: its fullest telling's first, each once."""

from __future__ import annotations

from fakes import article, story

from watch.model import ArticleId, FactKind
from watch.understand import note_facts

SOBER = "Sensors were bought."
FULL = "Seen at Brisquet, the sensors cut stoppages by 41%."
BROCHURE = "A revolutionary, unmatched, seamless tool. Book a demo."


def noted(*texts, **fields):
    told = [article(n, title="", text=text) for n, text in enumerate(texts, start=1)]
    return note_facts(story(1, *told, **fields)).facts


def test_facts_of_a_story_are_those_of_its_fullest_telling():
    """A gain told by the second article is a gain of the story."""
    found = noted(SOBER, FULL)
    assert (found.gain, found.adopter) == ("cut stoppages by 41%", "Brisquet")


def test_story_is_promotional_only_when_every_telling_is():
    """One sober article takes the brochure's mark away."""
    assert noted(BROCHURE).promotional
    assert not noted(BROCHURE, "The tool exists.").promotional


def test_a_figure_told_twice_is_one_fact():
    """Two papers quote the same 41 %, one of them adds the days."""
    found = noted(FULL, "At Brisquet stoppages fell by 41% and repairs took 3 days less.")
    values = [(fact.value, fact.unit) for fact in found.of(FactKind.EFFECT)]
    assert values.count((-41.0, "%")) == 1
    assert len(values) == 2


def test_reprints_add_no_facts():
    """What a reprint was garbled into is nobody's fact."""
    one, other = article(1, title="", text=SOBER), article(2, title="", text=FULL)
    told = story(1, one, article(2, title="", text=other.text, reprint_of=ArticleId(1)))
    assert note_facts(told).facts.of(FactKind.EFFECT) == ()
