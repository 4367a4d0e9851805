"""Untrusted HTML → plain text, and text → its language."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import nh3

from watch.model import LANGUAGES
from watch.text import clean_text

_BLOCK = re.compile(
    r"<\s*/?\s*(?:br|p|div|li|ul|ol|h[1-6]|tr|td|th|table|hr|blockquote)\b", re.IGNORECASE
)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_ADDRESS = re.compile(r"https?://\S+")

_MAX_ROUNDS = 3
"""Real feeds escape twice at most; a third round catches hostile nesting."""

_NEIGHBOURS = ("de", "es", "it", "nl", "pt", "pl", "sv", "ru", "zh", "ja", "ar", "tr", "ro", "cs")
"""Languages a feed list drifts into; a text in one of them is neither French nor English."""

_SURE = 0.95
_LONG_ENOUGH = 60
"""Below 60 characters py3langid confuses neighbours on 1 of 8 titles of the captured feeds."""


def plain_text(markup: str) -> str:
    """Return the text of an HTML fragment, without a single tag.

    Source:
        nh3 (ammonia) with no tag allowed; scripts and styles vanish with their content.
        Feeds that escape their markup twice are read through.
    """
    text = clean_text(markup)
    for _ in range(_MAX_ROUNDS):
        if not _MARKUP.search(text):
            break
        spaced = _BLOCK.sub(lambda tag: f" {tag.group(0)}", text)
        text = html.unescape(nh3.clean(spaced, tags=set(), attributes={}))
    return clean_text(text)


def language_of(text: str, served: Sequence[str] = LANGUAGES) -> str:
    """Return the language of a text, from the text alone: feeds lie about it.

    Returns:
        One of ``served``, or another code when the text is clearly in another language,
        or ``und`` when there is nothing to judge.
    """
    sample = _ADDRESS.sub(" ", text)[:2000]
    if not any(c.isalpha() for c in sample):
        return "und"
    language, probability = _detector(tuple(served) + _NEIGHBOURS).classify(sample)
    if language in served or (probability >= _SURE and len(sample) >= _LONG_ENOUGH):
        return str(language)
    return str(_detector(tuple(served)).classify(sample)[0])


@cache
def _detector(languages: tuple[str, ...]) -> Any:  # noqa: ANN401 - untyped library
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier
