"""View models of the review: what was decided, what is late, what moved, what it gave."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from app_homes import edition, opportunity
from fakes import MOMENT
from lives import change, decided, row, undone

from watch.model import (
    Act,
    Attached,
    Card,
    Cause,
    ChangeKind,
    Comparison,
    DecisionYield,
    Judged,
    Learned,
    Moved,
    Movement,
    OpportunityId,
    Outcomes,
    PainId,
    PainYield,
    Pilot,
    PilotResult,
    Reason,
    SourceYield,
    Standing,
    Status,
    StoryId,
    Update,
    WakeRule,
    Week,
)
from watch.present import views
from watch.present.controls.verbs import FOUR, key_of
from watch.review import replay, soundness, standing_of
from watch.wording import Translator

FR, EN = Translator("fr"), Translator("en")
PARIS = ZoneInfo("Europe/Paris")
TODAY = MOMENT.date()
HOSTILE = "<img src=x onerror=alert(1)>\n" + "word " * 500


def kept(name="opportunity-1", *rows, standing=None, gathered=(), changes=(), **fields):
    """Return a card as the service gives it."""
    undo = {one.undoes for one in rows if one.act is Act.UNDO}
    stands = standing or standing_of(replay(rows), OpportunityId(name))
    return Card(
        opportunity=opportunity(1, id=OpportunityId(name), **fields),
        standing=stands,
        gathered=gathered,
        changes=changes,
        history=tuple(rows),
        undone=frozenset(undo),
    )


def standing(status=Status.TO_STUDY, **fields):
    return Standing(opportunity_id=OpportunityId("x"), status=status, **fields)


def page(card, translator=EN):
    return views.card_page(card, {}, zone=PARIS, today=TODAY, currency="EUR", translator=translator)


def test_stamp_says_status_who_and_lateness_once():
    late = standing(owner="Marie", due_on=TODAY - timedelta(days=3))
    shown = views.stamp(late, TODAY, EN)
    assert (shown.status, shown.late) == ("To study", "3 days late")
    assert shown.said.startswith("Marie")
    assert "To study" not in shown.said


def test_stamp_of_what_is_watched_says_when_it_comes_back():
    watched = standing(Status.WATCHING, wake=WakeRule(owners=2))
    assert "2 further independent sources" in views.stamp(watched, TODAY, EN).wake


def test_row_is_decided_only_from_its_edition_or_later():
    shown = edition()
    earlier = decided(1, Status.WATCHING, "opportunity-1", at=MOMENT - timedelta(days=7))
    here = decided(1, Status.WATCHING, "opportunity-1", week=shown.week)
    assert not kept("opportunity-1", earlier).is_decided_in(shown)
    assert kept("opportunity-1", here).is_decided_in(shown)
    assert not kept().is_decided_in(shown)


def test_merged_row_asks_for_no_decision():
    merged = standing(Status.NEW, merged_into=OpportunityId("other"))
    assert kept(standing=merged).is_decided_in(edition())


def test_decisions_are_those_that_count():
    rows = (
        decided(1, Status.TO_STUDY, "opportunity-1"),
        decided(2, Status.PILOT, "opportunity-1"),
        undone(3, 2, "opportunity-1"),
        row(4, "opportunity-1", act=Act.NOTE, note="x"),
    )
    assert [one.number for one in kept("opportunity-1", *rows).decisions] == [1]
    assert kept().decisions == ()


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 of 3 decided"), (1, "1 of 3 decided"), (3, "3 of 3 decided")]
)
def test_progress_counts_what_is_decided(count, said):
    shown = edition()
    rows = {}
    for number in range(3):
        name = OpportunityId(f"opportunity-{number}")
        taken = decided(1, Status.TO_STUDY, name, week=shown.week)
        card = kept(name, *([taken] if number < count else []))
        rows[name] = views.row(card.opportunity, card, shown, TODAY, EN)
    told = views.progress(rows, EN)
    assert (told.said, told.done) == (said, count == 3)


def test_progress_is_silent_where_no_row_has_a_card():
    shown = edition()
    rows = {o.id: views.row(o, None, shown, TODAY, EN) for o in shown.opportunities}
    assert views.progress(rows, EN) is None


def test_row_that_came_back_by_its_date_says_so():
    back = opportunity(1, status=Status.REJECTED)
    told = views.row(back, kept(), edition(back), TODAY, EN)
    assert told.news == ("Came back: its day has come",)


def test_update_of_a_card_that_is_gone_shows_what_the_edition_kept():
    update = Update(
        opportunity=opportunity(1, title=HOSTILE),
        status=Status.PILOT,
        owner="Marie",
        changes=(change(ChangeKind.PRICE, "5 €", sentence="It costs 5 €."),),
    )
    told = views.update_view(update, None, TODAY, EN)
    assert (told.stamp.status, told.stamp.said) == ("In pilot", "Marie")
    assert told.changes[0][0] == "Price: 5 €"
    assert told.changes[0][1].text == "“It costs 5 €.”"
    assert len(told.title) <= 180
    assert "\n" not in told.title


@pytest.mark.parametrize("status", list(Status))
def test_card_page_offers_only_what_the_ledger_takes(status):
    offered = page(kept(standing=standing(status))).next
    assert status not in offered
    assert all(soundness.allowed(status, after) for after in offered)


def test_card_page_keeps_for_and_against_apart_and_cuts_what_never_ends():
    def story(number, *, against):
        return Attached(
            opportunity_id=OpportunityId("opportunity-1"),
            story_id=StoryId(number),
            attached_at=MOMENT,
            title=HOSTILE,
            url="javascript:alert(1)",
            source_name="Press",
            sentence=f"Sentence {number}.",
            against=against,
        )

    gathered = (story(1, against=False), story(2, against=True))
    shown = page(kept(gathered=gathered))
    assert len(shown.for_it) == 3
    assert [proof.quote.text for proof in shown.against] == ["“Sentence 2.”"]
    assert shown.against[0].headline.url == ""
    assert len(shown.against[0].headline.title) <= 180


def test_card_page_strikes_rows_that_no_longer_count():
    rows = (decided(1, Status.PILOT, "opportunity-1"), undone(2, 1, "opportunity-1"))
    told = page(kept("opportunity-1", *rows)).history
    assert [(one.number, one.undone) for one in told] == [(2, False), (1, True)]


def test_moves_are_grouped_with_their_places_and_points():
    moved = (
        Moved(opportunity=opportunity(1), move=Movement.NEW, cause=Cause.NEW_STORY, now=1),
        Moved(
            opportunity=opportunity(2),
            move=Movement.UP,
            cause=Cause.SCORE,
            before=5,
            now=2,
            points={"freshness": 3.14, "need": -1.26, "impact": 0.5},
        ),
        Moved(opportunity=opportunity(3), move=Movement.SAME, before=3, now=3),
        Moved(opportunity=opportunity(4), move=Movement.GONE, cause=Cause.AGED_OUT, before=4),
    )
    comparison = Comparison(week=Week("2026-W47"), before=Week("2026-W46"), moved=moved)
    told = views.moves(comparison, EN)
    assert [one.name for one in told] == ["New in the list", "Up", "Gone from the list"]
    (up,) = told[1].rows
    assert up.places == "5 → 2"
    assert up.points == "Freshness\u00a0+3.1, Need\u00a0−1.3"


def test_yields_tell_each_week_pain_source_and_pilot():
    outcomes = Outcomes(
        editions=(
            DecisionYield(week=Week("2026-W46"), shown=0, yes=0, no=0, known=0, kept=0),
            DecisionYield(
                week=Week("2026-W47"), shown=8, yes=4, no=1, known=1, kept=3, median_days=2.25
            ),
        ),
        pains=(
            PainYield(
                pain_id=PainId("p"), pain_title=HOSTILE, shown=4, kept=1, pilots=1, adopted=0,
                yearly_gain=0.0,
            ),
        ),
        sources=(
            SourceYield(
                owner="House", names=("House", "Press"), articles=3, shown=2, kept=1, share=0.5
            ),
            SourceYield(owner="Quiet", names=("Quiet",), articles=0, shown=0, kept=0, share=0.0),
        ),
        pilots=(
            Pilot(
                opportunity_id=OpportunityId("o"),
                pain_id=PainId("p"),
                title="Robots",
                status=Status.PILOT,
                result=PilotResult(
                    kpi="errors", kpi_before=10.0, kpi_after=12.0, yearly_gain=500.0
                ),
            ),
        ),
    )  # fmt: skip
    view = views.yields_view(outcomes, "EUR", EN)
    empty, week = view.weeks
    assert (empty.rate, empty.told, empty.bands) == ("—", "nothing decided", ())
    assert (week.rate, week.days) == ("50%", "2.2")
    assert week.told == "4 yes, 1 known before, 1 no, 2 undecided"
    assert week.bands == (("good", 50.0), ("fair", 12.5), ("bad", 12.5))
    assert view.pains[0].kept_percent == 25.0
    assert [(one.owner, one.names) for one in view.sources] == [("House", "Press")]
    assert view.silent_sources == 1
    assert (view.pilots[0].change, view.pilots[0].gain) == ("+20%", "€500")
    assert views.yields_lead(outcomes, "EUR", EN).endswith("Measured gain: €500 a year.")


def test_lessons_are_told_in_sentences():
    example = Judged(
        opportunity_id=OpportunityId("o"), pain_id=PainId("p"), article_id=1, title=HOSTILE,
        grade=3, relevance=0.5,
    )  # fmt: skip
    learned = Learned(
        pain_id=PainId("p"), pain_title="Errors", more=[example], less=[], early=2,
        unfit=[("robots", 1)], known=["kanban"],
    )  # fmt: skip
    told = views.lesson_view(learned, {"robots": {"en": "Mobile robots"}}, EN)
    assert told.summary == "1 decision to learn from"
    assert len(told.more[0].title) <= 140
    assert [said.partition(" ")[0] for said in told.knobs] == ["Too", "Mobile", "kanban"]
    assert views.doubt_phrases([("Press", 1)], EN) == ("Press: found doubtful once",)


@pytest.mark.parametrize(("translator", "keys"), [(FR, "evnd"), (EN, "swnd")])
def test_each_decision_has_a_key_of_its_own(translator, keys):
    assert "".join(key_of(status, translator) for status in FOUR) == keys
    assert key_of(Status.PILOT, translator) is None


def test_reasons_have_names_in_both_languages():
    rejected = [standing(Status.REJECTED, reason=reason) for reason in Reason]
    for translator in (FR, EN):
        said = {page(kept(standing=one), translator).people[0][1] for one in rejected}
        assert len(said) == len(Reason) == 10
