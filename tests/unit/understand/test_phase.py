"""A story is new, grows, holds or fades by the owners who tell it, week by week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT, article, source, story
from hypothesis import given
from hypothesis import strategies as st

from watch.model import ArticleId, SourceId
from watch.model.topics import Phase
from watch.understand.phase import phase, story_phase

OWNERS = st.sampled_from("abcdefg")
TELLINGS = st.lists(st.tuples(OWNERS, st.floats(min_value=0, max_value=40)), min_size=1)


def at(*tellings):
    """Tellings given as owner and age in days."""
    return [(owner, MOMENT - timedelta(days=days)) for owner, days in tellings]


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        ([("a", 0)], Phase.NEW),
        ([("a", 6.9), ("b", 1), ("c", 0)], Phase.NEW),
        ([("a", 7), ("b", 1), ("c", 0)], Phase.GROWING),
        ([("a", 8), ("b", 1)], Phase.STEADY),
        ([("a", 30), ("b", 1)], Phase.STEADY),
        ([("a", 30), ("b", 1), ("c", 2)], Phase.GROWING),
        ([("a", 8), ("b", 9), ("c", 9), ("a", 1)], Phase.FADING),
        ([("a", 8), ("b", 9), ("a", 1)], Phase.STEADY),
        ([("a", 8)], Phase.FADING),
        ([("a", 30)], Phase.FADING),
        ([("a", 8), ("a", 1), ("a", 2), ("a", 3)], Phase.STEADY),
    ],
)
def test_phase_follows_distinct_owners_per_week(tellings, expected):
    """Each rule at its edges; one owner who repeats itself is one owner."""
    assert phase(at(*tellings), MOMENT) is expected


def test_phase_of_nothing_is_refused():
    """A story that nobody told is a mistake of the caller."""
    with pytest.raises(ValueError, match="telling"):
        phase([], MOMENT)


def test_moment_ahead_counts_as_now():
    """A feed that post-dates its entries makes no story older or younger than today."""
    assert phase(at(("a", -30)), MOMENT) is phase(at(("a", 0)), MOMENT) is Phase.NEW


@given(TELLINGS, st.randoms(use_true_random=False))
def test_phase_does_not_depend_on_order_or_repetition(tellings, random):
    """The same owners in the same weeks give the same phase."""
    shuffled = [*tellings, *tellings]
    random.shuffle(shuffled)
    assert phase(at(*shuffled), MOMENT) is phase(at(*tellings), MOMENT)


@given(TELLINGS)
def test_story_first_told_long_ago_is_never_new_again(tellings):
    """Once a telling is a week old, the story is not new, whatever follows."""
    assert phase([*at(*tellings), *at(("z", 7))], MOMENT) is not Phase.NEW


@given(TELLINGS, st.floats(min_value=0, max_value=6.99))
def test_one_more_owner_this_week_never_makes_a_story_fade(tellings, age):
    """More voices can only lift the phase."""
    rises = [Phase.FADING, Phase.STEADY, Phase.GROWING]
    before = phase(at(*tellings), MOMENT)
    after = phase(at(*tellings, ("z", age)), MOMENT)
    assert (before is after is Phase.NEW) or rises.index(after) >= rises.index(before)


@given(TELLINGS)
def test_silent_story_fades(tellings):
    """Three weeks on, with nothing more told, every story fades."""
    assert phase(at(*tellings), MOMENT + timedelta(days=21)) is Phase.FADING


def test_reprint_makes_no_story_grow():
    """Two papers that reprint last week's text are no new voices."""
    old = article(1, effective_at=MOMENT - timedelta(days=8))
    copies = [article(n, source_id=SourceId(f"paper-{n}"), reprint_of=ArticleId(1)) for n in (2, 3)]
    sources = {a.source_id: source(a.source_id) for a in (old, *copies)}
    assert story_phase(story(1, old, *copies), sources, MOMENT) is Phase.FADING
    own_words = [article(n, source_id=SourceId(f"paper-{n}")) for n in (2, 3)]
    assert story_phase(story(1, old, *own_words), sources, MOMENT) is Phase.GROWING
