"""One event is one story, however often and in whichever language it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from fakes import MOMENT, article, source
from hypothesis import given, settings
from hypothesis import strategies as st

from watch.model import ArticleId, SourceId, StoryId
from watch.understand import gather, group


def at(*angles: float) -> list[np.ndarray]:
    """Return one view: unit vectors of the plane at these angles in degrees."""
    radians = np.radians(angles)
    return [np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)]


def degrees(cosine: float) -> float:
    return float(np.degrees(np.arccos(cosine)))


def told(number: int, hours: float = 0, /, **fields):
    """Return an article of its own source, so many hours after the first."""
    moment = MOMENT - timedelta(days=30) + timedelta(hours=hours)
    usual = {
        "title": f"unlike {number} number{number}",
        "text": "",
        "effective_at": moment,
        "source_id": SourceId(f"s{number}"),
    }
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
ELSEWHERE = {
    "title": "Fewer stoppages with sensors at Carrow",
    "text": "The maker Carrow put 96 sensors on its presses.",
}


def test_near_texts_are_one_story_called_after_the_first():
    """Alike in meaning is enough when nothing speaks against it."""
    found = group([told(5, 0), told(2, 1), told(9, 2)], at(0, degrees(0.85), 90))
    assert stories_of(found) == {5: 5, 2: 5, 9: 9}


def test_french_and_english_tellings_meet_by_names_and_figures():
    """What they share in any language brings two tellings over the bound."""
    crowd = [told(n, n / 10) for n in range(10, 30)]
    far = [120.0 + 7 * n for n in range(20)]
    for text, same in ((ENGLISH, True), (ELSEWHERE, False)):
        articles = [told(1, 0, **FRENCH), told(2, 5, **text), *crowd]
        found = stories_of(group(articles, at(0, degrees(0.4), *far)))
        assert (found[1] == found[2]) is same


def test_same_subject_under_other_names_is_another_event():
    """Two plants that do the same thing in the same week are two stories."""
    articles = [told(1, 0, **FRENCH), told(2, 5, **ELSEWHERE)]
    assert stories_of(group(articles, at(0, degrees(0.5)))) == {1: 1, 2: 2}


def test_shared_names_do_not_join_far_texts():
    """One firm's two announcements are two events."""
    articles = [told(1, 0, **FRENCH), told(2, 5, **ENGLISH)]
    assert stories_of(group(articles, at(0, 90))) == {1: 1, 2: 2}


def test_series_of_one_source_is_not_one_event():
    """What two papers may tell alike, one paper tells once."""
    vectors = at(0, degrees(0.75))
    series = [told(n, n, source_id=SourceId("s")) for n in (1, 2)]
    assert stories_of(group(series, vectors)) == {1: 1, 2: 2}
    assert stories_of(group([told(1), told(2)], vectors)) == {1: 1, 2: 1}


def test_many_tellings_that_agree_on_average_need_be_less_alike():
    """What two articles cannot prove, eight can."""
    spread = [0.0, 62.0]
    assert len(set(stories_of(group([told(1), told(2)], at(*spread))).values())) == 2
    articles = [told(n, n / 10) for n in range(1, 9)]
    near = group(articles, at(*[0, 1, 2, 3, 60, 61, 62, 63]))
    assert len(set(stories_of(near).values())) == 1


def test_flood_of_one_source_draws_nobody_in():
    """Forty alike offers of one feed weigh as one against a stranger."""
    flood = [told(n, n / 10, source_id=SourceId("spam")) for n in range(1, 41)]
    found = stories_of(group([*flood, told(99, 5)], at(*[0.0] * 40, degrees(0.5))))
    assert found[99] == 99
    assert len({found[a.id] for a in flood}) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Tribune. La semaine du robot",
        "L’hebdo cyber : le robot",
        "Column: the robot",
        "Weekly robots",
    ],
)
def test_column_or_round_up_is_a_story_of_its_own(title):
    """It speaks of many events and would tie them together."""
    articles = [told(1, 0), told(2, 1, title=title), told(3, 2)]
    assert stories_of(group(articles, at(0, 0, 0))) == {1: 1, 2: 2, 3: 1}


def test_event_is_told_within_a_week():
    """The same words a week later are another story."""
    near = at(0, 1)
    assert stories_of(group([told(1, 0), told(2, 143)], near)) == {1: 1, 2: 1}
    assert stories_of(group([told(1, 0), told(2, 145)], near)) == {1: 1, 2: 2}


def test_what_a_person_took_apart_stays_apart():
    """A hand split binds every later run."""
    articles = [told(1, 0), told(2, 1), told(3, 2)]
    apart = [(ArticleId(1), ArticleId(2))]
    found = stories_of(group(articles, at(0, 1, 60), apart))
    assert found[1] != found[2]
    settled = [told(1, 0, story_id=StoryId(1)), told(2, 1), told(4, 1, story_id=StoryId(1))]
    assert stories_of(group(settled, at(0, 1, 1), apart)) == {2: 2}


