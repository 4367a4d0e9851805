"""The page of one opportunity: what is known, what to decide, notes, history."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from watch.errors import UsageError
from watch.model import Act, Card, Status
from watch.present.components import card_page as pieces
from watch.present.components import frame
from watch.present.controls.assignment import assignment, measurement
from watch.present.controls.decision import form, undo, verbs
from watch.present.markup import Html, show
from watch.present.session import Visit
from watch.present.views import CardPage, card_page

_NOTE_LIMIT = 500


def draw_card(visit: Visit, name: str) -> None:
    """Draw one opportunity in full, or say that there is none of that name."""
    translator = visit.translator
    st.page_link("opportunities.py", label=f"← {translator.translate('All opportunities')}")
    try:
        card = visit.service.reviews.card(name)
    except UsageError:
        title = translator.translate("There is no such opportunity.")
        advice = translator.translate("Its address may be cut; look for it in the list.")
        show(frame.nothing(title, advice), translator.language)
        return
    page = _view(card, visit)
    show(pieces.card_head(page, translator), translator.language)
    with st.container(key="standing", gap=None):
        show(pieces.standing_panel(page, translator), translator.language)
        _draw_acts(card, page, visit)
    for title, body in _parts(page, visit):
        show(frame.heading(title), translator.language)
        show(body, translator.language)
    _draw_notes(card, page, visit)
    _draw_history(page, visit)


def _view(card: Card, visit: Visit) -> CardPage:
    return card_page(
        card,
        {pain.id: pain.title for pain in visit.service.pains()},
        zone=visit.zone,
        today=visit.today,
        currency=visit.service.company().currency,
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


def _draw_notes(card: Card, page: CardPage, visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(translator.translate("Notes")), translator.language)
    if page.notes:
        show(pieces.note_list(page.notes), translator.language)
    with st.form("note", clear_on_submit=True, border=False):
        text = st.text_area(
            translator.translate("New note"), max_chars=_NOTE_LIMIT, height=80, key="new-note"
        )
        added = st.form_submit_button(translator.translate("Add the note"))
    if added and text.strip():
        visit.service.reviews.record(card.opportunity.id, Act.NOTE, note=text.strip(), by=visit.by)
        st.rerun()


def _draw_history(page: CardPage, visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(translator.translate("History")), translator.language)
    if page.history:
        show(pieces.history_list(page.history, translator), translator.language)
    else:
        nothing = translator.translate("Nothing was decided yet.")
        show(frame.count(nothing), translator.language)
