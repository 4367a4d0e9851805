"""The ledger's rows → where each opportunity stands: one fold, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from watch.model import (
    Act,
    Decision,
    Note,
    OpportunityId,
    PilotResult,
    Standing,
)
from watch.review import wake

_NO_STANDING = {Act.UNDO, Act.TEACH}
"""Rows that say nothing of an opportunity itself: one is about a row, one about a pain point."""


def counting(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the rows that count, by number: neither an undone row nor an undone undo does.

    A row can only be undone by a later one, so reading from the last to the first settles each
    row before those that it could undo.
    """
    undone: set[int] = set()
    found: list[Decision] = []
    for row in sorted(decisions, key=lambda d: d.number, reverse=True):
        if row.number in undone:
            continue
        found.append(row)
        if row.act is Act.UNDO:
            undone.add(row.undoes)
    return found[::-1]


def last_undoable(decisions: Iterable[Decision], opportunity_id: OpportunityId) -> Decision | None:
    """Return the last row about an opportunity that counts and is itself neither undo nor lesson.

    Undoing again and again so goes back row by row; an undo is taken back by its number.
    """
    rows = (d for d in counting(decisions) if d.opportunity_id == opportunity_id)
    return next((d for d in reversed(list(rows)) if d.act not in _NO_STANDING), None)


def replay(decisions: Iterable[Decision]) -> dict[OpportunityId, Standing]:
    """Return where each opportunity stands that a counting row is about.

    A merged opportunity has the status, reason, wake rule and people of the one it went into;
    its own come back when it is let go. An opportunity without rows is new and not in here.
    """
    found: dict[OpportunityId, Standing] = {}
    into: dict[OpportunityId, OpportunityId] = {}
    for row in counting(decisions):
        if row.act in _NO_STANDING:
            continue
        name = row.opportunity_id
        found[name] = _noted(_after(standing_of(found, name), row), row)
        _tie(into, row)
    return _followed(found, into)


def _after(standing: Standing, row: Decision) -> Standing:
    match row.act:
        case Act.DECIDE:
            return _decided(standing, row)
        case Act.ASSIGN:
            return _assigned(standing, row)
        case Act.PLACE:
            return replace(standing, place=row.place)
        case Act.MEASURE:
            return replace(standing, result=measured(standing.result, row.result))
        case _:
            return standing


def _decided(standing: Standing, row: Decision) -> Standing:
    status = row.status or standing.status
    return replace(
        _assigned(standing, row),
        status=status,
        reason=row.reason,
        wake=row.wake or wake.default_rule(status, row.reason, row.at.date()),
        decided_at=row.at,
        decided_by=row.by,
    )


def _assigned(standing: Standing, row: Decision) -> Standing:
    return replace(
        standing,
        owner=row.owner or standing.owner,
        department=row.department or standing.department,
        due_on=row.due_on or standing.due_on,
        next_step=row.next_step or standing.next_step,
    )


def measured(before: PilotResult | None, row: PilotResult | None) -> PilotResult | None:
    """Return the state of a pilot after a row that says only what is new about it."""
    if before is None or row is None:
        return row or before
    said = {f.name: getattr(row, f.name) for f in fields(row)}
    return replace(before, **{k: v for k, v in said.items() if v is not None and v != ""})


def _noted(standing: Standing, row: Decision) -> Standing:
    if not row.note:
        return standing
    return replace(standing, notes=(*standing.notes, Note(at=row.at, by=row.by, text=row.note)))


def _tie(into: dict[OpportunityId, OpportunityId], row: Decision) -> None:
    """Merge or split; undone rows in between can leave a row without sense, which does nothing."""
    if row.other is None:
        return
    if row.act is Act.MERGE and row.other not in _chain(into, row.opportunity_id):
        into[row.other] = row.opportunity_id
    if row.act is Act.SPLIT and row.opportunity_id in _chain(into, row.other)[1:]:
        del into[row.other]


def _chain(into: dict[OpportunityId, OpportunityId], name: OpportunityId) -> list[OpportunityId]:
    """Return an opportunity, the one it went into, the one that this went into, and so on."""
    chain = [name]
    while chain[-1] in into:
        chain.append(into[chain[-1]])
    return chain


def _followed(
    found: dict[OpportunityId, Standing], into: dict[OpportunityId, OpportunityId]
) -> dict[OpportunityId, Standing]:
    """Return the standings with each merged opportunity like the one it went into."""
    standings = dict(found)
    for name in into:
        lead = found[_chain(into, name)[-1]]
        own = standing_of(found, name)
        standings[name] = replace(
            lead,
            opportunity_id=name,
            place=None,
            notes=own.notes,
            result=own.result,
            merged_into=lead.opportunity_id,
        )
        taken = standings[lead.opportunity_id]
        standings[lead.opportunity_id] = replace(taken, absorbed=(*taken.absorbed, name))
    return standings


def standing_of(
    standings: Mapping[OpportunityId, Standing], opportunity_id: OpportunityId
) -> Standing:
    """Return where an opportunity stands; without any row it is new."""
    return standings.get(opportunity_id) or Standing(opportunity_id=opportunity_id)
