"""The list of the week under another profile, place by place, readable in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

from watch.cli.screen import Screen
from watch.cli.show.quoting import spaced
from watch.model import Placing, Shift, WhatIf
from watch.wording import Translator, one_line, signal_name

_INDENT = 10
_TITLE = 160
_SIGNALS = 3
"""Signals named beside each other; the rest is in the JSON."""


def shown_what_if(
    screen: Screen, found: WhatIf, translator: Translator, *, limit: int | None = None
) -> None:
    """Print where each opportunity stands and would stand, and what makes the difference."""
    title = translator.translate(
        "What if the profile were “{profile}”, not “{stored}”",
        profile=found.profile,
        stored=found.stored_profile,
    )
    screen.paragraph(f"{title} · {translator.week(found.week)}", style="bold")
    screen.line()
    for shift in found.shifts[:limit]:
        _shift(screen, shift, translator)
    if not found.shifts:
        screen.paragraph(translator.translate("Nothing passes the bar with either profile."))
    said = translator.translate(
        "Place and score: in the stored list → with this profile. Nothing was changed. To rank by "
        "it from the next run on, write “profile: {profile}” under “rank” in watch.yaml.",
        profile=found.profile,
    )
    screen.paragraph(said, style="dim")


def _shift(screen: Screen, shift: Shift, translator: Translator) -> None:
    item = shift.opportunity
    margin = f"{_place(shift.now):>3} → {_place(shift.then)}"
    screen.paragraph(
        spaced(one_line(item.title, _TITLE), item.language) or "—",
        indent=_INDENT,
        style="bold",
        margin=margin,
    )
    screen.paragraph(" · ".join(_standing(shift, translator)), indent=_INDENT)
    if shift.points:
        said = ", ".join(_signals(shift, translator))
        screen.paragraph(said, indent=_INDENT, label=translator.translate("Difference:"))
    screen.line()


def _place(placing: Placing) -> str:
    if placing.place is None:
        return "—"
    return "~" if placing.weak_signal else str(placing.place)


def _standing(shift: Shift, translator: Translator) -> Iterator[str]:
    yield f"{_score(shift.now, translator)} → {_score(shift.then, translator)}"
    if shift.now.place is None:
        yield translator.translate("new in the list")
    if shift.then.place is None:
        yield translator.translate("gone from the list")
    if shift.then.weak_signal and not shift.now.weak_signal:
        yield translator.translate("as the weak signal")
    if shift.now.weak_signal and not shift.then.weak_signal:
        yield translator.translate("no longer the weak signal")


def _score(placing: Placing, translator: Translator) -> str:
    return "—" if placing.score is None else translator.number(round(placing.score, 1))


def _signals(shift: Shift, translator: Translator) -> Iterator[str]:
    for name, points in [*shift.points.items()][:_SIGNALS]:
        sign = "+" if points > 0 else "−"
        amount = translator.number(round(abs(points), 1))
        yield f"{signal_name(name, translator)} {sign}{amount}"
