"""What the reader of a list wants to see: whose list, which week, which rows."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from watch.model import LANGUAGES, Edition, Opportunity, PainId, Week
from watch.present.session import Visit
from watch.present.views import chosen, language_name
from watch.wording import Translator, one_line

_OPTION_LIMIT = 90
_FILTER_FROM = 3
"""Rows from which filters help more than they take room."""


def reader_choice(visit: Visit) -> str:
    """Draw whose list is shown, where there are several; return the name, empty for the company."""
    names = [one.name for one in visit.service.settings.review.readers]
    if not names:
        return ""
    company = visit.translator.translate("Whole company")
    return st.selectbox(
        visit.translator.translate("List of"),
        ["", *names],
        format_func=lambda name: one_line(name, _OPTION_LIMIT) or company,
        key="reader",
        bind="query-params",
        label_visibility="collapsed",
    )


def week_choice(visit: Visit, reader: str) -> Week | None:
    """Draw which week is shown, where there are several; None is the one to review."""
    weeks = visit.service.editions.weeks(reader)
    if len(weeks) < 2:
        return None
    translator = visit.translator
    newest = visit.service.editions.edition(reader=reader)
    now = newest.week if newest else weeks[0]
    asked = Week(st.query_params.get("week", ""))
    picked = st.selectbox(
        translator.translate("Week"),
        weeks,
        index=weeks.index(asked if asked in weeks else now),
        format_func=lambda week: _week_name(week, now, translator),
        key="week",
        label_visibility="collapsed",
    )
    _keep_in_address(picked if picked != now else "")
    return Week(picked)


def _keep_in_address(week: str) -> None:
    """Let the address name the week: by its number, which is the same in each language."""
    if week:
        st.query_params["week"] = week
    else:
        st.query_params.pop("week", None)


def row_filters(edition: Edition, translator: Translator) -> tuple[Opportunity, ...]:
    """Draw the filters of a list that is long enough for them; return the rows that remain."""
    pains = {o.pain_id: o.pain_title for o in edition.opportunities}
    tongues = [tag for tag in LANGUAGES if any(o.language == tag for o in edition.opportunities)]
    if len(edition.opportunities) < _FILTER_FROM:
        return edition.opportunities
    with st.popover(translator.translate("Filter")):
        pain = _pain_filter(pains, translator) if len(pains) > 1 else ""
        language = _language_filter(tongues, translator) if len(tongues) > 1 else ""
    return chosen(edition, pain, language)


def _week_name(week: Week, now: Week, translator: Translator) -> str:
    said = translator.week(week)
    said = said[:1].upper() + said[1:]
    return f"{said} · {translator.translate('open list')}" if week > now else said


def _pain_filter(pains: Mapping[PainId, str], translator: Translator) -> str:
    every = translator.translate("All pain points")
    return st.selectbox(
        translator.translate("Pain point"),
        ["", *pains],
        format_func=lambda pain: one_line(pains.get(pain, ""), _OPTION_LIMIT) or every,
        key="pain",
        label_visibility="collapsed",
    )


def _language_filter(tongues: list[str], translator: Translator) -> str:
    every = translator.translate("All languages")
    return st.selectbox(
        translator.translate("Language of the article"),
        ["", *tongues],
        format_func=lambda tag: language_name(tag, translator) or every,
        key="article_language",
        label_visibility="collapsed",
    )
