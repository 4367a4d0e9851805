"""A pain point changed in place: its form, what its words find, and what is done with it."""

from __future__ import annotations

import streamlit as st

from watch.errors import ConfigError, ModelMissing, WatchError
from watch.model import PainPoint
from watch.present.components import frame
from watch.present.components.pains import both_values
from watch.present.controls.pain_draft import (
    NEW,
    Draft,
    close,
    forget_fields,
    say,
    throw_away,
    write,
)
from watch.present.controls.pain_families import families
from watch.present.controls.pain_fields import Fields, section
from watch.present.controls.pain_preview import preview
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import fault, field_label, field_labels, value_said
from watch.service import Overtaken, changed_fields, wording


@st.fragment
def editor(draft: Draft, visit: Visit) -> None:
    """Draw the form of a pain point beside what its words would have found.

    Only this part of the page is drawn again while somebody writes.
    """
    try:
        _draw(draft, visit)
    except WatchError as error:
        _fault(error, visit)


def _draw(draft: Draft, visit: Visit) -> None:
    name = draft.pain.id or "new"
    left, right = st.columns([6, 5], gap="large")
    with left, st.container(key=f"pain-form-{name}"):
        _form(draft, visit)
    with right, st.container(key=f"pain-preview-{name}"):
        try:
            preview(draft, visit)
        except ModelMissing as error:
            _fault(error, visit)
    if visit.may_configure:
        with st.container(key=f"pain-foot-{name}"):
            _acts(draft, visit)


def _form(draft: Draft, visit: Visit) -> None:
    translator, desk = visit.translator, visit.service.pain_points
    fields = Fields(draft, visit)
    section(translator.translate("What hurts"), translator)
    fields.what_hurts()
    section(translator.translate("How much"), translator)
    fields.how_much(desk.company().currency)
    section(translator.translate("Who"), translator)
    fields.who()
    section(translator.translate("How we search"), translator)
    _search(draft, fields, visit)


def _search(draft: Draft, fields: Fields, visit: Visit) -> None:
    """Draw what the pain point is searched for by; its own words also without a model."""
    if not draft.pain.title.strip():
        fields.own_words(())
        return
    try:
        (plan,) = visit.service.solutions.plans([wording(draft.pain)])
    except ModelMissing:  # the preview tells it
        fields.own_words(())
        return
    fields.own_words(plan.suggested_keywords(visit.translator.language))
    families(draft, plan, visit)


def _acts(draft: Draft, visit: Visit) -> None:
    """Draw what can be done with the form, and what stands in its way."""
    translator = visit.translator
    held = _held(draft, visit)
    _tell_changes(draft, held, visit)
    with st.container(horizontal=True):
        if st.button(translator.translate("Save"), key="save-pain", type="primary"):
            _save(draft, visit)
        if st.button(translator.translate("Close"), key="close-pain", type="tertiary"):
            _leave(draft)
        if draft.changed:
            label = translator.translate("Throw the changes away")
            if st.button(label, key="drop-pain", type="tertiary"):
                throw_away(draft.pain.id)
                st.rerun()
        if held is not None:
            with st.popover(translator.translate("Remove this pain point")):
                _remove(draft, visit)


def _held(draft: Draft, visit: Visit) -> PainPoint | None:
    """Return what the file says now of the pain point."""
    every = visit.service.pain_points.every() if draft.opened else []
    return next((pain for pain in every if pain.id == draft.pain.id), None)


def _tell_changes(draft: Draft, held: PainPoint | None, visit: Visit) -> None:
    """Say what is not saved yet, and what was changed elsewhere since the form was opened."""
    translator = visit.translator
    if draft.opened is not None and held != draft.opened:
        _tell_overtaken(draft, held, visit)
    if not draft.changed:
        return
    said = translator.translate(
        "Not saved yet: {fields}.", fields=field_labels(draft.changed, translator)
    )
    show(frame.notice(said, kind="tw-warn"), translator.language)


