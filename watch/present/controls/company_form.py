"""The company's own facts: for whom we watch."""

from __future__ import annotations

import streamlit as st

from watch.model import LANGUAGES, Company
from watch.present.components import frame
from watch.present.components.pains import mistake_line
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import field_label, field_labels, language_name, mistake_said
from watch.service import Overtaken

_NAME_LIMIT, _CODE_LIMIT = 200, 3
_OPENED = "company-opened"


def is_begun() -> bool:
    """Tell whether the form was opened in this session, so that something may be typed there."""
    return _OPENED in st.session_state


def company_form(visit: Visit) -> None:
    """Draw the facts about the company, to be read or changed."""
    translator = visit.translator
    held = visit.service.pain_points.company()
    opened = st.session_state.setdefault(_OPENED, held)
    note = translator.translate(
        "Sector, size and country decide what could work at your place; the language is that of "
        "the list and the mail."
    )
    show(frame.count(note), translator.language)
    with st.form("company", border=False):
        wanted = _fields(opened, visit)
        sent = visit.may_configure and st.form_submit_button(
            translator.translate("Save"), type="primary"
        )
    if sent:
        _save(wanted, opened, visit)
    elif held != opened:
        st.session_state.pop(_OPENED)
        st.rerun()
    said = st.session_state.pop("company-said", "")
    if said:
        show(frame.notice(said, kind="tw-done"), translator.language)


def _fields(held: Company, visit: Visit) -> Company:
    left, right = st.columns(2)
    with left:
        name = _text("name", held.name, _NAME_LIMIT, visit)
        employees = st.number_input(
            plain(field_label("employees", visit.translator)),
            min_value=1,
            value=held.employees,
            disabled=not visit.may_configure,
            key=f"company-employees-{held.employees}",
        )
        country = _text("country", held.country, _CODE_LIMIT, visit)
    with right:
        sector = _text("sector", held.sector, _NAME_LIMIT, visit)
        language = st.selectbox(
            plain(field_label("language", visit.translator)),
            LANGUAGES,
            index=LANGUAGES.index(held.language),
            format_func=lambda tag: language_name(tag, visit.translator),
            disabled=not visit.may_configure,
            key=f"company-language-{held.language}",
        )
        currency = _text("currency", held.currency, _CODE_LIMIT, visit)
    return Company(
        name=name,
        sector=sector,
        employees=employees,
        country=country,
        language=language,
        currency=currency,
    )


def _text(field: str, value: str, limit: int, visit: Visit) -> str:
    label = plain(field_label(field, visit.translator))
    key = f"company-{field}-{value}"
    disabled = not visit.may_configure
    return (st.text_input(label, value, max_chars=limit, key=key, disabled=disabled) or "").strip()


def _save(wanted: Company, opened: Company, visit: Visit) -> None:
    translator = visit.translator
    saved = visit.service.pain_points.save_company(wanted, opened)
    if isinstance(saved, Overtaken):
        names = field_labels(saved.fields, translator)
        said = translator.translate(
            "painpoints.yaml has changed since this form was opened: {fields}. Nothing that you "
            "wrote is lost.",
            fields=names,
        )
        show(frame.notice(said, kind="tw-warn"), translator.language)
        return
    if isinstance(saved, tuple):
        for one in saved:
            said = f"{field_label(one.field, translator)}: {mistake_said(one, translator)}"
            show(mistake_line(said), translator.language)
        return
    st.session_state[_OPENED] = saved
    st.session_state["company-said"] = translator.translate(
        "Saved. It counts from the next run on."
    )
    st.rerun()
