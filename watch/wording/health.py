"""Standing of a source → how it is, why, and what to do, as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import StrEnum

from watch.model import FailureKind, PollRecord, SourceState
from watch.wording.causes import CAUSES, FAILED, LOOK, REMEDIES, STATES
from watch.wording.translator import Translator
from watch.wording.typography import one_line

_ADDRESS_LIMIT = 200
"""Characters of a new address within a sentence: the longest address in sources.yaml has 108."""

_SETTLED_SIGHTINGS = 3
"""A permanent redirect seen so often is followed from then on; before, it may be a mishap."""


class Level(StrEnum):
    """How bad a state is: the colour in which it is shown."""

    BAD = "bad"
    WARN = "warn"
    GOOD = "good"
    IDLE = "idle"


LEVELS: Mapping[SourceState, Level] = {
    SourceState.FAILING: Level.BAD,
    SourceState.GONE: Level.BAD,
    SourceState.FAILED: Level.WARN,
    SourceState.STALE: Level.WARN,
    SourceState.EMPTY: Level.WARN,
    SourceState.UNDATED: Level.WARN,
    SourceState.OK: Level.GOOD,
    SourceState.UNCHANGED: Level.GOOD,
    SourceState.NEVER: Level.IDLE,
    SourceState.OFF: Level.IDLE,
}
"""In the order in which sources are listed, the worst first."""

_FOR_A_PERSON = {SourceState.FAILING, SourceState.GONE, SourceState.STALE}

_PASSING = {
    FailureKind.NO_HOST,
    FailureKind.UNREACHABLE,
    FailureKind.TIMEOUT,
    FailureKind.BUSY,
    FailureKind.HTTP,
    FailureKind.GONE,
}
"""Failures that often end by themselves, even those of a source that has never answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is, in the reader's language.

    ``cause`` and ``remedy`` are sentences; what stands between backquotes in them is to
    be typed. ``remedy`` is empty where nothing can be better. ``needs_person`` tells
    that waiting will not help. ``detail`` is what the crawler noted, in English.
    """

    state: SourceState
    level: Level
    cause: str
    remedy: str
    needs_person: bool
    detail: str = ""

    @property
    def order(self) -> tuple[int, bool]:
        """Sorts sources by how badly they stand, those first that need a person."""
        return list(LEVELS).index(self.state), not self.needs_person


def health(record: PollRecord, translator: Translator, zone: tzinfo = UTC) -> Health:
    """Return how a source is, why, and what to do about it.

    Args:
        record: How its last poll ended.
        translator: The reader's.
        zone: In which days and hours are told.
    """
    state = record.state
    needs_person = _needs_person(state, record)
    return Health(
        state=state,
        level=Level.BAD if needs_person and _failed(state) else LEVELS[state],
        cause=" ".join(_causes(state, record, translator, zone)),
        remedy=_remedy(state, record, translator, needs_person=needs_person),
        needs_person=needs_person,
        detail=record.reason,
    )


def moved_to(record: PollRecord) -> str:
    """Return the address to which a feed has moved for good, or nothing."""
    move = record.move
    return move.url if move and move.sightings >= _SETTLED_SIGHTINGS else ""


def _failed(state: SourceState) -> bool:
    return state in (SourceState.FAILED, SourceState.FAILING)


def _needs_person(state: SourceState, record: PollRecord) -> bool:
    """Tell whether waiting will not help; what answered once may well answer again."""
    if state is SourceState.OFF:
        return False
    if state is SourceState.FAILED and not moved_to(record):
        return record.ok_at is None and bool(record.failure) and record.failure not in _PASSING
    return state in _FOR_A_PERSON or bool(moved_to(record))


def _causes(
    state: SourceState, record: PollRecord, translator: Translator, zone: tzinfo
) -> list[str]:
    """Return the sentences that say why a source stands as it does."""
    if _failed(state):
        said = [_failure(record, translator, zone), _since(record, translator, zone)]
    elif state is SourceState.STALE and record.newest_entry_at:
        newest_on = translator.day(record.newest_entry_at.astimezone(zone))
        said = [translator.translate("Nothing new has come since {day}.", day=newest_on)]
    else:
        said = [translator.translate(STATES[state][0])]
    if state is not SourceState.OFF and (url := one_line(moved_to(record), _ADDRESS_LIMIT)):
        said.append(translator.translate("The feed has moved for good: {url}", url=url))
    return [sentence for sentence in said if sentence]


def _failure(record: PollRecord, translator: Translator, zone: tzinfo) -> str:
    if record.failure is FailureKind.BUSY and record.not_before_at:
        moment = translator.moment(record.not_before_at.astimezone(zone))
        return translator.translate("Its server asks to wait until {moment}.", moment=moment)
    return translator.translate(CAUSES[record.failure] if record.failure else FAILED)


def _since(record: PollRecord, translator: Translator, zone: tzinfo) -> str:
    """Return how long and how often a source has failed, once it is more than a mishap."""
    if record.failure_count < 2 or record.failing_since_at is None:
        return ""
    return translator.plural(
        "{n} failure since {day}.",
        "{n} failures since {day}.",
        record.failure_count,
        day=translator.day(record.failing_since_at.astimezone(zone)),
    )


def _remedy(
    state: SourceState, record: PollRecord, translator: Translator, *, needs_person: bool
) -> str:
    if state is not SourceState.OFF and moved_to(record):
        return translator.translate("Put the new address into sources.yaml.")
    if not _failed(state):
        remedy = STATES[state][1]
        return translator.translate(remedy) if remedy else ""
    if not needs_person:
        return translator.translate("Nothing to do for now: it is asked again by itself.")
    return translator.translate(REMEDIES[record.failure] if record.failure else LOOK)
