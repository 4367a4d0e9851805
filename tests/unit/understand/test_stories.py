"""One event is one story, however often and in whichever language it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from fakes import MOMENT, article, source
from hypothesis import given, settings
from hypothesis import strategies as st

from watch.model import ArticleId, StoryId
from watch.understand import gather, group


def at(*angles: float) -> np.ndarray:
    """Return unit vectors of the plane at these angles in degrees."""
    radians = np.radians(angles)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def degrees(cosine: float) -> float:
    return float(np.degrees(np.arccos(cosine)))


def told(number: int, hours: float = 0, /, **fields):
    """Return an article so many hours after the first."""
    moment = MOMENT - timedelta(days=30) + timedelta(hours=hours)
    usual = {"title": f"Unlike {number} number{number}", "text": "", "effective_at": moment}
    return article(number, **usual | fields)


def stories_of(placements):
    return {number: place.story_id for number, place in placements.items()}


FRENCH = {
    "language": "fr",
    "title": "Des capteurs chez Brisquet évitent des arrêts",
    "text": "La société Brisquet a posé 42 capteurs sur ses presses.",
}
ENGLISH = {
    "title": "Fewer stoppages with sensors at Brisquet",
    "text": "The maker Brisquet put 42 sensors on its presses.",
}


def test_near_texts_are_one_story_called_after_the_first():
    """Above the sure bound the vectors decide alone."""
    found = group([told(5, 0), told(2, 1), told(9, 2)], at(0, degrees(0.85), 90))
    assert stories_of(found) == {5: 5, 2: 5, 9: 9}


def test_french_and_english_tellings_meet_by_names_and_figures():
    """At a plausible cosine two shared rare marks, one of them a name, join two languages."""
    articles = [told(1, 0, **FRENCH), told(2, 5, **ENGLISH)]
    assert stories_of(group(articles, at(0, degrees(0.6)))) == {1: 1, 2: 1}


def test_plausible_texts_without_shared_marks_stay_apart():
    """A subject in common is not an event in common."""
    other = {"title": "Fewer stoppages with sensors", "text": "A maker put sensors on presses."}
    articles = [told(1, 0, **FRENCH), told(2, 5, **other)]
    assert stories_of(group(articles, at(0, degrees(0.6)))) == {1: 1, 2: 2}


def test_shared_names_do_not_join_far_texts():
    """Below the plausible bound names are not looked at."""
    articles = [told(1, 0, **FRENCH), told(2, 5, **ENGLISH)]
    assert stories_of(group(articles, at(0, degrees(0.45)))) == {1: 1, 2: 2}


def test_figures_alone_do_not_join():
    """Two equal figures without a name are chance."""
    texts = {"text": "In all 42 of them and 96 more."}
    articles = [told(1, 0, **texts), told(2, 5, **texts)]
    assert stories_of(group(articles, at(0, degrees(0.6)))) == {1: 1, 2: 2}


def test_common_names_are_subjects_not_marks():
    """A name that many articles bear joins nothing."""
    crowd = [
        told(n, n * 0.1, text="People like Brisquet and Carrow a lot.") for n in range(100, 140)
    ]
    far = at(*np.linspace(120, 300, len(crowd)))
    articles = [
        *crowd,
        told(1, 6, text="About Brisquet and Carrow."),
        told(2, 7, text="On Brisquet and Carrow."),
    ]
    found = group(articles, np.vstack([far, at(0, degrees(0.6))]))
    assert found[ArticleId(1)].story_id != found[ArticleId(2)].story_id


def test_event_is_told_within_a_week():
    """The same words a week later are another story."""
    near = at(0, 1)
    assert stories_of(group([told(1, 0), told(2, 143)], near)) == {1: 1, 2: 1}
    assert stories_of(group([told(1, 0), told(2, 145)], near)) == {1: 1, 2: 2}


def test_reprint_is_marked_within_one_language_only():
    """Nearly the same text is a reprint of the first; a translation never is."""
    same = at(0, degrees(0.95), degrees(0.95))
    found = group([told(1, 0), told(2, 1), told(3, 2, language="fr")], same)
    assert found[ArticleId(2)].reprint_of == 1
    assert found[ArticleId(3)].reprint_of is None
    assert set(stories_of(found).values()) == {1}


def test_reprint_of_a_reprint_names_the_original():
    """Marks never chain."""
    found = group([told(1, 0), told(2, 1), told(3, 2)], at(0, 5, 10))
    assert [found[ArticleId(n)].reprint_of for n in (1, 2, 3)] == [None, 1, 1]


def test_article_is_never_a_reprint_of_itself():
    """When intake took the later telling for the original, the marks still name one original."""
    articles = [told(1, 0, reprint_of=ArticleId(2)), told(2, 1)]
    found = group(articles, at(0, 1))
    assert found[ArticleId(2)].reprint_of != 2
    assert sum(place.reprint_of is None for place in found.values()) == 1


def test_chain_is_bounded_in_time():
    """A like B like C joins at most two weeks into one story."""
    articles = [told(n, (n - 1) * 96) for n in range(1, 31)]
    found = group(articles, at(*[0.0] * 30))
    for story_id in set(stories_of(found).values()):
        moments = [a.effective_at for a in articles if found[a.id].story_id == story_id]
        assert max(moments) - min(moments) <= timedelta(days=14)
    assert len(set(stories_of(found).values())) >= 7


def test_story_is_bounded_in_size():
    """A flood of one text fills stories of forty, not one of a hundred."""
    articles = [told(n, n * 0.1) for n in range(1, 101)]
    sizes = np.unique(
        list(stories_of(group(articles, at(*[0.0] * 100))).values()), return_counts=True
    )
    assert max(sizes[1]) <= 40


def test_placed_articles_keep_their_story_and_take_others_in():
    """Ids are stable: a story keeps its name when new tellings come."""
    articles = [told(7, 0, story_id=StoryId(7)), told(3, 1)]
    found = group(articles, at(0, 1))
    assert stories_of(found) == {3: 7}


def test_nothing_to_group_gives_nothing():
    """An empty day is no error."""
    assert group([], np.zeros((0, 2), np.float32)) == {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 11)), min_size=1, max_size=25), st.data()
)
def test_grouping_in_two_runs_equals_one_run(drawn, data):
    """When all of the second run is newer than the first, the stories are the same."""
    ordered = sorted(drawn)
    articles = [told(n, hours + n / 1000) for n, (hours, _) in enumerate(ordered, start=1)]
    vectors = at(*[angle * 30.0 + hours % 3 for hours, angle in ordered])
    at_once = group(articles, vectors)
    cut = data.draw(st.integers(0, len(articles)))
    first = group(articles[:cut], vectors[:cut])
    placed = [
        replace(a, story_id=first[a.id].story_id, reprint_of=first[a.id].reprint_of)
        for a in articles[:cut]
    ]
    second = group([*placed, *articles[cut:]], vectors)
    assert stories_of(first) | stories_of(second) == stories_of(at_once)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 359)), min_size=1, max_size=25))
def test_every_article_is_placed_in_a_story_that_exists(drawn):
    """A story is called after a member that founded it, and holds its bounds."""
    articles = [told(n, hours + n / 1000) for n, (hours, _) in enumerate(sorted(drawn), start=1)]
    found = group(articles, at(*[angle for _, angle in sorted(drawn)]))
    assert found.keys() == {a.id for a in articles}
    for placement in found.values():
        assert found[ArticleId(placement.story_id)].story_id == placement.story_id
        if placement.reprint_of is not None:
            original = found[placement.reprint_of]
            assert original.story_id == placement.story_id


OWNERS = {
    source(name).id: owner
    for name, owner in (("a", "Group"), ("b", "Group"), ("c", "Other"), ("d", "Third"))
}


def member(number, name, **fields):
    return told(number, number, source_id=source(name).id, story_id=StoryId(1), **fields)


def test_owners_are_counted_once_and_reprints_not_at_all():
    """Two titles of one group are one voice; a reprint is none."""
    found = gather(
        [member(1, "a"), member(2, "b"), member(3, "c"), member(4, "d", reprint_of=ArticleId(1))],
        OWNERS,
    )
    (one,) = found.values()
    assert one.owners == ("Group", "Other")
    assert {a.id for a in one.articles} == {1, 2, 3, 4}
    assert one.lead.id == 1


def test_lead_is_an_original_even_when_a_reprint_came_first():
    """The story is led by a text of its own."""
    (one,) = gather([member(1, "a", reprint_of=ArticleId(2)), member(2, "c")], OWNERS).values()
    assert one.lead.id == 2
    assert one.owners == ("Other",)


def test_story_of_reprints_alone_still_has_a_lead():
    """When the original is too old to be read, its reprints stand for it."""
    (one,) = gather([member(1, "a", reprint_of=ArticleId(77))], OWNERS).values()
    assert one.lead.id == 1


def test_facts_of_a_story_are_those_of_its_fullest_telling():
    """A gain told by the second article is a gain of the story."""
    plain = member(1, "a", text="Sensors were bought.")
    full = member(2, "c", text="Seen at Brisquet, the sensors cut stoppages by 41%.")
    (one,) = gather([plain, full], OWNERS).values()
    assert (one.facts.gain, one.facts.adopter) == ("41%", "Brisquet")


def test_story_is_promotional_only_when_every_telling_is():
    """One sober article takes the brochure's mark away."""
    brochure = "A revolutionary, unmatched, seamless tool. Book a demo."
    loud = member(1, "a", text=brochure)
    sober = member(2, "c", text="The tool exists.")
    assert gather([loud], OWNERS)[StoryId(1)].facts.promotional
    assert not gather([loud, sober], OWNERS)[StoryId(1)].facts.promotional
