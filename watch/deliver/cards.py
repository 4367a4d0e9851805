"""Opportunities and silences → the items and notes of a digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from watch.deliver.budget import Detail
from watch.deliver.digest import Action, Decided, Item, Note, Quote
from watch.deliver.excerpt import excerpt
from watch.deliver.link import host_of, safe_link
from watch.deliver.links_back import LinksBack
from watch.deliver.news import came_back
from watch.deliver.verbatim import NAME_LIMIT, in_marks, spoken_as
from watch.model import LANGUAGES, Evidence, Opportunity, Silence, Stake, Standing, Status
from watch.wording import (
    Translator,
    area_name,
    explain,
    mark,
    name_of,
    one_line,
    silence_reading,
    stake_range,
    state_phrase,
)

_DECIDED_LIMIT = 60
"""Characters of the title of what is decided: its reader knows it."""

_ACTIONS = {
    Status.TO_STUDY: mark("To study"),
    Status.WATCHING: mark("To watch"),
    Status.REJECTED: mark("Not a priority"),
    Status.ALREADY_DONE: mark("Already done"),
}
"""The four decisions, as a link says them: a no with the one reason that teaches nothing, since
a mail has no room to ask for another."""


def item(
    opportunity: Opportunity,
    detail: Detail,
    translator: Translator,
    place: int = 1,
    links: LinksBack | None = None,
) -> Item:
    """Return how a digest shows an opportunity, led by its first piece of evidence.

    Args:
        opportunity: Its text counts as untrusted.
        detail: How much is said.
        translator: The reader's.
        place: In the list, from 1; the tail is said in fewer words.
        links: Make the links that come back, if any do.
    """
    lead = opportunity.evidence[0] if opportunity.evidence else None
    url = safe_link(lead.url) if lead else ""
    said = explain(opportunity, translator, pain_limit=detail.pain_limit)
    quoted = lead if place <= detail.quote_count else None
    stake = opportunity.prospect.stake if opportunity.prospect else None
    return Item(
        id=opportunity.id,
        headline=one_line(opportunity.title, detail.headline_limit) or "—",
        language=opportunity.language if opportunity.language in LANGUAGES else "",
        url=url,
        host=host_of(url),
        area=one_line(area_name(opportunity.area, translator), NAME_LIMIT),
        grade=opportunity.grade,
        grade_name=name_of(opportunity.grade, translator),
        score=round(opportunity.score),
        back=came_back(opportunity, detail, translator),
        so_what=said.so_what,
        stake=_at_stake(opportunity, stake, detail, translator)
        if stake and place <= detail.stake_count
        else "",
        quote=_quote(quoted, opportunity, detail, translator) if quoted else None,
        why=", ".join(_why(opportunity, said.why[: detail.why_count], translator)),
        doubt=said.doubt,
        would_change=said.would_change if detail.would_change else "",
        actions=_actions(opportunity, links, translator) if links else (),
        card_url=links.card(opportunity.id) if links else "",
    )


def _actions(
    opportunity: Opportunity, links: LinksBack, translator: Translator
) -> tuple[Action, ...]:
    return tuple(
        Action(label=translator.translate(said), url=links.decide(opportunity.id, status))
        for status, said in _ACTIONS.items()
    )


def decided(
    opportunity: Opportunity,
    standing: Standing,
    translator: Translator,
    links: LinksBack | None = None,
) -> Decided:
    """Return how a digest shows an opportunity that is decided: in a line, without asking."""
    return Decided(
        id=opportunity.id,
        headline=one_line(opportunity.title, _DECIDED_LIMIT) or "—",
        language=opportunity.language if opportunity.language in LANGUAGES else "",
        standing=state_phrase(replace(standing, department="", next_step=""), translator),
        url=links.card(opportunity.id) if links else "",
    )


def note(silence: Silence, detail: Detail, translator: Translator) -> Note:
    """Return how a digest shows a pain point without news."""
    url = safe_link(silence.nearest_url) if detail.nearest else ""
    return Note(
        pain_id=silence.pain_id,
        pain=one_line(silence.pain_title, detail.pain_limit).rstrip(" ."),
        reading=silence_reading(silence, translator),
        nearest=one_line(silence.nearest_title, detail.headline_limit) if detail.nearest else "",
        url=url,
        host=host_of(url),
    )


def _why(
    opportunity: Opportunity, reasons: tuple[str, ...], translator: Translator
) -> Iterator[str]:
    if opportunity.placed:
        yield translator.translate("placed by hand")
    yield from reasons


def _at_stake(
    opportunity: Opportunity, stake: Stake, detail: Detail, translator: Translator
) -> str:
    """Return the yearly value at stake with what it supposes: the gain just told, or a figure."""
    value = stake_range(stake, translator)
    if stake.assumption == opportunity.gain:
        return translator.translate(
            "At stake: {range}, supposing part or all of this gain here.", range=value
        )
    words = one_line(stake.assumption, detail.told_limit).rstrip(" .")
    source = one_line(stake.source_name, NAME_LIMIT) or translator.translate("solution library")
    return translator.translate(
        "At stake: {range}, supposing part or all of {figure} here ({source}).",
        range=value,
        figure=in_marks(spoken_as(words, translator.language), translator),
        source=source,
    )


def _quote(
    evidence: Evidence, opportunity: Opportunity, detail: Detail, translator: Translator
) -> Quote | None:
    """Return the sentence, or what of it stands around the gain, where it is too long."""
    sentence = excerpt(
        evidence.sentence, detail.quote_limit, opportunity.language, opportunity.gain
    )
    if not sentence:
        return None
    return Quote(
        text=in_marks(sentence, translator),
        source_name=one_line(evidence.source_name, NAME_LIMIT),
        day=translator.day(evidence.published_at) if evidence.published_at else "",
    )
