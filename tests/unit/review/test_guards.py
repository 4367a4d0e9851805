"""What fails a guard is left out of the frozen edition, by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_rows import edition, row

from watch.model import StoryId
from watch.review.guards import guarded
from watch.settings import RankSettings

SETTINGS = RankSettings()
BLANK = row("b", evidence=[{"sentence": "  "}])


def kept(made, settings=SETTINGS):
    return [item.id for item in guarded(made, settings).opportunities]


def guards(made, settings=SETTINGS):
    return [(left.opportunity_id, left.guard) for left in guarded(made, settings).left_out]


def test_sound_edition_passes_whole():
    """Nothing is left out of rows that differ, and nothing else changes."""
    made = edition(row("a"), row("b"), row("c", pain_id="hr"))
    assert guarded(made, SETTINGS) == made


@pytest.mark.parametrize(
    ("second", "guard"),
    [
        (row("b", evidence=[]), "no evidence"),
        (BLANK, "no evidence"),
        (row("b", evidence=[{"url": "javascript:alert(1)"}]), "no link"),
        (row("b", evidence=[{}, {"url": "ftp://press.example/b"}]), "no link"),
        (row("b", evidence=[{"url": ""}]), "no link"),
        (row("b", score=11.99), "below the floor"),
        (row("b", story_id=row("a").story_id), "redundant"),
        (row("b", title="  TITLE of Á!"), "redundant"),
        (row("b", evidence=[{"url": "https://press.example/a?utm_source=x#top"}]), "redundant"),
    ],
)
def test_row_that_fails_is_left_out_by_name(second, guard):
    """The row before it stays; title and id of the other are kept with the guard."""
    (left,) = guarded(edition(row("a"), second), SETTINGS).left_out
    assert (left.opportunity_id, left.title, left.guard) == ("b", second.title, guard)
    assert kept(edition(row("a"), second)) == ["a"]


def test_titles_without_letters_are_not_the_same():
    """Two titles in another script are not taken for one because no word is left of either."""
    assert kept(edition(row("a", title="停机时间"), row("b", title="质量问题"))) == ["a", "b"]


def test_too_many_for_a_pain_point_or_of_an_owner_are_left_out():
    """The caps are those of the settings; the first rows stay."""
    settings = RankSettings(per_pain=2, per_owner=1)
    pains = edition(*(row(name) for name in "abc"))
    owners = edition(*(row(n, pain_id=n, owners=("Press", n)) for n in "abc"))
    assert guards(pains, settings) == [("c", "too many for a pain point")]
    assert guards(owners, settings) == [
        ("b", "too many of one owner"),
        ("c", "too many of one owner"),
    ]


def test_row_left_out_makes_room_and_no_repetition():
    """Only rows that stay are counted and compared with."""
    settings = RankSettings(per_pain=1)
    bad = row("a", evidence=[])
    assert kept(edition(bad, replace(row("b"), story_id=bad.story_id)), settings) == ["b"]


@pytest.mark.parametrize("own_place", ["weak_signal", "placed"])
def test_weak_signal_and_placed_rows_have_their_own_place(own_place):
    """Neither floor nor caps concern them, and they take no other row's room."""
    settings = RankSettings(per_pain=2, per_owner=2)
    special = row("s", score=1.0, **{own_place: True})
    assert kept(edition(special, row("a"), row("b")), settings) == ["s", "a", "b"]
    assert kept(edition(row("a"), row("b"), special), settings) == ["a", "b", "s"]


@pytest.mark.parametrize("own_place", ["weak_signal", "placed"])
def test_own_place_excuses_no_missing_proof(own_place):
    """A person can place a row, not make up its evidence or tell it twice."""
    unproved = row("s", evidence=[], **{own_place: True})
    again = row("t", story_id=StoryId(row("a").story_id), **{own_place: True})
    assert guards(edition(row("a"), unproved, again)) == [
        ("s", "no evidence"),
        ("t", "redundant"),
    ]


def test_guarding_twice_is_guarding_once():
    """What was left out the first time stays recorded."""
    once = guarded(edition(row("a"), BLANK), SETTINGS)
    assert guarded(once, SETTINGS) == once
