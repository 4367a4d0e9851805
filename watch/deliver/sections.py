"""Edition → the sections of a digest, each with its heading; none is shown empty."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from watch.deliver.agenda import Agenda
from watch.deliver.budget import Detail
from watch.deliver.cards import decided, item, note
from watch.deliver.context import ALONE, Context
from watch.deliver.deadlines import HORIZON_DAYS, binding, deadline
from watch.deliver.digest import Section
from watch.deliver.news import followed
from watch.deliver.topics import topic
from watch.model import Edition, Opportunity, OpportunityId
from watch.wording import Translator


def sections(
    edition: Edition,
    agenda: Agenda,
    shown: int,
    detail: Detail,
    translator: Translator,
    context: Context = ALONE,
) -> tuple[Section, ...]:
    """Return what a digest says after its bottom line, in reading order.

    Args:
        edition: Frozen, or still open.
        agenda: What of it is to be decided.
        shown: How many of these are shown.
        detail: How much is said.
        translator: The reader's.
        context: What is told beside the edition.
    """
    weak = agenda.weak if detail.weak_signal else None
    linked = {o.id for o in (*agenda.waiting[:shown], weak) if o}
    found = (
        _to_decide(agenda, shown, detail, translator, context),
        _decided(agenda, detail, translator, context),
        _updates(edition, detail, translator, context),
        _weak_signal(weak, detail, translator),
        _deadlines(edition, linked, detail, translator, context),
        _searches(detail, translator, context),
        _silences(edition, detail, translator, context),
    )
    return tuple(section for section in found if section is not None)


def _to_decide(
    agenda: Agenda, shown: int, detail: Detail, translator: Translator, context: Context
) -> Section | None:
    if not agenda.waiting:
        return None
    rest = len(agenda.waiting) - shown
    return Section(
        heading=translator.translate("To decide"),
        items=tuple(
            item(o, detail, translator, place, context.links)
            for place, o in enumerate(agenda.waiting[:shown], start=1)
        ),
        closing=_more(rest, translator, monthly=context.monthly) if rest else "",
        numbered=True,
    )


def _decided(
    agenda: Agenda, detail: Detail, translator: Translator, context: Context
) -> Section | None:
    """Return what is decided already; the bottom line counts what there is no room for."""
    told = agenda.decided[: detail.decided_count]
    rest = len(agenda.decided) - len(told)
    if not told:
        return None
    more = translator.plural("{n} more is decided.", "{n} more are decided.", rest)
    return Section(
        heading=translator.translate("Already decided"),
        decided=tuple(decided(o, standing, translator, context.links) for o, standing in told),
        closing=more if rest else "",
    )


def _more(rest: int, translator: Translator, *, monthly: bool) -> str:
    if monthly:
        return translator.plural(
            "{n} more, rated lower, is in the list of the month.",
            "{n} more, rated lower, are in the list of the month.",
            rest,
        )
    return translator.plural(
        "{n} more, rated lower, is in the list of the week.",
        "{n} more, rated lower, are in the list of the week.",
        rest,
    )


def _updates(
    edition: Edition, detail: Detail, translator: Translator, context: Context
) -> Section | None:
    told = edition.updates[: detail.update_count]
    rest = len(edition.updates) - len(told)
    if not told:
        return None
    more = translator.plural(
        "{n} more that you follow has changed.", "{n} more that you follow have changed.", rest
    )
    return Section(
        heading=translator.translate("What changed about what you follow"),
        followed=tuple(
            followed(update, context.cards.get(update.opportunity.id), detail, translator)
            for update in told
        ),
        closing=more if rest else "",
    )


def _weak_signal(
    opportunity: Opportunity | None, detail: Detail, translator: Translator
) -> Section | None:
    """Return the weak signal, without the links that decide: there is nothing to decide on."""
    if opportunity is None:
        return None
    less = replace(
        detail, why_count=0, would_change=False, stake_count=0, quote_count=int(detail.weak_proof)
    )
    shown = item(opportunity, less, translator)
    return Section(
        heading=translator.translate("Weak signal"),
        intro=translator.translate("To keep an eye on, not to decide on."),
        items=(shown if detail.weak_proof else replace(shown, doubt=""),),
    )


def _deadlines(
    edition: Edition,
    linked: Collection[OpportunityId],
    detail: Detail,
    translator: Translator,
    context: Context,
) -> Section | None:
    coming = binding(edition, context.zone)[: detail.deadline_count]
    if not coming:
        return None
    return Section(
        heading=translator.translate("Deadlines within {days} days", days=HORIZON_DAYS),
        deadlines=tuple(deadline(on, o, linked, detail, translator) for on, o in coming),
    )


def _searches(detail: Detail, translator: Translator, context: Context) -> Section | None:
    told = context.searches[: detail.search_count]
    if not told:
        return None
    return Section(
        heading=translator.translate("Your saved searches"),
        topics=tuple(topic(news, detail, translator) for news in told),
    )


def _silences(
    edition: Edition, detail: Detail, translator: Translator, context: Context
) -> Section | None:
    """Return the pain points without news; at the least how many there are."""
    told = edition.silences[: detail.silence_count]
    rest = len(edition.silences) - len(told)
    if not edition.silences:
        return None
    more = (
        translator.plural(
            "And {n} more pain point without news.", "And {n} more pain points without news.", rest
        )
        if told
        else translator.plural("{n} pain point.", "{n} pain points.", rest)
    )
    return Section(
        heading=translator.translate("Nothing above the bar this month")
        if context.monthly
        else translator.translate("Nothing above the bar"),
        notes=tuple(note(silence, detail, translator) for silence in told),
        closing=more if rest else "",
    )
