"""Edition → digest: what is said, in which order, within 600 words."""

from __future__ import annotations

from watch.deliver.bottom_line import bottom_line
from watch.deliver.budget import MAX_WORDS, Detail, attempts
from watch.deliver.digest import Digest
from watch.deliver.render import render_text
from watch.deliver.sections import sections, to_decide
from watch.deliver.verbatim import NAME_LIMIT
from watch.model import Edition, Opportunity
from watch.settings import DeliverSettings
from watch.wording import Translator, one_line, provenance


def compose(edition: Edition, settings: DeliverSettings, language: str) -> Digest:
    """Return the digest of an edition, in the reader's language, of at most 600 words.

    Where words run short it says less about each opportunity first, and shows
    fewer of them last.
    """
    translator = Translator(language)
    waiting = to_decide(edition)
    shown = min(len(waiting), max(settings.max_opportunities, 1))
    for count, detail in attempts(shown):
        draft = _draft(edition, waiting[:count], detail, translator)
        if _fits(draft):
            break
    return draft


def _fits(digest: Digest) -> bool:
    return len(render_text(digest).split()) <= MAX_WORDS  # « and : count too, in French


def _draft(
    edition: Edition, chosen: tuple[Opportunity, ...], detail: Detail, translator: Translator
) -> Digest:
    something = bool(edition.opportunities or edition.updates)
    read, scored, made = provenance(edition, edition.made_at, translator)
    footer = (read, scored, made) if detail.score_note else (read, made)
    return Digest(
        week=edition.week,
        reader=edition.reader,
        language=translator.language,
        example=edition.example,
        subject=_subject(edition, len(chosen), translator),
        title=_title(edition, translator),
        period=translator.week(edition.week),
        banner=_banner(edition, translator),
        bottom_line=bottom_line(edition, chosen, translator),
        sections=sections(edition, chosen, detail, translator) if something else (),
        footer=footer if something else (made,),
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
    """Return whose watch it is: the company's, and the reader's if the list is their own."""
    company = one_line(edition.company.name, NAME_LIMIT)
    title = (
        translator.translate("Operations watch · {company}", company=company)
        if company
        else translator.translate("Operations watch")
    )
    return " · ".join(part for part in (title, one_line(edition.reader, NAME_LIMIT)) if part)


def _banner(edition: Edition, translator: Translator) -> str:
    if not edition.example:
        return ""
    return translator.translate(
        "Example: these articles, figures and companies are invented. "
        "Nothing here is to be decided on."
    )
