"""What the ledger refuses, each with something a person can do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT
from lives import TODAY, decided, row, undone

from watch.errors import UsageError
from watch.model import Act, Lesson, PilotResult, Reason, Status, WakeRule
from watch.review.soundness import allowed, check

S = Status
PIPELINE = [S.NEW, S.TO_STUDY, S.PILOT, S.ADOPTED]
EXITS = [S.WATCHING, S.REJECTED, S.ALREADY_DONE]
YESTERDAY = TODAY - timedelta(days=1)
STUDIED = decided(1, S.TO_STUDY)
MERGED = row(1, "one", act=Act.MERGE, other="two")


@pytest.mark.parametrize("after", PIPELINE[1:])
def test_pipeline_is_walked_forward_over_steps_too(after):
    assert [b for b in PIPELINE if allowed(b, after)] == PIPELINE[: PIPELINE.index(after)]


@pytest.mark.parametrize("after", EXITS)
def test_side_exits_are_open_from_everywhere(after):
    others = [status for status in Status if status is not after]
    assert all(allowed(before, after) for before in others)


def test_side_exits_lead_back_into_the_pipeline():
    assert all(allowed(before, after) for before in EXITS for after in PIPELINE[1:])


def test_what_was_put_aside_may_be_put_aside_anew():
    assert allowed(S.WATCHING, S.WATCHING)
    assert allowed(S.REJECTED, S.REJECTED)
    assert not allowed(S.ALREADY_DONE, S.ALREADY_DONE)


def test_nothing_becomes_new_again():
    assert not any(allowed(before, S.NEW) for before in Status)


SOUND = {
    "study": (row(status=S.TO_STUDY, owner="Léa", due_on=TODAY), []),
    "pilot at once": (row(status=S.PILOT), []),
    "watch without a rule": (row(status=S.WATCHING), []),
    "watch for a reason": (row(status=S.WATCHING, reason=Reason.TOO_EARLY), []),
    "reject": (row(status=S.REJECTED, reason=Reason.DUPLICATE), []),
    "reject until later": (
        row(
            status=S.REJECTED,
            reason=Reason.NOT_A_PRIORITY,
            wake=WakeRule(until_on=TODAY + timedelta(days=1)),
        ),
        [],
    ),
    "done here": (row(status=S.ALREADY_DONE, reason=Reason.ALREADY_DONE_HERE), []),
    "done": (row(status=S.ALREADY_DONE, before=S.TO_STUDY, note="Since 2024"), [STUDIED]),
    "assign": (row(act=Act.ASSIGN, owner="Léa"), []),
    "note": (row(act=Act.NOTE, note="Seen"), []),
    "place": (row(act=Act.PLACE, place=1, note="The board asked"), []),
    "place back": (row(act=Act.PLACE), []),
    "merge": (row(act=Act.MERGE, other="two"), []),
    "split": (row(act=Act.SPLIT, other="two"), [MERGED]),
    "measure": (row(act=Act.MEASURE, result=PilotResult(started_on=TODAY)), [STUDIED]),
    "undo": (undone(0, 1), [STUDIED]),
    "undo an undo": (undone(0, 2), [STUDIED, undone(2, 1)]),
    "teach": (row(act=Act.TEACH, lesson=Lesson.FORGET_ALL), []),
}


@pytest.mark.parametrize(("decision", "ledger"), SOUND.values(), ids=SOUND)
def test_sound_row_is_taken(decision, ledger):
    check(decision, ledger)


PILOT = decided(1, S.PILOT)
REFUSED = {
    "no status": (row(), [], "nothing was decided"),
    "back to new": (row(status=S.NEW, before=S.ADOPTED), [decided(1, S.ADOPTED)], "become new"),
    "backward": (row(status=S.TO_STUDY, before=S.PILOT), [PILOT], "cannot become to study"),
    "twice": (row(status=S.TO_STUDY, before=S.TO_STUDY), [STUDIED], "cannot become to study"),
    "stale": (row(status=S.PILOT), [STUDIED], "is to study by now, not new"),
    "no reason": (row(status=S.REJECTED), [], "needs a reason"),
    "reason for a study": (row(status=S.TO_STUDY, reason=Reason.TOO_EARLY), [], "takes no reason"),
    "wrong reason": (row(status=S.ALREADY_DONE, reason=Reason.TOO_EARLY), [], "takes no reason"),
    "rule for a study": (row(status=S.PILOT, wake=WakeRule(owners=2)), [], "takes no wake rule"),
    "fewer owners": (row(status=S.WATCHING, wake=WakeRule(owners=-1)), [], "fewer than none"),
    "asleep until today": (
        row(status=S.WATCHING, wake=WakeRule(until_on=TODAY)),
        [],
        "no day to come",
    ),
    "due yesterday": (row(status=S.TO_STUDY, due_on=YESTERDAY), [], "is past"),
    "assigned to yesterday": (row(act=Act.ASSIGN, due_on=YESTERDAY), [], "is past"),
    "nothing assigned": (row(act=Act.ASSIGN), [], "nothing to assign"),
    "empty note": (row(act=Act.NOTE), [], "note is empty"),
    "place nought": (row(act=Act.PLACE, place=0, note="Why"), [], "no place 0"),
    "place without why": (row(act=Act.PLACE, place=1), [], "needs a reason"),
    "another act's field": (row(act=Act.NOTE, note="Seen", place=1), [], "note takes no place"),
    "merge of nothing": (row(act=Act.MERGE), [], "nothing to merge"),
    "merge into itself": (row(act=Act.MERGE, other="one"), [], "into itself"),
    "merge twice": (row(0, "new", act=Act.MERGE, other="two"), [MERGED], "already merged into one"),
    "circle": (row(0, "two", act=Act.MERGE, other="one"), [MERGED], "two was merged into one"),
    "decide on a merged one": (row(0, "two", status=S.PILOT), [MERGED], "was merged into one"),
    "split of strangers": (row(act=Act.SPLIT, other="two"), [], "is not merged"),
    "no lesson": (row(act=Act.TEACH), [], "no lesson"),
    "no result": (row(act=Act.MEASURE), [PILOT], "nothing was measured"),
    "no pilot": (row(act=Act.MEASURE, result=PilotResult(kpi="x")), [], "has no pilot"),
    "no number": (
        row(act=Act.MEASURE, result=PilotResult(yearly_gain=float("nan"))),
        [PILOT],
        "is no number",
    ),
    "no indicator": (
        row(act=Act.MEASURE, result=PilotResult(kpi_before=1.0)),
        [PILOT],
        "has no name",
    ),
    "ended before it started": (
        row(act=Act.MEASURE, result=PilotResult(ended_on=YESTERDAY)),
        [PILOT, row(2, act=Act.MEASURE, result=PilotResult(started_on=TODAY))],
        "before it started",
    ),
    "undo of nothing": (undone(0, 0), [STUDIED], "nothing to undo"),
    "undo of no row": (undone(0, 7), [STUDIED], "no row 7"),
    "undo of another's row": (undone(0, 1, name="two"), [STUDIED], "is about one"),
    "undo twice": (undone(0, 1), [STUDIED, undone(2, 1)], "already undone"),
}


@pytest.mark.parametrize(("decision", "ledger", "words"), REFUSED.values(), ids=REFUSED)
def test_unsound_row_is_refused_with_a_hint(decision, ledger, words):
    with pytest.raises(UsageError, match=words) as caught:
        check(decision, ledger)
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_due_date_is_judged_by_the_day_of_the_decision():
    """A row copied from last year may carry the due date of last year."""
    last_year = MOMENT - timedelta(days=365)
    check(row(status=S.TO_STUDY, at=last_year, due_on=last_year.date()), [])
