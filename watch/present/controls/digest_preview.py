"""The digest as its recipient would see it: wide or narrow, or its plain part."""

from __future__ import annotations

import streamlit as st

from watch.model import LANGUAGES
from watch.present.components import digest, frame
from watch.present.controls.filters import reader_choice
from watch.present.markup import show, show_page
from watch.present.session import Visit
from watch.present.views import language_name
from watch.service import Preview

_WIDE_PX, _NARROW_PX, _PLAIN_PART = 600, 360, 0
"""The width that mails are laid out for, and that of a small telephone."""

_HEIGHT_PX = 720


@st.fragment
def preview(visit: Visit) -> None:
    """Draw the mail of a list as it would be sent; only this part is drawn again on a choice."""
    translator = visit.translator
    show(frame.heading(translator.translate("Preview")), translator.language)
    with st.container(horizontal=True, key="digest-choices"):
        reader = reader_choice(visit)
        language = _language(visit)
        width = _width(visit)
    found = visit.service.digests.preview(reader, language)
    if found is None:
        title = translator.translate("No list for this reader yet")
        advice = translator.translate("The next run makes one.")
        show(frame.nothing(title, advice), translator.language)
        return
    _draw(found, width, visit)


def _draw(found: Preview, width: int, visit: Visit) -> None:
    translator = visit.translator
    if not found.frozen:
        told = translator.translate("Open list: this is a draft, and it is never sent.")
        show(frame.notice(told, kind="tw-warn"), translator.language)
    show(digest.subject_line(found.subject, translator.translate("Subject:")), found.language)
    if width == _PLAIN_PART:
        show(digest.plain_part(found.text), found.language)
    else:
        title = translator.translate("Preview of the mail")
        show_page(found.html, title, width=width, height=_HEIGHT_PX)
    size = translator.translate(
        "{words} words, {size} kB; nothing is loaded when it is opened, and its links here "
        "decide nothing.",
        words=found.words,
        size=round(found.size_bytes / 1000),
    )
    show(frame.count(size), translator.language)


def _language(visit: Visit) -> str:
    """Draw in which language it is shown; empty is the reader's own."""
    translator = visit.translator
    return st.selectbox(
        translator.translate("Language"),
        ["", *LANGUAGES],
        format_func=lambda tag: (
            language_name(tag, translator) if tag else translator.translate("As it is sent")
        ),
        key="digest-language",
        label_visibility="collapsed",
    )


def _width(visit: Visit) -> int:
    translator = visit.translator
    names = {
        _WIDE_PX: translator.translate("Computer"),
        _NARROW_PX: translator.translate("Telephone"),
        _PLAIN_PART: translator.translate("Plain text"),
    }
    return st.segmented_control(
        translator.translate("Shown as"),
        list(names),
        default=_WIDE_PX,
        required=True,
        format_func=lambda width: names[width],
        key="digest-width",
        label_visibility="collapsed",
    )
