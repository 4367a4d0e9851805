"""A COO's ten minutes in a real browser: decide by keys, undo, follow, and hostile cards."""

from __future__ import annotations

from contextlib import closing, suppress

import pytest
from app_homes import lived_home, opportunity, proof
from app_process import IDLE, started
from fakes import MOMENT
from lives import change
from test_app import PAYLOADS

from watch import store
from watch.model import Act, Attached, ChangeKind, OpportunityId, Status, StoryId, Update
from watch.service import Service

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FIRST = OpportunityId("opportunity-1")
ROWS = 7
CONFIRM = "[data-testid='stBaseButton-primaryFormSubmit'] [data-has-shortcut='true']"


@pytest.fixture
def lived(tmp_path):
    """A home with a list of seven."""
    return lived_home(tmp_path / "home", *(opportunity(n) for n in range(1, ROWS + 1)))


def open_at(visitor, url, wait=".tw h1"):
    visitor.page.goto(url)
    visitor.page.wait_for_selector(wait, timeout=60_000)
    return visitor.page


def shows(locator, count):
    from playwright.sync_api import expect

    expect(locator).to_have_count(count, timeout=30_000)


def ready(page):
    """Wait until all is drawn and the keyboard is about a card: its buttons show their keys."""
    page.locator(IDLE).wait_for()
    page.locator("[class*='st-key-verbs-'] [data-has-shortcut='true']").first.wait_for()


def press(page, key, answer):
    """Press a key as a person does: once more where a page that was being drawn did not hear it."""
    from playwright.sync_api import TimeoutError as Unheard

    ready(page)
    page.keyboard.press(key)
    with suppress(Unheard):
        answer.wait_for(timeout=20_000)
        return
    ready(page)
    page.keyboard.press(key)
    answer.wait_for()


@pytest.mark.parametrize(("language", "keys"), [("fr", "EVND"), ("en", "SWND")])
def test_cards_are_decided_by_keys_one_after_the_other(lived, visitor, language, keys):
    statuses = [Status.TO_STUDY, Status.WATCHING, Status.REJECTED, Status.ALREADY_DONE]
    reader = visitor()
    with started(lived) as (url, _):
        page = open_at(reader, f"{url}?lang={language}", ".tw-card")
        for number, key in enumerate(keys, start=1):
            press(page, key.lower(), page.locator(CONFIRM))
            press(page, key.lower(), page.locator(".tw-settled").nth(number - 1))
            shows(page.locator(".tw-settled"), number)
        page.get_by_role("button", name={"fr": "Annuler", "en": "Undo this"}[language]).last.click()
        shows(page.locator(".tw-settled"), 3)
    with closing(Service(lived)) as service:
        found = {card.standing.status for card in service.reviews.cards()}
    assert found == {*statuses[:3], Status.NEW}
    assert reader.outside == []


def test_letters_typed_into_a_field_decide_nothing(lived, visitor):
    with started(lived) as (url, _):
        page = open_at(visitor(), f"{url}?lang=fr", ".tw-card")
        ready(page)
        page.keyboard.press("e")
        step = page.get_by_label("Prochaine étape")
        step.fill("")
        step.press_sequentially("vendre n d e")
        shows(page.locator(".tw-settled"), 0)
        page.keyboard.press("Enter")
        shows(page.locator(".tw-settled"), 1)
    with closing(Service(lived)) as service:
        assert service.reviews.ledger()[-1].next_step == "vendre n d e"


def test_card_opens_from_the_week_and_its_address_can_be_shared(lived, visitor):
    reader = visitor()
    with started(lived) as (url, _):
        page = open_at(reader, f"{url}?lang=fr", ".tw-card")
        page.get_by_role("link", name="Ouvrir la fiche").first.click()
        page.locator(".tw-card-head").wait_for()
        assert f"card={FIRST}" in page.url
        open_at(reader, page.url, ".tw-card-head")
        page.get_by_role("link", name="Toutes les opportunités").click()
        shows(page.locator("[class*='st-key-line-']"), ROWS)
    assert reader.outside == []


def test_past_week_and_what_waits_have_addresses(lived, visitor):
    with closing(Service(lived)) as service:
        service.reviews.record(FIRST, Act.DECIDE, status=Status.PILOT)
    with started(lived) as (url, _):
        page = open_at(visitor(), f"{url}?week=2026-W46&lang=fr", ".tw-card")
        assert page.locator(".tw-eyebrow").first.inner_text().startswith("Édition passée")
        page = open_at(visitor(), f"{url}opportunities?status=pilot")
        shows(page.locator("[class*='st-key-line-']"), 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_review_pages_fit_a_phone(lived, visitor, scheme):
    reader = visitor(width=390, scheme=scheme)
    cut = """[...document.querySelectorAll('.tw *')].filter(
        e => e.getBoundingClientRect().right > innerWidth + 1).length"""
    with closing(Service(lived)) as service:
        service.reviews.record(FIRST, Act.DECIDE, status=Status.PILOT, owner="Marie " * 9)
    with started(lived) as (url, _):
        for path in ("", "opportunities", f"opportunities?card={FIRST}", "insight"):
            page = open_at(reader, url + path)
            page.wait_for_timeout(800)
            assert reader.overflow() == 0, path
            assert page.evaluate(cut) == 0, path


def test_hostile_cards_cause_no_dialog_and_no_request(tmp_path, visitor):
    listed = [
        opportunity(
            n, title=text, pain_title=text, area=text, gain=text, owners=(text, text),
            evidence=(proof(n, sentence=text, source_name=text, url=text),),
            changes=(change(ChangeKind.PRICE, text, name=f"opportunity-{n}", sentence=text),),
        )
        for n, text in enumerate(PAYLOADS, start=11)
    ]  # fmt: skip
    told = [
        Update(opportunity=one, status=Status.PILOT, owner=one.title, changes=one.changes)
        for one in listed
    ]
    home = lived_home(tmp_path / "home", *listed, updates=tuple(told), waiting_count=3)
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        gathered = [
            Attached(
                opportunity_id=listed[0].id, story_id=StoryId(n), attached_at=MOMENT, title=text,
                url=text, source_name=text, sentence=text, against=bool(n % 2),
            )
            for n, text in enumerate(PAYLOADS)
        ]  # fmt: skip
        store.opportunities.attach(connection, gathered)
    database.close()
    with closing(Service(home)) as service:
        for one, text in zip(listed, PAYLOADS, strict=True):
            said = {"owner": text, "next_step": text, "note": text, "by": text}
            service.reviews.record(one.id, Act.DECIDE, status=Status.TO_STUDY, **said)
    reader = visitor()
    with started(home) as (url, _):
        page = open_at(reader, url, ".tw-settled")
        for path in (
            "opportunities",
            f"opportunities?card={listed[0].id}",
            "insight",
            "pain-points",
        ):
            open_at(reader, url + path)
            page.wait_for_timeout(1_000)
        page.get_by_role("tab", name="Ce qui a été appris").click()
        page.wait_for_timeout(500)
    assert reader.dialogs == []
    assert reader.outside == []
