"""The list: best first, varied, capped, never filler, the same every time."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from fakes import MOMENT, article, match, pain, source, story
from hypothesis import given, settings
from hypothesis import strategies as st

from watch.model import EventKind, Facts, Grade, Opportunity, OpportunityId, PainId, StoryId
from watch.rank import Candidate, choose, silences
from watch.rank.order import put
from watch.settings import RankSettings

USUAL = RankSettings()


def candidate(number, score=50.0, /, pain_id="stoppages", owner="", vector=None, **fields):
    usual = {
        "id": OpportunityId(f"{pain_id}-{number:04}"),
        "pain_id": PainId(pain_id),
        "pain_title": pain_id,
        "area": "",
        "story_id": StoryId(number),
        "title": f"Title {number}",
        "language": "en",
        "score": score,
        "grade": Grade.PROBABLE,
        "need": 0.5,
        "relevance": 0.5,
        "signals": (),
        "penalties": (),
        "solution_id": "",
        "event": EventKind.DEPLOYMENT,
        "gain": "",
        "evidence": (),
        "owners": (owner or f"owner {number}",),
        "effective_at": MOMENT,
        "first_seen_at": MOMENT,
    }
    if vector is None:
        vector = np.zeros(64, np.float32)
        vector[number % 64] = 1.0
    return Candidate(opportunity=Opportunity(**usual | fields), vector=vector)


def ids(listed):
    return [item.story_id for item in listed]


def test_list_is_ordered_by_score_then_id():
    """Best first; equal scores in the order of their ids."""
    found = choose(
        [candidate(3, 40.0, "a"), candidate(1, 40.0, "b"), candidate(2, 60.0, "c")], USUAL
    )
    assert [(o.score, o.id) for o in found] == [
        (60.0, "c-0002"),
        (40.0, "a-0003"),
        (40.0, "b-0001"),
    ]


def test_at_most_three_per_pain_and_two_per_owner():
    """One pain or one publisher never fills the list."""
    many = [candidate(n, 90.0 - n, f"pain {n % 3}", owner=f"owner {n % 2}") for n in range(30)]
    found = choose(many, USUAL)
    assert max(Counter(o.pain_id for o in found).values()) <= 3
    assert max(Counter(o.owners[0] for o in found).values()) <= 2
    spam = [candidate(n, 90.0, f"pain {n}", owner="spam") for n in range(50)]
    assert len(choose(spam, USUAL)) == 2


def test_nothing_below_the_floor_is_listed():
    """A quiet week is a short list, and an empty one when nothing is good enough."""
    low = [candidate(n, USUAL.floor - 0.01, f"pain {n}") for n in range(9)]
    assert choose(low, USUAL) == []
    assert ids(choose([*low, candidate(50, USUAL.floor, "x")], USUAL)) == [50]
    assert choose([], USUAL) == []


def test_story_is_listed_once_for_its_best_pain():
    """A story that serves two pains is one line that names the second."""
    found = choose(
        [
            candidate(1, 50.0, "a", relevance=0.8),
            candidate(1, 40.0, "b", relevance=0.5),
            candidate(1, 30.0, "c", relevance=0.1),
        ],
        USUAL,
    )
    assert [(o.pain_id, o.other_pain_ids) for o in found] == [("a", ("b",))]


def test_list_prefers_what_is_different():
    """Of two nearly equal scores the one that repeats the first story gives way."""
    same = np.eye(64, dtype=np.float32)[0]
    found = choose(
        [
            candidate(1, 60.0, "a", vector=same),
            candidate(2, 59.0, "b", vector=same),
            candidate(3, 55.0, "c"),
        ],
        replace(USUAL, list_size=2),
    )
    assert ids(found) == [1, 3]


def test_resemblance_to_any_row_of_the_list_counts():
    """Different from the second row is not different enough: it repeats the first."""
    same = np.eye(64, dtype=np.float32)[0]
    found = choose(
        [
            candidate(1, 60.0, "a", vector=same),
            candidate(2, 58.0, "b"),
            candidate(3, 57.0, "c", vector=same),
            candidate(4, 50.0, "d"),
        ],
        replace(USUAL, list_size=3),
    )
    assert ids(found) == [1, 2, 4]


def test_repetition_that_is_far_better_is_still_listed():
    """It costs three tenths of the best score: 59 − 18 is more than 30, and less than 45."""
    same = np.eye(64, dtype=np.float32)[0]
    for other, expected in ((30.0, [1, 2]), (45.0, [1, 3])):
        rows = [candidate(n, score, f"p{n}", vector=same) for n, score in ((1, 60.0), (2, 59.0))]
        found = choose([*rows, candidate(3, other, "c")], replace(USUAL, list_size=2))
        assert ids(found) == expected


def test_full_pain_does_not_end_the_list():
    """What stands behind a row that finds its pain full still comes in."""
    many = [candidate(n, 61.0 - n, "a") for n in range(1, 6)]
    found = choose([*many, candidate(9, 13.0, "b")], replace(USUAL, per_pain=2))
    assert ids(found) == [1, 2, 9]


def test_one_place_is_kept_for_a_weak_signal():
    """An early, lone development below the bar is shown last and marked."""
    early = candidate(9, 5.0, "z", event=EventKind.PILOT, relevance=0.4)
    found = choose([candidate(1, 50.0, "a"), early], USUAL)
    assert [(o.story_id, o.weak_signal) for o in found] == [(1, False), (9, True)]


@pytest.mark.parametrize(
    "fields",
    [
        {"event": EventKind.OPINION},
        {"owners": ("one", "two")},
        {"relevance": 0.01},
        {"penalties": ("promotional",)},
    ],
)
def test_weak_signal_is_early_lone_relevant_and_sober(fields):
    """Talk, known stories, far topics and brochures are no weak signals."""
    early = {"event": EventKind.PILOT, "relevance": 0.4} | fields
    assert choose([candidate(9, 5.0, "z", **early)], USUAL) == []


def test_weak_signal_is_the_best_of_its_kind():
    early = {"event": EventKind.PILOT, "relevance": 0.4}
    pilots = [candidate(1, 5.0, "a", **early), candidate(2, 6.0, "b", **early)]
    assert ids(choose(pilots, USUAL)) == [2]


def test_weak_signal_takes_the_last_place_of_a_full_list():
    """The second best gives way, though the early development scores lower."""
    early = candidate(3, 80.0, "c", event=EventKind.PILOT, relevance=0.4)
    found = choose(
        [candidate(1, 90.0, "a"), candidate(2, 85.0, "b"), early], replace(USUAL, list_size=2)
    )
    assert [(o.story_id, o.weak_signal) for o in found] == [(1, False), (3, True)]


def test_there_is_one_weak_signal_at_most():
    """However many pilots there are, one is shown."""
    pilots = [candidate(n, 5.0, f"p{n}", event=EventKind.PILOT, relevance=0.4) for n in range(9)]
    assert [o.weak_signal for o in choose(pilots, USUAL)] == [True]


def test_list_keeps_to_its_size():
    """The list never has more rows than the settings say."""
    many = [candidate(n, 90.0 - n, f"pain {n}") for n in range(30)]
    early = candidate(40, 5.0, "z", event=EventKind.PILOT, relevance=0.4)
    assert len(choose([*many, early], USUAL)) <= USUAL.list_size


def test_rows_already_listed_may_fill_the_list_and_more():
    """A person's rows stay, however many; nothing is added to them."""
    already = [candidate(n, 50.0, f"p{n}").opportunity for n in (1, 2, 3)]
    more = candidate(9, 90.0, "z")
    for size in (2, 3):
        found = choose([more], replace(USUAL, list_size=size), already=already)
        assert sorted(ids(found)) == [1, 2, 3]


