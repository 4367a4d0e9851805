"""``techwatch runs``: the run at work, and those before it."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

Limit = Annotated[int, typer.Option(min=1, max=200, help="How many to show.")]


def runs(session: Session, *, limit: Limit = 10) -> int:
    """Show the last runs: how each ended, what it did, and how far the one at work is.

    The last 200 are remembered. Ends with 1 when the last one failed or was interrupted.
    """
    from watch.cli.show.runs import run_object, shown_runs, went_wrong
    from watch.clock import SystemClock

    with session.service() as service:
        found = service.status.runs(limit)
        now = SystemClock().now()
        if session.screen.json:
            session.screen.answer({"runs": [run_object(run, now) for run in found]})
        else:
            zone = session.zone(service)
            shown_runs(session.screen, found, now, zone, session.any_translator(service))
    return 1 if found and went_wrong(found[0], now) else 0
