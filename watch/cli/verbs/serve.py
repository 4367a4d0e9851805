"""``techwatch serve``: the app, and everything that happens by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.child import DEFAULT_ADDRESS
from watch.cli.session import Session
from watch.cli.verbs.application import Address, Port

if TYPE_CHECKING:
    from watch.service import Service

NoApp = Annotated[
    bool, typer.Option("--no-app", help="Only the schedule; the app runs elsewhere, or not at all.")
]


def serve(
    session: Session,
    *,
    port: Port = None,
    address: Address = DEFAULT_ADDRESS,
    no_app: NoApp = False,
) -> int:
    """Run by itself: reads sources, freezes the list, sends digests, and shows the app.

    Runs every serve.run_every_h hours and when the list is to be frozen; sends the digest on
    its day and tells webhooks of each new edition; what was missed is made up for. One line of
    log for each run. Ctrl-C or SIGTERM ends all of it within ten seconds.

    Ends with 130 or 143 when a signal ended it, 1 when the app ended by itself.
    """
    from watch import logs
    from watch.cli.child import require_app
    from watch.cli.serving import AppBeside
    from watch.cli.stop import Stop

    if not no_app:
        require_app()
    with session.service() as service:
        logs.configure("debug" if session.wishes.verbose else "info")
        service.schedule.prepare()
        _announce(session, service)
        with Stop() as stop:
            if no_app:
                service.schedule.work(stop.event)
                return stop.exit_code
            with AppBeside(session.home, port, address, stop.event) as app:
                service.schedule.work(stop.event)
            return 1 if app.failed else stop.exit_code


def _announce(session: Session, service: Service) -> None:
    """Say when the list is frozen and the digest is due next."""
    translator, zone = session.any_translator(service), session.zone(service)
    moments = service.schedule.next_moments()
    session.screen.note(
        translator.translate(
            "Next freeze {freeze}; next digest {digest}.",
            freeze=translator.moment(moments.freeze_at.astimezone(zone)),
            digest=translator.moment(moments.send_at.astimezone(zone)),
        )
    )
