"""``techwatch radar`` and ``trends``, as a person and as a program read them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from watch.cli.screen import Screen
from watch.cli.show.radar import radar_object, shown_radar
from watch.cli.show.trends import shown_trends
from watch.cli.structure import plain
from watch.model import (
    Blip,
    Grade,
    OpportunityId,
    Phase,
    Radar,
    Ring,
    Status,
    Trend,
    Trends,
)
from watch.wording import Translator

EN = Translator("en")
PILOT = Blip(
    id=OpportunityId("c0ffee0000"),
    title="Robots that pick",
    language="en",
    pain_title="Picking errors",
    area="logistics",
    owner="Nadia",
    score=61.0,
    grade=Grade.CONFIRMED,
    ring=Ring.PILOT,
    before=Ring.TO_STUDY,
)
STILL = replace(
    PILOT, id=OpportunityId("5c40010000"), title="A school", ring=Ring.NEW, before=Ring.NEW
)
RADAR = Radar(
    since_at=datetime(2026, 10, 19, 9, tzinfo=UTC), blips=(PILOT, STILL), off={Status.REJECTED: 2}
)
TREND = Trend(
    subject="robots",
    area="logistics",
    names={"fr": "Robots", "en": "Picking robots"},
    counts=(0,) * 8 + (3,) * 4,
    recent=12,
    before=0,
    ratio=None,
    phase=Phase.NEW,
)
TRENDS = Trends(
    ends_on=tuple(date(2026, 11, 18) - timedelta(weeks=11 - n) for n in range(12)),
    stories=(50,) * 12,
    placed=13,
    recent_weeks=4,
    families=(TREND, replace(TREND, subject="rfid", names={"en": "RFID"}, phase=None)),
    areas=(),
)


@pytest.fixture
def screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    return Screen()


def test_radar_goes_outwards_with_arrows_and_what_is_off(screen, capsys):
    shown_radar(screen, RADAR, EN, UTC, moved_only=False)
    shown = capsys.readouterr().out
    assert "Since 19 October 2026" in shown
    assert shown.index("In pilot") < shown.index("↑  c0ffee00    61  Robots that pick")
    assert shown.index("Robots that pick") < shown.index("A school")
    assert "Rejected\u00a0(2)" in shown


def test_radar_shows_only_what_moved(screen, capsys):
    shown_radar(screen, RADAR, EN, UTC, moved_only=True)
    assert "A school" not in capsys.readouterr().out
    found = json.loads(json.dumps(plain(radar_object(RADAR, moved_only=True))))
    assert [(one["ring"], one["move"]) for one in found["blips"]] == [("pilot", "inward")]


def test_trends_leave_out_what_is_too_rare_unless_asked(screen, capsys):
    shown_trends(screen, TRENDS, EN, every=False)
    shown = capsys.readouterr().out
    assert "Picking robots" in shown
    assert "▁▁▁▁▁▁▁▁████" in shown
    assert "RFID" not in shown
    assert "Too few stories to tell; --all shows them." in shown  # no area has enough
    shown_trends(screen, TRENDS, EN, every=True)
    assert "RFID" in capsys.readouterr().out
