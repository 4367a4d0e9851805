"""Text → sentences, where a French or English reader would stop.

Rules, not a model: a sentence ends at white space after ``.``, ``!``, ``?`` or ``…`` when
what follows can open a sentence and what precedes is no abbreviation. Each gap is judged
from a few characters on either side, so time is linear in the text, however hostile.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

_GAP = re.compile(r"(?<=[.!?…»”’\"')\]])\s++|(?<!\s)\s++(?=[•▪●◦‣])|\n")
"""White space where a sentence could end: after a stop or a closer, before a bullet."""

_QUOTED = re.compile("«[^«»\n]{1,200}»|“[^“”\n]{1,200}”")
"""A quotation is quoted whole: cut inside, it would leave a guillemet without its twin.
A longer one is cut, or its sentences could not be shown."""

_REACH = 32
"""Characters looked at on either side of a gap; no abbreviation or opening is longer."""

_CLOSERS = "»”’\"')] \u00a0\u202f"
_OPENING = re.compile(r"[\"«“„‘'(\[—–-]{0,3}\s?(?P<word>[^\W_][\w’'°-]*\.?)")
_ELISION = re.compile("[’']")
_CODE = re.compile(r"[(]?(?:\d|[A-Z][.\d*-])")
_BULLET = re.compile("[•▪●◦‣]")
_ENUMERATOR = re.compile(r"(?:^|[:;]\s?)[\"«“(]?\d{1,2}\.$|^[A-Za-z]\.$")
_INITIAL = re.compile(r"[^\W\d_]\.")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?){2,}")

_TITLES = frozenset(
    """
    M. MM. Mme. Mmes. Mlle. Me. Mr. Mrs. Ms. Dr. Drs. Pr. Prof. Mgr. Gen. Gén. Col. Lt. Cdt. Sgt.
    Capt. Rep. Sen. Gov. Hon. Rev. Ste. Sté. Ets. Av. Bd. Boul.
    """.split()
)
"""Spelt so, always followed by a name ("Me." is a lawyer, "me." a pronoun)."""

_ANNOUNCING = frozenset(
    "cf. vs. prof. dr. approx. env. ex. e.g. i.e. c.-à-d. p.ex. incl. excl.".split()
)
"""In any case, always followed by what they announce."""

_BEFORE_NUMBERS = frozenset(
    """
    no. nos. n°. nr. art. al. p. pp. vol. chap. fig. tab. sect. sec. par. ch. l. r. d. réf. ref.
    tél. tel. éd. ed. jan. janv. feb. févr. fév. mar. apr. avr. jun. jul. juil. aug. sep. sept.
    oct. nov. dec. déc. ver. op.
    """.split()
)
"""Abbreviations only before a figure or a code: "No. 5", « art. L. 121-1 », "Sept. 12"."""

_MAY_END = frozenset(
    """
    etc. inc. ltd. co. corp. cie. bros. plc. jr. sr. st. min. max. hab. dept. dép. dépt. univ.
    assoc. mt. al.
    """.split()
)
"""End a sentence only before a word that usually opens one ("… Acme Inc. The group …")."""

_OPENERS = frozenset(
    """
    le la les un une des du ce cet cette ces il elle ils elles on nous vous en au aux dans pour
    par sur mais et ou or car avec selon depuis après avant ainsi si quand son sa ses leur leurs
    notre the a an it he she they we you this that these those in at for from by with but and so
    as if when while after before since his her its their our however meanwhile there what who
    """.split()
)


_ELIDED = frozenset(["l", "d", "j", "c", "s", "n", "qu"])


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, verbatim substrings in order; no word is lost."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    start = 0
    for gap in _GAP.finditer(text):
        if "\n" in gap.group() or (
            _ends(text, start, *gap.span()) and not _within(gap.start(), quoted)
        ):
            if text[start : gap.start()].strip():
                yield text[start : gap.start()].strip()
            start = gap.end()
    if text[start:].strip():
        yield text[start:].strip()


def _within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a position lies inside one of the spans, which are in order."""
    before = bisect_right(spans, position, key=itemgetter(0)) - 1
    return before >= 0 and position < spans[before][1]


def _ends(text: str, start: int, stop: int, following: int) -> bool:
    """Tell whether the sentence from ``start`` ends at the gap ``stop`` to ``following``."""
    if _BULLET.match(text, following):
        return True
    before = text[max(start, stop - _REACH) : stop].rstrip(_CLOSERS)
    after = text[following : following + _REACH]
    if not _opens(after):
        return False
    if before.endswith(("!", "?", "…", "..")):
        return True
    return before.endswith(".") and _full_stop(before, after)


def _opens(after: str) -> bool:
    """Tell whether what follows can open a sentence: a capital, a figure, "iPhone"."""
    if after.startswith(("—", "–")):
        return True
    found = _OPENING.match(after)
    if found is None:
        return False
    word = found.group("word")
    return not word[0].islower() or (len(word) > 2 and word[1].isupper())


def _full_stop(before: str, after: str) -> bool:
    """Tell whether the point that ends ``before`` is a full stop, not an abbreviation's."""
    last = before.rsplit(maxsplit=1)[-1].lstrip('«“"([')
    spoken = _ELISION.split(last)[-1].lower()
    if last in _TITLES or spoken in _ANNOUNCING or _ENUMERATOR.search(before):
        return False
    if spoken in _BEFORE_NUMBERS and _CODE.match(after):
        return False
    if _INITIAL.fullmatch(last):
        return _usually_opens(after) and _ends_a_phrase(before)
    if _INITIALS.fullmatch(last):
        return "-" not in last and _usually_opens(after)
    return spoken not in _MAY_END or _usually_opens(after)


def _usually_opens(after: str) -> bool:
    """Tell whether a function word follows, the surest sign of a new sentence."""
    found = _OPENING.match(after)
    first = _ELISION.split(found.group("word").lower())[0] if found else ""
    return found is None or first in _OPENERS or first in _ELIDED


def _ends_a_phrase(before: str) -> bool:
    """Tell whether a lone letter closes a phrase ("plan B.", "vitamine C."): no initial."""
    rest = before.split()[:-1]
    return bool(rest) and rest[-1].islower()
