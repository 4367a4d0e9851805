"""The lists of all weeks, a line each; and what freezing one left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.edition_life import shown_left_out
from watch.model import Edition
from watch.wording import Translator

_WEEK, _ROWS, _CHANGES = 8, 13, 9


def listed_object(edition: Edition) -> dict[str, Any]:
    """Return what a list of editions tells of one as JSON."""
    return {
        "week": edition.week,
        "reader": edition.reader,
        "frozen_at": edition.frozen_at,
        "made_at": edition.made_at,
        "profile": edition.profile,
        "opportunities": len(edition.opportunities),
        "updates": len(edition.updates),
        "silences": len(edition.silences),
        "left_out": len(edition.left_out),
    }


def shown_editions(
    screen: Screen,
    editions: Sequence[Edition],
    translator: Translator,
    zone: tzinfo,
    command: Callable[[str], str],
) -> None:
    """Print each week with its state and how many rows it has.

    Args:
        screen: Where to.
        editions: Newest first.
        translator: The reader's.
        zone: In which moments are told.
        command: Returns what to type on the same home.
    """
    if not editions:
        screen.paragraph(
            translator.translate("There is no list yet: {command}", command=command("run"))
        )
        return
    widths = (_WEEK, -_ROWS, -_CHANGES, screen.width - _WEEK - _ROWS - _CHANGES - 6)
    titles = (
        translator.translate("Week"),
        translator.translate("Opportunities"),
        translator.translate("Changes"),
        translator.translate("State"),
    )
    screen.row([(title, "bold") for title in titles], widths)
    for edition in editions:
        counts = (len(edition.opportunities), len(edition.updates))
        cells = [(edition.week, "bold"), *((translator.number(n), "") for n in counts)]
        screen.row([*cells, _state(edition, translator, zone)], widths)


def shown_frozen(screen: Screen, edition: Edition, translator: Translator) -> None:
    """Print that a list is frozen, how long it is, and what the guards kept out."""
    screen.paragraph(
        translator.plural(
            "The list of {week} is frozen with {n} opportunity; nothing changes it any more.",
            "The list of {week} is frozen with {n} opportunities; nothing changes it any more.",
            len(edition.opportunities),
            week=translator.week(edition.week),
        )
    )
    if edition.left_out:
        screen.line()
        shown_left_out(screen, edition, translator)


def _state(edition: Edition, translator: Translator, zone: tzinfo) -> tuple[str, str]:
    if edition.frozen_at is None:
        return translator.translate("open"), "magenta"
    moment = translator.moment(edition.frozen_at.astimezone(zone))
    return translator.translate("frozen on {moment}", moment=moment), ""
