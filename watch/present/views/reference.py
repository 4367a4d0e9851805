"""Untrusted titles, sentences and addresses → what may be shown of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from watch.links import registrable_domain, safe_link
from watch.model import LANGUAGES
from watch.wording import Translator, french_spacing, one_line

_TITLE_LIMIT = 180
_NAME_LIMIT = 80
_QUOTE_LIMIT = 420
"""Characters of a quotation: three sentences of a trade journal; feeds are unbounded."""

_QUOTATION_MARK = re.compile(r"[«»“”„\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A text that can be opened: its title, where and when it was published.

    ``url`` and ``domain`` are empty where the address is not fit to be offered,
    ``language`` where it is not one of those served.
    """

    title: str
    language: str
    url: str
    domain: str
    source: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A verbatim sentence in quotation marks, and where it stands."""

    text: str
    language: str
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where and when a text was published, as its source says."""

    url: str
    source_name: str
    published_at: datetime | None = None


def refer(title: str, language: str, published: Publication, translator: Translator) -> Reference:
    """Return what may be shown of an untrusted title and address."""
    url = safe_link(published.url)
    moment = published.published_at
    return Reference(
        title=titled(title, language),
        language=language if language in LANGUAGES else "",
        url=url,
        domain=registrable_domain(url),
        source=one_line(published.source_name, _NAME_LIMIT),
        day=translator.day(moment) if moment else "",
    )


def titled(title: str, language: str) -> str:
    """Return an untrusted title on one line, spaced as its language asks; a dash for none."""
    return _spaced(one_line(title, _TITLE_LIMIT), language) or "—"


def quote(sentence: str, headline: Reference, translator: Translator) -> Quote | None:
    """Return a sentence in quotation marks; nothing where it only repeats the headline."""
    said = _spaced(one_line(sentence, _QUOTE_LIMIT), headline.language)
    if not said or said == headline.title:
        return None
    if not _QUOTATION_MARK.search(said):
        said = translator.translate("“{text}”", text=said)
    return Quote(text=said, language=headline.language, reference=headline)


def _spaced(text: str, language: str) -> str:
    return french_spacing(text) if language == "fr" else text
