"""An error → what happened and what a person can do, in the reader's language."""

from __future__ import annotations

from watch.errors import WatchError
from watch.wording.translator import Translator


def told_error(error: WatchError, translator: Translator) -> tuple[str, str]:
    """Return what happened and what to do; what no catalogue holds is said in English."""
    message = translator.translate(error.sentence, **error.values)
    return message, translator.translate(error.advice, **error.values)
