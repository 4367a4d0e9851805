"""New sources: by the address of any page, or by a search of the news."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from watch.errors import UsageError
from watch.model import LANGUAGES, Discovery, FoundFeed, PainPoint
from watch.present.components import frame, sources
from watch.present.controls.source_page import draw_answer
from watch.present.markup import plain, show
from watch.present.session import Visit
from watch.present.views import fault, language_name
from watch.present.views.source_adding import feed_phrase, pack_name
from watch.service import NewsSearch
from watch.wording import no_feed, one_line

_ADDRESS_LIMIT = 2_000
_TEXT_LIMIT = 80
_WORDS_LIMIT = 300
_PAIN_LIMIT = 90
_ENGINES = {"google": "Google News", "bing": "Bing News"}


def add_by_address(visit: Visit) -> None:
    """Draw the field for an address, the feeds found behind it, and what they bring."""
    translator = visit.translator
    title = translator.translate("By the address of a site")
    note = translator.translate(
        "Any page of it will do: the feed is looked for, and shown before it is added."
    )
    show(frame.heading(title, note), translator.language)
    with st.form("look-for-feeds", border=False):
        address = st.text_input(
            translator.translate("Address of the site"),
            key="new-address",
            max_chars=_ADDRESS_LIMIT,
            placeholder=translator.translate("https://www.example.org"),
            label_visibility="collapsed",
        )
        asked = st.form_submit_button(translator.translate("Look for feeds"), type="primary")
    if asked and address:
        with st.spinner(translator.translate("Looking for feeds; up to half a minute…")):
            st.session_state["found"] = visit.service.sources.discover(address)
        st.session_state["previews"] = {}
    found: Discovery | None = st.session_state.get("found")
    if found and found.feeds:
        _draw_found(found.feeds, visit)
    elif found:
        _tell_nothing(found, visit)


def follow_news(visit: Visit) -> None:
    """Draw a search of the news; before it is followed, the words that would leave the house."""
    translator = visit.translator
    title = translator.translate("By a search of the news")
    note = translator.translate(
        "A search engine is asked at each run for news with certain words, and learns them."
    )
    show(frame.heading(title, note), translator.language)
    pain = _pain(visit)
    words = st.text_input(
        translator.translate("Words or phrases, separated by commas"),
        ", ".join(pain.keywords) if pain else "",
        key=f"news-words-{pain.id if pain else ''}",
        max_chars=_WORDS_LIMIT,
    )
    left, right = st.columns(2)
    with left:
        engine = st.selectbox(
            translator.translate("Search engine"),
            list(_ENGINES),
            format_func=_ENGINES.__getitem__,
            key="news-engine",
        )
    with right:
        language = _language(visit, "news-language", visit.translator.language)
    wanted = [word.strip() for word in (words or "").split(",") if word.strip()]
    if wanted:
        area = pain.area if pain else ""
        search = visit.service.sources.news_search(
            wanted, engine=engine, language=language, area=area
        )
        _ask_leave(search, visit)


def _draw_found(feeds: Sequence[FoundFeed], visit: Visit) -> None:
    translator = visit.translator
    said = translator.plural("{n} feed found", "{n} feeds found", len(feeds))
    show(frame.count(said), translator.language)
    meant = visit.service.sources.plainly_meant(feeds)
    chosen = st.radio(
        translator.translate("Which feed?"),
        range(len(feeds)),
        index=feeds.index(meant) if meant else 0,
        format_func=lambda place: plain(feed_phrase(feeds[place], visit.zone, translator)),
        key="found-feed",
        label_visibility="collapsed" if len(feeds) == 1 else "visible",
    )
    feed = feeds[chosen or 0]
    _preview(feed, visit)
    _draw_fields(feed, visit)


def _preview(feed: FoundFeed, visit: Visit) -> None:
    """Draw what a feed brings; it is asked once for as long as the page is open."""
    kept = st.session_state.setdefault("previews", {})
    if feed.url not in kept:
        with st.spinner(visit.translator.translate("Reading its newest articles…")):
            kept[feed.url] = visit.service.sources.preview(feed)
    draw_answer(kept[feed.url], visit)


def _draw_fields(feed: FoundFeed, visit: Visit) -> None:
    translator = visit.translator
    with st.form(f"add-{feed.url}", border=False):
        name = st.text_input(
            translator.translate("Name"),
            feed.title,
            key=f"new-name-{feed.url}",
            max_chars=_TEXT_LIMIT,
        )
        owner = st.text_input(
            translator.translate("Publisher (empty: its domain)"),
            key=f"new-owner-{feed.url}",
            max_chars=_TEXT_LIMIT,
        )
        left, right = st.columns(2)
        with left:
            language = _language(visit, "new-language", "")
        with right:
            pack = _pack(visit)
        if not st.form_submit_button(translator.translate("Add this feed"), type="primary"):
            return
    fields = {"name": name, "owner": owner, "language": language, "pack": pack}
    try:
        (added,) = visit.service.sources.add([feed], **fields)
    except UsageError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    _told_added(one_line(added.name, _TEXT_LIMIT), visit)


def _told_added(name: str, visit: Visit) -> None:
    st.session_state.pop("found", None)
    st.session_state["told"] = visit.translator.translate(
        "“{name}” was added; it is read by the next run.", name=name
    )
    st.rerun()


def _language(visit: Visit, key: str, held: str) -> str:
    options = ["", *LANGUAGES]
    unknown = visit.translator.translate("not stated")
    return st.selectbox(
        visit.translator.translate("Language"),
        options,
        index=options.index(held),
        format_func=lambda tag: language_name(tag, visit.translator) or unknown,
        key=key,
    )


def _pack(visit: Visit) -> str:
    none = visit.translator.translate("no pack")
    names = {
        one.pack.id: pack_name(one.pack, visit.translator.language)
        for one in visit.service.packs.standings()
    }
    return st.selectbox(
        visit.translator.translate("Pack"),
        ["", *names],
        format_func=lambda pack: names.get(pack, none),
        key="new-pack",
    )


def _tell_nothing(found: Discovery, visit: Visit) -> None:
    translator = visit.translator
    title, advice = map(translator.translate, no_feed(found.kind))
    show(frame.nothing(title, sources.typed(advice)), translator.language)
    show(sources.technical(found.reason, translator), translator.language)


def _pain(visit: Visit) -> PainPoint | None:
    """Draw for which pain point the search is; return it, nothing for words of one's own."""
    own = visit.translator.translate("Words of your own")
    pains: dict[str, PainPoint] = {pain.id: pain for pain in visit.service.pains() if pain.keywords}
    chosen = st.selectbox(
        visit.translator.translate("For the pain point"),
        ["", *pains],
        format_func=lambda pain: one_line(pains[pain].title, _PAIN_LIMIT) if pain else own,
        key="news-pain",
    )
    return pains.get(chosen)


def _ask_leave(search: NewsSearch, visit: Visit) -> None:
    translator = visit.translator
    told = translator.translate(
        "At each run these words go to {company}. They can tell what hurts your company.",
        company=search.company,
    )
    show(frame.notice(told, kind="tw-warn"), translator.language)
    show(sources.sent_words(search.words, search.source.url), translator.language)
    agreed = st.checkbox(translator.translate("These words may be sent"), key="news-agreed")
    follow = translator.translate("Follow this search")
    if st.button(follow, key="news-follow", type="primary", disabled=not agreed):
        _follow(search, visit)


def _follow(search: NewsSearch, visit: Visit) -> None:
    translator = visit.translator
    try:
        with st.spinner(translator.translate("Searching")):
            visit.service.sources.follow(search)
    except UsageError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    _told_added(one_line(search.source.name, _TEXT_LIMIT), visit)
