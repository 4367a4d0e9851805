"""Is a re-worded text faithful to its evidence? Pure rules; in doubt, no.

What can be checked without understanding: no figure, name, quotation, address or markup that
the evidence does not hold, mostly its words, no turn of "not", "perhaps", "more" or "less".
What cannot: who did what to whom. That is why re-wording is off by default and the verbatim
sentences stay one step away.
"""

from __future__ import annotations

import re
from enum import StrEnum

from watch.deliver.figures import new_figure
from watch.text import FUNCTION_WORDS, clean_text, fold, sentences, stems, telling_stems, words

MAX_SENTENCES = 3
_MIN_CHARS = 30
_LONGEST = 1.2
_OWN_WORDS = 0.6
"""At most a fifth longer than the evidence, and three in five of its telling words taken from
it: a refusal ("I cannot…") or an answer to an injected order shares next to none."""

_MARKUP = re.compile(r"[<>{}\[\]`*_#|\\~^]|&\w+;|^\s*(?:[-•–—]|\d[.)])\s|://")
_ADDRESS = re.compile(r"\bwww\.\S+|\S+@\S+|\b[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)
_QUOTED = re.compile(r"«([^«»]*)»|“([^“”]*)”|\"([^\"]*)\"")
_TOKEN = re.compile(r"[^\W_]+")

_USUAL_FIRST = FUNCTION_WORDS | frozenset(
    """
    selon apres avant depuis pendant pres environ ainsi plusieurs certains quelque deux trois
    according after before since about some several over nearly under two three these those
    """.split()
)
"""Words that open a sentence with a capital and name nobody."""

_KEPT_TURNS = (
    frozenset(
        "ne n pas aucun aucune jamais sans ni non not no never none without neither nor t".split()
    ),
    frozenset(
        """
        pourrait pourraient devrait devraient serait seraient aurait auraient envisage envisagent
        prevoit prevoient prevu espere esperent vise visent projet projette could may might would
        should plan plans planned expects expected aims hopes seeks wants reportedly alleged
        allegedly
        """.split()
    ),
)
"""Denial and doubt: neither may be added nor lost."""

_OLD_TURNS = (
    frozenset(
        """
        hausse hausses augmente augmentent augmentation progresse croissance grimpe bondit rise
        rises rose rising grow grows grew growth increase increases increased up higher surge
        surged gain gains
        """.split()
    ),
    frozenset(
        """
        baisse baisses baissent diminue diminuent diminution recule recul chute chutent reduit
        reduisent reduction fall falls fell falling drop drops dropped decrease decreased decline
        declined down lower cut cuts reduce reduces reduced
        """.split()
    ),
)
"""Rise and fall: neither may be added."""


class Flaw(StrEnum):
    """Why a re-worded text is not shown."""

    LENGTH = "length"
    MARKUP = "markup"
    FIGURE = "figure"
    NAME = "name"
    QUOTATION = "quotation"
    TURN = "turn"
    OTHER_WORDS = "other words"


def flaw(text: str, evidence: str, language: str) -> Flaw | None:
    """Return the first thing that makes a re-worded text unfit to show, or nothing.

    Args:
        evidence: The sentences it was made from.
        language: Of both.
    """
    checks = {
        Flaw.LENGTH: _wrong_length(text, evidence),
        Flaw.MARKUP: _marked_up(text, evidence),
        Flaw.FIGURE: new_figure(text, evidence),
        Flaw.NAME: _new_name(text, evidence, language),
        Flaw.QUOTATION: _new_quotation(text, evidence),
        Flaw.TURN: _turned(text, evidence),
        Flaw.OTHER_WORDS: _other_words(text, evidence, language),
    }
    return next((kind for kind, found in checks.items() if found), None)


def _wrong_length(text: str, evidence: str) -> bool:
    if not _MIN_CHARS <= len(text) <= _LONGEST * len(evidence):
        return True
    return len(list(sentences(text))) > MAX_SENTENCES


def _marked_up(text: str, evidence: str) -> bool:
    """Tell whether there is markup, a hidden character, or an address of its own."""
    if text != clean_text(text) or _MARKUP.search(text):
        return True
    told = evidence.lower()
    return any(found.group().lower() not in told for found in _ADDRESS.finditer(text))


def _new_name(text: str, evidence: str, language: str) -> bool:
    """Tell whether a name stands in the text that is not in the evidence.

    A name is a word with a capital or in another script. The word that opens a sentence has
    its capital anyway: it must be a usual one or, but for its ending, the evidence's.
    """
    known = set(_TOKEN.findall(fold(evidence)))
    akin = set(stems(evidence, language))
    for sentence in sentences(text):
        first, *rest = _TOKEN.findall(sentence) or [""]
        if any(_is_name(word) and fold(word) not in known for word in rest):
            return True
        usual = fold(first) in _USUAL_FIRST or set(stems(first, language)) <= akin
        if _is_name(first) and fold(first) not in known and (_is_name(first[1:]) or not usual):
            return True
    return False


def _is_name(word: str) -> bool:
    return word != word.lower() or not fold(word).isascii()


def _new_quotation(text: str, evidence: str) -> bool:
    """Tell whether something stands in quotation marks that the evidence does not say so."""
    quoted = ("".join(filter(None, found.groups())) for found in _QUOTED.finditer(text))
    return any(quotation.strip() not in clean_text(evidence) for quotation in quoted)


def _turned(text: str, evidence: str) -> bool:
    new, old = set(words(text)), set(words(evidence))
    return any(bool(new & turn) != bool(old & turn) for turn in _KEPT_TURNS) or any(
        new & turn and not old & turn for turn in _OLD_TURNS
    )


def _other_words(text: str, evidence: str, language: str) -> bool:
    said, known = telling_stems(text, language), set(telling_stems(evidence, language))
    return sum(stem in known for stem in said) < _OWN_WORDS * max(len(said), 1)
