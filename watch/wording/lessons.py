"""What decisions taught the signals, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watch.model import Learned
from watch.wording.translator import Translator
from watch.wording.typography import one_line

Names = Mapping[str, Mapping[str, str]]
"""Names of solution families by id, then by language."""

_NAME_LIMIT = 120
"""Characters that the name of a family may take."""


def knob_phrases(learned: Learned, names: Names, translator: Translator) -> Iterator[str]:
    """Yield what the reasons taught that are not about the matter."""
    if learned.early:
        yield translator.plural(
            "Too early, once: what is not mature counts less.",
            "Too early, {n} times: what is not mature counts less.",
            learned.early,
        )
    for family, times in learned.unfit:
        yield translator.plural(
            "{family} counts less: it did not fit, once.",
            "{family} counts less: it did not fit, {n} times.",
            times,
            family=_named(family, names, translator),
        )
    for family in learned.known:
        yield translator.translate(
            "{family} counts less: you know it or do it already.",
            family=_named(family, names, translator),
        )


def _named(family: str, names: Names, translator: Translator) -> str:
    return one_line(names.get(family, {}).get(translator.language) or family, _NAME_LIMIT)
