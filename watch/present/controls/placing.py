"""A place of one's own choice in the list, and what a decision taught: both against the score."""

from __future__ import annotations

import streamlit as st

from watch.errors import WatchError
from watch.model import Act, Card, Lesson
from watch.present.components import frame
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault

_LAST_PLACE = 50
"""No weekly list is longer."""

_TEXT_LIMIT = 500


def placing(visit: Visit, card: Card) -> None:
    """Draw where it is to stand in the next lists, with the reason; or back to the score."""
    translator, name = visit.translator, card.opportunity.id
    with st.popover(translator.translate("Place in the list"), key=f"placing-{name}"):
        note = translator.translate(
            "Counts from the next list on, whatever its score; the list says so."
        )
        show(frame.count(note), translator.language)
        with st.form(f"place-{name}", border=False):
            place = st.number_input(
                translator.translate("Place"),
                min_value=1,
                max_value=_LAST_PLACE,
                value=card.standing.place or 1,
                key=f"place-of-{name}",
            )
            why = st.text_input(
                translator.translate("Reason for the place"),
                key=f"place-why-{name}",
                max_chars=_TEXT_LIMIT,
            )
            if st.form_submit_button(translator.translate("Confirm"), type="primary"):
                _record(visit, card, int(place), (why or "").strip())
        if card.standing.place is not None:
            free = translator.translate("Give the place back to the score")
            if st.button(free, key=f"place-free-{name}", type="tertiary"):
                _record(visit, card, None, "")


def lesson(visit: Visit, card: Card) -> None:
    """Draw what lets the decision teach nothing; nothing where it teaches nothing already."""
    translator, name = visit.translator, card.opportunity.id
    if _forgotten(card):
        said = translator.translate("This decision teaches nothing.")
        show(frame.count(said), translator.language)
        return
    st.button(
        translator.translate("Forget this lesson"),
        key=f"forget-{name}",
        type="tertiary",
        help=translator.translate(
            "The decision stays; it no longer moves the ranking of similar articles."
        ),
        on_click=_forget,
        args=(visit, card),
    )


def _forgotten(card: Card) -> bool:
    """Return whether it was said, since the last decision, that nothing is to be learned."""
    counting = (row for row in card.history if row.number not in card.undone)
    kept = [row for row in counting if row.act in {Act.DECIDE, Act.TEACH}]
    return bool(kept) and kept[-1].lesson is Lesson.FORGET_ONE


def _forget(visit: Visit, card: Card) -> None:
    visit.service.reviews.forget(card.opportunity.id, by=visit.by)


def _record(visit: Visit, card: Card, place: int | None, why: str) -> None:
    if place is not None and not why:
        asked = visit.translator.translate("Say why: the list shows that it was placed by hand.")
        show(frame.notice(asked, kind="tw-warn"), visit.translator.language)
        return
    try:
        visit.service.reviews.record(
            card.opportunity.id, Act.PLACE, place=place, note=why, by=visit.by
        )
    except WatchError as error:
        told = frame.fault_box(fault(error, visit.translator), visit.translator)
        show(told, visit.translator.language)
        return
    st.rerun()
