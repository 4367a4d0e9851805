"""The fields of each decision, filled so that one more key confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from watch.model import Card, ChangeKind, PainPoint, Reason, Status, WakeRule
from watch.present.session import Visit
from watch.wording import in_sentence, name_of, one_line

_STUDY_DAYS = 14
"""Two weekly operations meetings: time to ask one supplier and one peer."""

_WATCH_DAYS = 90
"""A quarter, after which pain points are rated again; the ledger's own rule is the same."""

_FURTHER_OWNERS = 2
"""One further publisher may repeat the first; two confirm it."""

_NAME_LIMIT, _TEXT_LIMIT = 80, 500
_DAY_FORMAT = "DD/MM/YYYY"

_WAKING = (
    ChangeKind.OWNER,
    ChangeKind.PEER,
    ChangeKind.ADOPTER,
    ChangeKind.GAIN,
    ChangeKind.PRICE,
    ChangeKind.AVAILABILITY,
    ChangeKind.DEADLINE,
)

Fields = Mapping[str, Any]
"""Fields of a :class:`~watch.model.Decision`."""


def draw_fields(status: Status, visit: Visit, card: Card) -> None:
    """Draw the fields that a decision asks for; :func:`fields_of` says what they hold."""
    name = _name(status, card)
    match status:
        case Status.TO_STUDY | Status.PILOT:
            people(visit, card, name)
        case Status.WATCHING:
            _draw_watch(visit, name)
        case Status.REJECTED:
            _draw_reject(visit, name)
        case Status.ALREADY_DONE:
            asked = visit.translator.translate("Where, and since when? (optional)")
            remark(visit, name, asked)
        case _:
            remark(visit, name)


def fields_of(status: Status, card: Card) -> Fields:
    """Return what the fields of a decision hold."""
    name = _name(status, card)
    match status:
        case Status.TO_STUDY | Status.PILOT:
            return {
                "owner": _written("owner", name),
                "due_on": st.session_state.get(f"due-{name}"),
                "next_step": _written("step", name),
            }
        case Status.WATCHING:
            return {"wake": _wake(name), "note": _written("note", name)}
        case Status.REJECTED:
            code = st.session_state.get(f"reason-{name}") or Reason.NOT_A_PRIORITY
            return {"reason": Reason(code), "note": _written("note", name)}
        case _:
            return {"note": _written("note", name)}


def people(visit: Visit, card: Card, name: str) -> Fields:
    """Draw who answers for it, until when, and what comes next; return what was written."""
    translator, standing = visit.translator, card.standing
    left, right = st.columns(2)
    with left:
        owner = _text(translator.translate("Owner"), f"owner-{name}", _owner(visit, card))
    with right:
        suggested = standing.due_on or visit.today + timedelta(days=_STUDY_DAYS)
        due_on = _day(
            translator.translate("Due"), f"due-{name}", max(suggested, visit.today), visit
        )
    step = _text(translator.translate("Next step"), f"step-{name}", standing.next_step)
    return {"owner": owner, "due_on": due_on, "next_step": step}


def remark(visit: Visit, name: str, label: str = "") -> str:
    """Draw a field for a remark; return it, empty if nothing was written."""
    translator = visit.translator
    return _text(label or translator.translate("Remark (optional)"), f"note-{name}", "")


def _name(status: Status, card: Card) -> str:
    return f"{status.name.lower()}-{card.opportunity.id}"


def _written(field: str, name: str) -> str:
    return str(st.session_state.get(f"{field}-{name}") or "").strip()


def _draw_watch(visit: Visit, name: str) -> None:
    translator = visit.translator
    in_a_quarter = visit.today + timedelta(days=_WATCH_DAYS)
    _day(translator.translate("Comes back on"), f"until-{name}", in_a_quarter, visit)
    st.pills(
        translator.translate("or as soon as this is news"),
        _WAKING,
        selection_mode="multi",
        default=[ChangeKind.OWNER, ChangeKind.PEER],
        format_func=lambda kind: _waking(kind, visit),
        key=f"wake-{name}",
    )
    remark(visit, name)


def _wake(name: str) -> WakeRule:
    kinds = tuple(ChangeKind(kind) for kind in st.session_state.get(f"wake-{name}") or ())
    return WakeRule(
        until_on=st.session_state.get(f"until-{name}"),
        owners=_FURTHER_OWNERS if ChangeKind.OWNER in kinds else 0,
        changes=tuple(kind for kind in kinds if kind is not ChangeKind.OWNER),
    )


def _draw_reject(visit: Visit, name: str) -> None:
    translator = visit.translator
    st.pills(
        translator.translate("Why not? Without a choice: not a priority."),
        list(Reason),
        format_func=lambda code: name_of(Reason(code), translator),
        key=f"reason-{name}",
    )
    remark(visit, name)


def _waking(kind: ChangeKind, visit: Visit) -> str:
    if kind is ChangeKind.OWNER:
        return visit.translator.plural(
            "{n} further independent source",
            "{n} further independent sources",
            _FURTHER_OWNERS,
        )
    return in_sentence(name_of(kind, visit.translator))


def _owner(visit: Visit, card: Card) -> str:
    """Return who answers for it already, else who answers for the pain point."""
    return card.standing.owner or _pain_owner(visit.service.pains(), card)


def _pain_owner(pains: list[PainPoint], card: Card) -> str:
    wanted = card.opportunity.pain_id
    return next((one_line(p.owner, _NAME_LIMIT) for p in pains if p.id == wanted), "")


def _text(label: str, key: str, value: str) -> str:
    return (st.text_input(label, value, key=key, max_chars=_TEXT_LIMIT) or "").strip()


def _day(label: str, key: str, value: date, visit: Visit) -> date | None:
    """Draw a field for a day to come; it may be emptied."""
    if key not in st.session_state:
        st.session_state[key] = value
    chosen = st.date_input(label, None, min_value=visit.today, key=key, format=_DAY_FORMAT)
    return chosen if isinstance(chosen, date) else None
