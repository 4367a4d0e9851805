"""What a digest asks for and counts, as it stands when the mail is made, not when it was frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from digest_editions import FROZEN_AT, binding_prospect, empty, five, full, opportunity, updates

from watch.deliver import Context, LinksBack, compose, render_html, render_text
from watch.model import Act, Card, Decision, OpportunityId, Reason, Standing, Status
from watch.settings import DeliverSettings

PARIS = ZoneInfo("Europe/Paris")
LINKS = LinksBack(
    public_url="https://veille.example",
    recipient="",
    reader="",
    week=full().week,
    secret="",
    now=FROZEN_AT,
)
LATER = FROZEN_AT + timedelta(days=3)


def card(row, status=Status.NEW, *, at=LATER, week=None, **fields) -> Card:
    """Return the card of a row on which this was decided."""
    decided = status is not Status.NEW
    rows = (
        Decision(
            number=1,
            at=at,
            opportunity_id=row.id,
            pain_id=row.pain_id,
            act=Act.DECIDE,
            status=status,
            week=week,
        ),
    )
    return Card(
        opportunity=row,
        standing=Standing(
            opportunity_id=row.id, status=status, decided_at=at if decided else None, **fields
        ),
        gathered=(),
        changes=(),
        history=rows if decided else (),
        undone=frozenset(),
    )


def composed(edition, *cards, language="fr", **context):
    known = {one.opportunity.id: one for one in cards}
    return compose(edition, DeliverSettings(), language, Context(cards=known, **context))


ROWS = five()[:4]
WEEK = full(opportunities=ROWS, silences=())
ADOPTED = card(ROWS[0], Status.ADOPTED, owner="Paul Marchand")
REJECTED = card(ROWS[2], Status.REJECTED, reason=Reason.TOO_EXPENSIVE)


def headed(digest, heading):
    return next((one for one in digest.sections if one.heading == heading), None)


def test_subject_counts_what_is_left_to_decide():
    assert composed(WEEK).subject.endswith("4 opportunités à décider")
    assert composed(WEEK, ADOPTED, REJECTED).subject.endswith("2 opportunités à décider")


def test_subject_counts_the_whole_list_however_few_are_shown():
    digest = compose(WEEK, replace(DeliverSettings(), max_opportunities=1), "fr")
    assert digest.subject.endswith("4 opportunités à décider")
    assert digest.bottom_line[0].startswith("4 opportunités à décider")
    assert len(digest.items) == 1


def test_bottom_line_says_how_much_is_decided_in_the_words_of_the_screen():
    said = composed(WEEK, ADOPTED, REJECTED).bottom_line
    assert said[0] == "2 opportunités à décider, dont 1 probable."
    assert said[1] == "2 décidées sur 4."
    assert "2 of 4 decided." in composed(WEEK, ADOPTED, REJECTED, language="en").bottom_line
    assert not any("décidée" in line for line in composed(WEEK).bottom_line)


def test_what_is_decided_stands_after_with_its_status_and_is_not_asked_again():
    digest = composed(WEEK, ADOPTED, REJECTED)
    assert [item.id for item in digest.items] == [ROWS[1].id, ROWS[3].id]
    told = headed(digest, "Déjà décidé").decided
    assert [one.standing for one in told] == ["Adoptée · Paul Marchand", "Écartée (trop cher)"]
    for part in (render_text(digest), render_html(digest)):
        assert "Adoptée · Paul Marchand" in part
        assert "Écartée (trop cher)" in part
    assert headed(composed(WEEK), "Déjà décidé") is None


def test_title_of_what_is_decided_opens_its_card():
    told = headed(composed(WEEK, ADOPTED, links=LINKS), "Déjà décidé").decided
    assert told[0].url == f"https://veille.example/opportunities?card={ROWS[0].id}"


def test_decided_that_find_no_room_are_counted():
    rows = tuple(replace(ROWS[0], id=OpportunityId(f"row-{n}")) for n in range(9))
    digest = composed(
        full(opportunities=(ROWS[1], *rows), silences=()),
        *(card(row, Status.WATCHING) for row in rows),
    )
    assert "9 décidées sur 10." in digest.bottom_line
    told = headed(digest, "Déjà décidé")
    assert len(told.decided) == 4
    assert told.closing == "5 autres sont décidées."


def test_weak_signal_is_not_to_be_decided_on_from_the_mail():
    weak = five()[-1]
    digest = composed(full(opportunities=(ROWS[0], weak), silences=()), links=LINKS)
    listed, shown = digest.items
    assert (listed.actions, listed.card_url) != ((), "")
    assert (shown.actions, shown.card_url) == ((), "")


def test_list_decided_since_the_freeze_asks_for_nothing():
    digest = composed(WEEK, *(card(row, Status.WATCHING) for row in ROWS))
    assert digest.subject.endswith("rien à décider")
    assert digest.bottom_line[0].startswith("Plus rien à décider cette semaine")


def test_decision_taken_back_is_asked_again():
    frozen = replace(ROWS[0], status=Status.TO_STUDY, decided=True)
    edition = full(opportunities=(frozen, ROWS[1]), silences=())
    assert composed(edition).subject.endswith("1 opportunité à décider")
    digest = composed(edition, card(frozen))
    assert digest.subject.endswith("2 opportunités à décider")
    assert digest.items[0].back is None


def test_earlier_decision_of_what_came_back_does_not_count():
    came_back = replace(ROWS[0], status=Status.WATCHING)
    edition = full(opportunities=(came_back,), silences=())
    before = card(came_back, Status.WATCHING, at=FROZEN_AT - timedelta(days=20))
    assert composed(edition, before).subject.endswith("1 opportunité à décider")


def test_what_was_merged_into_another_is_neither_asked_nor_counted():
    merged = card(ROWS[0], merged_into=OpportunityId("other"))
    digest = composed(WEEK, merged, REJECTED)
    assert digest.bottom_line[1] == "1 décidée sur 3."
    assert ROWS[0].id not in {item.id for item in digest.items}


def test_followed_opportunity_stands_where_it_stands_now():
    dock = updates()[0].opportunity
    edition = empty(updates=updates()[:1])
    told = headed(composed(edition), "Du nouveau sur ce que vous suivez").followed[0]
    assert told.standing == "En pilote · Claire Fontanel"
    now = card(dock, Status.ADOPTED, owner="Paul Marchand")
    told = headed(composed(edition, now), "Du nouveau sur ce que vous suivez").followed[0]
    assert told.standing == "Adoptée · Paul Marchand"


def test_frozen_row_stays_as_it_was_whatever_its_card_says():
    grown = replace(ROWS[1], title="Another title", score=1.0)
    item = composed(WEEK, card(grown)).items[1]
    assert (item.headline, item.score) == (ROWS[1].title, round(ROWS[1].score))


def test_moments_are_told_in_the_zone_of_the_company_once():
    said = render_text(composed(WEEK, zone=PARIS))
    assert "20 novembre 2026 à 19:00 CET" in " ".join(said.split())
    assert said.count("CET") == 1
    assert "UTC" not in said


@pytest.mark.parametrize(("zone", "shown"), [(PARIS, False), (ZoneInfo("UTC"), True)])
def test_deadline_counts_from_the_day_of_the_company(zone, shown):
    """Half past eleven at night in UTC is the next day in Paris."""
    late = FROZEN_AT.replace(hour=23, minute=30)
    row = opportunity(prospect=binding_prospect(date(2026, 11, 20), "Obligatoire."))
    edition = full(opportunities=(row,), silences=(), frozen_at=late)
    found = headed(composed(edition, zone=zone), "Échéances à moins de 90 jours")
    assert (found is not None) == shown
