"""What is searched for, as the address of the page keeps it: by codes, in every language alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import streamlit as st

from watch.model import (
    LANGUAGES,
    EventKind,
    FilterField,
    PainId,
    SavedSearch,
    SearchFilter,
    SourceId,
    Status,
    StoryId,
)
from watch.present.views import period_days

LIKE = "like"
"""Names, in the address, the story whose likes are looked for."""

_SINGLE = (FilterField.PERIOD, FilterField.LANGUAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for: values by filter, as they are written there."""

    values: Mapping[FilterField, Sequence[str]]
    like: StoryId | None = None

    @property
    def days(self) -> int:
        """How many days back; 0 is any time."""
        return int(next(iter(self.values[FilterField.PERIOD]), "0"))

    @property
    def restricted(self) -> bool:
        """Whether any filter is set."""
        return any(self.values.values())

    def filter_at(self, now: datetime | None = None) -> SearchFilter:
        """Return the filter; without a moment, the period is left out."""
        since = now - timedelta(days=self.days) if now and self.days else None
        return SearchFilter(
            language=next(iter(self.values[FilterField.LANGUAGE]), ""),
            since_at=since,
            source_ids=tuple(map(SourceId, self.values[FilterField.SOURCE])),
            pain_ids=tuple(map(PainId, self.values[FilterField.PAIN])),
            areas=tuple(self.values[FilterField.AREA]),
            kinds=tuple(map(EventKind, self.values[FilterField.KIND])),
            statuses=tuple(map(Status, self.values[FilterField.STATUS])),
        )


def asked() -> Asked:
    """Return what the address asks for; what it says that means nothing is left out."""
    like = st.query_params.get(LIKE, "")
    return Asked(
        values={field: _read(field) for field in FilterField},
        like=StoryId(int(like)) if like.isascii() and like.isdigit() else None,
    )


def keep(field: FilterField, values: Sequence[str]) -> None:
    """Let the address name the values of a filter."""
    if values:
        st.query_params[field.value] = list(values)
    else:
        st.query_params.pop(field.value, None)


def clear() -> None:
    """Take every filter out of the address."""
    for field in FilterField:
        keep(field, [])


def look_like(story_id: StoryId | None) -> None:
    """Let the address ask for what is like a story, or for the topic again."""
    clear()
    if story_id is None:
        st.query_params.pop(LIKE, None)
    else:
        st.query_params[LIKE] = str(story_id)


def open_saved(search: SavedSearch) -> None:
    """Let the address ask a search that is kept."""
    chosen = search.chosen
    values: Mapping[FilterField, Sequence[str]] = {
        FilterField.PERIOD: [str(search.days)] if search.days else [],
        FilterField.LANGUAGE: [chosen.language] if chosen.language else [],
        FilterField.SOURCE: chosen.source_ids,
        FilterField.PAIN: chosen.pain_ids,
        FilterField.AREA: chosen.areas,
        FilterField.KIND: [kind.value for kind in chosen.kinds],
        FilterField.STATUS: [status.value for status in chosen.statuses],
    }
    for field, given in values.items():
        keep(field, given)
    st.session_state["q"] = search.query


def _read(field: FilterField) -> tuple[str, ...]:
    known: Mapping[FilterField, Sequence[str]] = {
        FilterField.PERIOD: period_days(),
        FilterField.LANGUAGE: LANGUAGES,
        FilterField.KIND: [kind.value for kind in EventKind],
        FilterField.STATUS: [status.value for status in Status],
    }
    given = dict.fromkeys(st.query_params.get_all(field.value))
    found = tuple(value for value in given if value in known.get(field, given))
    return found[:1] if field in _SINGLE else found
