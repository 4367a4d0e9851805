"""One source in full: how it is and why, what it gave; asked now, renamed, switched off."""

from __future__ import annotations

import streamlit as st

from watch.errors import UsageError, WatchError
from watch.model import LANGUAGES, Reliability, SourceId, SourceStanding
from watch.present.components import frame, sources
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault, language_name
from watch.present.views.source_adding import news_lines, pack_name
from watch.present.views.sources import Yields, source_row, yields_by_owner
from watch.service import Answer
from watch.wording import in_sentence, name_of, one_line

_TEXT_LIMIT = 80
_NAME_LIMIT = 100


def draw_source(visit: Visit, source_id: SourceId) -> None:
    """Draw one source, and what may be done with it."""
    translator = visit.translator
    st.page_link("sources.py", label=translator.translate("All sources"))
    standing = next(
        (s for s in visit.service.sources.standings() if s.source.id == source_id), None
    )
    if standing is None:
        title = translator.translate("There is no such source")
        advice = translator.translate("It may have been taken out of sources.yaml.")
        show(frame.nothing(title, advice), translator.language)
        return
    yields = source_yields(visit)
    row = source_row(standing, visit.zone, translator, yields)
    lead = " · ".join(row.about)
    show(frame.head(one_line(standing.source.name, _NAME_LIMIT), lead=lead), translator.language)
    show(sources.source_state(row, translator), translator.language)
    show(sources.source_facts(row, translator), translator.language)
    if visit.may_configure:
        _draw_asking(standing, visit)
        _draw_fields(standing, visit)


def source_yields(visit: Visit) -> Yields:
    """Return what the sources gave to the lists; nothing where a pain point cannot be read."""
    try:
        return yields_by_owner(visit.service.editions.outcomes())
    except WatchError:
        return {}


def draw_answer(answer: Answer, visit: Visit) -> None:
    """Draw what a source said just now: how it answers, and its newest articles."""
    translator = visit.translator
    row = source_row(answer.standing, visit.zone, translator)
    show(sources.source_state(row, translator), translator.language)
    lines = news_lines(answer.newest, visit.zone, translator)
    if lines:
        show(frame.count(translator.translate("Its newest articles:")), translator.language)
        show(sources.news_list(lines), translator.language)


def _draw_asking(standing: SourceStanding, visit: Visit) -> None:
    translator = visit.translator
    title = translator.translate("Does it answer now?")
    note = translator.translate("It is asked once; nothing is stored.")
    show(frame.heading(title, note), translator.language)
    if st.button(translator.translate("Ask it now"), key="ask-source"):
        with st.spinner(translator.translate("Asking {name}…", name=_spoken(standing))):
            answer = visit.service.sources.ask(standing.source)
        draw_answer(answer, visit)


def _draw_fields(standing: SourceStanding, visit: Visit) -> None:
    translator, source = visit.translator, standing.source
    written = visit.service.sources.named(source.id)
    show(
        frame.heading(
            translator.translate("What is said of it"),
            translator.translate("Written into sources.yaml; it counts from the next run on."),
        ),
        translator.language,
    )
    with st.form("source-fields", border=False):
        enabled = st.toggle(
            translator.translate("Read this source"), value=written.enabled, key="f-enabled"
        )
        name = st.text_input(
            translator.translate("Name"), written.name, key="f-name", max_chars=_TEXT_LIMIT
        )
        owner = st.text_input(
            translator.translate("Publisher"), written.owner, key="f-owner", max_chars=_TEXT_LIMIT
        )
        left, right = st.columns(2)
        with left:
            language = _language(written.language, visit)
        with right:
            reliability = _reliability(written.reliability, visit)
        saved = st.form_submit_button(translator.translate("Save"), type="primary")
    _tell_pack(standing, visit)
    if saved:
        fields = {"name": name, "owner": owner, "language": language, "reliability": reliability}
        _save(standing, visit, fields | {"enabled": enabled})


def _language(held: str, visit: Visit) -> str:
    unknown = visit.translator.translate("not stated")
    options = ["", *LANGUAGES] if held in ("", *LANGUAGES) else ["", *LANGUAGES, held]
    return st.selectbox(
        visit.translator.translate("Language"),
        options,
        index=options.index(held),
        format_func=lambda tag: language_name(tag, visit.translator) or unknown,
        key="f-language",
    )


def _reliability(held: Reliability, visit: Visit) -> str:
    return st.selectbox(
        visit.translator.translate("Reliability"),
        [one.value for one in Reliability],
        index=list(Reliability).index(held),
        format_func=lambda value: in_sentence(name_of(Reliability(value), visit.translator)),
        key="f-reliability",
        help=visit.translator.translate(
            "How far its word is trusted before another publisher confirms it."
        ),
    )


def _tell_pack(standing: SourceStanding, visit: Visit) -> None:
    """Say that a switched-off pack keeps a source from being read."""
    packs = {one.pack.id: one.pack for one in visit.service.packs.standings()}
    pack = packs.get(standing.source.pack)
    if pack and not pack.enabled:
        said = visit.translator.translate(
            "Its pack “{pack}” is switched off, so it is not read.",
            pack=pack_name(pack, visit.translator.language),
        )
        show(frame.notice(said, kind="tw-warn"), visit.translator.language)


def _save(standing: SourceStanding, visit: Visit, fields: dict[str, str | bool]) -> None:
    """Write what has changed; a language that techwatch does not serve stays as it is."""
    translator = visit.translator
    if fields["language"] == standing.source.language:
        del fields["language"]
    try:
        visit.service.sources.edit(standing.source.id, **fields)
    except UsageError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    st.session_state["told"] = translator.translate("Saved.")
    st.rerun()


def _spoken(standing: SourceStanding) -> str:
    return one_line(standing.source.name, _NAME_LIMIT)
