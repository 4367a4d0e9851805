"""Coverage → how well the pain points are covered by sources, with the answer in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watch.model import Coverage, PainId
from watch.wording import Translator, area_name, one_line

_TITLE_LIMIT = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """How well a pain point is covered; ``enough`` is the number of sources asked for."""

    title: str
    area: str
    sources: int
    enough: int
    told: str
    thin: bool


def coverage_rows(
    found: Sequence[Coverage], titles: Mapping[PainId, str], enough: int, translator: Translator
) -> tuple[CoverageRow, ...]:
    """Return how well the pain points are covered, the least first."""
    ranked = sorted(found, key=lambda one: (one.sources, titles.get(one.pain_id, "")))
    return tuple(
        CoverageRow(
            title=one_line(titles.get(one.pain_id, one.pain_id), _TITLE_LIMIT),
            area=area_name(one.area, translator),
            sources=one.sources,
            enough=enough,
            told=_covered(one, enough, translator),
            thin=one.sources < enough,
        )
        for one in ranked
    )


def coverage_answer(rows: Sequence[CoverageRow], translator: Translator) -> str:
    """Return in words whether enough is read on every pain point."""
    thin = sum(row.thin for row in rows)
    if not thin:
        return translator.translate("Enough sources answer on every pain point.")
    return translator.plural(
        "Too few sources answer on {n} pain point: silence there proves little.",
        "Too few sources answer on {n} pain points: silence there proves little.",
        thin,
    )


def _covered(one: Coverage, enough: int, translator: Translator) -> str:
    if not one.area:
        return translator.translate("no area is stated, so nothing can be counted")
    if one.sources >= enough:
        return translator.translate("enough")
    if not one.packs:
        return translator.translate("too few")
    return translator.plural(
        "too few; one pack would add {n} source",
        "too few; packs would add {n} sources",
        one.sources_to_gain,
    )
