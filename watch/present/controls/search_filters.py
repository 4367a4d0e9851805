"""The filters of a search, each value with how many stories it would leave."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from watch.model import FilterField, PainId, SearchAnswer
from watch.present.controls.search_address import Asked, clear, keep
from watch.present.session import Visit
from watch.present.views import filter_options, option_name, value_name
from watch.wording import mark

_ALL: Mapping[FilterField, tuple[str, str]] = {  # filter → its label, what no choice says
    FilterField.PERIOD: (mark("Period"), mark("Any time")),
    FilterField.LANGUAGE: (mark("Language of the article"), mark("All languages")),
    FilterField.SOURCE: (mark("Source"), mark("All sources")),
    FilterField.PAIN: (mark("Pain point"), mark("All pain points")),
    FilterField.AREA: (mark("Area"), mark("All areas")),
    FilterField.KIND: (mark("Kind of development"), mark("All kinds")),
    FilterField.STATUS: (mark("Status of its opportunity"), mark("All statuses")),
}
_BEHIND = (
    FilterField.SOURCE,
    FilterField.PAIN,
    FilterField.AREA,
    FilterField.KIND,
    FilterField.STATUS,
)


def draw_filters(
    answer: SearchAnswer, asked: Asked, pains: Mapping[PainId, str], visit: Visit
) -> None:
    """Draw the filters; the address is the only one that remembers them."""
    translator = visit.translator
    with st.container(horizontal=True, key="search-filters", vertical_alignment="center"):
        _draw_one(FilterField.PERIOD, answer, asked, pains, visit)
        _draw_one(FilterField.LANGUAGE, answer, asked, pains, visit)
        with st.popover(translator.translate("More filters"), key="search-more"):
            for field in _BEHIND:
                _draw_several(field, answer, asked, pains, visit)
        if asked.restricted:
            label = translator.translate("Remove the filters")
            st.button(label, key="search-clear", type="tertiary", on_click=clear)


def restricted_by(
    answer: SearchAnswer, asked: Asked, pains: Mapping[PainId, str], visit: Visit
) -> tuple[str, ...]:
    """Return what the filters behind the button restrict, to be said beside the count."""
    return tuple(
        value_name(answer, field, value, pains, visit.translator)
        for field in _BEHIND
        for value in asked.values[field]
    )


def _draw_one(
    field: FilterField,
    answer: SearchAnswer,
    asked: Asked,
    pains: Mapping[PainId, str],
    visit: Visit,
) -> None:
    translator = visit.translator
    label, every = (translator.translate(said) for said in _ALL[field])
    chosen = next(iter(asked.values[field]), "")
    options = ["", *filter_options(answer, field, asked.values[field])]
    st.selectbox(
        label,
        options,
        index=options.index(chosen),
        format_func=lambda value: (
            option_name(answer, field, value, pains, translator) if value else every
        ),
        key=_key(field, chosen),
        on_change=_note,
        args=(field, chosen),
        label_visibility="collapsed",
    )


def _draw_several(
    field: FilterField,
    answer: SearchAnswer,
    asked: Asked,
    pains: Mapping[PainId, str],
    visit: Visit,
) -> None:
    translator = visit.translator
    label, every = (translator.translate(said) for said in _ALL[field])
    chosen = asked.values[field]
    options = filter_options(answer, field, chosen)
    st.multiselect(
        label,
        options,
        default=list(chosen),
        format_func=lambda value: option_name(answer, field, value, pains, translator),
        key=_key(field, "+".join(chosen)),
        on_change=_note,
        args=(field, "+".join(chosen)),
        placeholder=every,
        disabled=not options,
    )


def _key(field: FilterField, chosen: str) -> str:
    """Return the key of a filter: another one for each choice, as the address alone remembers."""
    return f"search-{field.value}-{chosen}"


def _note(field: FilterField, chosen: str) -> None:
    picked = st.session_state[_key(field, chosen)]
    keep(field, [picked] if isinstance(picked, str) and picked else list(picked))
