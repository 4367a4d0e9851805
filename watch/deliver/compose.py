"""Edition → digest: what is said, in which order, within 600 words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from watch.deliver.bottom_line import bottom_line, nothing_to_decide
from watch.deliver.cards import Detail, item, note
from watch.deliver.digest import Digest, Section
from watch.deliver.render import render_text
from watch.model import Edition, Opportunity
from watch.settings import DeliverSettings
from watch.wording import Translator, one_line, provenance

MAX_WORDS = 600
"""Three minutes at 200 words a minute: what a COO gives a mail on a Monday."""

_GENEROUS = Detail(
    headline_limit=120,
    pain_limit=110,
    quote_limit=220,
    why_count=4,
    would_change=True,
    silence_count=4,
    nearest=True,
)
_USUAL = replace(_GENEROUS, quote_limit=180, why_count=3, would_change=False)
_SHORT = replace(_USUAL, quote_limit=150, why_count=2)
_BARE = replace(_SHORT, quote_limit=130, silence_count=2, nearest=False)
_DETAILS = (  # from generous to bare, the least useful given up first; the first that fits is taken
    _GENEROUS,
    _USUAL,
    _SHORT,
    replace(_SHORT, nearest=False, silence_count=3),
    _BARE,
    replace(_BARE, quote_limit=110),
    replace(_BARE, quote_limit=110, headline_limit=90, pain_limit=90),
    replace(_BARE, quote_limit=90, headline_limit=90, pain_limit=60),
)


def compose(edition: Edition, settings: DeliverSettings, language: str) -> Digest:
    """Return the digest of an edition, in the reader's language, of at most 600 words.

    Where words run short it says less about each opportunity first, and shows
    fewer of them last.
    """
    translator = Translator(language)
    decidable = tuple(o for o in edition.opportunities if not o.weak_signal)
    shown = min(len(decidable), max(settings.max_opportunities, 1))
    for count, detail in _attempts(shown):
        draft = _draft(edition, decidable[:count], detail, translator)
        if _fits(draft):
            break
    return draft


def _attempts(shown: int) -> Iterator[tuple[int, Detail]]:
    yield from ((shown, detail) for detail in _DETAILS)
    terse = replace(_DETAILS[-1], silence_count=0, weak_signal=False)
    yield from ((count, terse) for count in range(shown, 0, -1))


def _fits(digest: Digest) -> bool:
    return len(render_text(digest).split()) <= MAX_WORDS  # « and : count too, in French


def _draft(
    edition: Edition, chosen: tuple[Opportunity, ...], detail: Detail, translator: Translator
) -> Digest:
    weak = next((o for o in edition.opportunities if o.weak_signal), None)
    sections = (
        _to_decide(edition, chosen, detail, translator),
        _weak_signal(weak, detail, translator),
        _silences(edition, detail, translator),
    )
    something = bool(edition.opportunities)
    footer = provenance(edition, edition.made_at, translator)
    return Digest(
        week=edition.week,
        language=translator.language,
        example=edition.example,
        subject=_subject(edition, len(chosen), translator),
        title=_title(edition, translator),
        period=translator.week(edition.week),
        banner=_banner(edition, translator),
        bottom_line=bottom_line(edition, chosen, translator)
        if something
        else nothing_to_decide(edition, translator),
        sections=tuple(s for s in sections if s is not None) if something else (),
        footer=footer if something else footer[-1:],
    )


def _subject(edition: Edition, count: int, translator: Translator) -> str:
    """Return the subject: counts and the week, never a word from a feed."""
    counted = (
        translator.plural("{n} opportunity to decide on", "{n} opportunities to decide on", count)
        if count
        else translator.translate("nothing to decide on")
    )
    week = translator.week_number(edition.week)
    subject = translator.translate("Operations watch · {week} · {count}", week=week, count=counted)
    if not edition.example:
        return subject
    return translator.translate("[Example] {subject}", subject=subject)


def _title(edition: Edition, translator: Translator) -> str:
    company = one_line(edition.company.name, 60)
    if not company:
        return translator.translate("Operations watch")
    return translator.translate("Operations watch · {company}", company=company)


def _banner(edition: Edition, translator: Translator) -> str:
    if not edition.example:
        return ""
    return translator.translate(
        "Example: these articles, figures and companies are invented. "
        "Nothing here is to be decided on."
    )


def _to_decide(
    edition: Edition, chosen: tuple[Opportunity, ...], detail: Detail, translator: Translator
) -> Section | None:
    if not chosen:
        return None
    rest = sum(not o.weak_signal for o in edition.opportunities) - len(chosen)
    closing = translator.plural(
        "{n} more, rated lower, is in the list of the week.",
        "{n} more, rated lower, are in the list of the week.",
        rest,
    )
    return Section(
        heading=translator.translate("To decide"),
        items=tuple(item(opportunity, detail, translator) for opportunity in chosen),
        closing=closing if rest else "",
        numbered=True,
    )


def _weak_signal(
    opportunity: Opportunity | None, detail: Detail, translator: Translator
) -> Section | None:
    if opportunity is None or not detail.weak_signal:
        return None
    return Section(
        heading=translator.translate("Weak signal"),
        intro=translator.translate("To keep an eye on, not to decide on."),
        items=(item(opportunity, replace(detail, why_count=0, would_change=False), translator),),
    )


def _silences(edition: Edition, detail: Detail, translator: Translator) -> Section | None:
    told = edition.silences[: detail.silence_count]
    rest = len(edition.silences) - len(told)
    if not told:
        return None
    more = translator.plural(
        "And {n} more pain point without news.", "And {n} more pain points without news.", rest
    )
    return Section(
        heading=translator.translate("Nothing above the bar"),
        notes=tuple(note(silence, detail, translator) for silence in told),
        closing=more if rest else "",
    )
