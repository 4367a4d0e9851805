"""View models of the board and of the life of a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from app_homes import opportunity
from fakes import MOMENT
from lives import change, decided, undone

from watch.model import (
    Attached,
    Card,
    CardHead,
    CardLine,
    Grade,
    OpportunityId,
    PainId,
    Standing,
    Status,
    StoryId,
)
from watch.present import views
from watch.present.views import Grouping, Order, Part
from watch.review import replay, standing_of
from watch.wording import Translator

FR, EN = Translator("fr"), Translator("en")
PARIS = ZoneInfo("Europe/Paris")
TODAY = MOMENT.date()


def line(name, status=Status.NEW, *, score=50.0, area="logistics", pain="picking", **fields):
    head = CardHead(
        id=OpportunityId(name),
        pain_id=PainId(pain),
        pain_title=f"Title of {pain}",
        area=area,
        title=f"Title of {name}",
        language="en",
        solution_id="",
        score=score,
        grade=Grade.PROBABLE,
    )
    return CardLine(head=head, standing=Standing(opportunity_id=head.id, status=status, **fields))


def due(days):
    return TODAY + timedelta(days=days)


def test_weak_signal_is_called_so_until_somebody_decides():
    lines = [line("new"), line("studied", Status.TO_STUDY)]
    weak = [replace(one, head=replace(one.head, weak_signal=True)) for one in lines]
    said = [row.status for row in views.board_rows([*lines, *weak], TODAY, FR)]
    assert said == ["À décider", "À étudier", "Signal faible", "À étudier"]


LINES = [
    line("fresh", score=90.0, pain="energy", area="energy"),
    line("due", Status.TO_STUDY, due_on=due(2), score=80.0, department="Quai"),
    line("late", Status.TO_STUDY, due_on=due(-2), owner="marie", score=70.0),
    line("later", Status.PILOT, due_on=due(-9), owner="Paul", score=60.0),
    line("done", Status.ADOPTED, due_on=due(-9), owner="Paul", score=50.0),
]


def names(lines):
    return [one.head.id for one in lines]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.DUE, ["later", "late", "done", "due", "fresh"]),
        (Order.SCORE, ["fresh", "due", "late", "later", "done"]),
        (Order.STATUS, ["fresh", "due", "late", "later", "done"]),
        (Order.OWNER, ["late", "later", "done", "fresh", "due"]),
    ],
)
def test_board_is_in_the_order_asked_for(order, expected):
    assert names(views.ordered(LINES, order, TODAY)) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (views.Chosen(), ["fresh", "due", "late", "later", "done"]),
        (views.Chosen(statuses=[Status.PILOT]), ["later"]),
        (views.Chosen(parts={Part.OWNER: "Paul"}), ["later", "done"]),
        (views.Chosen(parts={Part.DEPARTMENT: "Quai"}), ["due"]),
        (views.Chosen(parts={Part.AREA: "energy"}), ["fresh"]),
        (views.Chosen(parts={Part.PAIN: "energy"}), ["fresh"]),
        (views.Chosen(late_only=True), ["late", "later"]),
        (views.Chosen(statuses=[Status.ADOPTED], late_only=True), []),
    ],
)
def test_board_shows_what_is_chosen(chosen, expected):
    assert names(views.narrowed(LINES, chosen, TODAY)) == expected


def test_board_counts_every_choice():
    assert views.overdue(LINES, TODAY) == 2
    assert views.status_counts(LINES) == {
        Status.NEW: 1,
        Status.TO_STUDY: 2,
        Status.PILOT: 1,
        Status.ADOPTED: 1,
    }
    assert views.part_counts(LINES, Part.OWNER) == {"marie": 1, "Paul": 2}
    assert list(views.part_counts(LINES, Part.OWNER)) == ["marie", "Paul"]
    assert views.part_counts(LINES, Part.PAIN) == {"energy": 1, "picking": 4}
    assert views.pain_titles(LINES)["energy"] == "Title of energy"


def test_row_says_what_is_late_and_who_answers():
    (row,) = views.board_rows([LINES[2]], TODAY, EN)
    assert (row.status, row.owner, row.late) == ("To study", "marie", "2 days late")
    assert row.due == "16 Nov 2026"
    assert row.score == "70"


def test_row_of_a_hostile_text_is_one_short_line():
    text = "<b>x</b>\n" + "word " * 500
    (row,) = views.board_rows([line("x", owner=text, department=text)], TODAY, FR)
    assert len(row.owner) < 130
    assert "\n" not in row.owner


def test_lanes_by_status_are_all_there_and_count_what_they_do_not_show():
    many = [line(f"n{n}") for n in range(9)]
    lanes = views.lanes(many, Grouping.STATUS, TODAY, EN)
    assert [one.name for one in lanes][:2] == ["To decide", "To study"]
    assert len(lanes) == len(views.STATUSES)
    assert (lanes[0].count, len(lanes[0].rows)) == (9, 6)
    assert (lanes[1].count, lanes[1].rows) == (0, ())


def test_lanes_by_owner_put_who_has_most_first_and_nobody_last():
    lanes = views.lanes(LINES, Grouping.OWNER, TODAY, EN)
    assert [(one.name, one.count) for one in lanes] == [("Paul", 2), ("marie", 1), ("no owner", 2)]


def test_lanes_by_due_date_ask_only_of_what_is_at_work():
    lines = [
        *LINES,
        line("month", Status.PILOT, due_on=due(30)),
        line("far", Status.PILOT, due_on=due(31)),
        line("today", Status.PILOT, due_on=due(0)),
    ]
    lanes = views.lanes(lines, Grouping.DUE, TODAY, EN)
    assert [(one.name, [row.id for row in one.rows]) for one in lanes] == [
        ("Late", ["late", "later"]),
        ("Within 7 days", ["due", "today"]),
        ("Within 30 days", ["month"]),
        ("Later", ["far"]),
        ("No due date", ["fresh", "done"]),
    ]


def test_life_is_told_in_the_order_of_time_without_what_was_undone():
    name = OpportunityId("opportunity-1")
    rows = (
        decided(1, Status.TO_STUDY, name, at=MOMENT + timedelta(days=3)),
        decided(2, Status.PILOT, name, at=MOMENT + timedelta(days=4)),
        undone(3, 2, name, at=MOMENT + timedelta(days=5)),
    )
    against = Attached(
        opportunity_id=name,
        story_id=StoryId(9),
        attached_at=MOMENT + timedelta(days=2),
        title="A firm stops its robots",
        url="",
        source_name="Press",
        sentence="",
        against=True,
    )
    card = Card(
        opportunity=opportunity(1),
        standing=standing_of(replay(rows), name),
        gathered=(against,),
        changes=(change(told="9 €", name=name, seen_at=MOMENT + timedelta(days=1)),),
        history=rows,
        undone=frozenset({2}),
    )
    events = views.life_events(card, PARIS, "EUR", EN)
    lanes = [event.lane for event in events]
    assert lanes == [*["Publications"] * 2, "What changed", "Publications", "Decisions"]
    assert [event.tone for event in events] == ["good", "good", "warn", "bad", "fair"]
    assert events[-1].said == "To decide → To study"
    assert events[-1].day == "21 November 2026"
    assert all(event.at.tzinfo is PARIS for event in events)


def test_due_today_is_not_late():
    assert views.narrowed([LINES[1]], views.Chosen(late_only=True), due(2)) == []
