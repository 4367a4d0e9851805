"""What the score of an opportunity is made of, and what adopting it would mean here."""

from __future__ import annotations

from watch.cli.screen import Screen
from watch.cli.show.quoting import quotation, spaced
from watch.model import Opportunity, Signal
from watch.wording import (
    Aspect,
    Translator,
    aspects,
    basis_phrase,
    explain,
    in_sentence,
    name_of,
    one_line,
    part_name,
    penalty_name,
    signal_name,
)

_BAR, _NAME = 10, 30
"""Columns of a signal of one, and of the longest name: "Applicabilité à l'entreprise"."""

_BASIS = 160


def shown_score(screen: Screen, item: Opportunity, translator: Translator) -> None:
    """Print what it could reduce, the score, its parts, the doubt and what would change it."""
    said = explain(item, translator)
    screen.paragraph(said.so_what)
    score = f"{item.score:.0f}/100 · {name_of(item.grade, translator)}"
    screen.paragraph(", ".join(said.why), label=f"{score} ·")
    need = translator.translate("{mark}/20", mark=round(20 * item.need))
    _part(screen, part_name("need", translator), item.need, need)
    relevance = translator.percent(round(item.relevance, 2))
    _part(screen, part_name("relevance", translator), item.relevance, relevance)
    for signal in sorted(item.signals, key=lambda s: -s.weight * s.value):
        _signal(screen, signal, item.language, translator)
    if item.penalties:
        names = ", ".join(penalty_name(name, translator) for name in item.penalties)
        screen.paragraph(names, indent=2, label=translator.translate("Lowered by:"))
    if item.learned:
        screen.paragraph(_learned(item, translator), indent=2)
    if said.doubt:
        screen.paragraph(said.doubt, label=translator.translate("Doubt:"))
    if said.would_change:
        screen.paragraph(said.would_change)


def shown_aspects(screen: Screen, item: Opportunity, translator: Translator) -> None:
    """Print what adopting it would mean here, each with what it was read from."""
    found = aspects(item, translator)
    if not found:
        return
    screen.line()
    screen.line(translator.translate("What it would mean here"), "bold underline")
    for aspect in found:
        said = translator.translate("{label}: {text}", label=aspect.label, text="").rstrip()
        screen.paragraph(_answer(aspect, item, translator), indent=2, label=said)


def _signal(screen: Screen, signal: Signal, language: str, translator: Translator) -> None:
    """Print a signal as a bar, its share of the merit and what it was read from."""
    weight = translator.percent(round(signal.weight, 2))
    value = translator.number(round(signal.value, 2))
    told = translator.translate("{value}, weight {weight}", value=value, weight=weight)
    basis = spaced(one_line(basis_phrase(signal, translator), _BASIS), language)
    lowered = ""
    if signal.decisions:
        lowered = translator.plural(
            "lowered by {n} decision", "lowered by {n} decisions", signal.decisions
        )
    said = " · ".join(part for part in (told, basis, lowered) if part)
    _part(screen, signal_name(signal.name, translator), signal.value, said)


def _part(screen: Screen, name: str, value: float, said: str) -> None:
    """Print a part of the score in [0, 1] as a bar, and what is said of it beside."""
    bar = "█" * round(_BAR * value) or "▏"
    margin = f"  {one_line(name, _NAME):<{_NAME}} {bar:<{_BAR}}"
    screen.paragraph(said, indent=_NAME + _BAR + 4, margin=margin)


def _learned(item: Opportunity, translator: Translator) -> str:
    if item.learned > 0:
        return translator.translate("Your decisions on others like it raise it.")
    return translator.translate("Your decisions on others like it lower it.")


def _answer(aspect: Aspect, item: Opportunity, translator: Translator) -> str:
    if not aspect.basis:
        return aspect.said
    if aspect.quoted:
        return f"{aspect.said} · {quotation(aspect.basis, item.language, translator)}"
    return f"{aspect.said} · {in_sentence(aspect.basis)}"
