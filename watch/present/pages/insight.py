"""Results: what the lists gave, as tables and bars that answer a question each."""

from __future__ import annotations

import streamlit as st

from watch.present import session
from watch.present.components import frame, yields
from watch.present.markup import Html, show
from watch.present.session import Visit
from watch.present.views import YieldsView, yields_view


def draw(visit: Visit) -> None:
    """Draw what became of all frozen editions, or when there will be something to draw."""
    translator = visit.translator
    currency = visit.service.company().currency
    view = yields_view(visit.service.editions.outcomes(), currency, translator)
    show(frame.head(translator.translate("Insight"), lead=view.lead), translator.language)
    if not view.weeks:
        title = translator.translate("No edition was frozen yet")
        advice = translator.translate(
            "A list is frozen once a week; from then on, what was decided about it is counted here."
        )
        show(frame.nothing(title, advice), translator.language)
    else:
        _draw_weeks(view, visit)
    _draw_pilots(view, visit)
    if view.weeks:
        _draw_pains(view, visit)
        _draw_sources(view, visit)


def _draw_weeks(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    _draw_part(
        visit,
        translator.translate("Is the list worth reading?"),
        translator.translate(
            "Of what each edition showed, what was worth a study, a pilot or a watch."
        ),
        yields.week_table(view.weeks, translator),
    )


def _draw_pilots(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    note = translator.translate("Each pilot with its indicator before and after.")
    nothing = translator.translate(
        "No pilot yet. Start one from the card of an opportunity, then note its indicator there."
    )
    table = yields.pilot_table(view.pilots, translator) if view.pilots else frame.count(nothing)
    _draw_part(visit, translator.translate("What did the pilots give?"), note, table)


def _draw_pains(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    _draw_part(
        visit,
        translator.translate("Which pain points are served?"),
        translator.translate("The bar shows the part of what was shown that is kept today."),
        yields.pain_table(view.pains, translator),
    )


def _draw_sources(view: YieldsView, visit: Visit) -> None:
    translator = visit.translator
    _draw_part(
        visit,
        translator.translate("Which sources are worth their time?"),
        translator.translate("Kept means studied, piloted or adopted today."),
        yields.source_table(view.sources, translator),
    )
    if view.silent_sources:
        said = translator.plural(
            "{n} further publisher was never cited in a list.",
            "{n} further publishers were never cited in a list.",
            view.silent_sources,
        )
        show(frame.count(said), translator.language)
    st.page_link("sources.py", label=translator.translate("Sources"))


def _draw_part(visit: Visit, title: str, note: str, body: Html) -> None:
    language = visit.translator.language
    show(frame.heading(title, note), language)
    show(body, language)


draw(session.visit())
