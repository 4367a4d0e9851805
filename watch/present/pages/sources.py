"""Sources: what we read, and how each one is doing."""

from __future__ import annotations

from watch.present import session
from watch.present.components import frame, lists
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import sources_view


def draw(visit: Visit) -> None:
    """Draw how many sources are in each state, those that need a person, then all."""
    translator = visit.translator
    view = sources_view(visit.service.sources.standings(), visit.zone, translator)
    show(frame.head(translator.translate("Sources"), lead=view.summary), translator.language)
    if not view.rows:
        show(
            frame.nothing(
                translator.translate("No source is switched on"),
                translator.translate("List the feeds to read in sources.yaml."),
            ),
            translator.language,
        )
        return
    show(lists.state_counts(view), translator.language)
    if view.calling:
        show(
            frame.heading(
                translator.translate("To sort out"),
                translator.translate("These will not mend by themselves."),
            ),
            translator.language,
        )
        show(lists.source_calls(view.calling, translator), translator.language)
        show(frame.heading(translator.translate("All sources")), translator.language)
    show(lists.source_table(view.rows, translator), translator.language)


draw(session.visit())
