"""What the radar and insight pages say: filters, answers in words, rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from fakes import MOMENT

from watch.model import (
    Blip,
    Coverage,
    Grade,
    OpportunityId,
    PainId,
    Phase,
    Radar,
    Ring,
    Status,
    Trend,
    Trends,
)
from watch.present import views
from watch.present.views.radar import LISTED, MOST, wanted_blips
from watch.wording import Translator

EN, FR = Translator("en"), Translator("fr")
DAYS = tuple(date(2026, 11, 18) - timedelta(weeks=11 - n) for n in range(12))


def blip(name="one", /, **fields):
    usual = {
        "id": OpportunityId(name),
        "title": f"Title of {name}",
        "language": "en",
        "pain_title": "Stoppages",
        "area": "maintenance",
        "owner": "",
        "score": 50.0,
        "grade": Grade.PROBABLE,
        "ring": Ring.NEW,
        "before": Ring.NEW,
    }
    return Blip(**usual | fields)


def radar(*blips, off=None):
    return Radar(since_at=MOMENT - timedelta(days=30), blips=blips, off=off or {})


def trend(subject="robots", /, **fields):
    usual = {
        "subject": subject,
        "area": "logistics",
        "names": {"fr": f"{subject} fr", "en": f"{subject} en"},
        "counts": (1,) * 12,
        "recent": 4,
        "before": 8,
        "ratio": 1.0,
        "phase": Phase.STEADY,
    }
    return Trend(**usual | fields)


def trends(*families, **fields):
    usual = {
        "ends_on": DAYS,
        "stories": (50,) * 12,
        "placed": 60,
        "recent_weeks": 4,
        "families": families,
        "areas": (),
    }
    return Trends(**usual | fields)


def test_filters_leave_area_ring_and_what_moved():
    moved = blip("moved", ring=Ring.PILOT, before=Ring.TO_STUDY)
    found = radar(blip("one"), moved, blip("far", area="energy", before=None))
    wanted = views.Wanted
    assert [b.id for b in wanted_blips(found, wanted(areas=["energy"]))] == ["far"]
    assert [b.id for b in wanted_blips(found, wanted(rings=[Ring.PILOT]))] == ["moved"]
    assert {b.id for b in wanted_blips(found, wanted(moved_only=True))} == {"moved", "far"}


def test_picture_holds_what_moved_then_the_best_and_says_what_it_leaves_out():
    still = [blip(f"b{n:02}", score=90 - n) for n in range(MOST + 2)]
    moved = blip("moved", score=1.0, ring=Ring.PILOT, before=Ring.NEW)
    view = views.radar_view(radar(*still, moved, off={Status.REJECTED: 2}), views.Wanted(), EN)
    drawn = [point.row.id for point in view.points]
    assert len(drawn) == MOST
    assert drawn[:2] == ["moved", "b00"]
    assert (len(view.rows), view.more) == (LISTED, MOST + 3 - LISTED)
    assert view.left[0].startswith("3 further opportunities are in the list only")
    assert view.left[1] == "Off the radar, as decided: Rejected\u00a0(2)."


def test_row_tells_move_months_and_former_score():
    one = blip(ring=Ring.PILOT, before=Ring.TO_STUDY, months=8.0, score=61.2, score_before=55.0)
    (row,) = views.radar_view(radar(one), views.Wanted(), EN).rows
    assert row.move == "nearer, from “To study”"
    assert row.months == "8 months"
    assert row.score == "61 (a month ago 55)"


def test_list_goes_from_the_middle_outwards():
    blips = (blip("new"), blip("pilot", ring=Ring.PILOT), blip("adopted", ring=Ring.ADOPTED))
    rows = views.radar_view(radar(*blips), views.Wanted(), EN).rows
    assert [row.id for row in rows] == ["adopted", "pilot", "new"]


@pytest.mark.parametrize(
    ("families", "answer"),
    [
        ([trend(phase=Phase.GROWING)], "Growing: “robots en”."),
        (
            [trend(phase=Phase.NEW), trend("rfid", phase=Phase.FADING)],
            "New: “robots en”. Fading: “rfid en”.",
        ),
        ([trend()], "Nothing grows or fades beyond what chance explains."),
    ],
)
def test_answer_says_what_grows_and_fades(families, answer):
    assert views.family_trends(trends(*families), EN).answer == answer


def test_answer_is_not_given_without_weeks_to_compare_with():
    found = trends(trend(phase=None), stories=(0,) * 8 + (50,) * 4)
    assert "too early to tell" in views.family_trends(found, EN).answer


def test_answer_names_six_and_counts_the_others():
    many = [trend(f"f{n}", phase=Phase.GROWING) for n in range(8)]
    assert views.family_trends(trends(*many), FR).answer.endswith(
        "«\u00a0f5 fr\u00a0» et 2 autres."
    )


def test_week_with_few_stories_is_said_and_an_empty_one_not_drawn():
    found = trends(trend(), stories=(0, 7, *(50,) * 10))
    view = views.family_trends(found, EN)
    assert "In 1 week fewer than 30 stories were read" in view.note
    assert len(view.points) == 11
    assert view.points[0].share == pytest.approx(100 / 7)


def test_matter_too_rare_to_tell_is_counted_apart():
    view = views.family_trends(trends(trend(), trend("rare", phase=None)), EN)
    assert [row.name for row in view.rows] == ["robots en"]
    assert view.more == 1


def test_area_without_names_is_called_as_areas_are():
    area = trend("logistics", names={})
    view = views.area_trends(replace(trends(), areas=(area,)), FR)
    assert view.rows[0].name == "Logistique"
    assert view.rows[0].area == ""


def test_least_covered_pain_comes_first_with_what_would_help():
    found = [
        Coverage(pain_id=PainId("a"), area="hr", sources=9, packs=(), sources_to_gain=0),
        Coverage(pain_id=PainId("b"), area="energy", sources=1, packs=("x",), sources_to_gain=4),
        Coverage(pain_id=PainId("c"), area="", sources=0, packs=(), sources_to_gain=0),
    ]
    rows = views.coverage_rows(found, {PainId("a"): "Hiring"}, 5, EN)
    assert [row.title for row in rows] == ["c", "b", "Hiring"]
    assert rows[0].told == "no area is stated, so nothing can be counted"
    assert rows[1].told == "too few; packs would add 4 sources"
    assert views.coverage_answer(rows, EN).startswith("Too few sources answer on 2 pain points")
    assert views.coverage_answer(rows[2:], EN) == "Enough sources answer on every pain point."
