"""Past lists beside those that today's settings would make, as a table."""

from __future__ import annotations

from typing import Any

from watch.cli.screen import Cell, Screen
from watch.cli.structure import plain
from watch.model import ListYield, Replay, Replayed
from watch.wording import Translator

_NONE = "—"
_WEEK = 9
_WIDTHS = (_WEEK, -9, -6, 15, 14, 16)
"""Columns; the last three hold "before → after" and what came and went."""


def replay_object(found: Replay) -> dict[str, Any]:
    """Return the replay as JSON, with the means and the yields."""
    return {
        "weeks": [_week_object(week) for week in found.weeks],
        "overlap": found.overlap,
        "tau": found.tau,
        "shown": _yield_object(found.shown),
        "again": _yield_object(found.again),
    }


def shown_replay(screen: Screen, found: Replay, translator: Translator) -> None:
    """Print a line for each week, the means, and how to read them."""
    titles = (
        translator.translate("Week"),
        translator.translate("Overlap"),
        translator.translate("Order"),
        translator.translate("Yield@10"),
        "nDCG@10",
        translator.translate("New, gone"),
    )
    screen.row([(title, "bold") for title in titles], _WIDTHS)
    for week in found.weeks:
        moved = f"+{len(week.new)} −{len(week.gone)}"
        judged = _judged(week.shown, week.again, translator)
        agreed = (_share(week.overlap, translator), _number(week.tau, translator))
        screen.row([(week.week, "bold"), *_plain(*agreed, *judged, moved)], _WIDTHS)
    judged = _judged(found.shown, found.again, translator)
    agreed = (_share(found.overlap, translator), _number(found.tau, translator))
    screen.row([(translator.translate("Mean"), "bold"), *_plain(*agreed, *judged)], _WIDTHS[:-1])
    screen.line()
    screen.paragraph(
        translator.translate(
            "Overlap: part of the first ten that both lists share. Order: Kendall's rank "
            "correlation of what they share, from −1 to 1. Yield@10: part of the decided rows of "
            "the first ten that were worth showing. As it was shown → with today's settings."
        ),
        style="dim",
    )


def _week_object(week: Replayed) -> dict[str, Any]:
    told: dict[str, Any] = plain(week)
    return told | {"shown": _yield_object(week.shown), "again": _yield_object(week.again)}


def _yield_object(found: ListYield) -> dict[str, Any]:
    told: dict[str, Any] = plain(found)
    return told | {"rate": found.rate}


def _judged(shown: ListYield, again: ListYield, translator: Translator) -> tuple[str, str]:
    rates = (_share(shown.rate, translator), _share(again.rate, translator))
    orders = (_number(shown.ndcg, translator), _number(again.ndcg, translator))
    return f"{rates[0]} → {rates[1]}", f"{orders[0]} → {orders[1]}"


def _plain(*texts: str) -> list[Cell]:
    return [(text, "") for text in texts]


def _share(share: float | None, translator: Translator) -> str:
    return _NONE if share is None else translator.percent(round(share, 2))


def _number(value: float | None, translator: Translator) -> str:
    return _NONE if value is None else translator.number(round(value, 2))
