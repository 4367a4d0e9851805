"""What the words of a pain point would have found, while they are being written."""

from __future__ import annotations

import streamlit as st

from watch.model import PainPoint
from watch.present.components import frame
from watch.present.components.pains import bringing_table, preview_list
from watch.present.controls.pain_draft import Draft
from watch.present.markup import element, show
from watch.present.session import Visit
from watch.present.views import bringing_view, preview_view
from watch.service import Tried, wording

_SHOWN = 8
"""Stories shown: as many as stand beside the form on a wide screen."""

_KEPT = 12
"""Wordings whose findings are kept while a form is open: undoing a few words costs nothing."""

_WORDS_FROM = 3
"""Characters of a title from which it is tried; the file asks for as many."""


def preview(draft: Draft, visit: Visit) -> None:
    """Draw the stories that the words find, beside those that the words in the file find."""
    translator = visit.translator
    title = translator.translate("With these words you would have seen…")
    show(element("h3", title, class_="tw-section"), translator.language)
    if len(draft.pain.title.strip()) < _WORDS_FROM:
        said = translator.translate("Write the problem in one line, and this fills by itself.")
        show(frame.count(said), translator.language)
        return
    with st.spinner(translator.translate("Looking through what was read")):
        before = _tried(draft, draft.opened, visit) if draft.opened else None
        tried = _tried(draft, draft.pain, visit)
    if not tried.article_count:
        _nothing_read(visit)
        return
    view = preview_view(tried, before, translator)
    show(frame.count(view.said), translator.language)
    show(preview_list(view, translator), translator.language)
    _bringing(draft, visit)


def _tried(draft: Draft, pain: PainPoint, visit: Visit) -> Tried:
    words = wording(pain)
    if words not in draft.tried:
        found = visit.service.pain_points.preview(words, limit=_SHOWN)
        while len(draft.tried) >= _KEPT:
            draft.tried.pop(next(iter(draft.tried)))
        draft.tried[words] = found
    return draft.tried[words]


def _nothing_read(visit: Visit) -> None:
    translator = visit.translator
    said = translator.translate(
        "Nothing was read yet: after the first run, this shows what your words find."
    )
    show(frame.count(said), translator.language)


def _bringing(draft: Draft, visit: Visit) -> None:
    translator = visit.translator
    asked = st.toggle(
        translator.translate("Which sources bring articles for it?"),
        key=f"bringing-{draft.pain.id or 'new'}",
    )
    if asked:
        found = visit.service.pain_points.bringing(wording(draft.pain))
        show(bringing_table(bringing_view(found, translator)), translator.language)
