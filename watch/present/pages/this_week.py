"""This week: the edition, bottom line first, each row with its decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from watch.model import Card as KeptCard
from watch.model import Edition, OpportunityId
from watch.present import session
from watch.present.components import cards, frame, review
from watch.present.controls.decision import form, open_card, opened_card, undo, verbs
from watch.present.controls.filters import reader_choice, row_filters, week_choice
from watch.present.controls.pace import Pace, clock, pace_choice
from watch.present.controls.verbs import FOUR
from watch.present.first_run import first_run
from watch.present.markup import joined, plain, show
from watch.present.session import Visit
from watch.present.views import (
    Card,
    Row,
    WeekView,
    closing,
    moves,
    progress,
    row,
    update_view,
    waiting,
    week_view,
)

Kept = Mapping[OpportunityId, KeptCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Review:
    """What is reviewed, and how."""

    view: WeekView
    rows: Mapping[OpportunityId, Row]
    kept: Kept
    pace: Pace

    @property
    def current(self) -> OpportunityId | None:
        """The card that is open and that the keyboard is about: the chosen, else the first to do.

        Of a list in which nothing can be decided, the chosen one or the first.
        """
        names = [OpportunityId(card.id) for card in self.view.cards]
        todo = [name for name in names if self.rows[name].decidable and not self.rows[name].stamp]
        readable = [name for name in names if not self.rows[name].decidable]
        chosen = opened_card()
        return chosen if chosen in {*todo, *readable} else next(iter(todo or readable), None)


def draw(visit: Visit) -> None:
    """Draw the edition to review, or the one chosen, or what to do where there is none."""
    translator = visit.translator
    if visit.service.edition() is None:
        show(frame.head(translator.translate("This week")), translator.language)
        first_run(visit)
        return
    head = st.container()
    reader = reader_choice(visit)
    tools = st.container(horizontal=True, vertical_alignment="center", key="week-tools")
    with tools:
        week = week_choice(visit, reader)
    edition = visit.service.editions.edition(week, reader)
    if edition is None:
        _draw_none(visit)
        return
    kept = _kept(edition, visit)
    pains = {pain.id: pain.title for pain in visit.service.pains()}
    view = week_view(edition, pains, visit.zone, translator)
    rows = _rows(edition, kept, visit)
    with head:
        _draw_head(view, edition, visit)
    with tools:
        pace = pace_choice(visit) if len(rows) > 1 else Pace.OPEN
        narrowed = replace(edition, opportunities=row_filters(edition, translator))
    shown = week_view(narrowed, pains, visit.zone, translator)
    if view.cards and not shown.cards:
        _draw_filtered_out(visit)
    _draw_progress(rows, visit)
    _draw_cards(_Review(view=shown, rows=rows, kept=kept, pace=pace), visit)
    _draw_life(edition, kept, visit)
    _draw_rest(view, visit)


def _kept(edition: Edition, visit: Visit) -> Kept:
    """Return the cards of what the edition tells of."""
    told = (*edition.opportunities, *(update.opportunity for update in edition.updates))
    cards = visit.service.reviews.cards(names={one.id for one in told})
    return {card.opportunity.id: card for card in cards}


def _rows(edition: Edition, kept: Kept, visit: Visit) -> dict[OpportunityId, Row]:
    return {
        item.id: row(item, kept.get(item.id), edition, visit.today, visit.translator)
        for item in edition.opportunities
        if not item.weak_signal
    }


def _draw_none(visit: Visit) -> None:
    translator = visit.translator
    title = translator.translate("No list for this reader yet")
    advice = translator.translate("The next run makes one.")
    show(frame.nothing(title, advice), translator.language)


def _draw_head(view: WeekView, edition: Edition, visit: Visit) -> None:
    translator = visit.translator
    here = translator.translate("This week")
    newest = visit.service.editions.weeks(edition.reader)[0]
    when = here if edition.week >= newest else translator.translate("Past edition")
    eyebrow = f"{when}{frame.SEPARATOR}{view.period}"
    head = frame.head(view.title or here, eyebrow=eyebrow, lead=view.bottom_line)
    show(joined(head, frame.count(closing(edition, visit.zone, translator))), translator.language)
    if view.warning:
        show(frame.notice(view.warning, kind="tw-warn"), translator.language)


def _draw_filtered_out(visit: Visit) -> None:
    translator = visit.translator
    title = translator.translate("Nothing with these filters")
    advice = translator.translate("Choose another pain point or language.")
    show(frame.nothing(title, advice), translator.language)


def _draw_progress(rows: Mapping[OpportunityId, Row], visit: Visit) -> None:
    translator = visit.translator
    told = progress(rows, translator)
    if told is None:
        return
    show(review.progress_bar(told), translator.language)
    clock(visit, told)
    if told.done:
        said = translator.translate("Everything is decided. See you next week!")
        show(frame.notice(said, kind="tw-done"), translator.language)


def _draw_cards(review_: _Review, visit: Visit) -> None:
    translator, view = visit.translator, review_.view
    current = review_.current
    for card in view.cards:
        name = OpportunityId(card.id)
        if review_.pace is Pace.TIMED and name != current:
            continue
        with st.container(key=f"opp-{name}", gap=None):
            _draw_card(card, review_, visit, current=current)
    if view.weak:
        note = translator.translate("To keep an eye on, not to decide on.")
        show(frame.heading(translator.translate("Weak signal"), note), translator.language)
        show(cards.card_list(view.weak, translator, weak=True), translator.language)


def _draw_card(
    card: Card, review_: _Review, visit: Visit, *, current: OpportunityId | None
) -> None:
    translator, name = visit.translator, OpportunityId(card.id)
    told, kept = review_.rows[name], review_.kept.get(name)
    if told.stamp:
        show(review.settled(card, told.stamp, translator), translator.language)
    elif name == current or review_.pace is Pace.OPEN:
        show(cards.card(card, told.news, translator), translator.language)
    else:
        _draw_folded(card, told, visit)
        return
    if kept is None:
        return
    with st.container(horizontal=True, key=f"acts-{card.id}", vertical_alignment="center"):
        if told.stamp:
            undo(visit, name, kept.decisions[-1].number if kept.decisions else 0)
        else:
            verbs(visit, kept, FOUR, keys=name == current)
        _open_link(card.id, translator.translate("Open the card"))
    if not told.stamp:
        form(visit, kept, FOUR, keys=name == current)


def _draw_folded(card: Card, told: Row, visit: Visit) -> None:
    """Draw a card as two lines; pressing its title opens it."""
    name = OpportunityId(card.id)
    st.button(
        plain(card.headline.title),
        key=f"read-{name}",
        type="tertiary",
        on_click=open_card,
        args=(name,),
    )
    show(review.folded(card, told.news, visit.translator), visit.translator.language)


def _open_link(name: str, label: str) -> None:
    st.page_link("opportunities.py", label=label, query_params={"card": name})


def _draw_life(edition: Edition, kept: Kept, visit: Visit) -> None:
    """Draw what happened to what was shown before."""
    translator = visit.translator
    if edition.updates:
        title = translator.translate("What changed on followed cards")
        show(frame.heading(title), translator.language)
        for update in edition.updates:
            card = kept.get(update.opportunity.id)
            told = update_view(update, card, visit.today, translator)
            with st.container(key=f"update-{told.id}", gap=None):
                _open_link(told.id, plain(told.title))
                show(review.update_body(told), translator.language)
    still = waiting(edition.waiting_count, translator)
    if still:
        label = plain(f"{still} →")
        st.page_link("opportunities.py", label=label, query_params={"status": "new"})
    _draw_comparison(edition, visit)


def _draw_comparison(edition: Edition, visit: Visit) -> None:
    translator = visit.translator
    comparison = visit.service.editions.compare(edition.week, edition.reader)
    if comparison.before is None:
        return
    told = moves(comparison, translator)
    title = translator.translate(
        "Compared with {week}", week=translator.week_number(comparison.before)
    )
    with st.expander(plain(title)):
        if told:
            show(review.moves_list(told), translator.language)
        else:
            show(frame.count(translator.translate("Nothing moved.")), translator.language)


def _draw_rest(view: WeekView, visit: Visit) -> None:
    translator = visit.translator
    if view.quiet:
        note = translator.translate("What was read without finding anything above the bar.")
        title = translator.translate("Pain points without news")
        show(frame.heading(title, note), translator.language)
        show(cards.quiet_list(view.quiet, translator), translator.language)
    show(cards.foot(view.footer), translator.language)


draw(session.visit())
