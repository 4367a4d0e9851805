"""Pain points: what hurts, as the company stated it, the most pressing first; and its changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from watch.errors import ConfigError, ModelMissing
from watch.model import PainPoint
from watch.present import session
from watch.present.components import frame
from watch.present.components.pains import need_bars, pain_card
from watch.present.controls.company_form import company_form, is_begun
from watch.present.controls.lessons import lessons
from watch.present.controls.pain_draft import (
    NEW,
    left_unsaved,
    open_draft,
    opened,
    said,
    throw_away,
)
from watch.present.controls.pain_editor import editor
from watch.present.markup import joined, show
from watch.present.session import Visit
from watch.present.views import (
    PainRow,
    fault,
    need_view,
    pain_rows,
    with_coverage,
    with_families,
)
from watch.service import PainPlan
from watch.wording import one_line

_TITLE_LIMIT = 80
_CHART_FROM = 3
"""Pain points from which a picture tells more than the list."""


def draw(visit: Visit) -> None:
    """Draw the stated pain points with what each calls for and what this week brought."""
    translator = visit.translator
    pains = visit.service.pain_points.every()
    lead = translator.translate(
        "What every article is compared with, the greatest need first. A change counts from "
        "the next run on."
    )
    show(frame.head(translator.translate("Pain points"), lead=lead), translator.language)
    if not pains:
        _first(visit)
        return
    stated, learned, company = st.tabs(
        [
            translator.translate("Stated"),
            translator.translate("What we learned"),
            translator.translate("Your company"),
        ],
        key="pains-leaf",
        on_change="rerun",
    )
    if learned.open:
        with learned:
            lessons(visit)
    if company.open or is_begun():  # a leaf that is not drawn forgets what was typed
        with company:
            company_form(visit)
    with stated:
        _stated(visit, pains)


def _first(visit: Visit) -> None:
    """Draw what helps a newcomer to state the first pain point."""
    translator = visit.translator
    title = translator.translate("What hurts your operations most?")
    text = translator.translate(
        "Say it in one sentence, as you would in a meeting: “Two lines in a hundred are picked "
        "wrong.” That is enough to begin; figures, an area and keywords find better articles."
    )
    show(frame.nothing(title, text), translator.language)
    if visit.may_configure:
        open_draft(None)
        draft = opened()
        if draft is not None:
            editor(draft, visit)


def _stated(visit: Visit, pains: Sequence[PainPoint]) -> None:
    translator = visit.translator
    message = said()
    if message and message[0] == NEW:
        show(frame.notice(message[1], kind="tw-done"), translator.language)
    if len(pains) >= _CHART_FROM:
        view = need_view(pains, translator)
        show(
            joined(
                frame.heading(translator.translate("Where does it hurt most?"), view.said),
                need_bars(view, translator),
            ),
            translator.language,
        )
    _unsaved(visit)
    _new(visit)
    company = visit.service.pain_points.company()
    rows = pain_rows(pains, visit.service.edition(), company.currency, translator)
    _list(visit, pains, _covered(visit, pains, rows), dict([message] if message else []))


def _unsaved(visit: Visit) -> None:
    """Say which changes wait to be saved, and let them be taken up again."""
    translator = visit.translator
    if not visit.may_configure:
        return
    for draft in left_unsaved():
        name = one_line(draft.pain.title, _TITLE_LIMIT) or translator.translate("a new pain point")
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"unsaved-{draft.pain.id}"
        ):
            told = translator.translate("Changes not saved: {name}", name=name)
            show(frame.notice(told, kind="tw-warn"), translator.language)
            label = translator.translate("Go on")
            st.button(
                label, key=f"go-on-{draft.pain.id}", on_click=open_draft, args=(draft.opened,)
            )
            label = translator.translate("Throw the changes away")
            st.button(
                label,
                key=f"throw-{draft.pain.id}",
                type="tertiary",
                on_click=throw_away,
                args=(draft.pain.id,),
            )


def _new(visit: Visit) -> None:
    draft = opened()
    if not visit.may_configure:
        return
    if draft is not None and draft.opened is None:
        with st.container(key="pain-editor-new"):
            editor(draft, visit)
        return
    label = visit.translator.translate("State a pain point")
    st.button(label, key="state-pain", type="primary", on_click=open_draft, args=(None,))


def _covered(
    visit: Visit, pains: Sequence[PainPoint], rows: tuple[PainRow, ...]
) -> tuple[PainRow, ...]:
    """Return the rows with their coverage; a mistake in the sources is told on their own page."""
    desk = visit.service.pain_points
    try:
        covered = desk.coverage(pains)
        packs = desk.pack_names(visit.translator.language)
    except ConfigError:
        return rows
    return with_coverage(rows, covered, packs, visit.translator)


def _list(
    visit: Visit, pains: Sequence[PainPoint], rows: tuple[PainRow, ...], told: dict[str, str]
) -> None:
    """Draw the list with what each pain point is searched for by.

    The models that choose the families load once for each start of the server, which takes
    seconds: then the list is drawn at once without them, and again.
    """
    stated = {pain.id: pain for pain in pains}

    def drawn(rows: Sequence[PainRow]) -> dict[str, DeltaGenerator | None]:
        return {row.id: _draw_row(row, stated[row.id], told.get(row.id, ""), visit) for row in rows}

    at_hand = visit.service.solutions.plans(pains, only_at_hand=True)
    if at_hand:
        drawn(with_families(rows, at_hand, visit.translator))
        return
    waiting = st.empty()
    places = drawn(rows)
    plans = _plans(pains, waiting, visit)
    for row in with_families(rows, plans, visit.translator) if plans else ():
        place = places[row.id]
        if place is not None:
            with place:
                show(pain_card(row, visit.translator), visit.translator.language)


def _plans(pains: Sequence[PainPoint], place: DeltaGenerator, visit: Visit) -> list[PainPlan]:
    """Return how pain points are searched for; nothing, and why, where no model can be loaded."""
    translator = visit.translator
    try:
        with place, st.spinner(translator.translate("Choosing the solutions to search for")):
            plans = visit.service.solutions.plans(pains)
    except ModelMissing as error:
        with place:
            show(frame.fault_box(fault(error, translator), translator), translator.language)
        return []
    place.empty()
    return plans


def _draw_row(row: PainRow, pain: PainPoint, message: str, visit: Visit) -> DeltaGenerator | None:
    """Draw a pain point, or its form where it is open; return where its card stands."""
    translator = visit.translator
    draft = opened()
    with st.container(key=f"pain-row-{row.id}", gap="small"):
        if message:
            show(frame.notice(message, kind="tw-done"), translator.language)
        if draft is not None and draft.pain.id == pain.id and visit.may_configure:
            with st.container(key=f"pain-editor-{row.id}"):
                editor(draft, visit)
            return None
        place = st.empty()
        with place:
            show(pain_card(row, translator), translator.language)
        if visit.may_configure:
            st.button(
                translator.translate("Change"),
                key=f"edit-{row.id}",
                on_click=open_draft,
                args=(pain,),
            )
    return place


draw(session.visit())
