"""Words of articles as a digest quotes them: spaced, in quotation marks once."""

from __future__ import annotations

import re

from watch.wording import Translator, french_spacing

NAME_LIMIT = 60
"""Characters of a person's, a publisher's or a company's name."""

_QUOTATION_MARK = re.compile(r"[«»“”„\"]")


def in_marks(words: str, translator: Translator) -> str:
    """Return words in the reader's quotation marks, unless they bring their own."""
    if _QUOTATION_MARK.search(words):
        return words
    return translator.translate("“{text}”", text=words)


def spoken_as(words: str, language: str) -> str:
    """Return words with the spaces of their language."""
    return french_spacing(words) if language == "fr" else words
