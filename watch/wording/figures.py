"""What a source has given, in figures as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from watch.model import Harvest, SourceStanding
from watch.wording.translator import Translator

_NONE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a source; a dash where there is nothing to count or to share out.

    Units:
        ``succeeded`` and ``newest`` are days, ``weekly`` articles per week, ``undated``
        and ``duplicates`` percentages of all that it carried.
    """

    succeeded: str
    newest: str
    entries: str
    articles: str
    weekly: str
    undated: str
    duplicates: str
    opportunities: str


def figures(standing: SourceStanding, translator: Translator, zone: tzinfo = UTC) -> Figures:
    """Return the figures of a source.

    Args:
        standing: Its last poll and what it has given so far.
        translator: The reader's.
        zone: In which days are told.
    """
    record, harvest = standing.record, standing.harvest
    return Figures(
        succeeded=_day(record.ok_at, translator, zone),
        newest=_day(record.newest_entry_at, translator, zone),
        entries=translator.number(record.entry_count),
        articles=translator.number(harvest.articles),
        weekly=translator.number(round(harvest.articles_per_week, 1)),
        undated=_share(harvest, harvest.undated_share, translator),
        duplicates=_share(harvest, harvest.duplicate_share, translator),
        opportunities=translator.number(harvest.opportunities),
    )


def _day(moment: datetime | None, translator: Translator, zone: tzinfo) -> str:
    if moment is None:
        return _NONE
    day = moment.astimezone(zone)
    return f"{translator.short_day(day)} {day.year}"


def _share(harvest: Harvest, share: float, translator: Translator) -> str:
    carried = harvest.articles or harvest.undated_share or harvest.duplicate_share
    return translator.percent(round(share, 2)) if carried else _NONE
