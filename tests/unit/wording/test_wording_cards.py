"""What is said of a card, its changes and its moves, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from digest_editions import opportunity

from watch.model import (
    Act,
    ArticleId,
    Cause,
    Change,
    ChangeKind,
    Decision,
    Lesson,
    Moved,
    Movement,
    OpportunityId,
    PainId,
    PilotResult,
    Prospect,
    Reason,
    Stake,
    Standing,
    Status,
    Verdict,
    WakeRule,
)
from watch.review import guards
from watch.wording import (
    Translator,
    aspects,
    change_phrase,
    days_late,
    fit_name,
    guard_name,
    level_name,
    move_phrase,
    name_of,
    part_name,
    result_phrase,
    row_phrase,
    stake_range,
    state_phrase,
    wake_phrase,
)

FR, EN = Translator("fr"), Translator("en")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAME = OpportunityId("o1")
NEW_STUDY = {"act": Act.DECIDE, "status": Status.TO_STUDY}


def plain(text: str) -> str:
    """Return text with ordinary spaces."""
    return " ".join(text.split())


def row(**fields) -> Decision:
    usual = {"at": NOW, "opportunity_id": NAME, "pain_id": PainId("p"), "act": Act.DECIDE}
    return Decision(**usual | fields)


def standing(**fields) -> Standing:
    return Standing(**{"opportunity_id": NAME} | fields)


def change(kind: ChangeKind, told: str) -> Change:
    return Change(opportunity_id=NAME, kind=kind, seen_at=NOW, told=told, article_id=ArticleId(1))


@pytest.mark.parametrize("kind", [Status, Reason, Verdict, ChangeKind, Act, Movement, Cause])
@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
def test_every_word_of_review_has_its_own_name(kind, translator):
    names = [name_of(member, translator) for member in kind]
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() for name in names)


def test_every_guard_says_why_a_row_was_left_out():
    known = [
        guards.NO_EVIDENCE,
        guards.NO_LINK,
        guards.BELOW_FLOOR,
        guards.REDUNDANT,
        guards.PAIN_FULL,
        guards.OWNER_FULL,
    ]
    assert all(guard_name(guard, FR) != guard for guard in known)
    assert guard_name("brand new", FR) == "brand new"


def test_levels_fits_and_parts_have_names():
    assert [level_name(level, FR) for level in ("high", "medium", "low", "unknown")] == [
        "fort",
        "moyen",
        "faible",
        "inconnu",
    ]
    assert fit_name("unavailable", EN) == "not available in your country"
    assert part_name("learned", EN) == "What your decisions taught"
    assert part_name("impact", FR) == "Preuve d’effet"


def test_state_holds_who_and_until_when():
    said = state_phrase(
        standing(
            status=Status.TO_STUDY,
            owner="Nadia",
            department="Achats",
            due_on=date(2026, 12, 1),
            next_step="Appeler",
        ),
        FR,
    )
    assert (
        said
        == "À étudier · Nadia, Achats · pour le 1er décembre 2026 · prochaine étape\u00a0: Appeler"
    )
    assert state_phrase(standing(), EN) == "To decide"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (WakeRule(), ""),
        (WakeRule(until_on=date(2027, 3, 1)), "Comes back on 1 March 2027."),
        (WakeRule(owners=1), "Comes back with 1 further independent source."),
        (
            WakeRule(owners=2, changes=(ChangeKind.PRICE, ChangeKind.PEER)),
            "Comes back with 2 further independent sources or as soon as this is news: price, "
            "an adopter like your company.",
        ),
    ],
)
def test_wake_rule_is_a_sentence(rule, said):
    assert wake_phrase(rule, EN) == said


def test_only_work_that_is_open_can_be_late():
    due = {"due_on": date(2026, 11, 20)}
    today = date(2026, 11, 23)
    assert days_late(standing(status=Status.PILOT, **due), today) == 3
    assert days_late(standing(status=Status.ADOPTED, **due), today) == 0
    assert days_late(standing(status=Status.TO_STUDY, due_on=today), today) == 0
    assert days_late(standing(status=Status.TO_STUDY), today) == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": Status.TO_STUDY, "owner": "Nadia"}, "To decide → To study · Nadia"),
        (
            {"status": Status.REJECTED, "reason": Reason.TOO_EARLY, "note": "Later"},
            "To decide → Rejected (too early) · “Later”",
        ),
        (
            {"status": Status.WATCHING, "wake": WakeRule(owners=2)},
            "To decide → Watching · comes back with 2 further independent sources",
        ),
        ({"act": Act.ASSIGN, "owner": "Marc"}, "Assignment · Marc"),
        ({"act": Act.NOTE, "note": "Seen"}, "Note: “Seen”"),
        ({"act": Act.PLACE, "place": 2, "note": "Board"}, "Put in place 2 of the list · “Board”"),
        ({"act": Act.PLACE}, "Place given back to the score"),
        ({"act": Act.MERGE, "other": "o2"}, "o2 was merged into it"),
        ({"act": Act.SPLIT, "other": "o2"}, "o2 was split off again"),
        ({"act": Act.UNDO, "undoes": 7}, "Row 7 taken back"),
        ({"act": Act.TEACH, "lesson": Lesson.FORGET_ONE}, "What was learned from it forgotten"),
        (
            {"act": Act.TEACH, "lesson": Lesson.FORGET_ALL},
            "Everything learned for its pain point forgotten",
        ),
        (
            {"act": Act.MEASURE, "result": PilotResult(yearly_gain=12000)},
            "Pilot result · gain: €12,000 a year",
        ),
    ],
)
def test_every_row_of_the_ledger_says_what_it_did(fields, said):
    assert row_phrase(row(**fields), EN) == said


def test_result_leaves_out_what_was_not_measured():
    assert result_phrase(PilotResult(), EN) == ""
    assert result_phrase(PilotResult(kpi="errors, %", kpi_before=4.1), EN) == "errors, %: 4.1 → —"


def test_change_names_what_is_new():
    assert change_phrase(change(ChangeKind.PRICE, "90 000 €"), EN) == "Price: 90 000 €"
    assert change_phrase(change(ChangeKind.FAILURE, ""), FR) == "Échec rapporté"


def test_move_says_why():
    def moved(cause: Cause | None, **fields) -> str:
        return move_phrase(
            Moved(opportunity=opportunity(), move=Movement.NEW, cause=cause, **fields), EN
        )

    price = (change(ChangeKind.PRICE, "9 €"),)
    rejected = standing(status=Status.REJECTED, reason=Reason.OFF_TOPIC)
    assert moved(Cause.CAME_BACK, changes=price) == "Came back: price: 9 €"
    assert moved(Cause.CAME_BACK) == "Came back: its day has come"
    assert moved(Cause.DECIDED, standing=rejected) == "Decided: rejected (off topic)"
    left = moved(Cause.LEFT_OUT, guard=guards.REDUNDANT)
    assert left == "Kept out when the list was frozen: it tells the same as a row above it"
    assert moved(None) == "Same place"


def test_prospect_says_only_what_is_known():
    assert aspects(opportunity(prospect=None), FR) == ()
    unknown = Prospect(impact="unknown", effort="unknown", maturity="unknown", months=8.0)
    said = {one.label: one for one in aspects(opportunity(prospect=unknown), EN)}
    assert list(said) == ["Effect", "Effort", "Maturity", "Time to adopt"]
    assert said["Effect"].said == "unknown"
    assert said["Effort"].basis == said["Effect"].basis == ""


def test_value_at_stake_is_rounded_to_what_an_estimate_can_say():
    stake = Stake(low=31_234.0, high=62_468.0, currency="EUR", cut=0.26, assumption="26 %")
    assert stake_range(stake, EN) == "€31,000 to €62,000 a year"
    assert plain(stake_range(stake, FR)) == "31 000 € à 62 000 € par an"
