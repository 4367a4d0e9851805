"""The pages that explain the state of a source say what the screens say."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fakes import MOMENT

from watch import collect
from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    PollRecord,
    SourceId,
    SourceState,
)
from watch.settings import CollectSettings
from watch.wording import Translator, health, name_of

ROOT = Path(__file__).parents[2]
FR = Translator("fr")
EN = Translator("en")
GUIDE, OPERATIONS = "guide-utilisateur.md", "operations.md"
PLACES = {
    GUIDE: (FR, "Comprendre l’état d’une source", "rien"),
    OPERATIONS: (EN, "Source health", "nothing"),
}

each_page = pytest.mark.parametrize("page", PLACES)


def tables(page):
    """Return the rows of the tables of the section, with ordinary spaces."""
    _, heading, _ = PLACES[page]
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def said(text):
    """Return a sentence as a page writes it: its typography is the browser's business."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def told(state, failure=None, *, page):
    record = PollRecord(source_id=SourceId("press"), state=state, failure=failure)
    return health(record, PLACES[page][0])


@each_page
@pytest.mark.parametrize("state", [s for s in SourceState if s is not SourceState.FAILING])
def test_page_explains_every_state_as_the_screens_do(page, state):
    translator, _, nothing = PLACES[page]
    found = told(state, page=page)
    row = [name_of(state, translator), said(found.cause), said(found.remedy) or nothing]
    assert row in tables(page)


@each_page
def test_page_sends_those_that_fail_for_days_to_the_causes(page):
    translator, _, _ = PLACES[page]
    rows = [r for r in tables(page) if r[0] == name_of(SourceState.FAILING, translator)]
    assert len(rows) == 1


@pytest.mark.parametrize("failure", FailureKind)
def test_guide_explains_every_failure_as_the_screens_do(failure):
    found = told(SourceState.FAILING, failure, page=GUIDE)
    assert [name_of(failure, FR), said(found.cause), said(found.remedy)] in tables(GUIDE)


@pytest.mark.parametrize("failure", FailureKind)
def test_operations_give_the_remedy_of_every_failure(failure):
    found = told(SourceState.FAILING, failure, page=OPERATIONS)
    assert [name_of(failure, EN), said(found.remedy)] in tables(OPERATIONS)


@each_page
def test_page_explains_nothing_that_does_not_exist(page):
    translator, _, _ = PLACES[page]
    names = [name_of(member, translator) for kind in (SourceState, FailureKind) for member in kind]
    listed = [row[0] for row in tables(page) if not row[0].startswith("-")]
    heads = {"état", "cause", "state", "failure"}
    assert sorted(name for name in listed if name not in heads) == sorted(names)


def polled(outcome, times=1, over=timedelta()):
    """Return the record after polls that all end alike, spread over some time."""
    record = PollRecord(source_id=SourceId("press"))
    for n in range(times):
        moment = MOMENT + over * n / max(times - 1, 1)
        record = collect.after(record, outcome, moment, CollectSettings())
    return record.state


def test_limits_are_those_of_the_schedule():
    """Ten failures over a week fail for days; 180 days without an article are silence."""
    for page, words in ((GUIDE, ("Dix échecs", "une semaine")), (OPERATIONS, ("Ten failures",))):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert all(word in text for word in (*words, " 180 "))
    week, name = timedelta(weeks=1), SourceId("press")
    lost = Failed(source_id=name, kind=FailureKind.MISSING, reason="404")
    assert polled(lost, 10, week) is SourceState.FAILING
    assert polled(lost, 9, week) is SourceState.FAILED
    assert polled(lost, 10, week - timedelta(hours=1)) is SourceState.FAILED
    for days, state in ((180, SourceState.OK), (181, SourceState.STALE)):
        entry = Entry(published_at=MOMENT - timedelta(days=days))
        assert polled(Fetched(source_id=name, entries=(entry,))) is state
