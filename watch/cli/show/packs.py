"""Packs and how well they cover what hurts."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from watch.cli.screen import Screen
from watch.model import Coverage, Pack, PainId, PainPoint
from watch.service import ENOUGH_SOURCES, PackStanding
from watch.wording import Translator, area_name, one_line

_NAME, _SECTORS = 80, 200
_ON, _COUNT = 12, 8
"""Columns of "Switched on" and of a count."""

Command = Callable[[str], str]
"""Returns what to type for a command on the same home."""


def pack_object(standing: PackStanding) -> dict[str, Any]:
    """Return a pack and how its sources are doing as JSON."""
    pack = standing.pack
    return {
        "id": pack.id,
        "names": pack.names,
        "sectors": pack.sectors,
        "enabled": pack.enabled,
        "sources": standing.sources,
        "failing": standing.failing,
    }


def pack_name(pack: Pack, translator: Translator) -> str:
    """Return the name of a pack in the reader's language, in another, or else its id."""
    spoken = pack.names.get(translator.language) or next(filter(None, pack.names.values()), "")
    return one_line(spoken or pack.id, _NAME)


def shown_packs(screen: Screen, packs: Sequence[PackStanding], translator: Translator) -> None:
    """Print every pack: whether it is on, how many sources it holds, how many of them fail."""
    identity = max((len(standing.pack.id) for standing in packs), default=0)
    widths = (identity, screen.width - identity - _ON - 2 * _COUNT - 8, _ON, -_COUNT, -_COUNT)
    titles = (
        translator.translate("Pack"),
        translator.translate("Name"),
        translator.translate("State"),
        translator.translate("Sources"),
        translator.translate("Failing"),
    )
    screen.row([(title, "bold") for title in titles], widths)
    for standing in packs:
        screen.row(_cells(standing, translator), widths)
        if standing.pack.sectors:
            said = one_line(", ".join(standing.pack.sectors), _SECTORS)
            screen.paragraph(said, indent=identity + 2, style="dim")


def _cells(standing: PackStanding, translator: Translator) -> list[tuple[str, str]]:
    pack = standing.pack
    state = translator.translate("on") if pack.enabled else translator.translate("off")
    failing = translator.number(standing.failing) if standing.failing else ""
    return [
        (pack.id, "bold"),
        (pack_name(pack, translator), ""),
        (state, "green" if pack.enabled else "dim"),
        (translator.number(standing.sources), ""),
        (failing, "bold red"),
    ]


def shown_coverage(
    screen: Screen,
    rows: Sequence[Coverage],
    pains: Mapping[PainId, PainPoint],
    translator: Translator,
    command: Command,
) -> None:
    """Print how many sources cover each pain point, and what to do where they are too few.

    Args:
        screen: Where to.
        rows: In the order of the file.
        pains: Those that the rows are about.
        translator: The reader's.
        command: Returns what to type on the same home.
    """
    for number, row in enumerate(rows, start=1):
        pain = pains[row.pain_id]
        screen.paragraph(one_line(pain.title, 300), indent=5, style="bold", margin=f"{number:>3}")
        screen.paragraph(_counted(row, translator), indent=5)
        for line in _advice(row, pain, translator, command):
            screen.line(f"     → {line}")
        screen.line()


def _counted(row: Coverage, translator: Translator) -> str:
    if not row.area:
        return translator.translate("No area is stated, so its sources cannot be counted.")
    if not row.sources:
        area = area_name(row.area, translator)
        return translator.translate("{area}: no source that answers", area=area)
    return translator.plural(
        "{area}: {n} source that answers",
        "{area}: {n} sources that answer",
        row.sources,
        area=area_name(row.area, translator),
    )


def _advice(
    row: Coverage, pain: PainPoint, translator: Translator, command: Command
) -> Iterator[str]:
    if row.sources >= ENOUGH_SOURCES:
        return
    if row.packs:
        switch_on = command(f"packs on {shlex.join(row.packs)}")
        yield _gain(row.sources_to_gain, switch_on, translator)
    words = "" if pain.keywords else ' --words "…"'
    yield translator.translate(
        "{command} (search the news; it shows first which words it sends)",
        command=command(f"sources follow {row.pain_id}{words}"),
    )


def _gain(sources: int, command: str, translator: Translator) -> str:
    if not sources:
        return translator.translate("{command} (made for your sector)", command=command)
    return translator.plural(
        "{command} ({n} more source on this area)",
        "{command} ({n} more sources on this area)",
        sources,
        command=command,
    )
