"""Trends → tables and lines, with the answer in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from watch.model import Phase, Trend, Trends
from watch.wording import Translator, area_name, mark, name_of, one_line

LINES = 6
"""Lines that one picture can hold apart by dash and name."""

_LISTED = 40
"""Rows of a table: the liveliest; the others have too few stories to tell anything."""

_FEW_STORIES = 30
"""Stories of a week below which one more or less moves a share by over three in 100."""

_TITLE_LIMIT = 140
_NONE = "—"

_TONES: Mapping[Phase, str] = {
    Phase.NEW: "good",
    Phase.GROWING: "good",
    Phase.STEADY: "fair",
    Phase.FADING: "warn",
}

_NO_PHASE = mark("too few to tell")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """How often a matter was told.

    Attributes:
        ratio: How many times more often than before, in words.
        total: Its stories in all the weeks.
    """

    name: str
    area: str
    phase: str
    tone: str
    recent: str
    before: str
    ratio: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """A week of one line of the picture; ``share`` is per 100 stories read."""

    name: str
    ends_on: date
    share: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendView:
    """The answer in words, the picture's lines, the table behind.

    Attributes:
        more: How many have too few stories for the table.
        order: The names of the lines, in the order of the legend.
    """

    answer: str
    note: str
    points: tuple[TrendPoint, ...]
    order: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    more: int


def family_trends(trends: Trends, translator: Translator) -> TrendView:
    """Return what is told of solution families."""
    return _view(trends, trends.families, translator)


def area_trends(trends: Trends, translator: Translator) -> TrendView:
    """Return what is told of operational areas."""
    return _view(trends, trends.areas, translator)


def trend_name(trend: Trend, translator: Translator) -> str:
    """Return the name of a family or an area, in another language if need be."""
    names = trend.names
    found = names.get(translator.language) or next((n for n in names.values() if n), "")
    return found or area_name(trend.subject, translator)


def phase_phrase(phase: Phase | None, translator: Translator) -> str:
    """Return where a matter stands, or that it cannot be said."""
    return translator.translate(_NO_PHASE) if phase is None else name_of(phase, translator)


def ratio_phrase(ratio: float | None, translator: Translator) -> str:
    """Return "× 2.3"; a dash where there is nothing to compare with."""
    return _NONE if ratio is None else f"×\u00a0{translator.number(round(ratio, 1))}"


def _view(trends: Trends, found: Sequence[Trend], translator: Translator) -> TrendView:
    told = [one for one in found if one.phase is not None]
    rows = (told or list(found))[:_LISTED]
    drawn = rows[:LINES]
    return TrendView(
        answer=_answer(told, trends, translator),
        note=_note(trends, translator),
        points=tuple(_points(drawn, trends, translator)),
        order=tuple(trend_name(one, translator) for one in drawn),
        rows=tuple(_row(one, translator) for one in rows),
        more=len(found) - len(rows),
    )


def _answer(told: Sequence[Trend], trends: Trends, translator: Translator) -> str:
    """Return the answer: what is new, grows and fades beyond chance."""
    if not sum(trends.stories[: -trends.recent_weeks]):
        return translator.translate(
            "It is too early to tell: what was read does not reach back beyond {n} weeks.",
            n=trends.recent_weeks,
        )
    said = [part for part in _changes(told, translator) if part]
    if said:
        return " ".join(said)
    return translator.translate("Nothing grows or fades beyond what chance explains.")


def _changes(told: Sequence[Trend], translator: Translator) -> Iterator[str]:
    for phase, sentence in _SENTENCES.items():
        names = [trend_name(one, translator) for one in told if one.phase is phase]
        if names:
            yield translator.translate(sentence, names=_listed(names, translator))


def _listed(names: Sequence[str], translator: Translator) -> str:
    some = ", ".join(translator.translate("“{text}”", text=name) for name in names[:LINES])
    more = len(names) - LINES
    if more <= 0:
        return some
    return translator.plural("{some} and {n} more", "{some} and {n} more", more, some=some)


_SENTENCES: Mapping[Phase, str] = {
    Phase.NEW: mark("New: {names}."),
    Phase.GROWING: mark("Growing: {names}."),
    Phase.FADING: mark("Fading: {names}."),
}


def _note(trends: Trends, translator: Translator) -> str:
    read = translator.plural("{n} story", "{n} stories", sum(trends.stories))
    placed = translator.number(trends.placed)
    weeks = len(trends.ends_on)
    said = translator.translate(
        "{read} read in {weeks} weeks, {placed} of them about a solution of the library. The last "
        "{recent} weeks are compared with those before, as shares of all stories read; a change "
        "counts if chance alone would bring it less than once in 200 times.",
        read=read,
        weeks=weeks,
        placed=placed,
        recent=trends.recent_weeks,
    )
    few = sum(0 < n < _FEW_STORIES for n in trends.stories)
    if not few:
        return said
    thin = translator.plural(
        "In {n} week fewer than {least} stories were read: its share says little.",
        "In {n} weeks fewer than {least} stories were read: their shares say little.",
        few,
        least=_FEW_STORIES,
    )
    return f"{said} {thin}"


def _points(drawn: Sequence[Trend], trends: Trends, translator: Translator) -> Iterator[TrendPoint]:
    for one in drawn:
        name = trend_name(one, translator)
        for ends_on, count, read in zip(trends.ends_on, one.counts, trends.stories, strict=True):
            if read:
                told = translator.translate("{n} of {read} stories", n=count, read=read)
                yield TrendPoint(name=name, ends_on=ends_on, share=100 * count / read, told=told)


def _row(one: Trend, translator: Translator) -> TrendRow:
    return TrendRow(
        name=one_line(trend_name(one, translator), _TITLE_LIMIT),
        area=area_name(one.area, translator) if one.names else "",
        phase=phase_phrase(one.phase, translator),
        tone=_TONES[one.phase] if one.phase else "idle",
        recent=translator.number(one.recent),
        before=translator.number(one.before),
        ratio=ratio_phrase(one.ratio, translator),
        total=sum(one.counts),
    )