def _tell_overtaken(draft: Draft, held: PainPoint | None, visit: Visit) -> None:
    translator = visit.translator
    if held is None or draft.opened is None:
        said = translator.translate(
            "This pain point has left painpoints.yaml since the form was opened. "
            "Saving states it again; what you wrote is still here."
        )
        show(frame.notice(said, kind="tw-warn"), translator.language)
        return
    theirs = changed_fields(draft.opened, held)
    both = [name for name in theirs if name in changed_fields(held, draft.pain)]
    said = translator.translate(
        "painpoints.yaml has changed since this form was opened: {fields}. Nothing that you "
        "wrote is lost.",
        fields=field_labels(theirs, translator),
    )
    show(frame.notice(said, kind="tw-warn"), translator.language)
    rows = [
        (
            field_label(name, translator),
            value_said(held, name, translator),
            value_said(draft.pain, name, translator),
        )
        for name in both
    ]
    show(both_values(rows, translator), translator.language)
    with st.container(horizontal=True):
        label = translator.translate("Take what the file says")
        st.button(label, key="take-theirs", on_click=_take, args=(draft, held, theirs))
        label = translator.translate("Keep what is here")
        st.button(label, key="keep-mine", on_click=_keep, args=(draft, held))


def _take(draft: Draft, held: PainPoint, names: tuple[str, ...]) -> None:
    draft.opened = held
    write(draft, **{name: getattr(held, name) for name in names})


def _keep(draft: Draft, held: PainPoint) -> None:
    """Let saving go over what the file says now, in what differs here."""
    draft.opened = held


def _save(draft: Draft, visit: Visit) -> None:
    translator, desk = visit.translator, visit.service.pain_points
    mistakes = desk.mistakes(draft.pain)
    if mistakes:
        names = field_labels([one.field for one in mistakes], translator)
        said = translator.translate("Put right first: {fields}.", fields=names)
        show(frame.notice(said, kind="tw-warn"), translator.language)
        return
    if draft.opened is not None and not draft.changed:
        show(frame.notice(translator.translate("Nothing was changed.")), translator.language)
        return
    if draft.opened is None or _held(draft, visit) is None:
        saved: PainPoint | Overtaken = desk.add(draft.pain)
    else:
        saved = desk.save(draft.pain, draft.opened)
    if isinstance(saved, Overtaken):
        st.rerun()
    else:
        _tell_saved(draft, saved, visit)


def _tell_saved(draft: Draft, saved: PainPoint, visit: Visit) -> None:
    throw_away(draft.pain.id)
    said = visit.translator.translate("Saved. It counts from the next run on.")
    say(saved.id, said)
    st.rerun()


def _leave(draft: Draft) -> None:
    """Close the form; what is not saved stays, and the page says so."""
    if draft.changed:
        forget_fields(draft.pain.id)
        close()
    else:
        throw_away(draft.pain.id)
    st.rerun()


def _remove(draft: Draft, visit: Visit) -> None:
    translator = visit.translator
    said = translator.translate(
        "It leaves painpoints.yaml, and the next run no longer looks for it. What was decided "
        "for it is kept."
    )
    show(frame.count(said), translator.language)
    sure = translator.translate("Yes, remove it")
    if st.button(sure, key="remove-pain", type="primary"):
        visit.service.pain_points.remove(draft.pain.id)
        removed = translator.translate("Removed: {name}", name=draft.pain.title)
        throw_away(draft.pain.id)
        say(NEW, plain(removed))
        st.rerun()


def _fault(error: WatchError, visit: Visit) -> None:
    show(
        frame.fault_box(fault(error, visit.translator), visit.translator), visit.translator.language
    )
    if isinstance(error, ConfigError):
        said = visit.translator.translate("What you wrote is kept until it is mended.")
        show(frame.notice(said), visit.translator.language)
