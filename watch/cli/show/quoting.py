"""Words of a feed, set as the reader's language sets them."""

from __future__ import annotations

import re

from watch.wording import Translator, french_spacing

_QUOTATION_MARK = re.compile('[«»“”"]')


def spaced(text: str, language: str) -> str:
    """Return text with the spacing of its own language."""
    return french_spacing(text) if language == "fr" else text


def quotation(sentence: str, language: str, translator: Translator) -> str:
    """Return a verbatim sentence in quotation marks, unless it brings its own."""
    said = spaced(sentence, language)
    if _QUOTATION_MARK.search(said):
        return said
    return translator.translate("“{text}”", text=said)
