"""A frozen edition → an Atom feed, one entry for each of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from watch.deliver.exports.table import NAME, TITLE
from watch.deliver.link import safe_link
from watch.deliver.verbatim import in_marks
from watch.model import Edition, Opportunity
from watch.wording import Translator, explain, name_of, one_line

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry

_AUTHORITY = "techwatch.invalid,2026"
"""Of the tag: URIs (RFC 4151): a name nobody can own (RFC 6761); the home tells feeds apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a home is, for what refers back to it.

    Attributes:
        home_id: Of its database: the same for ever, of no other home.
        public_url: The address of its app; empty where readers cannot open one.
    """

    home_id: str
    public_url: str = ""


def atom_feed(edition: Edition, place: Place, translator: Translator) -> bytes:
    """Return the feed of an edition.

    An entry's id is made of home, week, reader and opportunity: an opportunity that comes back
    in a later edition is a new entry. Everything is text, nothing markup.

    Raises:
        ValueError: If the edition is not frozen: its entries could still change.

    Source:
        RFC 4287.
    """
    if edition.frozen_at is None:
        message = "only a frozen edition has a feed"
        raise ValueError(message)
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id(_tag(place, "editions", edition.reader))
    feed.title(_title(edition, translator))
    feed.subtitle(translator.week(edition.week))
    feed.author(name="techwatch")
    feed.language(translator.language)
    feed.generator("techwatch")
    feed.updated(edition.frozen_at)
    if place.public_url:
        feed.link(href=place.public_url, rel="alternate")
    for opportunity in edition.opportunities:
        _entry(feed.add_entry(order="append"), opportunity, edition, place, translator)
    written: bytes = feed.atom_str(pretty=True)
    return written


def _entry(
    entry: FeedEntry,
    opportunity: Opportunity,
    edition: Edition,
    place: Place,
    translator: Translator,
) -> None:
    lead = opportunity.evidence[0] if opportunity.evidence else None
    entry.id(_tag(place, edition.week, edition.reader, opportunity.id))
    entry.title(one_line(opportunity.title, TITLE) or "—")
    entry.updated(edition.frozen_at)
    entry.content(_content(opportunity, translator), type="text")
    entry.category(term=opportunity.pain_id, label=one_line(opportunity.pain_title, TITLE) or "—")
    if lead and (link := safe_link(lead.url)):
        entry.link(href=link, rel="alternate")


def _title(edition: Edition, translator: Translator) -> str:
    company = one_line(edition.company.name, NAME)
    title = (
        translator.translate("Operations watch · {company}", company=company)
        if company
        else translator.translate("Operations watch")
    )
    whose = " · ".join(part for part in (title, one_line(edition.reader, NAME)) if part)
    if not edition.example:
        return whose
    return translator.translate("[Example] {subject}", subject=whose)


def _content(opportunity: Opportunity, translator: Translator) -> str:
    """Return score and grade, what it would change, the sentence that supports it, why."""
    said = explain(opportunity, translator)
    grade = name_of(opportunity.grade, translator)
    sentence = one_line(opportunity.evidence[0].sentence, TITLE) if opportunity.evidence else ""
    return "\n\n".join(
        part
        for part in (
            f"{opportunity.score:.0f}/100 · {grade}",
            said.so_what,
            in_marks(sentence, translator) if sentence else "",
            ", ".join(said.why),
            said.doubt,
        )
        if part
    )


def _tag(place: Place, *names: str) -> str:
    """Return a tag: URI; every name is percent-encoded, so that the parts stay apart."""
    return ":".join(
        ("tag", _AUTHORITY, *(quote(name, safe="") for name in (place.home_id, *names)))
    )
