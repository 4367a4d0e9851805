"""``techwatch radar`` and ``trends``: opportunities from above, and what is told more often."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

Moved = Annotated[
    bool, typer.Option("--moved", help="Only what moved or is new since a month ago.")
]
Every = Annotated[bool, typer.Option("--all", help="Also what has too few stories to tell.")]


def radar(session: Session, *, moved: Moved = False) -> None:
    """Show every open opportunity by its ring, and how it moved since a month ago."""
    from watch.cli.show.radar import radar_object, shown_radar

    with session.service() as service:
        found = service.insight.radar()
        translator, zone = session.translator(service), session.zone(service)
    if session.screen.json:
        session.screen.answer(radar_object(found, moved_only=moved))
    else:
        shown_radar(session.screen, found, translator, zone, moved_only=moved)


def trends(session: Session, *, every: Every = False) -> None:
    """Show which areas and families of solutions are told more often, or less, and by how much."""
    from watch.cli.progress import TerminalProgress
    from watch.cli.show.trends import shown_trends

    with session.service() as service:
        translator = session.translator(service)
        with TerminalProgress(session.screen.err, translator) as progress:
            found = service.insight.trends(progress)
    if session.screen.json:
        session.screen.answer({"trends": found})
    else:
        shown_trends(session.screen, found, translator, every=every)
