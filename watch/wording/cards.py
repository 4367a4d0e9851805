"""What is said of a card: where it stands, when it comes back, what changed, what was done.

Phrases fit for a line of their own; what people and feeds wrote comes out on one line, cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from watch.model import (
    Act,
    Cause,
    Change,
    Decision,
    Lesson,
    Moved,
    Movement,
    PilotResult,
    Standing,
    Status,
    WakeRule,
)
from watch.wording.names import in_sentence, name_of
from watch.wording.review_names import guard_name
from watch.wording.translator import Translator
from watch.wording.typography import one_line

_DUE = frozenset({Status.TO_STUDY, Status.PILOT})
"""Where somebody still has something to do by a day."""

_NAME, _TEXT = 60, 300
"""Characters of a name, and of a remark, a figure or a next step."""


def days_late(standing: Standing, today: date) -> int:
    """Return by how many days something to do is past due; 0 where nothing is."""
    if standing.due_on is None or standing.status not in _DUE:
        return 0
    return max((today - standing.due_on).days, 0)


def state_phrase(standing: Standing, translator: Translator) -> str:
    """Return where an opportunity stands, who answers for it and until when, in one line."""
    return " · ".join(
        [_decided(standing.status, standing, translator), *_who(standing, translator)]
    )


def wake_phrase(rule: WakeRule, translator: Translator) -> str:
    """Return when what was put aside comes back, as a sentence; empty if it never does."""
    if not rule:
        return ""
    causes = translator.translate(" or ").join(_wakes(rule, translator))
    return translator.translate("Comes back {causes}.", causes=causes)


def change_phrase(change: Change, translator: Translator) -> str:
    """Return what changed, with the name, figure or date that says so."""
    kind, told = name_of(change.kind, translator), one_line(change.told, _TEXT)
    return translator.translate("{kind}: {told}", kind=kind, told=told) if told else kind


def row_phrase(row: Decision, translator: Translator, currency: str = "EUR") -> str:
    """Return what a row of the ledger did, in one line."""
    said = " · ".join(_row(row, translator, currency))
    note = one_line(row.note, _TEXT)
    if not note or row.act is Act.NOTE:
        return said
    return translator.translate("{said} · “{note}”", said=said, note=note)


def result_phrase(result: PilotResult, translator: Translator, currency: str = "EUR") -> str:
    """Return what a pilot gave so far, in one line; empty if nothing is known."""
    return " · ".join(_result(result, translator, currency))


def move_phrase(moved: Moved, translator: Translator) -> str:
    """Return why the place of an opportunity differs from that in the list before."""
    if moved.cause is None:
        return name_of(Movement.SAME, translator)
    cause, told = name_of(moved.cause, translator), _told(moved, translator)
    return translator.translate("{kind}: {told}", kind=cause, told=told) if told else cause


def _decided(status: Status, said: Standing | Decision, translator: Translator) -> str:
    name = name_of(status, translator)
    if said.reason is None:
        return name
    reason = in_sentence(name_of(said.reason, translator))
    return translator.translate("{status} ({reason})", status=name, reason=reason)


def _who(said: Standing | Decision, translator: Translator) -> Iterator[str]:
    """Yield owner, department, due date and next step, those that there are."""
    owner = ", ".join(one_line(one, _NAME) for one in (said.owner, said.department) if one)
    if owner:
        yield owner
    if said.due_on:
        yield translator.translate("due {day}", day=translator.day(said.due_on))
    if said.next_step:
        step = one_line(said.next_step, _TEXT)
        yield translator.translate("next step: {step}", step=step)


def _wakes(rule: WakeRule, translator: Translator) -> Iterator[str]:
    if rule.until_on:
        yield translator.translate("on {day}", day=translator.day(rule.until_on))
    if rule.owners:
        yield translator.plural(
            "with {n} further independent source",
            "with {n} further independent sources",
            rule.owners,
        )
    if rule.changes:
        names = ", ".join(in_sentence(name_of(kind, translator)) for kind in rule.changes)
        yield translator.translate("as soon as this is news: {changes}", changes=names)


def _row(row: Decision, translator: Translator, currency: str) -> Iterator[str]:
    match row.act:
        case Act.DECIDE:
            before = name_of(row.before, translator)
            yield f"{before} → {_decided(row.status or row.before, row, translator)}"
            yield from _who(row, translator)
            if row.wake:
                yield in_sentence(wake_phrase(row.wake, translator).rstrip("."))
        case Act.ASSIGN:
            yield from (name_of(row.act, translator), *_who(row, translator))
        case Act.MEASURE:
            yield name_of(row.act, translator)
            yield from _result(row.result or PilotResult(), translator, currency)
        case _:
            yield _brief(row, translator)


def _brief(row: Decision, translator: Translator) -> str:
    """Return what a row did that has little to say."""
    if row.act is Act.PLACE and row.place is None:
        return translator.translate("Place given back to the score")
    if row.lesson is Lesson.FORGET_ALL:
        return translator.translate("Everything learned for its pain point forgotten")
    said = {
        Act.NOTE: translator.translate("Note: “{note}”", note=one_line(row.note, _TEXT)),
        Act.PLACE: translator.translate("Put in place {n} of the list", n=row.place),
        Act.MERGE: translator.translate("{other} was merged into it", other=row.other),
        Act.SPLIT: translator.translate("{other} was split off again", other=row.other),
        Act.UNDO: translator.translate("Row {n} taken back", n=row.undoes),
        Act.TEACH: translator.translate("What was learned from it forgotten"),
    }
    return said[row.act]


def _result(result: PilotResult, translator: Translator, currency: str) -> Iterator[str]:
    if result.started_on:
        yield translator.translate("started {day}", day=translator.day(result.started_on))
    if result.ended_on:
        yield translator.translate("ended {day}", day=translator.day(result.ended_on))
    if result.kpi:
        figures = (result.kpi_before, result.kpi_after)
        before, after = ("—" if n is None else translator.number(n) for n in figures)
        told = f"{before} → {after}" if set(figures) != {None} else ""
        kpi = one_line(result.kpi, _NAME)
        yield translator.translate("{kind}: {told}", kind=kpi, told=told) if told else kpi
    if result.yearly_gain is not None:
        gain = translator.money(result.yearly_gain, currency)
        yield translator.translate("gain: {gain} a year", gain=gain)


def _told(moved: Moved, translator: Translator) -> str:
    match moved.cause:
        case Cause.CAME_BACK if moved.changes:
            told = (in_sentence(change_phrase(change, translator)) for change in moved.changes)
            return ", ".join(told)
        case Cause.CAME_BACK:
            return translator.translate("its day has come")
        case Cause.DECIDED if moved.standing:
            return in_sentence(_decided(moved.standing.status, moved.standing, translator))
        case Cause.LEFT_OUT:
            return guard_name(moved.guard, translator)
    return ""
