"""Card → the page of one opportunity: where it stands, what speaks for it, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from watch.model import Act, Attached, Card, PainId, Status
from watch.present.views.card import Card as OpportunityCard
from watch.present.views.card import card as opportunity_card
from watch.present.views.reference import Publication, Quote, Reference, quote, refer
from watch.present.views.stamp import Stamp, stamp
from watch.wording import (
    Aspect,
    Translator,
    aspects,
    change_phrase,
    name_of,
    one_line,
    result_phrase,
    row_phrase,
)

_NAME_LIMIT = 60
_TEXT_LIMIT = 600

_NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.NEW: (Status.TO_STUDY, Status.WATCHING, Status.REJECTED, Status.ALREADY_DONE),
    Status.TO_STUDY: (Status.PILOT, Status.ADOPTED, Status.WATCHING, Status.REJECTED),
    Status.PILOT: (Status.ADOPTED, Status.WATCHING, Status.REJECTED),
    Status.ADOPTED: (Status.REJECTED,),
    Status.WATCHING: (Status.TO_STUDY, Status.PILOT, Status.REJECTED, Status.ALREADY_DONE),
    Status.REJECTED: (Status.TO_STUDY, Status.WATCHING),
    Status.ALREADY_DONE: (Status.TO_STUDY, Status.REJECTED),
}
"""The next steps that are offered; the ledger takes more, so that what was done elsewhere fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A piece of evidence: what it is, the sentence that says it, when it was gathered."""

    headline: Reference
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """Something learned since it was first listed."""

    day: str
    said: str
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A remark, who made it and when."""

    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A row of the ledger; ``undone`` no longer counts."""

    number: int
    about: str
    said: str
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """Everything the page of a card says."""

    card: OpportunityCard
    pain: str
    stamp: Stamp
    people: tuple[tuple[str, str], ...]
    pilot: str
    aspects: tuple[Aspect, ...]
    for_it: tuple[Proof, ...]
    against: tuple[Proof, ...]
    changes: tuple[ChangeRow, ...]
    notes: tuple[NoteRow, ...]
    history: tuple[HistoryRow, ...]
    next: tuple[Status, ...]


def card_page(
    card: Card,
    pains: Mapping[PainId, str],
    *,
    zone: tzinfo,
    today: date,
    currency: str,
    translator: Translator,
) -> CardPage:
    """Return the page of a card; its text counts as untrusted."""
    item, standing = card.opportunity, card.standing
    return CardPage(
        card=opportunity_card(item, pains, translator),
        pain=one_line(pains.get(item.pain_id) or item.pain_title, _TEXT_LIMIT),
        stamp=stamp(standing, today, translator),
        people=tuple(pair for pair in _people(card, translator) if pair[1]),
        pilot=result_phrase(standing.result, translator, currency) if standing.result else "",
        aspects=aspects(item, translator),
        for_it=tuple(_for(card, zone, translator)),
        against=tuple(_proof(one, zone, translator) for one in card.against),
        changes=tuple(_changes(card, zone, translator)),
        notes=tuple(_notes(card, zone, translator)),
        history=tuple(_history(card, zone, currency, translator)),
        next=_NEXT[standing.status],
    )


def _people(card: Card, translator: Translator) -> Iterator[tuple[str, str]]:
    standing = card.standing
    decided_at = standing.decided_at
    reason = name_of(standing.reason, translator) if standing.reason else ""
    yield translator.translate("Reason"), reason
    yield translator.translate("Owner"), one_line(standing.owner, _NAME_LIMIT)
    yield translator.translate("Department"), one_line(standing.department, _NAME_LIMIT)
    due_on = standing.due_on
    yield translator.translate("Due"), translator.day(due_on) if due_on else ""
    place = standing.place
    by_hand = translator.translate("{n}, by hand", n=place) if place is not None else ""
    yield name_of(Act.PLACE, translator), by_hand
    yield translator.translate("Next step"), one_line(standing.next_step, _TEXT_LIMIT)
    since = translator.day(decided_at) if decided_at else ""
    by = one_line(standing.decided_by, _NAME_LIMIT)
    yield translator.translate("Decided on"), ", ".join(part for part in (since, by) if part)


def _for(card: Card, zone: tzinfo, translator: Translator) -> Iterator[Proof]:
    item = card.opportunity
    for evidence in item.evidence:
        published = Publication(
            url=evidence.url,
            source_name=evidence.source_name,
            published_at=evidence.published_at,
        )
        lead = evidence is item.evidence[0]
        title = item.title if lead else evidence.source_name
        headline = refer(title, item.language if lead else "", published, translator)
        yield Proof(headline=headline, quote=quote(evidence.sentence, headline, translator))
    for attached in card.gathered:
        if not attached.against:
            yield _proof(attached, zone, translator)


def _proof(attached: Attached, zone: tzinfo, translator: Translator) -> Proof:
    gathered_at = attached.attached_at.astimezone(zone)
    published = Publication(
        url=attached.url, source_name=attached.source_name, published_at=gathered_at
    )
    headline = refer(attached.title, "", published, translator)
    return Proof(headline=headline, quote=quote(attached.sentence, headline, translator))


def _changes(card: Card, zone: tzinfo, translator: Translator) -> Iterator[ChangeRow]:
    for change in reversed(card.changes):
        published = Publication(url=change.url, source_name=change.source_name)
        origin = refer("", "", published, translator)
        yield ChangeRow(
            day=translator.day(change.seen_at.astimezone(zone)),
            said=change_phrase(change, translator),
            quote=quote(change.sentence, origin, translator),
        )


def _notes(card: Card, zone: tzinfo, translator: Translator) -> Iterator[NoteRow]:
    for note in reversed(card.standing.notes):
        parts = (translator.day(note.at.astimezone(zone)), one_line(note.by, _NAME_LIMIT))
        yield NoteRow(
            about=" · ".join(part for part in parts if part),
            text=one_line(note.text, _TEXT_LIMIT),
        )


def _history(
    card: Card, zone: tzinfo, currency: str, translator: Translator
) -> Iterator[HistoryRow]:
    for row in reversed(card.history):
        shown = translator.week_number(row.week) if row.week and row.rank else ""
        place = translator.translate("{week}, place {n}", week=shown, n=row.rank) if shown else ""
        parts = (translator.moment(row.at.astimezone(zone)), one_line(row.by, _NAME_LIMIT), place)
        yield HistoryRow(
            number=row.number,
            about=" · ".join(part for part in parts if part),
            said=row_phrase(row, translator, currency),
            undone=row.number in card.undone,
        )
