"""Which decisions teach what, and how a person takes it back."""

from __future__ import annotations

import pytest
from lives import decided, opportunity, row, undone

from watch.model import Act, Initiative, Lesson, PainId, PainPoint, Reason, Status
from watch.review import forgotten, grade_of, lessons, replay, told_of


def taught(*rows, cards=None, **more):
    """Return what rows of a ledger teach."""
    found = cards or {name: opportunity(name) for name in ("one", "two")}
    return lessons(replay(rows), found, without=forgotten(rows), **more)


def rejected(number, reason, name="one"):
    return decided(number, Status.REJECTED, name, reason=reason)


@pytest.mark.parametrize(
    ("status", "grade"),
    [(Status.TO_STUDY, 3), (Status.PILOT, 3), (Status.ADOPTED, 3), (Status.WATCHING, 2)],
)
def test_yes_is_an_example_of_its_grade(status, grade):
    """What is studied, tried or watched was worth showing."""
    (example,) = taught(decided(1, status)).judged
    assert (example.opportunity_id, example.grade) == ("one", grade)


def test_off_topic_is_the_only_reason_that_teaches_relevance():
    """Every other no is about something else than the matter."""
    by_reason = {reason: taught(rejected(1, reason)).judged for reason in Reason}
    assert [reason for reason, judged in by_reason.items() if judged] == [Reason.OFF_TOPIC]
    assert by_reason[Reason.OFF_TOPIC][0].grade == 0


def test_each_reason_goes_to_its_own_knob():
    """One reason, one knob."""
    pain = PainId("stoppages")
    assert taught(rejected(1, Reason.TOO_EARLY)).early == {pain: 1}
    for reason in (Reason.TOO_EXPENSIVE, Reason.NOT_OUR_SIZE, Reason.NOT_AVAILABLE):
        assert taught(rejected(1, reason)).unfit == {(pain, "predictive"): 1}
    assert taught(rejected(1, Reason.DOUBTFUL_SOURCE)).doubted == {"press owner": 1}
    for reason in (Reason.ALREADY_KNOWN, Reason.ALREADY_DONE_HERE):
        assert taught(rejected(1, reason)).known == {(pain, "predictive")}
    assert taught(decided(1, Status.ALREADY_DONE)).known == {(pain, "predictive")}


@pytest.mark.parametrize("reason", [Reason.NOT_A_PRIORITY, Reason.DUPLICATE])
def test_reason_about_the_card_alone_teaches_nothing(reason):
    """Neither says anything of other news."""
    assert taught(rejected(1, reason)) == taught()


def test_undone_decision_was_never_learned():
    """The ledger alone decides."""
    assert taught(rejected(1, Reason.OFF_TOPIC), undone(2, 1)) == taught()


def test_forgotten_decision_teaches_nothing_until_it_is_taken_anew():
    """Forgetting is about the lesson; the decision stays."""
    study = decided(1, Status.TO_STUDY)
    forget = row(2, act=Act.TEACH, lesson=Lesson.FORGET_ONE)
    assert taught(study, forget).judged == ()
    assert replay([study, forget])["one"].status is Status.TO_STUDY
    again = decided(3, Status.PILOT, before=Status.TO_STUDY)
    assert [j.grade for j in taught(study, forget, again).judged] == [3]


def test_forgetting_all_takes_every_lesson_of_that_pain_point():
    """Another pain point keeps what it taught."""
    cards = {
        "one": opportunity("one"),
        "two": opportunity("two", pain_id=PainId("errors")),
    }
    rows = [
        decided(1, Status.TO_STUDY),
        decided(2, Status.TO_STUDY, "two", pain_id=PainId("errors")),
        row(3, act=Act.TEACH, lesson=Lesson.FORGET_ALL),
    ]
    assert [j.opportunity_id for j in taught(*rows, cards=cards).judged] == ["two"]


def test_example_carries_the_relevance_before_anything_was_learned():
    """What decisions added before is taken out again."""
    moved = opportunity("one", relevance=0.8, learned=1.0)
    (example,) = taught(decided(1, Status.TO_STUDY), cards={"one": moved}).judged
    assert example.relevance == pytest.approx(0.5954, abs=1e-4)


def test_registered_initiative_is_known():
    """What the company does already needs no card."""
    initiative = Initiative(text="MES", pain_id=PainId("stoppages"), solution_id="mes")
    assert taught(initiatives=[initiative]).known == {("stoppages", "mes")}
    without_family = Initiative(text="MES", pain_id=PainId("stoppages"))
    assert taught(initiatives=[without_family]).known == frozenset()


def test_person_reads_what_counts_more_and_what_less():
    """Told per pain point, with the titles learned from."""
    found = taught(decided(1, Status.TO_STUDY), rejected(2, Reason.OFF_TOPIC, "two"))
    told = told_of(found, PainPoint(id=PainId("stoppages"), title="Stoppages"))
    assert [j.title for j in told.more] == ["Title of one"]
    assert [j.title for j in told.less] == ["Title of two"]
    assert told
    assert not told_of(found, PainPoint(id=PainId("errors"), title="Errors"))
    assert grade_of(replay([rejected(1, Reason.TOO_EARLY)])["one"]) is None
