"""The page of one opportunity: what is known, what to decide, its life, notes, history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from watch.errors import UsageError
from watch.model import Act, Card, Status
from watch.present.components import card_page as pieces
from watch.present.components import frame, life
from watch.present.controls.address import remembered
from watch.present.controls.assignment import assignment, measurement
from watch.present.controls.card_ties import draw_absorbed, merging
from watch.present.controls.decision import form, undo, verbs
from watch.present.controls.placing import lesson, placing
from watch.present.markup import Html, show
from watch.present.session import Visit
from watch.present.views import CardPage, HistoryRow, LifeEvent, card_page, life_events

_NOTE_LIMIT = 500
_ROWS_SHOWN = 12
"""Rows of the history drawn at once: more than that is told behind a click."""


def draw_card(visit: Visit, name: str) -> None:
    """Draw one opportunity in full, or say that there is none of that name."""
    translator = visit.translator
    back = f"← {translator.translate('All opportunities')}"
    st.page_link("opportunities.py", label=back, query_params=remembered())
    try:
        card = visit.service.reviews.card(name)
    except UsageError:
        title = translator.translate("There is no such opportunity.")
        advice = translator.translate("Its address may be cut; look for it in the list.")
        show(frame.nothing(title, advice), translator.language)
        return
    currency = visit.service.company().currency
    page = _view(card, currency, visit)
    show(pieces.card_head(page, translator), translator.language)
    with st.container(key="standing", gap=None):
        show(pieces.standing_panel(page, translator), translator.language)
        if visit.may_decide:
            _draw_acts(card, page, visit)
    for title, body in _parts(page, visit):
        show(frame.heading(title), translator.language)
        show(body, translator.language)
    _draw_life(life_events(card, visit.zone, currency, translator), visit)
    draw_absorbed(card, visit)
    _draw_notes(card, page, visit)
    _draw_history(card, page, visit)


def _view(card: Card, currency: str, visit: Visit) -> CardPage:
    return card_page(
        card,
        {pain.id: pain.title for pain in visit.service.pains()},
        zone=visit.zone,
        today=visit.today,
        currency=currency,
        translator=visit.translator,
    )


def _draw_acts(card: Card, page: CardPage, visit: Visit) -> None:
    if card.standing.merged_into is not None:
        return
    verbs(visit, card, page.next, keys=True)
    form(visit, card, page.next, keys=True)
    with st.container(horizontal=True, key="further"):
        if card.standing.status is not Status.NEW:
            assignment(visit, card)
            if card.standing.status is not Status.ALREADY_DONE:
                measurement(visit, card)
        placing(visit, card)
        merging(visit, card)
        if card.standing.status is not Status.NEW:
            lesson(visit, card)
            undo(visit, card.opportunity.id)


def _parts(page: CardPage, visit: Visit) -> Iterator[tuple[str, Html]]:
    translator = visit.translator
    if page.aspects:
        title = translator.translate("What it would mean here")
        yield title, pieces.aspect_list(page.aspects, translator)
    yield translator.translate("Speaks for it"), pieces.proof_list(page.for_it, translator)
    against = pieces.proof_list(page.against, translator, against=True)
    nothing = frame.count(translator.translate("Nothing that was read contradicts it so far."))
    yield translator.translate("Speaks against it"), against if page.against else nothing
    if page.changes:
        yield translator.translate("What changed"), pieces.change_list(page.changes)


def _draw_life(events: Sequence[LifeEvent], visit: Visit) -> None:
    """Draw when what happened, as a picture and as a list."""
    translator = visit.translator
    if not events:
        return
    note = translator.translate("Publications, changes and decisions on one axis of time.")
    title = translator.translate("How did it get here?")
    show(frame.heading(title, note), translator.language)
    st.altair_chart(life.life_chart(events, translator), width="stretch", key="life")
    said = translator.translate("The same as a list")
    show(life.life_list(events, said), translator.language)


def _draw_notes(card: Card, page: CardPage, visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(translator.translate("Notes")), translator.language)
    if page.notes:
        show(pieces.note_list(page.notes), translator.language)
    if not visit.may_decide:
        return
    with st.form("note", clear_on_submit=True, border=False):
        text = st.text_area(
            translator.translate("New note"), max_chars=_NOTE_LIMIT, height=80, key="new-note"
        )
        added = st.form_submit_button(translator.translate("Add the note"))
    if added and text.strip():
        visit.service.reviews.record(card.opportunity.id, Act.NOTE, note=text.strip(), by=visit.by)
        st.rerun()


def _draw_history(card: Card, page: CardPage, visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(translator.translate("History")), translator.language)
    if not page.history:
        nothing = translator.translate("Nothing was decided yet.")
        show(frame.count(nothing), translator.language)
        return
    for row in page.history[:_ROWS_SHOWN]:
        with st.container(horizontal=True, key=f"row-{row.number}"):
            show(pieces.history_list((row,), translator), translator.language)
            if visit.may_decide and not row.undone:
                _draw_undo(card, row, visit)
    if len(page.history) > _ROWS_SHOWN:
        older = page.history[_ROWS_SHOWN:]
        said = translator.plural("{n} older row", "{n} older rows", len(older))
        show(pieces.folded(said, pieces.history_list(older, translator)), translator.language)


def _draw_undo(card: Card, row: HistoryRow, visit: Visit) -> None:
    st.button(
        visit.translator.translate("Undo this"),
        key=f"undo-row-{row.number}",
        type="tertiary",
        on_click=_take_back,
        args=(visit, card, row.number),
    )


def _take_back(visit: Visit, card: Card, number: int) -> None:
    visit.service.reviews.undo(card.opportunity.id, number, by=visit.by)
