"""Radar → the points, sectors and rows of the radar page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from watch.model import AREAS, Blip, OpportunityId, Radar, Ring, RingMove, Status
from watch.present.views.radar_layout import Place, Sector, Spot, places, sectors
from watch.present.views.reference import titled
from watch.wording import Translator, area_name, name_of, one_line

MOST = 40
"""Points drawn at once; with more, nobody finds one."""

LISTED = 25
"""Rows listed at once, as on the board: a screen and a half; filters find the others."""

_TITLE_LIMIT = 140
_NAME_LIMIT = 60
_LABEL_LIMIT = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the reader wants to see; empty restricts nothing."""

    areas: Collection[str] = ()
    rings: Collection[Ring] = ()
    moved_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarRow:
    """An opportunity of the radar in words."""

    id: OpportunityId
    title: str
    pain: str
    area: str
    ring: str
    grade: str
    owner: str
    score: str
    months: str
    move: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarPoint:
    """An opportunity of the radar as it is drawn, with its row."""

    row: RadarRow
    place: Place
    grade: str
    moved: bool
    appeared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarView:
    """Everything the radar page says.

    Attributes:
        sectors: Each with the name that is written at the rim.
        rows: The first of the list, ring by ring.
        more: How many follow these.
        left: How many were left out of the picture, and why; empty when none was.
    """

    summary: str
    points: tuple[RadarPoint, ...]
    sectors: tuple[tuple[Sector, str], ...]
    rows: tuple[RadarRow, ...]
    more: int
    left: tuple[str, ...]


def ring_name(ring: Ring, translator: Translator) -> str:
    """Return what a ring is called: as the status that it stands for."""
    return name_of(Status(ring.value), translator)


def wanted_blips(radar: Radar, wanted: Wanted) -> tuple[Blip, ...]:
    """Return what the filters leave: what moved first, then the best scores."""
    found = [
        blip
        for blip in radar.blips
        if (not wanted.areas or blip.area in wanted.areas)
        and (not wanted.rings or blip.ring in wanted.rings)
        and (not wanted.moved_only or blip.move is not RingMove.STILL)
    ]
    return tuple(sorted(found, key=lambda b: (b.move is RingMove.STILL, -b.score, b.id)))


def radar_view(radar: Radar, wanted: Wanted, translator: Translator) -> RadarView:
    """Return how the radar is shown."""
    blips = wanted_blips(radar, wanted)
    drawn, listed = blips[:MOST], _by_ring(blips)[:LISTED]
    spots = [
        Spot(sector=blip.area, ring=blip.ring, score=blip.score, before=blip.before)
        for blip in drawn
    ]
    slices = sectors(spots, AREAS)
    rows = {blip.id: _row(blip, translator) for blip in {*drawn, *listed}}
    return RadarView(
        summary=_summary(blips, translator),
        points=tuple(
            RadarPoint(
                row=rows[blip.id],
                place=place,
                grade=name_of(blip.grade, translator),
                moved=blip.move is not RingMove.STILL,
                appeared=blip.move is RingMove.APPEARED,
            )
            for blip, place in zip(drawn, places(spots, slices), strict=True)
        ),
        sectors=tuple((one, _label(one.name, translator)) for one in slices),
        rows=tuple(rows[blip.id] for blip in listed),
        more=len(blips) - len(listed),
        left=tuple(_left(radar, len(blips) - len(drawn), translator)),
    )


def _by_ring(blips: Sequence[Blip]) -> list[Blip]:
    rings = list(Ring)
    return sorted(blips, key=lambda b: (rings.index(b.ring), -b.score, b.id))


def _label(area: str, translator: Translator) -> str:
    return one_line(area_name(area, translator), _LABEL_LIMIT) or translator.translate("No area")


def _row(blip: Blip, translator: Translator) -> RadarRow:
    months = blip.months
    return RadarRow(
        id=blip.id,
        title=titled(blip.title, blip.language),
        pain=one_line(blip.pain_title, _TITLE_LIMIT),
        area=one_line(area_name(blip.area, translator), _NAME_LIMIT)
        or translator.translate("No area"),
        ring=ring_name(blip.ring, translator),
        grade=name_of(blip.grade, translator),
        owner=one_line(blip.owner, _NAME_LIMIT),
        score=_score(blip, translator),
        months=""
        if months is None
        else translator.plural("{n} month", "{n} months", max(round(months), 1)),
        move=_move(blip, translator),
    )


def _score(blip: Blip, translator: Translator) -> str:
    now = translator.number(round(blip.score))
    before = blip.score_before
    if before is None or round(before) == round(blip.score):
        return now
    return translator.translate(
        "{now} (a month ago {before})", now=now, before=translator.number(round(before))
    )


def _move(blip: Blip, translator: Translator) -> str:
    if blip.move is RingMove.STILL or blip.before is None:
        return translator.translate("newly listed") if blip.before is None else ""
    before = ring_name(blip.before, translator)
    if blip.move is RingMove.INWARD:
        return translator.translate("nearer, from “{ring}”", ring=before)
    return translator.translate("farther, from “{ring}”", ring=before)


def _summary(blips: Sequence[Blip], translator: Translator) -> str:
    """Return in one sentence what happened since a month ago."""
    counts = {move: sum(b.move is move for b in blips) for move in RingMove}
    told = [
        translator.plural("{n} came nearer", "{n} came nearer", counts[RingMove.INWARD]),
        translator.plural("{n} moved away", "{n} moved away", counts[RingMove.OUTWARD]),
        translator.plural("{n} is new", "{n} are new", counts[RingMove.APPEARED]),
    ]
    total = translator.plural("{n} opportunity", "{n} opportunities", len(blips))
    said = ", ".join(told)
    return translator.translate("{total}; in a month {said}.", total=total, said=said)


def _left(radar: Radar, undrawn: int, translator: Translator) -> Iterator[str]:
    if undrawn:
        yield translator.plural(
            "{n} further opportunity is in the list only: the picture shows what moved, "
            "then the best scores.",
            "{n} further opportunities are in the list only: the picture shows what moved, "
            "then the best scores.",
            undrawn,
        )
    off = [f"{name_of(status, translator)}\u00a0({n})" for status, n in radar.off.items()]
    if off:
        statuses = ", ".join(off)
        yield translator.translate("Off the radar, as decided: {statuses}.", statuses=statuses)
