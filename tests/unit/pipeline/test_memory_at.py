"""What was remembered when a past edition was made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fakes import MOMENT
from lives import change, decided, opportunity, undone

from watch.model import Attached, ChangeKind, Company, Edition, Status
from watch.pipeline.replay import Past, memory_at

WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)


def edition(number, *names, made_at=None):
    return Edition(
        week=f"2026-W{number}",
        made_at=made_at or MOMENT + (number - 47) * WEEK,
        company=Company(),
        opportunities=tuple(opportunity(name) for name in names),
        silences=(),
        article_count=9,
        story_count=7,
        source_count=3,
        failed_source_count=0,
    )


def memory(present, **fields):
    empty = {"editions": [], "decisions": [], "changes": [], "attached": [], "story_of": {}}
    return memory_at(Past(**empty | fields), present, "Europe/Paris")


def attached(story_id, at):
    return Attached(
        opportunity_id="one",
        story_id=story_id,
        attached_at=at,
        title="",
        url="",
        source_name="",
        sentence="",
    )


def test_decisions_taken_later_are_not_remembered():
    """Neither the pilot, nor the undoing of what counted then."""
    rows = [
        decided(1, Status.TO_STUDY, at=MOMENT),
        decided(2, Status.PILOT, at=MOMENT + HOUR),
        undone(3, 1, at=MOMENT + HOUR),
    ]
    assert memory(edition(47), decisions=rows).standings["one"].status is Status.TO_STUDY


def test_changes_seen_later_are_not_remembered():
    first = change(ChangeKind.PRICE, "90 €", seen_at=MOMENT)
    later = change(ChangeKind.OWNER, "Floor", seen_at=MOMENT + HOUR)
    assert memory(edition(47), changes=[first, later]).changes == {"one": [first]}


def test_only_editions_before_this_one_have_shown_something():
    """The last of them, by the moment that it was made."""
    past = [edition(45, "one"), edition(46, "one", "two"), edition(47, "one", "three")]
    found = memory(past[2], editions=[*past, edition(48, "four")])
    assert found.shown == {"one": MOMENT - WEEK, "two": MOMENT - WEEK}


def test_stories_gathered_later_are_not_remembered():
    found = memory(
        edition(47, "one"),
        editions=[edition(47, "one")],
        attached=[attached(5, MOMENT), attached(6, MOMENT + HOUR)],
    )
    assert found.attached == {(5, "stoppages"): "one"}


def test_today_is_that_of_the_company():
    """Half past eleven in the evening, UTC, is the day after in Paris."""
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert memory(edition(47, made_at=late)).today.isoformat() == "2026-11-21"
