"""Names that only screens need."""

from __future__ import annotations

from collections.abc import Mapping

from watch.wording import Translator, mark

_LANGUAGES: Mapping[str, str] = {"fr": mark("French"), "en": mark("English")}


def language_name(language: str, translator: Translator) -> str:
    """Return the name of a language served; of another, its tag."""
    return translator.translate(_LANGUAGES[language]) if language in _LANGUAGES else language
