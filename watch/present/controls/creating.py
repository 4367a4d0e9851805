"""A story that was found → an opportunity, for a pain point that a person chooses."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from watch.errors import ModelMissing, WatchError
from watch.model import PainId, StoryId
from watch.present.components.frame import count, fault_box
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault
from watch.wording import one_line

_TITLE_LIMIT = 80


def creating(story_id: StoryId, pains: Mapping[PainId, str], visit: Visit) -> None:
    """Draw what makes an opportunity of a story; the choice is drawn when it is asked for.

    Args:
        pains: Titles of the pain points that it has no opportunity for.
    """
    translator = visit.translator
    if not pains or not visit.may_decide:
        return
    opened = st.popover(
        translator.translate("Make it an opportunity"),
        key=f"make-{story_id}",
        on_change="rerun",
    )
    if not opened.open:
        return
    suggested = _suggested(story_id, pains, visit)
    with opened, st.form(f"making-{story_id}", border=False):
        options: list[PainId] = list(pains)
        chosen = st.selectbox(
            translator.translate("For which pain point?"),
            options,
            index=options.index(suggested) if suggested else 0,
            format_func=lambda pain: one_line(pains[pain], _TITLE_LIMIT),
            key=f"made-for-{story_id}",
        )
        note = translator.translate("It is assessed as in the weekly list; then you decide.")
        show(count(note), translator.language)
        if st.form_submit_button(translator.translate("Make it"), type="primary"):
            _create(story_id, chosen, visit)


def _suggested(story_id: StoryId, pains: Mapping[PainId, str], visit: Visit) -> PainId | None:
    """Return the pain point that is chosen at first; the first one where no model can tell."""
    stated = [pain for pain in visit.service.pains() if pain.id in pains]
    with suppress(ModelMissing):
        return visit.service.searches.suggested(story_id, stated)
    return None


def _create(story_id: StoryId, pain_id: PainId, visit: Visit) -> None:
    translator = visit.translator
    try:
        with st.spinner(translator.translate("Weighing it against everything read…")):
            visit.service.reviews.create(story_id, pain_id)
    except WatchError as error:
        show(fault_box(fault(error, translator), translator), translator.language)
    else:
        st.rerun()
