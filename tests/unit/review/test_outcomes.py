"""What the editions gave, counted by hand on small ledgers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import MOMENT, article, evidence, pain, source
from lives import decided, opportunity, row, undone
from review_rows import edition

from watch.model import Act, PilotResult, Reason, SourceKind, Status
from watch.review.ledger import replay
from watch.review.outcomes import outcomes
from watch.review.record import Record

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
LATER = MOMENT + 3 * WEEK


def shown(number, *names, **fields):
    """Return the edition of the n-th week with these opportunities, frozen a day after."""
    at = MOMENT + (number - 47) * WEEK
    rows = [opportunity(name) if isinstance(name, str) else name for name in names]
    usual = {"week": f"2026-W{number}", "made_at": at, "frozen_at": at + DAY}
    return edition(*rows, **usual | fields)


def record(editions, decisions=(), **fields):
    sources = fields.pop("sources", ())
    usual = {
        "editions": editions,
        "decisions": decisions,
        "standings": replay(decisions),
        "sources": {s.id: s for s in sources},
    }
    return Record(**usual | fields)


def of(*args, **fields):
    return outcomes(record(*args, **fields))


def measured(number, name, /, **fields):
    return row(number, name, act=Act.MEASURE, result=PilotResult(**fields))


def test_edition_counts_verdicts_and_what_is_silent():
    """Studied, watched, rejected, known, silent: two of five were worth showing, one is kept."""
    found = of(
        [shown(47, "a", "b", "c", "d", "e")],
        [
            decided(1, Status.TO_STUDY, "a"),
            decided(2, Status.WATCHING, "b"),
            decided(3, Status.REJECTED, "c", reason=Reason.OFF_TOPIC),
            decided(4, Status.REJECTED, "d", reason=Reason.ALREADY_KNOWN),
        ],
    ).editions
    (one,) = found
    assert (one.shown, one.decided, one.yes, one.no, one.known, one.kept) == (5, 4, 2, 1, 1, 1)
    assert one.rate == pytest.approx(2 / 5)


def test_empty_edition_has_no_yield():
    """Nothing shown is neither good nor bad: an empty list is allowed."""
    (one,) = of([shown(47)]).editions
    assert (one.shown, one.decided, one.rate, one.median_days) == (0, 0, None, None)


def test_opportunity_shown_twice_counts_where_it_was_decided():
    """The week before showed it as well; from there it was not decided."""
    decision = decided(1, Status.TO_STUDY, "a", week="2026-W48", at=LATER)
    first, second = of([shown(47, "a"), shown(48, "a", "b")], [decision]).editions
    assert (first.shown, first.decided) == (1, 0)
    assert (second.shown, second.decided, second.yes) == (2, 1, 1)


def test_decision_from_a_past_edition_counts_there():
    """Somebody opened last week's list, although this week's shows it too."""
    decision = decided(1, Status.TO_STUDY, "a", week="2026-W47", at=LATER)
    first, second = of([shown(47, "a"), shown(48, "a")], [decision]).editions
    assert (first.yes, second.yes) == (1, 0)


@pytest.mark.parametrize("week", [None, "2026-W49"])
def test_decision_taken_elsewhere_counts_for_the_last_showing(week):
    """In a search, or from the updates of a week that did not list it."""
    decision = decided(1, Status.PILOT, "a", week=week, at=MOMENT + 2 * WEEK)
    editions = [shown(46, "a"), shown(47, "a"), shown(49, "b"), shown(50, "a")]
    assert [one.yes for one in of(editions, [decision]).editions] == [0, 1, 0, 0]


def test_decision_before_any_showing_counts_for_no_edition():
    """It was found by a search, and the list had no part in it."""
    decision = decided(1, Status.TO_STUDY, "a", at=MOMENT - DAY)
    assert [one.decided for one in of([shown(47, "a")], [decision]).editions] == [0]


def test_last_decision_from_an_edition_is_its_verdict():
    """Studied, then dropped; what was undone does not count."""
    rows = [
        decided(1, Status.TO_STUDY, "a"),
        decided(2, Status.REJECTED, "a", reason=Reason.TOO_EXPENSIVE),
    ]
    (one,) = of([shown(47, "a")], rows).editions
    assert (one.yes, one.no, one.kept) == (0, 1, 0)
    (one,) = of([shown(47, "a")], [*rows, undone(3, 2, "a")]).editions
    assert (one.yes, one.no, one.kept) == (1, 0, 1)


def test_days_to_decide_run_from_the_freeze_to_the_first_decision():
    """Frozen a day after it was made: 1, 3 and 9 days, and 0 for one decided before."""
    rows = [
        decided(1, Status.TO_STUDY, "a", at=MOMENT + 2 * DAY),
        decided(2, Status.TO_STUDY, "b", at=MOMENT + 4 * DAY),
        decided(3, Status.TO_STUDY, "c", at=MOMENT + 10 * DAY),
        decided(4, Status.PILOT, "a", at=LATER),
    ]
    (one,) = of([shown(47, "a", "b", "c")], rows).editions
    assert one.median_days == pytest.approx(3.0)
    (one,) = of([shown(47, "a")], [decided(1, Status.TO_STUDY, "a")]).editions
    assert one.median_days == 0.0


def test_merged_opportunity_counts_as_the_one_it_went_into():
    """Both stood in the list; it was one thing, studied once."""
    rows = [
        row(1, "a", act=Act.MERGE, other="b"),
        decided(2, Status.TO_STUDY, "a"),
    ]
    found = of([shown(47, "a", "b", "c")], rows)
    (one,) = found.editions
    assert (one.shown, one.yes, one.kept) == (2, 1, 1)
    assert [(p.shown, p.kept) for p in found.pains] == [(2, 1)]


def test_pain_point_counts_an_opportunity_once():
    """Shown in two editions, of two pain points; the one without any has its row."""
    other = opportunity("x", pain_id="energy", pain_title="Energy bill")
    rows = [
        decided(1, Status.ADOPTED, "a"),
        decided(2, Status.REJECTED, "b"),
        decided(3, Status.WATCHING, "x", pain_id="energy"),
    ]
    found = of(
        [shown(47, "a", other), shown(48, "a", "b", other)],
        rows,
        pains=[pain("quality"), pain("stoppages")],
    ).pains
    assert [(p.pain_id, p.shown, p.kept, p.adopted) for p in found] == [
        ("quality", 0, 0, 0),
        ("stoppages", 2, 1, 1),
        ("energy", 1, 0, 0),
    ]
    assert [p.pain_title for p in found] == ["Quality", "Stoppages", "Energy bill"]


def test_pain_point_gains_from_what_runs_and_what_is_adopted():
    """A dropped pilot was tried, but gains nothing; one found by a search counts as well."""
    rows = [
        decided(1, Status.PILOT, "a"),
        measured(2, "a", yearly_gain=10_000.0),
        decided(3, Status.ADOPTED, "b"),
        measured(4, "b", yearly_gain=40_000.0),
        decided(5, Status.PILOT, "c"),
        measured(6, "c", yearly_gain=70_000.0),
        decided(7, Status.REJECTED, "c", reason=Reason.TOO_EXPENSIVE),
    ]
    found = of([shown(47, "a", "c")], rows, cards={"b": opportunity("b")})
    (one,) = found.pains
    assert (one.shown, one.kept, one.pilots, one.adopted) == (2, 2, 3, 1)
    assert one.yearly_gain == found.yearly_gain == 50_000.0


def test_source_counts_cited_articles_and_what_became_of_them():
    """Two articles of one owner for two opportunities; of another, one for the kept one."""
    press, trade = source("press"), source("trade")
    editions = [
        shown(47, opportunity("a", evidence=(evidence(1), evidence(2)))),
        shown(
            48,
            opportunity("a", evidence=(evidence(1), evidence(2))),
            opportunity("b", evidence=(evidence(3),)),
        ),
    ]
    found = of(
        editions,
        [decided(1, Status.TO_STUDY, "a")],
        sources=[press, trade],
        articles={n: article(n, source_id="trade" if n == 2 else "press") for n in (1, 2, 3)},
    ).sources
    assert [(s.owner, s.articles, s.shown, s.kept, s.share) for s in found] == [
        ("press owner", 2, 2, 1, 1.0),
        ("trade owner", 1, 1, 1, 1.0),
    ]


def test_source_that_gave_nothing_is_in_the_table():
    """Two sources of one owner are one voice; what is switched off and gave nothing is not."""
    found = of(
        [shown(47)],
        sources=[
            source("one", owner="Lone"),
            source("two", owner="Lone"),
            source("off", enabled=False),
        ],
    ).sources
    assert [(s.owner, s.names, s.articles, s.shown, s.kept, s.share) for s in found] == [
        ("Lone", ("One", "Two"), 0, 0, 0, 0.0)
    ]


def test_aggregator_shares_what_it_carried_with_the_publisher():
    """Both made the opportunity possible; the publisher has no source of its own here."""
    finder = source("finder", kind=SourceKind.AGGREGATOR)
    found = of(
        [shown(47, opportunity("a"))],
        [decided(1, Status.PILOT, "a")],
        sources=[finder],
        articles={1: article(1, source_id="finder", publisher="mill.example")},
    ).sources
    assert [(s.owner, s.names, s.kept) for s in found] == [
        ("finder owner", ("Finder",), 1),
        ("mill.example", (), 1),
    ]


def test_article_that_is_no_longer_stored_is_nobodys():
    assert of([shown(47, "a")], [decided(1, Status.PILOT, "a")]).sources == ()


def test_pilot_tells_how_its_indicator_changed():
    """From 8 to 6 is a quarter less, from −8 to −6 a quarter more."""
    rows = [decided(1, Status.PILOT, "a"), measured(2, "a", kpi="errors", kpi_before=8.0)]
    (pilot,) = of([shown(47, "a")], rows).pilots
    assert (pilot.title, pilot.status, pilot.change_percent) == ("Title of a", "pilot", None)
    (pilot,) = of([shown(47, "a")], [*rows, measured(3, "a", kpi_after=6.0)]).pilots
    assert (pilot.result.kpi, pilot.change_percent) == ("errors", pytest.approx(-25.0))
    below = [rows[0], measured(2, "a", kpi_before=-8.0, kpi_after=-6.0)]
    assert of([shown(47, "a")], below).pilots[0].change_percent == pytest.approx(25.0)


def test_pilot_that_began_at_nothing_has_no_percentage():
    rows = [decided(1, Status.PILOT, "a"), measured(2, "a", kpi_before=0.0, kpi_after=6.0)]
    assert of([shown(47, "a")], rows).pilots[0].change_percent is None


def test_pilot_not_measured_yet_is_in_the_table():
    """What is only studied is not."""
    rows = [decided(1, Status.PILOT, "a"), decided(2, Status.TO_STUDY, "b")]
    (pilot,) = of([shown(47, "a", "b")], rows).pilots
    assert (pilot.opportunity_id, pilot.result, pilot.yearly_gain) == ("a", PilotResult(), 0.0)
