"""What the rows of the ledger come to."""

from __future__ import annotations

from datetime import date, timedelta

from fakes import MOMENT
from lives import decided, row, undone

from watch.model import (
    Act,
    ChangeKind,
    Lesson,
    PilotResult,
    Reason,
    Standing,
    Status,
    WakeRule,
)
from watch.review.ledger import counting, last_undoable, replay, standing_of


def standing(*rows, name="one"):
    return replay(rows)[name]


def merged(number, into, other):
    return row(number, into, act=Act.MERGE, other=other)


def split(number, into, other):
    return row(number, into, act=Act.SPLIT, other=other)


def test_opportunity_without_rows_is_new():
    assert replay([]) == {}
    assert standing_of({}, "one") == Standing(opportunity_id="one", status=Status.NEW)


def test_decision_says_who_what_and_when():
    found = standing(
        decided(1, Status.TO_STUDY, owner="Léa", department="Quality", next_step="Call them")
    )
    assert (found.status, found.decided_by, found.decided_at) == (Status.TO_STUDY, "coo", MOMENT)
    assert (found.owner, found.department, found.next_step) == ("Léa", "Quality", "Call them")


def test_rows_are_taken_by_number_and_not_as_they_come():
    rows = [decided(2, Status.PILOT), decided(1, Status.TO_STUDY)]
    assert standing(*rows).status is Status.PILOT


def test_decision_replaces_reason_and_rule_and_keeps_the_people():
    due = date(2026, 12, 1)
    found = standing(
        decided(1, Status.WATCHING, reason=Reason.TOO_EARLY, owner="Léa", due_on=due),
        decided(2, Status.PILOT, department="Quality"),
    )
    assert (found.reason, found.wake) == (None, WakeRule())
    assert (found.owner, found.due_on, found.department) == ("Léa", due, "Quality")


def test_wake_rule_is_that_of_the_reason_unless_the_person_gives_one():
    mine = WakeRule(until_on=date(2027, 1, 1))
    dear = {"reason": Reason.TOO_EXPENSIVE}
    assert standing(decided(1, Status.REJECTED, **dear)).wake.changes == (ChangeKind.PRICE,)
    assert standing(decided(1, Status.REJECTED, **dear, wake=mine)).wake == mine


def test_assignment_changes_only_what_it_names():
    found = standing(
        decided(1, Status.TO_STUDY, owner="Léa", next_step="Call them"),
        row(2, act=Act.ASSIGN, owner="Marc", at=MOMENT + timedelta(days=1)),
    )
    assert (found.owner, found.next_step) == ("Marc", "Call them")
    assert (found.status, found.decided_at) == (Status.TO_STUDY, MOMENT)


def test_notes_of_all_acts_are_kept_in_order():
    found = standing(
        row(1, act=Act.NOTE, note="Seen at the fair"),
        row(2, act=Act.PLACE, place=1, note="The board asked"),
        row(3, act=Act.NOTE, note="Called"),
    )
    assert [note.text for note in found.notes] == ["Seen at the fair", "The board asked", "Called"]
    assert (found.place, found.status) == (1, Status.NEW)


def test_place_is_given_back_to_the_score():
    rows = row(1, act=Act.PLACE, place=1, note="Why"), row(2, act=Act.PLACE)
    assert standing(*rows).place is None


def test_measures_of_a_pilot_add_up():
    began = PilotResult(started_on=date(2026, 1, 5), kpi="stops a week", kpi_before=9.0)
    ended = PilotResult(ended_on=date(2026, 3, 5), kpi_after=0.0, yearly_gain=-100.0)
    found = standing(
        row(1, act=Act.MEASURE, result=began), row(2, act=Act.MEASURE, result=ended)
    ).result
    assert (found.started_on, found.ended_on) == (date(2026, 1, 5), date(2026, 3, 5))
    assert (found.kpi, found.kpi_before, found.kpi_after) == ("stops a week", 9.0, 0.0)
    assert found.yearly_gain == -100.0


