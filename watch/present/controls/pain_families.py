"""Families of solutions that a pain point is searched for by: accept, refuse, take back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from watch.model import Solution
from watch.present.components.frame import measured
from watch.present.controls.pain_draft import Draft, write
from watch.present.markup import Html, element, show
from watch.present.session import Visit
from watch.service import PainPlan, PlannedFamily
from watch.wording import Translator, one_line, weight_phrase

_NAME_LIMIT = 120


def families(draft: Draft, plan: PainPlan, visit: Visit) -> None:
    """Draw the families in use by falling weight, then those refused; one click changes one."""
    translator = visit.translator
    said = translator.translate("Families of solutions, by weight")
    show(element("p", said, class_="tw-label"), translator.language)
    for family in plan.families:
        with _row(family.solution.id, draft):
            show(_bar(family, translator), translator.language)
            if visit.may_configure:
                _offers(draft, family, translator)
    if plan.refused:
        said = translator.translate("Refused, and not searched for:")
        show(element("p", said, class_="tw-label"), translator.language)
    for solution in plan.refused:
        with _row(solution.id, draft):
            show(element("p", _name(solution, translator)), translator.language)
            if visit.may_configure:
                back = translator.translate("Search by it again")
                _button(back, _take_back, draft, solution.id)


def _offers(draft: Draft, family: PlannedFamily, translator: Translator) -> None:
    name = family.solution.id
    if family.chosen:
        _button(translator.translate("Take back"), _take_back, draft, name)
    else:
        _button(translator.translate("Accept"), _accept, draft, name)
    _button(translator.translate("Refuse"), _refuse, draft, name)


def _row(name: str, draft: Draft) -> st.delta_generator.DeltaGenerator:
    return st.container(
        horizontal=True,
        vertical_alignment="center",
        key=f"family-{name}-of-{draft.pain.id or 'new'}",
    )


def _button(label: str, act: Callable[[Draft, str], None], draft: Draft, name: str) -> None:
    key = f"{act.__name__}-{name}-of-{draft.pain.id or 'new'}"
    st.button(label, key=key, type="tertiary", on_click=act, args=(draft, name))


def _bar(family: PlannedFamily, translator: Translator) -> Html:
    chosen = translator.translate("chosen by you") if family.chosen else ""
    weight = weight_phrase(family.weight, translator)
    row = measured(_name(family.solution, translator), 100 * family.weight, weight, chosen)
    return element("ul", row, class_="tw-measures tw-family")


def _name(solution: Solution, translator: Translator) -> str:
    return one_line(solution.name[translator.language], _NAME_LIMIT)


def _accept(draft: Draft, name: str) -> None:
    write(
        draft, solutions=(*draft.pain.solutions, name), refused=_without(draft.pain.refused, name)
    )


def _refuse(draft: Draft, name: str) -> None:
    write(
        draft, refused=(*draft.pain.refused, name), solutions=_without(draft.pain.solutions, name)
    )


def _take_back(draft: Draft, name: str) -> None:
    solutions, refused = draft.pain.solutions, draft.pain.refused
    write(draft, solutions=_without(solutions, name), refused=_without(refused, name))


def _without(names: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != gone)
