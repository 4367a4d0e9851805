"""Opportunity → the parts of its score, each with what it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from watch.model import Opportunity, Signal
from watch.wording import (
    Translator,
    basis_phrase,
    one_line,
    penalty_name,
    signal_name,
)

_BASIS_LIMIT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal of merit: how strong it is, how much it counts, what it was read from."""

    name: str
    percent: int
    value: str
    weight: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """The arithmetic of a score, for the reader who wants to check it."""

    need: str
    need_percent: int
    relevance: str
    relevance_percent: int
    rows: tuple[SignalRow, ...]
    penalties: tuple[str, ...]
    would_change: str


def detail(opportunity: Opportunity, would_change: str, translator: Translator) -> Detail:
    """Return the parts that the score of an opportunity was made of."""
    return Detail(
        need=translator.translate("{mark}/20", mark=round(20 * opportunity.need)),
        need_percent=round(100 * opportunity.need),
        relevance=translator.percent(round(opportunity.relevance, 2)),
        relevance_percent=round(100 * opportunity.relevance),
        rows=tuple(_row(signal, translator) for signal in opportunity.signals),
        penalties=tuple(
            one_line(penalty_name(penalty, translator), _BASIS_LIMIT)
            for penalty in opportunity.penalties
        ),
        would_change=would_change,
    )


def _row(signal: Signal, translator: Translator) -> SignalRow:
    return SignalRow(
        name=signal_name(signal.name, translator),
        percent=round(100 * signal.value),
        value=translator.percent(round(signal.value, 2)),
        weight=translator.percent(round(signal.weight, 3)),
        basis=one_line(basis_phrase(signal, translator), _BASIS_LIMIT),
    )
