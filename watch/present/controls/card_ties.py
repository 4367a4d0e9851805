"""Opportunities that are one: taken in, and let go again."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from watch.errors import WatchError
from watch.model import Card, CardHead, OpportunityId
from watch.present.components import frame
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import fault, titled
from watch.wording import one_line

_TITLE_LIMIT = 90


def merging(visit: Visit, card: Card) -> None:
    """Draw which other opportunity is the same; the choice is drawn when it is asked for."""
    translator, name = visit.translator, card.opportunity.id
    opened = st.popover(
        translator.translate("Merge with another"), key=f"merge-{name}", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        others = _others(card, visit)
        if not others:
            said = translator.translate("There is no other opportunity to take in.")
            show(frame.count(said), translator.language)
            return
        with st.form(f"merging-{name}", border=False):
            other = st.selectbox(
                translator.translate("Take into this one"),
                list(others),
                format_func=others.__getitem__,
                key=f"merged-{name}",
            )
            note = translator.translate("From then on they are decided as one.")
            show(frame.count(note), translator.language)
            if st.form_submit_button(translator.translate("Confirm"), type="primary"):
                _merge(visit, card, other)


def draw_absorbed(card: Card, visit: Visit) -> None:
    """Draw what was taken into a card, each with what lets it go again."""
    translator, standing = visit.translator, card.standing
    if standing.merged_into is not None:
        said = translator.translate("It was merged into another opportunity:")
        show(frame.count(said), translator.language)
        _link(standing.merged_into, visit)
        return
    if not standing.absorbed:
        return
    show(frame.heading(translator.translate("Merged into it")), translator.language)
    for other in standing.absorbed:
        with st.container(horizontal=True, key=f"absorbed-{other}", vertical_alignment="center"):
            _link(other, visit)
            if visit.may_decide:
                st.button(
                    translator.translate("Split off"),
                    key=f"split-{other}",
                    type="tertiary",
                    on_click=_split,
                    args=(visit, card, other),
                )


def _others(card: Card, visit: Visit) -> Mapping[OpportunityId, str]:
    """Return what could be the same, that of the same pain point first."""
    heads = [line.head for line in visit.service.board.lines()]
    wanted = [head for head in heads if head.id != card.opportunity.id]
    wanted.sort(key=lambda head: head.pain_id != card.opportunity.pain_id)
    return {head.id: _named(head) for head in wanted}


def _named(head: CardHead) -> str:
    return one_line(titled(head.title, head.language), _TITLE_LIMIT)


def _link(name: OpportunityId, visit: Visit) -> None:
    item = visit.service.reviews.card(name).opportunity
    label = plain(titled(item.title, item.language))
    st.page_link("opportunities.py", label=label, query_params={"card": name})


def _merge(visit: Visit, card: Card, other: OpportunityId) -> None:
    try:
        visit.service.reviews.merge(card.opportunity.id, other, by=visit.by)
    except WatchError as error:
        told = frame.fault_box(fault(error, visit.translator), visit.translator)
        show(told, visit.translator.language)
        return
    st.rerun()


def _split(visit: Visit, card: Card, other: OpportunityId) -> None:
    visit.service.reviews.split(card.opportunity.id, other, by=visit.by)