def test_weak_signal_among_other_rows_already_listed_is_the_only_one():
    already = [candidate(1, 50.0, "a").opportunity, candidate(2, 5.0, "b").opportunity]
    already[1] = replace(already[1], weak_signal=True)
    early = candidate(3, 6.0, "c", event=EventKind.PILOT, relevance=0.4)
    assert ids(choose([early], USUAL, already=already)) == [1, 2]


def test_rows_put_at_one_place_stand_in_the_same_order_however_they_are_told():
    rows = [candidate(n, 50.0, "a").opportunity for n in (1, 2, 3)]
    for names in ((rows[0].id, rows[1].id), (rows[1].id, rows[0].id)):
        assert ids(put(rows, [], dict.fromkeys(names, 1))) == [2, 1, 3]


def test_zero_scores_with_a_zero_floor_are_no_crash():
    """A pain of no importance scores 0; with floor 0 the list still comes."""
    assert len(choose([candidate(1, 0.0, "a")], replace(USUAL, floor=0.0))) <= 1


candidates_any = st.lists(
    st.builds(
        candidate,
        st.integers(0, 20),
        st.floats(1, 99).map(lambda value: round(value, 1)),
        pain_id=st.sampled_from(["a", "b", "c", "d"]),
        owner=st.sampled_from(["one", "two", "three"]),
        event=st.sampled_from([EventKind.DEPLOYMENT, EventKind.PILOT]),
        relevance=st.floats(0, 1),
    ),
    max_size=40,
    unique_by=lambda c: c.opportunity.id,
)