def test_undone_row_does_not_count():
    rows = [
        decided(1, Status.TO_STUDY),
        decided(2, Status.REJECTED, reason=Reason.OFF_TOPIC, note="No"),
        undone(3, 2),
    ]
    assert replay(rows) == replay(rows[:1])


def test_undone_undo_lets_the_row_count_again():
    rows = [decided(1, Status.TO_STUDY), undone(2, 1), undone(3, 2)]
    assert replay(rows) == replay(rows[:1])
    assert [d.number for d in counting(rows)] == [1, 3]


def test_opportunity_is_new_when_its_only_row_is_undone():
    assert replay([decided(1, Status.TO_STUDY), undone(2, 1)]) == {}


def test_undo_goes_back_row_by_row():
    rows = [decided(1, Status.TO_STUDY), decided(2, Status.PILOT)]
    assert last_undoable(rows, "one").number == 2
    rows.append(undone(3, 2))
    assert last_undoable(rows, "one").number == 1
    rows.append(undone(4, 1))
    assert last_undoable(rows, "one") is None


def test_undo_on_a_card_never_takes_back_a_lesson_or_another_card():
    rows = [
        decided(1, Status.TO_STUDY),
        decided(2, Status.PILOT, name="other"),
        row(3, act=Act.TEACH, lesson=Lesson.FORGET_ONE),
    ]
    assert last_undoable(rows, "one").number == 1


def test_lesson_says_nothing_of_where_an_opportunity_stands():
    assert replay([row(1, act=Act.TEACH, lesson=Lesson.FORGET_ALL)]) == {}


def test_merged_opportunity_follows_the_one_it_went_into():
    found = replay(
        [
            decided(1, Status.REJECTED, name="b", reason=Reason.OFF_TOPIC),
            row(2, "b", act=Act.NOTE, note="Mine"),
            merged(3, "a", "b"),
            decided(4, Status.PILOT, name="a", owner="Léa"),
        ]
    )
    assert found["a"].absorbed == ("b",)
    assert found["b"].merged_into == "a"
    assert (found["b"].status, found["b"].reason, found["b"].owner) == (Status.PILOT, None, "Léa")
    assert [note.text for note in found["b"].notes] == ["Mine"]
    assert found["a"].notes == ()


def test_merges_of_merged_ones_lead_to_the_last():
    found = replay([merged(1, "b", "c"), merged(2, "a", "b"), decided(3, Status.PILOT, name="a")])
    assert {found[name].merged_into for name in "bc"} == {"a"}
    assert {found[name].status for name in "abc"} == {Status.PILOT}
    assert sorted(found["a"].absorbed) == ["b", "c"]
    assert found["b"].absorbed == ()


def test_split_gives_back_what_was_merged_with_what_it_had():
    rows = [
        merged(1, "b", "c"),
        decided(2, Status.WATCHING, name="b"),
        merged(3, "a", "b"),
        decided(4, Status.PILOT, name="a"),
        split(5, "a", "b"),
    ]
    found = replay(rows)
    assert (found["b"].status, found["b"].merged_into) == (Status.WATCHING, None)
    assert (found["b"].absorbed, found["a"].absorbed) == (("c",), ())
    assert found["c"].merged_into == "b"


def test_split_takes_out_one_that_came_with_another():
    found = replay([merged(1, "b", "c"), merged(2, "a", "b"), split(3, "a", "c")])
    assert found["a"].absorbed == ("b",)
    assert "c" not in found


def test_undone_split_never_closes_a_circle():
    rows = [merged(1, "a", "b"), split(2, "a", "b"), merged(3, "b", "a"), undone(4, 2, name="a")]
    found = replay(rows)
    assert (found["b"].merged_into, found["a"].merged_into) == ("a", None)


def test_split_whose_merge_was_undone_does_nothing():
    rows = [merged(1, "a", "b"), split(2, "a", "b"), merged(3, "d", "b"), undone(4, 1, name="a")]
    assert replay(rows)["b"].merged_into == "d"
