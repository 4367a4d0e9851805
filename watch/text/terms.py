"""Text → folded words and stems, the same for accents, case and number."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import Stemmer

_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "‘": "'", "ʼ": "'", "ß": "ss"}
)

FUNCTION_WORDS = frozenset(
    """
a an and are as at au aux avec be been but by ce ces comme d dans de des do does du elle
elles en est et etre for from had has have il ils in is it its je l la le les leur leurs
mais me more n ne nos not notre nous of on or ou our out par pas plus pour qu que qui s
sa se ses si so son sont sur than that the their them there they this to too tres trop
un une us very vos votre vous was we were which who will with you your each every no one
chaque tout tous toute toutes fait faire cette cet
    """.split()
)
"""Function words of both languages, folded: they say nothing of a subject."""

_MIN_CHARS = 3

_STEMMERS = {"fr": "french", "en": "english"}


def fold(text: str) -> str:
    """Return text as the full-text index sees it: lower case, no accents, œ→oe."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    return _BEYOND_ASCII.sub(_base, decomposed)


def _base(character: re.Match[str]) -> str:
    """Return a character, nothing for a mark that joins another."""
    return "" if unicodedata.combining(character.group()) else character.group()


def words(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order."""
    return _WORD.findall(fold(text))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language])


def stems(text: str, language: str) -> list[str]:
    """Return the stemmed words of a text; unknown languages are left unstemmed.

    Source:
        Snowball stemmers (PyStemmer). Accents are folded *before* stemming so that
        "électricité" and "electricite" meet, on both sides of the index alike.
    """
    found = words(text)
    return _stemmer(language).stemWords(found) if language in _STEMMERS else found


def telling_stems(text: str, language: str) -> list[str]:
    """Return the stems of a text that say something: no function word, no letter or two."""
    return [s for s in stems(text, language) if len(s) >= _MIN_CHARS and s not in FUNCTION_WORDS]
