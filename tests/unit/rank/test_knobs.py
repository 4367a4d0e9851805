"""Each reason lowers its own signal, within bounds, and no other."""

from __future__ import annotations

import pytest
from fakes import article, match, story

from watch.model import Lessons, PainId, Signal
from watch.rank.knobs import LEAST, STEP, factor, turned

SIGNALS = tuple(
    Signal(name=name, value=0.9, weight=0.1)
    for name in ("impact", "corroboration", "applicability", "readiness", "novelty", "momentum")
)


def lowered(lessons: Lessons) -> dict[str, tuple[float, int]]:
    """Return the signals that lessons change."""
    told = story(1)
    found = match(1, "stoppages", solution_id="robots")
    after = turned(SIGNALS, told, found, lessons)
    return {s.name: (s.value, s.decisions) for s in after if s.value != 0.9}


def test_no_lesson_changes_no_signal():
    """A cold start is no learning."""
    assert lowered(Lessons()) == {}


@pytest.mark.parametrize(
    ("lessons", "signal"),
    [
        (Lessons(early={PainId("stoppages"): 1}), "readiness"),
        (Lessons(unfit={(PainId("stoppages"), "robots"): 1}), "applicability"),
        (Lessons(known=frozenset({(PainId("stoppages"), "robots")})), "novelty"),
        (Lessons(doubted={story(1).owners[0]: 1}), "corroboration"),
    ],
)
def test_reason_lowers_its_own_signal_only(lessons, signal):
    """Too early is about readiness, too dear about fit, known about novelty, doubt about voices."""
    assert lowered(lessons) == {signal: (pytest.approx(0.9 * STEP), 1)}


@pytest.mark.parametrize(
    "lessons",
    [
        Lessons(early={PainId("errors"): 3}),
        Lessons(unfit={(PainId("stoppages"), "drones"): 3, (PainId("errors"), "robots"): 3}),
        Lessons(doubted={"somebody else": 3}),
    ],
)
def test_reason_about_something_else_lowers_nothing(lessons):
    """Another pain point, family or owner is not concerned."""
    assert lowered(lessons) == {}


def test_hundred_decisions_leave_half():
    """No reader can silence a signal."""
    assert factor(0) == 1.0
    assert factor(1) > factor(2) > LEAST
    assert factor(100) == LEAST


def test_doubt_is_about_the_owner_who_told_it_first():
    """Whoever took the story up later has lent it a voice, not its word."""
    told = story(1, article(1), article(2, source_id="other"))
    first, second = told.owners
    for owner, decisions in ((first, 1), (second, 0)):
        after = turned(SIGNALS, told, match(1), Lessons(doubted={owner: 1}))
        assert {s.name: s.decisions for s in after}["corroboration"] == decisions


def test_lowered_signal_is_kept_to_four_places_as_every_signal_is():
    """A third less a fifth is 0.26664."""
    signals = (Signal(name="readiness", value=0.3333, weight=0.1),)
    lessons = Lessons(early={PainId("stoppages"): 1})
    assert turned(signals, story(1), match(1), lessons)[0].value == 0.2666