@settings(deadline=None)
@given(candidates_any, st.randoms(use_true_random=False))
def test_list_is_the_same_however_its_input_is_shuffled(found, chance):
    """Order of the input never shows in the list."""
    mixed = list(found)
    chance.shuffle(mixed)
    assert choose(mixed, USUAL) == choose(found, USUAL)


@settings(deadline=None)
@given(candidates_any)
def test_list_keeps_its_caps_whatever_comes(found):
    """Caps, floor and order hold, the weak signal aside."""
    listed = choose(found, USUAL)
    strong = [o for o in listed if not o.weak_signal]
    assert len(strong) <= USUAL.list_size
    assert [o.score for o in strong] == sorted((o.score for o in strong), reverse=True)
    assert all(o.score >= USUAL.floor for o in strong)
    assert all(n <= USUAL.per_pain for n in Counter(o.pain_id for o in strong).values())
    assert all(n <= USUAL.per_owner for n in Counter(o.owners[0] for o in strong).values())
    assert len({o.story_id for o in listed}) == len(listed)
    assert sum(o.weak_signal for o in listed) <= 1


def test_flood_of_one_owner_has_three_rows_at_most():
    """A spam feed of 5,000 entries is at most two rows and the weak one."""
    chance = random.Random(1)
    flood = [
        candidate(n, chance.uniform(20, 99), f"p{n % 8}", owner="spam", event=EventKind.LAUNCH)
        for n in range(500)
    ]
    assert len(choose(flood, USUAL)) <= 3


def test_silence_names_the_nearest_miss():
    """A pain nobody heard about says what was read and what came closest."""
    pains = [pain("a", area="energy"), pain("b"), pain("c")]
    listed = [candidate(1, 50.0, "a", other_pain_ids=(PainId("b"),)).opportunity]
    stories = {1: story(1), 2: story(2, article(2, title="Near", url="https://x.example/2"))}
    sources = [source("x", topics=("",)), source("y", topics=("",), enabled=False)]
    (found,) = silences(pains, listed, [match(2, "c"), match(1, "c")], stories, sources, 9)
    assert (found.pain_id, found.nearest_title, found.nearest_url) == (
        "c",
        "Near",
        "https://x.example/2",
    )
    assert (found.article_count, found.source_count) == (9, 1)


def test_silence_without_any_match_says_so_calmly():
    """An empty database gives a silence for every pain, without a nearest miss."""
    found = silences([pain("a"), pain("b")], [], [], {}, [], 0)
    assert [(s.pain_id, s.article_count, s.nearest_title) for s in found] == [
        ("a", 0, ""),
        ("b", 0, ""),
    ]


def test_facts_default_to_nothing_found():
    """A story without facts is of no particular kind."""
    assert story(1).facts == Facts()
