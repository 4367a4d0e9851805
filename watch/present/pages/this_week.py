"""This week: the edition, bottom line first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from watch.model import LANGUAGES, Edition, Opportunity, PainId
from watch.present import session
from watch.present.components import cards, frame
from watch.present.first_run import first_run
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import WeekView, chosen, language_name, week_view
from watch.wording import Translator, one_line

_OPTION_LIMIT = 90


def draw(visit: Visit) -> None:
    """Draw the newest edition, or what to do where there is none."""
    translator = visit.translator
    edition = visit.service.edition()
    if edition is None:
        show(frame.head(translator.translate("This week")), translator.language)
        first_run(visit)
        return
    pains = {pain.id: pain.title for pain in visit.service.pains()}
    view = week_view(edition, pains, visit.zone, translator)
    _draw_head(view, translator)
    listed = _filtered(edition, translator)
    narrowed = replace(edition, opportunities=listed)
    shown = week_view(narrowed, pains, visit.zone, translator)
    if view.cards and not shown.cards:
        _draw_filtered_out(translator)
    _draw_cards(shown, translator)
    _draw_rest(view, translator)


def _draw_head(view: WeekView, translator: Translator) -> None:
    here = translator.translate("This week")
    title = view.title or here
    eyebrow = f"{here}{frame.SEPARATOR}{view.period}"
    if view.banner:
        show(frame.notice(view.banner), translator.language)
    show(frame.head(title, eyebrow=eyebrow, lead=view.bottom_line), translator.language)
    if view.warning:
        show(frame.notice(view.warning, kind="tw-warn"), translator.language)


def _filtered(edition: Edition, translator: Translator) -> tuple[Opportunity, ...]:
    pains = {o.pain_id: o.pain_title for o in edition.opportunities}
    tongues = [tag for tag in LANGUAGES if any(o.language == tag for o in edition.opportunities)]
    if len(edition.opportunities) < 3:
        return edition.opportunities
    left, right = st.columns([3, 2])
    with left:
        pain = _pain_filter(pains, translator) if len(pains) > 1 else ""
    with right:
        language = _language_filter(tongues, translator) if len(tongues) > 1 else ""
    return chosen(edition, pain, language)


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


def _draw_filtered_out(translator: Translator) -> None:
    title = translator.translate("Nothing with these filters")
    advice = translator.translate("Choose another pain point or language.")
    show(frame.nothing(title, advice), translator.language)


def _draw_cards(view: WeekView, translator: Translator) -> None:
    if view.cards:
        show(cards.card_list(view.cards, translator), translator.language)
    if view.weak:
        note = translator.translate("To keep an eye on, not to decide on.")
        show(frame.heading(translator.translate("Weak signal"), note), translator.language)
        show(cards.card_list(view.weak, translator, weak=True), translator.language)


def _draw_rest(view: WeekView, translator: Translator) -> None:
    if view.quiet:
        note = translator.translate("What was read without finding anything above the bar.")
        title = translator.translate("Pain points without news")
        show(frame.heading(title, note), translator.language)
        show(cards.quiet_list(view.quiet, translator), translator.language)
    show(cards.foot(view.footer), translator.language)


draw(session.visit())
