"""Text made safe and comparable: cleaning, folding, stemming, sentences, prints.

Every function is pure. ``clean_text`` is the one gate through which untrusted
text enters the product.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import Stemmer

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab, newline, return
    "\ud800-\udfff"  # lone surrogates: they crash every encoder
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"  # bidi overrides and marks
    "\ufdd0-\ufdef\ufffe\uffff\ufeff]"  # non-characters, byte-order mark
)
_INVISIBLE = re.compile("[\u200b\u200c\u2060\u00ad]")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s\u00a0]+(?=[\"«“(]?\s?[A-ZÀ-ÖØ-Þ0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|Mr|Mrs|Ms|Dr|St|Inc|Ltd|Co|Corp|vs|No|etc|env|art|cf|approx|U\.S|U\.K|[A-Z])\.)$"
)
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "‘": "'", "ʼ": "'", "ß": "ss"}
)
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "au",
        "aux",
        "avec",
        "be",
        "been",
        "but",
        "by",
        "ce",
        "ces",
        "comme",
        "d",
        "dans",
        "de",
        "des",
        "do",
        "does",
        "du",
        "elle",
        "elles",
        "en",
        "est",
        "et",
        "etre",
        "for",
        "from",
        "had",
        "has",
        "have",
        "il",
        "ils",
        "in",
        "is",
        "it",
        "its",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "mais",
        "me",
        "more",
        "n",
        "ne",
        "nos",
        "not",
        "notre",
        "nous",
        "of",
        "on",
        "or",
        "ou",
        "our",
        "out",
        "par",
        "pas",
        "plus",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "sa",
        "se",
        "ses",
        "si",
        "so",
        "son",
        "sont",
        "sur",
        "than",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "too",
        "tres",
        "trop",
        "un",
        "une",
        "us",
        "very",
        "vos",
        "votre",
        "vous",
        "was",
        "we",
        "were",
        "which",
        "who",
        "will",
        "with",
        "you",
        "your",
        "each",
        "every",
        "no",
        "one",
        "chaque",
        "tout",
        "tous",
        "toute",
        "toutes",
        "fait",
        "faire",
        "cette",
        "cet",
    ]
)
"""Function words of both languages, folded: they say nothing of a subject."""

_MIN_CHARS = 3

_STEMMERS = {"fr": "french", "en": "english"}


def clean_text(text: str) -> str:
    """Return text that no later stage can choke on, on one line, in NFC.

    Drops control and non-characters, lone surrogates and bidi overrides; folds
    every run of white space to one space. Idempotent.
    """
    visible = _INVISIBLE.sub("", _FORBIDDEN.sub("", text))
    visible = "".join(c for c in visible if ord(c) & 0xFFFE != 0xFFFE)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def fold(text: str) -> str:
    """Return text as the full-text index sees it: lower case, no accents, œ→oe."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


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
    return [s for s in stems(text, language) if len(s) >= _MIN_CHARS and s not in _STOP]


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, verbatim substrings in order."""
    start = 0
    for boundary in _SENTENCE_END.finditer(text):
        candidate = text[start : boundary.start()]
        if _ABBREVIATION.search(candidate):
            continue
        if candidate.strip():
            yield candidate.strip()
        start = boundary.end()
    if text[start:].strip():
        yield text[start:].strip()


def shorten(text: str, limit: int) -> str:
    """Return text cut at a word so that it has at most ``limit`` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{cut}…"


def fingerprint(*parts: str) -> str:
    """Return a 32-digit hexadecimal print of the parts; equal parts, equal print."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()


def number_id(*parts: str) -> int:
    """Return a stable positive 63-bit number for the parts, fit for FAISS and SQL.

    Source:
        Birthday bound: 100 million articles collide with probability 5e-4.
    """
    return int(fingerprint(*parts)[:16], 16) >> 1 or 1


def slug(text: str, limit: int = 48) -> str:
    """Return a readable ASCII identifier: words joined by hyphens, cut at a word."""
    joined = "-".join(words(text))
    return joined if len(joined) <= limit else joined[: limit + 1].rsplit("-", 1)[0][:limit]
