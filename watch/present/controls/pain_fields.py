"""The fields of a pain point, in sections: what hurts, how much, who, how we search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from watch.model import AREAS
from watch.present.components.pains import mistake_line
from watch.present.controls.pain_draft import Draft, field_key, write
from watch.present.markup import element, plain, show
from watch.present.session import Visit
from watch.present.views import field_label, mistake_said
from watch.wording import Translator, area_name

_TITLE_LIMIT, _TEXT_LIMIT, _NAME_LIMIT = 300, 5000, 200
_MARK_STEP = 0.5
_COST_STEP = 1000.0


def section(title: str, translator: Translator) -> None:
    """Draw the name of a part of the form."""
    show(element("h3", title, class_="tw-section"), translator.language)


class Fields:
    """Draws fields one by one, filled from a draft, each with its mistake below.

    What stands in a field goes into the draft as it is drawn.
    """

    def __init__(self, draft: Draft, visit: Visit) -> None:
        self._draft = draft
        self._desk = visit.service.pain_points
        self._translator = visit.translator
        self._locked = not visit.may_configure

    def what_hurts(self) -> None:
        """Draw the words of the problem and its area."""
        self._line("title", _TITLE_LIMIT)
        self._area()
        self._lines("description", 110)

    def how_much(self, currency: str) -> None:
        """Draw importance, satisfaction, cost, indicator and horizon."""
        left, right = st.columns(2)
        with left:
            self._mark("importance")
        with right:
            self._mark("satisfaction")
        left, right = st.columns(2)
        with left:
            self._cost(currency)
        with right:
            self._months()
        self._line("kpi", _NAME_LIMIT)

    def who(self) -> None:
        """Draw department and owner."""
        left, right = st.columns(2)
        with left:
            self._line("department", _NAME_LIMIT)
        with right:
            self._line("owner", _NAME_LIMIT)

    def own_words(self, suggested: Sequence[str]) -> None:
        """Draw keywords, with those of the library to take, sketches and exclusions."""
        self._words("keywords")
        if suggested and not self._locked:
            self._suggested(suggested)
        self._sketches()
        self._words("exclusions")

    def _label(self, field: str) -> str:
        return plain(field_label(field, self._translator))

    def _key(self, field: str, held: object) -> str:
        """Return the key of a field, which holds what the draft says until it is changed."""
        key = field_key(field, self._draft.pain.id)
        st.session_state.setdefault(key, held)
        return key

    def _take(self, field: str, value: object) -> None:
        if value != getattr(self._draft.pain, field):
            self._draft.pain = replace(self._draft.pain, **{field: value})  # type: ignore[arg-type]
        for one in self._desk.mistakes(self._draft.pain) if value else ():
            if one.field == field:
                said = mistake_said(one, self._translator)
                show(mistake_line(said), self._translator.language)

    def _line(self, field: str, limit: int) -> None:
        key = self._key(field, getattr(self._draft.pain, field))
        label = self._label(field)
        text = st.text_input(label, key=key, max_chars=limit, disabled=self._locked)
        self._take(field, (text or "").strip())

    def _lines(self, field: str, height: int) -> None:
        key = self._key(field, getattr(self._draft.pain, field))
        label = self._label(field)
        text = st.text_area(
            label, key=key, max_chars=_TEXT_LIMIT, height=height, disabled=self._locked
        )
        self._take(field, " ".join((text or "").split()))

    def _area(self) -> None:
        held = self._draft.pain.area
        own = [held] if held and held not in AREAS else []
        nothing = self._translator.translate("not said")
        chosen = st.selectbox(
            self._label("area"),
            ["", *own, *AREAS],
            format_func=lambda area: area_name(area, self._translator) or nothing,
            key=self._key("area", held),
            disabled=self._locked,
        )
        self._take("area", chosen)

    def _mark(self, field: str) -> None:
        value = st.slider(
            self._label(field),
            0.0,
            10.0,
            key=self._key(field, float(getattr(self._draft.pain, field))),
            step=_MARK_STEP,
            format="%g",
            disabled=self._locked,
        )
        self._take(field, value)

    def _cost(self, currency: str) -> None:
        label = f"{field_label('yearly_cost', self._translator)} ({currency})"
        value = st.number_input(
            plain(label),
            min_value=0.0,
            value=None,
            step=_COST_STEP,
            format="%.0f",
            key=self._key("yearly_cost", self._draft.pain.yearly_cost),
            disabled=self._locked,
        )
        self._take("yearly_cost", value)

    def _months(self) -> None:
        value = st.number_input(
            self._label("horizon_months"),
            min_value=1,
            max_value=120,
            key=self._key("horizon_months", self._draft.pain.horizon_months),
            disabled=self._locked,
        )
        self._take("horizon_months", value)

    def _words(self, field: str) -> None:
        held = list(getattr(self._draft.pain, field))
        chosen = st.multiselect(
            self._label(field),
            held,
            key=self._key(field, held),
            accept_new_options=True,
            placeholder=self._translator.translate("Type a word, then Enter"),
            disabled=self._locked,
        )
        self._take(field, tuple(word.strip() for word in chosen if word.strip()))

    def _suggested(self, words: Sequence[str]) -> None:
        key = field_key("suggested", self._draft.pain.id)
        st.pills(
            self._translator.translate("Suggested keywords, to take with one click"),
            words,
            format_func=lambda word: plain(f"+ {word}"),
            key=key,
            on_change=_take_keyword,
            args=(key, self._draft),
        )

    def _sketches(self) -> None:
        held = self._draft.pain.sketches
        text = st.text_area(
            self._label("sketches"),
            key=self._key("sketches", "\n".join(held)),
            height=80,
            max_chars=_TEXT_LIMIT,
            placeholder=self._translator.translate("One sentence a line"),
            disabled=self._locked,
        )
        lines = (line.strip() for line in (text or "").splitlines())
        self._take("sketches", tuple(line for line in lines if line))


def _take_keyword(key: str, draft: Draft) -> None:
    word = st.session_state.get(key)
    st.session_state[key] = None
    if word and word not in draft.pain.keywords:
        write(draft, keywords=(*draft.pain.keywords, word))