def test_two_stories_are_never_merged_by_a_newcomer():
    """Ids that people have seen stay; a bridge joins one side."""
    settled = [told(1, 0, story_id=StoryId(1)), told(2, 1, story_id=StoryId(2))]
    found = stories_of(group([*settled, told(3, 2)], at(0, 20, 10)))
    assert found.keys() == {3}
    assert found[3] in (1, 2)


def test_second_view_counts_when_there_are_enough_articles():
    """A view whose common part is taken out tells apart what the first cannot."""
    first = np.tile(np.array([[1.0, 0.0]], np.float32), (60, 1))
    rng = np.random.default_rng(7)
    second = rng.normal(size=(60, 40)).astype(np.float32)
    second[1] = second[0]
    second /= np.linalg.norm(second, axis=1, keepdims=True)
    articles = [told(n, n / 100) for n in range(1, 61)]
    alone = stories_of(group(articles, [first * 0.3]))
    both = stories_of(group(articles, [first * 0.3, second]))
    assert len(set(alone.values())) == 60
    assert both[1] == both[2]
    assert len(set(both.values())) > 40


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
    """A like B like C joins at most ten days into one story."""
    articles = [told(n, (n - 1) * 48) for n in range(1, 31)]
    found = group(articles, at(*[0.0] * 30))
    for story_id in set(stories_of(found).values()):
        moments = [a.effective_at for a in articles if found[a.id].story_id == story_id]
        assert max(moments) - min(moments) <= timedelta(days=10)
    assert len(set(stories_of(found).values())) >= 5


def test_story_is_bounded_in_size():
    """A flood of one text fills stories of a hundred and fifty, not one of four hundred."""
    articles = [told(n, n * 0.1) for n in range(1, 401)]
    found = list(stories_of(group(articles, at(*[0.0] * 400))).values())
    assert max(np.unique(found, return_counts=True)[1]) <= 150


def test_placed_articles_keep_their_story_and_take_others_in():
    """Ids are stable: a story keeps its name when new tellings come."""
    articles = [told(7, 0, story_id=StoryId(7)), told(3, 1)]
    found = group(articles, at(0, 1))
    assert stories_of(found) == {3: 7}


def test_nothing_to_group_gives_nothing():
    """An empty day is no error."""
    assert group([], [np.zeros((0, 2), np.float32)]) == {}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 359)), min_size=1, max_size=25),
    st.randoms(),
)
def test_order_of_arrival_changes_nothing(drawn, random):
    """The same articles are the same stories, however they were listed."""
    articles = [told(n, hours + n / 1000) for n, (hours, _) in enumerate(sorted(drawn), start=1)]
    (vectors,) = at(*[angle for _, angle in sorted(drawn)])
    order = list(range(len(articles)))
    random.shuffle(order)
    shuffled = group([articles[n] for n in order], [vectors[order]])
    assert shuffled == group(articles, [vectors])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 359)), min_size=1, max_size=25),
    st.data(),
)
def test_every_article_is_placed_and_what_was_placed_stays(drawn, data):
    """Each run gives every newcomer a story that exists, and moves nobody."""
    articles = [told(n, hours + n / 1000) for n, (hours, _) in enumerate(sorted(drawn), start=1)]
    (vectors,) = at(*[angle for _, angle in sorted(drawn)])
    cut = data.draw(st.integers(0, len(articles)))
    first = group(articles[:cut], [vectors[:cut]])
    placed = [
        replace(a, story_id=first[a.id].story_id, reprint_of=first[a.id].reprint_of)
        for a in articles[:cut]
    ]
    second = group([*placed, *articles[cut:]], [vectors])
    assert second.keys() == {a.id for a in articles[cut:]}
    everywhere = first | second
    for placement in everywhere.values():
        assert everywhere[ArticleId(placement.story_id)].story_id == placement.story_id
        if placement.reprint_of is not None:
            assert everywhere[placement.reprint_of].story_id == placement.story_id


SOURCES = {
    source(name).id: source(name, owner=owner)
    for name, owner in (("a", "Group"), ("b", "Group"), ("c", "Other"), ("d", "Third"))
}


def member(number, name, **fields):
    return told(number, number, source_id=source(name).id, story_id=StoryId(1), **fields)


def test_owners_are_counted_once_and_reprints_not_at_all():
    """Two titles of one group are one voice; a reprint is none."""
    found = gather(
        [member(1, "a"), member(2, "b"), member(3, "c"), member(4, "d", reprint_of=ArticleId(1))],
        SOURCES,
    )
    (one,) = found.values()
    assert one.owners == ("Group", "Other")
    assert {a.id for a in one.articles} == {1, 2, 3, 4}
    assert one.lead.id == 1


def test_lead_is_an_original_even_when_a_reprint_came_first():
    """The story is led by a text of its own."""
    (one,) = gather([member(1, "a", reprint_of=ArticleId(2)), member(2, "c")], SOURCES).values()
    assert one.lead.id == 2
    assert one.owners == ("Other",)


def test_story_of_reprints_alone_still_has_a_lead():
    """When the original is too old to be read, its reprints stand for it."""
    (one,) = gather([member(1, "a", reprint_of=ArticleId(77))], SOURCES).values()
    assert one.lead.id == 1
