"""Found feeds, packs and searches → what somebody who adds sources reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from watch.model import Article, Coverage, FoundFeed, Pack, PainId
from watch.service import ENOUGH_SOURCES, PackStanding
from watch.wording import Translator, area_name, one_line

_TITLE_LIMIT = 140
_NAME_LIMIT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLine:
    """One article of a feed: what it is called, where it is, when it appeared."""

    title: str
    url: str
    language: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """A pack with its switch: for whom it is, what it holds, whether it would help."""

    id: str
    name: str
    enabled: bool
    told: str
    failing: str
    suggested: str


def news_lines(
    articles: Sequence[Article], zone: tzinfo, translator: Translator
) -> tuple[NewsLine, ...]:
    """Return the articles of a feed as lines."""
    return tuple(
        NewsLine(
            title=one_line(article.title, _TITLE_LIMIT),
            url=article.url,
            language=article.language,
            day=_day(article.published_at, zone, translator),
        )
        for article in articles
    )


def feed_phrase(feed: FoundFeed, zone: tzinfo, translator: Translator) -> str:
    """Return a found feed in one line: its title, how much it holds, how new it is."""
    parts = (
        one_line(feed.title, _NAME_LIMIT) or feed.url,
        translator.plural("{n} entry", "{n} entries", feed.entry_count),
        _day(feed.newest_entry_at, zone, translator),
    )
    return " · ".join(part for part in parts if part)


def pack_name(pack: Pack, language: str) -> str:
    """Return what a pack is called."""
    return one_line(pack.names.get(language) or pack.id, _NAME_LIMIT)


def pack_rows(
    standings: Sequence[PackStanding],
    coverage: Sequence[Coverage],
    pains: Mapping[PainId, str],
    translator: Translator,
) -> tuple[PackRow, ...]:
    """Return the packs: those that would help first, otherwise in the order of the file."""
    wanted: dict[str, list[str]] = {}
    for one in coverage:
        for pack in one.packs:
            wanted.setdefault(pack, []).append(pains.get(one.pain_id, one.pain_id))
    rows = [_pack(standing, wanted.get(standing.pack.id, ()), translator) for standing in standings]
    return tuple(sorted(rows, key=lambda row: not row.suggested))


def thin_areas(
    coverage: Sequence[Coverage], pains: Mapping[PainId, str], translator: Translator
) -> tuple[str, ...]:
    """Return the pain points about which too few sources write, each in one sentence."""
    return tuple(
        _thin(one, one_line(pains.get(one.pain_id, one.pain_id), _TITLE_LIMIT), translator)
        for one in coverage
        if one.sources < ENOUGH_SOURCES
    )


def _thin(one: Coverage, pain: str, translator: Translator) -> str:
    if not one.area:
        return translator.translate(
            "{pain}: no area is stated; choose one on the page Pain points to count its sources",
            pain=pain,
        )
    area = area_name(one.area, translator)
    if not one.sources:
        return translator.translate("{pain}: no source on {area}", pain=pain, area=area)
    return translator.plural(
        "{pain}: {n} source on {area}",
        "{pain}: {n} sources on {area}",
        one.sources,
        pain=pain,
        area=area,
    )


def _pack(standing: PackStanding, helped: Sequence[str], translator: Translator) -> PackRow:
    pack = standing.pack
    sectors = ", ".join(one_line(sector, _NAME_LIMIT) for sector in pack.sectors)
    count = translator.plural("{n} source", "{n} sources", standing.sources)
    failing = translator.plural("{n} failing", "{n} failing", standing.failing)
    said = ", ".join(one_line(title, _NAME_LIMIT) for title in helped)
    return PackRow(
        id=pack.id,
        name=pack_name(pack, translator.language),
        enabled=pack.enabled,
        told=f"{count} · {sectors}" if sectors else count,
        failing=failing if standing.failing and pack.enabled else "",
        suggested=translator.translate("Would help with: {pains}", pains=said) if said else "",
    )


def _day(moment: datetime | None, zone: tzinfo, translator: Translator) -> str:
    return translator.day(moment.astimezone(zone)) if moment else ""
