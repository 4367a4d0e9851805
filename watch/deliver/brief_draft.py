"""A card → what its brief says within a given room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from watch.deliver.banner import banner
from watch.deliver.brief import Brief, Labelled, Proof, Subject
from watch.deliver.brief_room import ROOMS, SHEET, Room, height
from watch.deliver.link import host_of, safe_link
from watch.deliver.paper_room import fit
from watch.deliver.verbatim import in_marks, spoken_as
from watch.model import LANGUAGES, Act, Attached, Evidence
from watch.wording import (
    Aspect,
    area_name,
    aspects,
    explain,
    name_of,
    result_phrase,
    row_phrase,
    wake_phrase,
)

_HISTORY = 3
"""Rows: how it came to stand where it does."""


def compose_brief(subject: Subject) -> Brief:
    """Return what the sheet of a card says: as much as one page holds."""
    for room in ROOMS:
        draft = _draft(subject, room)
        if height(draft) <= SHEET:
            break
    return draft


def _draft(subject: Subject, room: Room) -> Brief:
    item, translator = subject.card.opportunity, subject.translator
    said = explain(item, translator, pain_limit=room.pain)
    day = translator.day(subject.now)
    return Brief(
        language=translator.language,
        banner=banner(translator, example=subject.example),
        company=fit(subject.company.name, room.name),
        made=translator.translate("Made by techwatch on {day}", day=day),
        area=fit(area_name(item.area, translator), room.name),
        headline=spoken_as(fit(item.title, room.title), item.language) or "—",
        headline_language=item.language if item.language in LANGUAGES else "",
        so_what=fit(said.so_what, room.so_what),
        grade=item.grade,
        grade_name=name_of(item.grade, translator),
        score=round(item.score),
        pain=fit(subject.pain.title if subject.pain else item.pain_title, room.pain),
        pain_facts=tuple(_pain_facts(subject, room)),
        for_it=tuple(_for(subject, room)),
        against=tuple(_told(one, room, subject) for one in _against(subject, room)),
        doubt=said.doubt,
        would_change=said.would_change,
        aspects=tuple(_cut(one, room) for one in aspects(item, translator)),
        standing=tuple(one for one in _standing(subject, room) if one.said),
        history=tuple(_history(subject, room)),
    )


def _pain_facts(subject: Subject, room: Room) -> Iterator[Labelled]:
    pain, translator = subject.pain, subject.translator
    if pain is None:
        return
    if pain.kpi:
        yield Labelled(label=translator.translate("Indicator"), said=fit(pain.kpi, room.name))
    if pain.yearly_cost:
        cost = translator.money(pain.yearly_cost, subject.company.currency)
        said = translator.translate("{cost} a year", cost=cost)
        yield Labelled(label=translator.translate("Cost"), said=said)
    owner = _listed((pain.owner, pain.department), room)
    if owner:
        yield Labelled(label=translator.translate("Owner"), said=owner)


def _for(subject: Subject, room: Room) -> Iterator[Proof]:
    """Yield the evidence, then what was gathered since, as far as there is room."""
    item = subject.card.opportunity
    gathered = [one for one in subject.card.gathered if not one.against]
    for evidence in item.evidence[: room.proofs]:
        yield _quoted(evidence, room, subject)
    for one in gathered[: max(room.proofs - len(item.evidence), 0)]:
        yield _told(one, room, subject)


def _against(subject: Subject, room: Room) -> tuple[Attached, ...]:
    """Return the newest of what speaks against it."""
    return subject.card.against[::-1][: room.against]


def _quoted(evidence: Evidence, room: Room, subject: Subject) -> Proof:
    language, translator = subject.card.opportunity.language, subject.translator
    url, published_at = safe_link(evidence.url), evidence.published_at
    sentence = fit(evidence.sentence, room.quote)
    return Proof(
        text=in_marks(spoken_as(sentence, language), translator) if sentence else "",
        language=language if language in LANGUAGES else "",
        source_name=fit(evidence.source_name, room.name),
        day=translator.day(published_at) if published_at else "",
        url=url,
        host=fit(host_of(url), room.name),
    )


def _told(one: Attached, room: Room, subject: Subject) -> Proof:
    url, words = safe_link(one.url), fit(one.sentence or one.title, room.quote)
    return Proof(
        text=in_marks(words, subject.translator) if words else "",
        language="",
        source_name=fit(one.source_name, room.name),
        day=subject.translator.day(one.attached_at.astimezone(subject.zone)),
        url=url,
        host=fit(host_of(url), room.name),
    )


def _cut(aspect: Aspect, room: Room) -> Aspect:
    limit = room.basis if aspect.quoted else room.assumption
    return replace(aspect, said=fit(aspect.said, room.quote), basis=fit(aspect.basis, limit))


def _standing(subject: Subject, room: Room) -> Iterator[Labelled]:
    standing, translator = subject.card.standing, subject.translator
    status = name_of(standing.status, translator)
    reason = f" ({name_of(standing.reason, translator)})" if standing.reason else ""
    due = translator.day(standing.due_on) if standing.due_on else ""
    wake = wake_phrase(standing.wake, translator)
    yield Labelled(label=translator.translate("Decision"), said=f"{status}{reason}")
    people = _listed((standing.owner, standing.department), room)
    yield Labelled(label=translator.translate("Owner"), said=people)
    yield Labelled(label=translator.translate("Due"), said=due)
    step = fit(standing.next_step, room.step)
    yield Labelled(label=translator.translate("Next step"), said=step)
    yield Labelled(label=translator.translate("Wake"), said=fit(wake, room.step))
    if standing.result:
        pilot = result_phrase(standing.result, translator, subject.company.currency)
        yield Labelled(label=translator.translate("Pilot"), said=fit(pilot, room.step))


def _history(subject: Subject, room: Room) -> Iterator[str]:
    """Yield the newest rows that count, the newest first; an undo tells of nothing that is."""
    card, translator = subject.card, subject.translator
    counting = [r for r in card.history if r.number not in card.undone and r.act is not Act.UNDO]
    for row in counting[::-1][:_HISTORY]:
        day = translator.day(row.at.astimezone(subject.zone))
        said = row_phrase(row, translator, subject.company.currency)
        parts = (day, fit(row.by, room.name), said)
        yield fit(" · ".join(part for part in parts if part), room.row)


def _listed(names: tuple[str, ...], room: Room) -> str:
    return ", ".join(fit(name, room.name) for name in names if name)
