"""A pain point that is being changed: kept while its reader looks at other pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from watch.model import PainId, PainPoint
from watch.service import Tried, changed_fields

NEW = PainId("")
"""Stands for the pain point that is not in the file yet."""

_OPEN, _DRAFTS, _SAID = "pain-open", "pain-drafts", "pain-said"


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a person has written so far.

    Attributes:
        opened: As the file said it when the form was opened; None for a new one.
        pain: As it is to be.
        tried: What wordings found, so that a look back costs nothing.
    """

    opened: PainPoint | None
    pain: PainPoint
    tried: dict[PainPoint, Tried]

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that differ from what the file said."""
        return changed_fields(self.opened or PainPoint(id=NEW, title=""), self.pain)


def open_draft(pain: PainPoint | None) -> None:
    """Open the form on a pain point, or on a new one; what was written before is kept."""
    name = pain.id if pain else NEW
    drafts = _drafts()
    if name not in drafts:
        drafts[name] = Draft(opened=pain, pain=pain or PainPoint(id=NEW, title=""), tried={})
    st.session_state[_OPEN] = name


def opened() -> Draft | None:
    """Return what is being changed, if the form is open."""
    name = st.session_state.get(_OPEN)
    return None if name is None else _drafts().get(name)


def left_unsaved() -> list[Draft]:
    """Return what was changed and neither saved nor thrown away, the open form aside."""
    name = st.session_state.get(_OPEN)
    return [one for key, one in _drafts().items() if key != name and one.changed]


def close() -> None:
    """Close the form; what was written is kept."""
    st.session_state.pop(_OPEN, None)


def throw_away(name: PainId) -> None:
    """Close the form and forget what was written."""
    _drafts().pop(name, None)
    forget_fields(name)
    if st.session_state.get(_OPEN) == name:
        close()


def forget_fields(name: PainId) -> None:
    """Let the fields show the draft again instead of what was typed into them."""
    for key in [key for key in st.session_state if str(key).endswith(f"-pain-{name}")]:
        del st.session_state[key]


def write(draft: Draft, **fields: object) -> None:
    """Change what is to be; the fields on the screen follow."""
    draft.pain = replace(draft.pain, **fields)  # type: ignore[arg-type]
    for field in fields:
        st.session_state.pop(field_key(field, draft.pain.id), None)


def field_key(field: str, name: PainId) -> str:
    """Return the key of a field on the screen."""
    return f"{field}-pain-{name}"


def say(name: PainId, text: str) -> None:
    """Keep a message for the next drawing of a pain point."""
    st.session_state[_SAID] = (name, text)


def said() -> tuple[PainId, str] | None:
    """Return the message and forget it."""
    told: tuple[PainId, str] | None = st.session_state.pop(_SAID, None)
    return told


def _drafts() -> dict[PainId, Draft]:
    found: dict[PainId, Draft] = st.session_state.setdefault(_DRAFTS, {})
    return found
