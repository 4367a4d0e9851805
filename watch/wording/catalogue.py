"""The French catalogues: English message ids → French sentences with French spacing."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
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
    """Return the sentences of a language, read once from its ``.po`` files, one per subject."""
    if language == "en":
        return Catalogue({}, {}, lambda n: int(n != 1))
    single: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in _messages(language):
        said = message.string
        if isinstance(said, str) and said:
            single[str(message.id)] = french_spacing(said)
        elif isinstance(said, tuple) and all(said):
            plurals[message.id[0]] = tuple(french_spacing(form) for form in said)
    return Catalogue(single, plurals, gettext.c2py(get_plural(language).plural_expr))


def _messages(language: str) -> Iterator[Message]:
    for path in (files("watch.wording") / "locale" / language).iterdir():
        if path.name.endswith(".po"):
            with path.open("rb") as lines:
                yield from read_po(lines, locale=language, abort_invalid=True)
