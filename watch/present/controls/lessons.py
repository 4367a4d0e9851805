"""What decisions taught, pain point by pain point, to be read, corrected and forgotten."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from watch.errors import UsageError
from watch.present.components import frame
from watch.present.markup import element, plain, show
from watch.present.session import Visit
from watch.present.views import Example, LessonView, doubt_phrases, lesson_view
from watch.wording import Translator

_SHOWN = 8
"""Examples shown of each list, the most telling first."""


def lessons(visit: Visit) -> None:
    """Draw what was learned, or what will be."""
    translator, reviews = visit.translator, visit.service.reviews
    note = translator.translate(
        "Each decision moves the ranking of similar articles a little, within bounds. "
        "Forget an example, and it no longer counts; the decision itself stays."
    )
    show(frame.count(note), translator.language)
    names = {one.id: one.name for one in visit.service.solutions.every()}
    views = [lesson_view(one, names, translator) for one in reviews.learned()]
    doubts = doubt_phrases(reviews.doubted(), translator)
    if not views and not doubts:
        title = translator.translate("Your decisions have taught nothing yet.")
        advice = translator.translate("Decide on the opportunities of the week, then come back.")
        show(frame.nothing(title, advice), translator.language)
        return
    for view in views:
        _draw_lesson(view, visit)
    if doubts:
        title = translator.translate("These publishers count less everywhere:")
        show(frame.heading(title.rstrip(" :\u00a0")), translator.language)
        items = (element("li", text) for text in doubts)
        show(element("ul", *items, class_="tw-knobs"), translator.language)
    _draw_reset(views, visit)


def _draw_lesson(view: LessonView, visit: Visit) -> None:
    translator = visit.translator
    show(frame.heading(view.title, view.summary), translator.language)
    _draw_examples(translator.translate("Articles like these count more:"), view.more, visit)
    _draw_examples(translator.translate("Articles like these count less:"), view.less, visit)
    if view.knobs:
        items = (element("li", text) for text in view.knobs)
        show(element("ul", *items, class_="tw-knobs"), translator.language)
    if visit.may_decide:
        with st.popover(translator.translate("Forget everything for this pain point")):
            _draw_forget_all(view, visit)


def _draw_examples(title: str, examples: tuple[Example, ...], visit: Visit) -> None:
    translator = visit.translator
    if not examples:
        return
    off = not visit.may_decide
    show(element("p", title, class_="tw-label"), translator.language)
    for one in examples[:_SHOWN]:
        with st.container(horizontal=True, key=f"lesson-{one.id}", vertical_alignment="center"):
            st.page_link("opportunities.py", label=plain(one.title), query_params={"card": one.id})
            forget = translator.translate("Forget")
            if st.button(forget, key=f"forget-{one.id}", type="tertiary", disabled=off):
                visit.service.reviews.forget(one.id, by=visit.by)
                st.rerun()
    rest = len(examples) - _SHOWN
    if rest > 0:
        show(
            frame.count(translator.plural("and {n} more", "and {n} more", rest)),
            translator.language,
        )


def _draw_forget_all(view: LessonView, visit: Visit) -> None:
    translator = visit.translator
    _draw_consequence(translator)
    sure = translator.translate("Yes, forget it")
    if st.button(sure, key=f"forget-all-{view.pain_id}", type="primary"):
        _forget_all(view, visit)
        st.rerun()


def _draw_consequence(translator: Translator) -> None:
    said = translator.translate("The decisions stay; the ranking starts again without them.")
    show(frame.count(said), translator.language)


def _draw_reset(views: list[LessonView], visit: Visit) -> None:
    translator = visit.translator
    if len(views) < 2 or not visit.may_decide:
        return
    show(frame.heading(translator.translate("Start again")), translator.language)
    with st.popover(translator.translate("Forget everything that was learned")):
        _draw_consequence(translator)
        if st.button(translator.translate("Yes, forget everything"), key="reset", type="primary"):
            for view in views:
                _forget_all(view, visit)
            st.rerun()


def _forget_all(view: LessonView, visit: Visit) -> None:
    """Forget what decisions taught; what only the register of initiatives says stays."""
    with suppress(UsageError):
        visit.service.reviews.forget_all(view.pain_id, by=visit.by)
