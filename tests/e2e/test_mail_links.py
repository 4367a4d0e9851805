"""Every link of a mail, opened by a browser as scanners and previews do: nothing is recorded."""

from __future__ import annotations

import pytest
from app_homes import lived_home
from app_process import started
from playwright.sync_api import expect

from watch.clock import SystemClock
from watch.deliver.tokens import Claim, signed
from watch.model import LinkPurpose, OpportunityId, Status, Week
from watch.service import Service

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SECRET = "the secret of the links"
WEEK = Week("2026-W47")
STATUSES = (Status.TO_STUDY, Status.WATCHING, Status.REJECTED, Status.ALREADY_DONE)


@pytest.fixture
def served(tmp_path):
    """A home of this test alone, and the address at which it is served: one test decides."""
    home = lived_home(tmp_path / "home")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TECHWATCH_SECRET", SECRET)
        with started(home) as (url, _):
            yield home, url


def paths():
    """Return the paths of every link of a mail about three opportunities."""
    now = SystemClock().now()
    usual = {"recipient": "coo@lumera.example", "reader": "", "week": WEEK}
    for number in (1, 2, 3):
        for status in STATUSES:
            name = OpportunityId(f"opportunity-{number}")
            fields = {"opportunity_id": name, "status": status}
            claim = Claim(purpose=LinkPurpose.DECIDE, **usual, **fields)
            yield f"feedback/{signed(claim, SECRET, now)}"
    yield f"unsubscribe/{signed(Claim(purpose=LinkPurpose.UNSUBSCRIBE, **usual), SECRET, now)}"


def rows(home):
    with Service(home) as service:
        return service.reviews.ledger()


@pytest.mark.proof
def test_opening_every_link_of_a_mail_records_nothing(served, visitor, proof):
    home, url = served
    reader, every = visitor(), list(paths())
    for path in every:
        answer = reader.page.goto(url + path)
        assert answer.status == 200
        expect(reader.page.get_by_role("button", name="Confirmer")).to_be_visible()
        reader.page.reload()
        reader.context.request.head(url + path)
    proof.count(len(every), len(every))
    votes = rows(home)
    proof.state(
        "mail: links opened by a browser, thrice each",
        measured=f"{len(votes)} votes",
        target="0 votes",
        holds=not votes,
    )
    assert reader.outside == []


def test_pressing_the_button_records_once(served, visitor):
    home, url = served
    page = visitor(width=390).page
    page.goto(url + next(paths()))
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("heading", name="C’est noté")).to_be_visible()
    page.reload()
    assert [row.status for row in rows(home)] == [Status.TO_STUDY]
