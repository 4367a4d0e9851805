"""Pain points: what hurts, as the company stated it, the most pressing first."""

from __future__ import annotations

import streamlit as st

from watch.errors import ModelMissing
from watch.model import PainPoint
from watch.present import session
from watch.present.components import frame, lists
from watch.present.controls.lessons import lessons
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import PainRow, fault, pain_rows, with_families


def draw(visit: Visit) -> None:
    """Draw the stated pain points with what each calls for and what this week brought."""
    translator = visit.translator
    pains = visit.service.pains()
    currency = visit.service.company().currency
    rows = pain_rows(pains, visit.service.edition(), currency, translator)
    lead = translator.translate(
        "What every article is compared with, the greatest need first. "
        "Edit painpoints.yaml to change them."
    )
    show(frame.head(translator.translate("Pain points"), lead=lead), translator.language)
    stated, learned = st.tabs(
        [translator.translate("Stated"), translator.translate("What we learned")]
    )
    with learned:
        lessons(visit)
    with stated:
        _list(visit, pains, rows)


def _list(visit: Visit, pains: list[PainPoint], rows: tuple[PainRow, ...]) -> None:
    """Draw the list at once, then again with what each pain point is searched for by.

    The models that choose the families load once for each start of the server: several seconds.
    """
    translator = visit.translator
    waiting, place = st.empty(), st.empty()
    with place:
        show(lists.pain_list(rows, translator), translator.language)
    try:
        with waiting, st.spinner(translator.translate("Choosing the solutions to search for")):
            plans = visit.service.solutions.plans(pains)
    except ModelMissing as error:
        with waiting:
            show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    waiting.empty()
    with place:
        detailed = with_families(rows, plans, translator)
        show(lists.pain_list(detailed, translator), translator.language)


draw(session.visit())
