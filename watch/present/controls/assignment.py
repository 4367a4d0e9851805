"""Who works on an opportunity, and what its pilot gave: fields behind a button."""

from __future__ import annotations

import streamlit as st

from watch.errors import WatchError
from watch.model import Act, Card, PilotResult
from watch.present.components.frame import fault_box
from watch.present.controls.fields import people
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault

_NAME_LIMIT = 80


def assignment(visit: Visit, card: Card) -> None:
    """Draw who answers for it, by when and what comes next, to be changed."""
    translator, name = visit.translator, card.opportunity.id
    with (
        st.popover(translator.translate("Assign"), key=f"assign-{name}"),
        st.form(f"assigning-{name}", border=False),
    ):
        said = people(visit, card, f"assign-{name}")
        department = st.text_input(
            translator.translate("Department"),
            card.standing.department,
            max_chars=_NAME_LIMIT,
            key=f"department-{name}",
        )
        if st.form_submit_button(translator.translate("Confirm"), type="primary"):
            _record(visit, card, Act.ASSIGN, department=department.strip(), **said)


def measurement(visit: Visit, card: Card) -> None:
    """Draw what a pilot gave, to be noted as it becomes known."""
    translator, name = visit.translator, card.opportunity.id
    with (
        st.popover(translator.translate("Pilot result"), key=f"measure-{name}"),
        st.form(f"measuring-{name}", border=False),
    ):
        result = _result(visit, card)
        if st.form_submit_button(translator.translate("Confirm"), type="primary"):
            _record(visit, card, Act.MEASURE, result=result)


def _result(visit: Visit, card: Card) -> PilotResult:
    translator, name = visit.translator, card.opportunity.id
    known = card.standing.result or PilotResult()
    left, right = st.columns(2)
    with left:
        started_on = st.date_input(
            translator.translate("Started on"),
            known.started_on,
            key=f"started-{name}",
            format="DD/MM/YYYY",
        )
        before = st.number_input(
            translator.translate("Indicator before"), value=known.kpi_before, key=f"before-{name}"
        )
    with right:
        ended_on = st.date_input(
            translator.translate("Ended on"),
            known.ended_on,
            key=f"ended-{name}",
            format="DD/MM/YYYY",
        )
        after = st.number_input(
            translator.translate("Indicator after"), value=known.kpi_after, key=f"after-{name}"
        )
    kpi = st.text_input(
        translator.translate("Indicator, with its unit"), _kpi(visit, card), key=f"kpi-{name}"
    )
    gain = st.number_input(
        translator.translate("Gain a year"), value=known.yearly_gain, key=f"gain-{name}"
    )
    return PilotResult(
        started_on=started_on,
        ended_on=ended_on,
        kpi=kpi.strip(),
        kpi_before=before,
        kpi_after=after,
        yearly_gain=gain,
    )


def _kpi(visit: Visit, card: Card) -> str:
    """Return the indicator measured so far, else that of the pain point."""
    known = card.standing.result
    wanted = card.opportunity.pain_id
    stated = next((p.kpi for p in visit.service.pains() if p.id == wanted), "")
    return known.kpi if known and known.kpi else stated


def _record(visit: Visit, card: Card, act: Act, **said: object) -> None:
    try:
        visit.service.reviews.record(card.opportunity.id, act, by=visit.by, **said)
    except WatchError as error:
        show(fault_box(fault(error, visit.translator), visit.translator), visit.translator.language)
        return
    st.rerun()
