"""What a COO would underline in an article: figures tied to an effect, who did it, how far.

Rules in French and English; each fact is verbatim. Precision matters more than recall: a
figure without an effect beside it is not a gain, and a survey's figure is not one either.
"""

from __future__ import annotations

from collections.abc import Sequence

from watch.model import EventKind, Facts
from watch.text import sentences
from watch.understand.fact_rules import (
    ADOPTER,
    EVENTS,
    GAIN,
    NO_GAIN,
    NOT_DONE,
    NOT_NAMES,
    PROMOTIONAL,
    PROMOTIONAL_HITS,
    SHOUTING,
)


def facts(title: str, text: str) -> Facts:
    """Return the facts of an article; empty fields are facts not found."""
    event = _event(title, text)
    hits = len(PROMOTIONAL.findall(f"{title}. {text}"))
    promotional = hits >= PROMOTIONAL_HITS or bool(SHOUTING.search(title))
    told = [*list(sentences(text))[:20], title]
    gain, sentence = ("", "") if promotional or event in NOT_DONE else _gain(told)
    adopter = _adopter([title, sentence])
    if event is EventKind.OTHER and gain and adopter:
        event = EventKind.DEPLOYMENT  # somebody named had a measured effect
    return Facts(
        event=event, gain=gain, gain_sentence=sentence, adopter=adopter, promotional=promotional
    )


def _gain(told: Sequence[str]) -> tuple[str, str]:
    """Return the first figure that stands beside an effect, and its sentence."""
    for sentence in told:
        if NO_GAIN.search(sentence):
            continue
        found = GAIN.search(sentence)
        if found:
            amount = next(value for value in found.groupdict().values() if value)
            return " ".join(amount.split()), sentence
    return "", ""


def _event(title: str, text: str) -> EventKind:
    """Return the kind named in the title, else in the opening."""
    for passage in (title, text[:400]):
        for kind, pattern in EVENTS:
            if pattern.search(passage):
                return kind
    return EventKind.OTHER


def _adopter(told: Sequence[str]) -> str:
    for sentence in told:
        found = ADOPTER.search(sentence)
        if found:
            name = next((n for n in found.groups() if n), "")
            if name.split(" ")[0] not in NOT_NAMES:
                return name
    return ""
