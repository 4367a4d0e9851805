"""``techwatch outcomes`` and ``replay``: what the lists gave, and would give today."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

Weeks = Annotated[int, typer.Option(min=1, max=520, help="The newest frozen lists, so many.")]


def outcomes(session: Session) -> None:
    """Show what all lists gave: decisions by list, pain point and source, pilots and gains."""
    from watch.cli.show.outcomes import outcomes_object, shown_outcomes

    with session.service() as service:
        found = service.editions.outcomes()
        translator, currency = session.translator(service), service.company().currency
    if session.screen.json:
        session.screen.answer(outcomes_object(found))
    else:
        shown_outcomes(session.screen, found, currency, translator)


def replay(session: Session, *, weeks: Weeks = 12) -> None:
    """Make past lists again from stored articles with today's settings, beside what was shown.

    Decisions judge both. Nothing is stored, and no frozen list changes.
    """
    from watch.cli.progress import TerminalProgress
    from watch.cli.show.replay import replay_object, shown_replay

    with session.service() as service:
        translator = session.translator(service)
        with TerminalProgress(session.screen.err, translator) as progress:
            found = service.editions.replay(weeks, progress)
    if session.screen.json:
        session.screen.answer(replay_object(found))
    else:
        shown_replay(session.screen, found, translator)
