"""Whether the ledger may take a row: what is missing in it, or contradicts what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from math import isfinite
from types import MappingProxyType
from typing import NoReturn

from watch.errors import UsageError
from watch.model import (
    Act,
    Decision,
    OpportunityId,
    PilotResult,
    Reason,
    Standing,
    Status,
)
from watch.review.ledger import counting, measured, replay, standing_of
from watch.review.wake import PUT_ASIDE

_PIPELINE = (Status.NEW, Status.TO_STUDY, Status.PILOT, Status.ADOPTED)

_PEOPLE = frozenset({"owner", "department", "due_on", "next_step"})

_USES: Mapping[Act, frozenset[str]] = MappingProxyType(
    {
        Act.DECIDE: _PEOPLE | {"status", "reason", "wake"},
        Act.ASSIGN: _PEOPLE,
        Act.NOTE: frozenset(),
        Act.PLACE: frozenset({"place"}),
        Act.MERGE: frozenset({"other"}),
        Act.SPLIT: frozenset({"other"}),
        Act.MEASURE: frozenset({"result"}),
        Act.UNDO: frozenset({"undoes"}),
        Act.TEACH: frozenset({"lesson"}),
    }
)
"""The fields of each act; ``note`` goes with any."""

_NEEDS: Mapping[Act, tuple[str, str, str]] = MappingProxyType(
    {
        Act.DECIDE: ("status", "nothing was decided", "say to study, watching, rejected …"),
        Act.NOTE: ("note", "the note is empty", "write the remark"),
        Act.MERGE: ("other", "there is nothing to merge", "name the opportunity to take in"),
        Act.SPLIT: ("other", "there is nothing to split", "name the opportunity to let go"),
        Act.MEASURE: ("result", "nothing was measured", "give a date, the indicator or the gain"),
        Act.UNDO: ("undoes", "there is nothing to undo", "give the number of the row to undo"),
        Act.TEACH: ("lesson", "there is no lesson", "say what to forget"),
    }
)
"""What each act cannot do without, and what to say if it is missing."""


def allowed(before: Status, after: Status) -> bool:
    """Return whether a decision may lead from one status to another.

    Forward along ``new → to study → pilot → adopted``, over steps too, as the study may have been
    done elsewhere; out to a side exit from anywhere; back from a side exit to anything but new,
    which only an undo gives again. Watching and rejected may be decided anew, with another rule
    or reason.
    """
    if after is Status.NEW:
        return False
    if after not in _PIPELINE:
        return before is not after or after in PUT_ASIDE
    return before not in _PIPELINE or _PIPELINE.index(before) < _PIPELINE.index(after)


def check(decision: Decision, decisions: Iterable[Decision]) -> None:
    """Make sure that the ledger may take a row.

    Args:
        decisions: The whole ledger so far: an undo is about a row, a merge about another card.

    Raises:
        UsageError: If something is missing in the row, or contradicts what stands.
    """
    ledger = list(decisions)
    standings = replay(ledger)
    standing = standing_of(standings, decision.opportunity_id)
    _check_fields(decision)
    if decision.act is Act.UNDO:
        _check_undo(decision, ledger)
    elif decision.act is not Act.TEACH:
        _check_apart(standing)
    match decision.act:
        case Act.DECIDE:
            _check_decided(decision, standing)
        case Act.PLACE:
            _check_place(decision)
        case Act.MERGE | Act.SPLIT:
            _check_other(decision, standings)
        case Act.MEASURE:
            _check_result(decision, standing)
    _check_days(decision)


def _refuse(message: str, hint: str) -> NoReturn:
    raise UsageError(message, hint=hint)


def _check_fields(decision: Decision) -> None:
    """Every act has its own fields, and those that it cannot do without."""
    act, empty = decision.act, {f.name: f.default for f in fields(decision)}
    for name in sorted(frozenset[str]().union(*_USES.values()) - _USES[act]):
        if getattr(decision, name) != empty[name]:
            _refuse(f"{act.value} takes no {name.replace('_', ' ')}", "leave it out")
    needed, message, hint = _NEEDS.get(act, ("act", "", ""))
    if not getattr(decision, needed):
        _refuse(message, hint)
    if act is Act.ASSIGN and not any(getattr(decision, field) for field in _PEOPLE):
        _refuse("there is nothing to assign", "give an owner, a department, a date or a next step")


def _check_apart(standing: Standing) -> None:
    if standing.merged_into is not None:
        _refuse(
            f"{standing.opportunity_id} was merged into {standing.merged_into}",
            f"decide on {standing.merged_into}, or split them first",
        )


def _check_decided(decision: Decision, standing: Standing) -> None:
    status = decision.status or standing.status
    if decision.before is not standing.status:
        _refuse(
            f"{decision.opportunity_id} is {standing.status.value} by now,"
            f" not {decision.before.value}",
            "look at it again, then decide",
        )
    if not allowed(standing.status, status):
        hint = "undo the decision to take it back" if status is Status.NEW else _what_else(status)
        _refuse(f"what is {standing.status.value} cannot become {status.value}", hint)
    _check_reason(status, decision.reason)
    if decision.wake and status not in PUT_ASIDE:
        _refuse(f"{status.value} takes no wake rule", "only what is watched or rejected comes back")
    if decision.wake.owners < 0:
        _refuse("further owners cannot be fewer than none", "give a number from 1 up, or none")


def _what_else(status: Status) -> str:
    if status is Status.ALREADY_DONE:
        return "it is already done"
    return "assign it anew, or undo the decision that led further"


def _check_reason(status: Status, reason: Reason | None) -> None:
    if status is Status.REJECTED and reason is None:
        codes = ", ".join(code.value for code in Reason)
        _refuse("a rejection needs a reason", f"choose one: {codes}")
    done = status is Status.ALREADY_DONE and reason is Reason.ALREADY_DONE_HERE
    if reason is not None and status not in PUT_ASIDE and not done:
        _refuse(f"{status.value} takes no reason", "leave it out, or write it as a note")


def _check_place(decision: Decision) -> None:
    if decision.place is None:
        return
    if decision.place < 1:
        _refuse(f"there is no place {decision.place}", "the first place is 1")
    if not decision.note:
        _refuse("a place given by hand needs a reason", "say why in the note")


def _check_other(decision: Decision, standings: Mapping[OpportunityId, Standing]) -> None:
    name, other = decision.opportunity_id, decision.other or decision.opportunity_id
    into = standing_of(standings, other).merged_into
    if decision.act is Act.SPLIT:
        if into != name:
            _refuse(f"{other} is not merged into {name}", "there is nothing to split")
        return
    if other == name:
        _refuse(f"{name} cannot be merged into itself", "name another opportunity")
    if into is not None:
        _refuse(f"{other} is already merged into {into}", "split them first")


def _check_result(decision: Decision, standing: Standing) -> None:
    if standing.status in {Status.NEW, Status.ALREADY_DONE}:
        _refuse(f"what is {standing.status.value} has no pilot", "decide on a pilot first")
    if decision.result == PilotResult():
        _refuse(*_NEEDS[Act.MEASURE][1:])
    result = measured(standing.result, decision.result) or PilotResult()
    figures = (result.kpi_before, result.kpi_after, result.yearly_gain)
    if any(figure is not None and not isfinite(figure) for figure in figures):
        _refuse("a figure of the pilot is no number", "give it in digits")
    if not result.kpi and not (result.kpi_before is None and result.kpi_after is None):
        _refuse("the pilot's indicator has no name", "say what was measured, and in what unit")
    if result.started_on and result.ended_on and result.ended_on < result.started_on:
        _refuse("the pilot ended before it started", "look at its two dates")


def _check_undo(decision: Decision, ledger: list[Decision]) -> None:
    number = decision.undoes
    row = next((d for d in ledger if d.number == number), None)
    if row is None:
        _refuse(f"there is no row {number}", "the history of the opportunity shows the numbers")
    if row.opportunity_id != decision.opportunity_id:
        _refuse(f"row {number} is about {row.opportunity_id}", "undo it there")
    if row not in counting(ledger):
        _refuse(f"row {number} was already undone", "undo the undo to have it back")


def _check_days(decision: Decision) -> None:
    """A day to come is not before the day of the decision."""
    today = decision.at.date()
    if decision.due_on is not None and decision.due_on < today:
        _refuse(f"{decision.due_on} is past", "give a due date from today on")
    until_on = decision.wake.until_on
    if until_on is not None and until_on <= today:
        _refuse(f"{until_on} is no day to come", "let it sleep until tomorrow at least")
