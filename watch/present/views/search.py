"""A search and its answer → what the page says: results, filter options, the trend in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from watch.model import (
    PERIODS,
    EventKind,
    FilterField,
    OpportunityId,
    PainId,
    Phase,
    SearchAnswer,
    Status,
    TopicTrend,
)
from watch.present.views.names import language_name
from watch.wording import Translator, area_name, mark, name_of, one_line

_PERIOD_NAMES: Mapping[str, str] = {
    "7": mark("Last week"),
    "30": mark("Last month"),
    "91": mark("Last three months"),
    "365": mark("Last year"),
}

_ANSWERS: Mapping[Phase, str] = {
    Phase.NEW: mark("It is new: nothing told it before the last weeks."),
    Phase.GROWING: mark("Yes: it takes {ratio} times the share of the news it took before."),
    Phase.STEADY: mark("No: what changes is within chance."),
    Phase.FADING: mark(
        "No, it is fading: it takes {ratio} times the share of the news it took before."
    ),
}

_NAME_LIMIT = 60

_FEW = 30
"""Stories of a week below which one more or less moves a share by over three in 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLink:
    """A card that a story belongs to, as a link says it."""

    id: OpportunityId
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCount:
    """How often a topic was told in a week; every figure as it is read.

    ``height`` is its share in percent of that of the highest week.
    """

    week: str
    told: str
    read: str
    share: str
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTrendView:
    """Whether a topic grows: in words, and week by week, the newest first."""

    answer: str
    note: str
    weeks: tuple[WeekCount, ...]


def period_days() -> tuple[str, ...]:
    """Return the periods that a search can be restricted to, as an address writes them."""
    return tuple(str(days) for days in PERIODS)


def filter_options(
    answer: SearchAnswer, field: FilterField, chosen: Sequence[str]
) -> tuple[str, ...]:
    """Return the values of a filter that leave something, and those that are chosen."""
    counts = answer.counts.get(field, {})
    if field is FilterField.PERIOD:
        return tuple(days for days in period_days() if days in counts or days in chosen)
    return tuple(dict.fromkeys((*counts, *chosen)))


def option_name(
    answer: SearchAnswer,
    field: FilterField,
    value: str,
    pains: Mapping[PainId, str],
    translator: Translator,
) -> str:
    """Return a value of a filter as people read it, with how many stories it leaves."""
    count = translator.number(answer.counts.get(field, {}).get(value, 0))
    return f"{value_name(answer, field, value, pains, translator)}\u00a0· {count}"


def value_name(  # noqa: PLR0911 - one return for each filter
    answer: SearchAnswer | None,
    field: FilterField,
    value: str,
    pains: Mapping[PainId, str],
    translator: Translator,
) -> str:
    """Return a value of a filter as people read it; one that is unknown as it is written."""
    match field:
        case FilterField.PERIOD:
            return translator.translate(_PERIOD_NAMES[value]) if value in _PERIOD_NAMES else value
        case FilterField.LANGUAGE:
            return language_name(value, translator)
        case FilterField.SOURCE:
            return one_line(answer.source_names.get(value, value) if answer else value, _NAME_LIMIT)
        case FilterField.PAIN:
            return one_line(pains.get(PainId(value), value), _NAME_LIMIT)
        case FilterField.AREA:
            return area_name(value, translator)
        case FilterField.KIND:
            return name_of(EventKind(value), translator)
        case FilterField.STATUS:
            return name_of(Status(value), translator)


def count_said(answer: SearchAnswer, translator: Translator) -> str:
    """Return how many stories answer, and how far that was counted."""
    if answer.story_count >= answer.bound:
        return translator.translate(
            "{n} stories or more, best first. The best {n} are counted behind each filter; "
            "a filter looks further.",
            n=answer.bound,
        )
    return translator.plural("{n} story, best first", "{n} stories, best first", answer.story_count)


def topic_trend(trend: TopicTrend, translator: Translator) -> TopicTrendView:
    """Return whether a topic grows."""
    weeks = list(zip(trend.ends_on, trend.counts, trend.read, strict=True))
    most = max((told / read for _, told, read in weeks if read), default=0.0)
    return TopicTrendView(
        answer=_answer(trend, translator),
        note=_note(trend, translator),
        weeks=tuple(_week(day, told, read, most, translator) for day, told, read in weeks[::-1]),
    )


def _week(day: date, told: int, read: int, most: float, translator: Translator) -> WeekCount:
    """Return a week beside the one with the largest share, ``most``."""
    share = told / read if read else None
    return WeekCount(
        week=translator.short_day(day),
        told=translator.number(told),
        read=translator.number(read),
        share="—" if share is None else translator.number(round(100 * share, 1)),
        height=100 * share / most if share else 0.0,
    )


def _answer(trend: TopicTrend, translator: Translator) -> str:
    told, recent = sum(trend.counts), trend.recent_weeks
    if not told:
        return translator.translate("No: it was not told in the last weeks.")
    if not sum(trend.read[:-recent]):
        return translator.translate(
            "It is too early to tell: what was read does not reach back beyond {n} weeks.", n=recent
        )
    ratio = translator.number(round(trend.ratio, 1)) if trend.ratio else ""
    if trend.phase is None:
        return translator.plural(
            "Too few to tell: {n} story in twelve weeks.",
            "Too few to tell: {n} stories in twelve weeks.",
            told,
        )
    if trend.phase is Phase.FADING and not trend.ratio:
        return translator.translate("No, it is fading: nothing told it in the last weeks.")
    return translator.translate(_ANSWERS[trend.phase], ratio=ratio)


def _note(trend: TopicTrend, translator: Translator) -> str:
    said = translator.translate(
        "Stories told on the topic, per 100 read; the last {recent} weeks are compared "
        "with those before.",
        recent=trend.recent_weeks,
    )
    thin = sum(0 < read < _FEW for read in trend.read)
    if not thin:
        return said
    few = translator.plural(
        "In {n} week fewer than {least} stories were read: its share says little.",
        "In {n} weeks fewer than {least} stories were read: their shares say little.",
        thin,
        least=_FEW,
    )
    return f"{said} {few}"
