"""Edition → digest: what is said, in which order, within 600 words."""

from __future__ import annotations

from watch.deliver.agenda import Agenda, agenda
from watch.deliver.banner import banner
from watch.deliver.bottom_line import bottom_line
from watch.deliver.budget import MAX_WORDS, Detail, attempts
from watch.deliver.context import ALONE, Context
from watch.deliver.digest import Action, Digest
from watch.deliver.render import render_text
from watch.deliver.sections import sections
from watch.deliver.verbatim import NAME_LIMIT
from watch.model import Edition
from watch.settings import DeliverSettings
from watch.wording import Translator, month_of, one_line, provenance

_FAILING_NAMED = 3
"""Sources named in the footer; the page of sources has them all."""


def compose(
    edition: Edition, settings: DeliverSettings, language: str, context: Context = ALONE
) -> Digest:
    """Return the digest of an edition, in the reader's language, of at most 600 words.

    Its rows are as they were frozen; what waits for a decision is counted as it stands now.
    Where words run short it says less about each opportunity first, and shows
    fewer of them last.

    Args:
        edition: Frozen; an open one may be looked at, and says so.
        settings: At most how many opportunities are shown.
        language: Of the reader.
        context: What is told beside the edition.
    """
    translator = Translator(language)
    asked = agenda(edition, context)
    shown = min(len(asked.waiting), max(settings.max_opportunities, 1))
    for count, detail in attempts(shown):
        draft = _draft(edition, asked, count, detail, translator, context)
        if _fits(draft):
            break
    return draft


def _fits(digest: Digest) -> bool:
    links = sum(len(action.label.split()) for item in digest.items for action in item.actions)
    return len(render_text(digest).split()) + links <= MAX_WORDS  # « and : count too, in French


def _draft(
    edition: Edition,
    asked: Agenda,
    shown: int,
    detail: Detail,
    translator: Translator,
    context: Context,
) -> Digest:
    something = bool(edition.opportunities or edition.updates or context.searches)
    made_at = edition.made_at.astimezone(context.zone)
    read, scored, made = provenance(edition, made_at, translator)
    footer = (read, scored, made) if detail.score_note else (read, made)
    failing = _failing(context.failing, translator)
    return Digest(
        week=edition.week,
        reader=edition.reader,
        language=translator.language,
        example=edition.example,
        subject=_subject(edition, len(asked.waiting), translator, monthly=context.monthly),
        title=_title(edition, translator),
        period=_period(edition, translator, monthly=context.monthly),
        banner=banner(translator, example=edition.example),
        bottom_line=bottom_line(edition, asked, translator, monthly=context.monthly),
        sections=sections(edition, asked, shown, detail, translator, context) if something else (),
        footer=(*failing, *footer) if something else (*failing, made),
        unsubscribe=Action(
            label=translator.translate("Stop these mails"), url=context.links.unsubscribe()
        )
        if context.links
        else None,
    )


def _period(edition: Edition, translator: Translator, *, monthly: bool) -> str:
    if monthly:
        return month_of(edition.week, translator).capitalize()
    return translator.week(edition.week)


def _failing(names: tuple[str, ...], translator: Translator) -> tuple[str, ...]:
    """Return which sources cannot be read; that they are silent is not that nothing happens."""
    if not names:
        return ()
    told = ", ".join(one_line(name, NAME_LIMIT) for name in names[:_FAILING_NAMED])
    rest = len(names) - _FAILING_NAMED
    if rest <= 0:
        return (translator.translate("Not readable for a week or more: {names}.", names=told),)
    line = translator.plural(
        "Not readable for a week or more: {names} and {n} more.",
        "Not readable for a week or more: {names} and {n} more.",
        rest,
        names=told,
    )
    return (line,)


def _subject(edition: Edition, count: int, translator: Translator, *, monthly: bool) -> str:
    """Return the subject: counts and the week or the month, never a word from a feed."""
    counted = (
        translator.plural("{n} opportunity to decide on", "{n} opportunities to decide on", count)
        if count
        else translator.translate("nothing to decide on")
    )
    week = month_of(edition.week, translator) if monthly else translator.week_number(edition.week)
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
