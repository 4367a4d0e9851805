"""Papers through the only door: the brief of a card, the summary of a quarter, files."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import MOMENT
from listed_home import listed_home
from lives import opportunity

from watch import store
from watch.clock import FixedClock
from watch.errors import UsageError, WatchError
from watch.model import Act, OpportunityId, PilotResult, Reason, Status, Week
from watch.service import Service

FIRST, SECOND, THIRD = (OpportunityId(name) for name in ("one", "two", "three"))


@pytest.fixture
def home(tmp_path):
    """A folder with three cards of one frozen edition."""
    listed = [opportunity(name, title=f"Robots of {name} & co") for name in (FIRST, SECOND, THIRD)]
    return listed_home(tmp_path / "home", *listed)


@pytest.fixture
def at(home):
    """Return a function that opens the home at a moment."""
    opened = []

    def open_at(moment):
        opened.append(Service(home, clock=FixedClock(moment)))
        return opened[-1]

    yield open_at
    for service in opened:
        service.close()


def test_brief_tells_the_card_in_the_language_asked_for(at):
    service = at(MOMENT)
    service.reviews.record(FIRST, Act.DECIDE, status=Status.TO_STUDY, owner="Marie")
    french, english = (service.briefs.card_html("one", language) for language in ("", "en"))
    assert "Arrêts de ligne" in french
    assert "240\u202f000\u00a0€ par an" in french
    assert "Établi par techwatch le 18 novembre 2026" in french
    assert "Robots of one &amp; co" in english
    for part in ("To study", "Marie", "arrêts par mois", "€240,000 a year"):
        assert part in english


def test_brief_of_nothing_is_refused(at):
    with pytest.raises(UsageError, match="no opportunity"):
        at(MOMENT).briefs.card_html("nowhere")


def test_quarter_counts_what_was_decided_in_it(at):
    service = at(MOMENT)
    service.reviews.record(FIRST, Act.DECIDE, status=Status.PILOT, owner="Marie")
    service.reviews.record(SECOND, Act.DECIDE, status=Status.REJECTED, reason=Reason.TOO_EARLY)
    service.reviews.measure(FIRST, PilotResult(yearly_gain=48_000.0))
    said = service.briefs.quarter_html("2026-Q4", "en")
    for part in ("4th quarter of 2026", "€48,000 a year", "1 rejected: too early", "Marie"):
        assert part in said
    assert "1 was judged worth showing (33%)" in said


def test_list_that_is_still_open_counts_in_its_quarter(home, at):
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        frozen = store.editions.of_week(connection, Week("2026-W47"))
        later = MOMENT + timedelta(days=7)
        still = replace(frozen, week=Week("2026-W48"), made_at=later, frozen_at=None)
        store.editions.save(connection, still, made_from="")
    database.close()
    service = at(later)
    present, past = (service.briefs.quarter_html(quarter, "en") for quarter in ("", "2026-Q3"))
    assert "2 weekly lists, the last still open, showed 6 opportunities." in present
    assert "0 weekly lists showed 0 opportunities." in past


def test_papers_of_the_example_company_say_so(home, at):
    (home / "watch.yaml").write_text("example: true\n", encoding="utf-8")
    service = at(MOMENT)
    for paper in (service.briefs.card_html("one", "en"), service.briefs.quarter_html("", "en")):
        assert "these articles, figures and companies are invented" in paper


def test_past_quarter_is_told_as_it_stood_on_its_last_day(at):
    at(MOMENT).reviews.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    later = at(MOMENT + timedelta(days=90))
    later.reviews.record(FIRST, Act.DECIDE, status=Status.ADOPTED)
    past, present = (later.briefs.quarter_html(q, "en") for q in ("2026-Q4", ""))
    assert "To study" in past
    assert "Adopted · " not in past
    assert "1st quarter of 2027" in present
    assert "Adopted · " in present


def test_quarter_begins_in_the_time_zone_of_the_company(at):
    service = at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))  # in Paris, the next year
    service.reviews.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    assert "1st quarter of 2027" in service.briefs.quarter_html("", "en")
    assert "Nothing was decided in this quarter." in service.briefs.quarter_html("2026-Q4", "en")


def test_what_is_no_quarter_is_refused(at):
    with pytest.raises(UsageError, match="no quarter"):
        at(MOMENT).briefs.quarter_html("spring")


def test_page_is_saved_as_html_and_as_pdf(at, tmp_path):
    pytest.importorskip("weasyprint")
    briefs = at(MOMENT).briefs
    html = briefs.card_html("one", "en")
    assert briefs.save(html, tmp_path / "a.html").read_text(encoding="utf-8") == html
    assert briefs.save(html, tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_file_of_another_kind_or_place_is_refused(at, tmp_path):
    briefs = at(MOMENT).briefs
    with pytest.raises(UsageError, match="neither"):
        briefs.save("", tmp_path / "a.docx")
    with pytest.raises(WatchError, match="cannot be written"):
        briefs.save("", tmp_path / "nowhere" / "a.html")


def test_papers_of_a_home_without_decisions_say_so(home):
    with closing(Service(home, clock=FixedClock(MOMENT))) as service:
        assert "Nothing was decided yet." in service.briefs.card_html("one", "en")
        assert "Rien n’a été décidé ce trimestre." in service.briefs.quarter_html()
