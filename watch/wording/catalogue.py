"""The French catalogue: English message ids → French sentences with French spacing."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from watch.wording.typography import french_spacing


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one language; what it lacks is said in English."""

    single: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    plural_index: Callable[[int], int]

    def find(self, message: str) -> str:
        """Return the sentence for a message id."""
        return self.single.get(message, message)

    def find_plural(self, one: str, many: str, n: int) -> str:
        """Return the sentence that agrees with a number."""
        forms = self.plurals.get(one, (one, many))
        return forms[min(self.plural_index(n), len(forms) - 1)]


def mark(message: str) -> str:
    """Return the message id unchanged, known from here on as one to translate."""
    return message


@cache
def catalogue(language: str) -> Catalogue:
    """Return the sentences of a language, read once from its ``.po`` file."""
    if language == "en":
        return Catalogue({}, {}, lambda n: int(n != 1))
    with (files("watch.wording") / "locale" / f"{language}.po").open("rb") as lines:
        read = read_po(lines, locale=language, abort_invalid=True)
    single: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in read:
        said = message.string
        if isinstance(said, str) and said:
            single[str(message.id)] = french_spacing(said)
        elif isinstance(said, tuple) and all(said):
            plurals[message.id[0]] = tuple(french_spacing(form) for form in said)
    return Catalogue(single, plurals, gettext.c2py(read.plural_expr))
