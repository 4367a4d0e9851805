"""``techwatch demo``: a filled list before the newcomer's eyes."""

from __future__ import annotations

import shlex
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.application import NoBrowser, Port

if TYPE_CHECKING:
    from watch.model import Edition, RunReport
    from watch.service import Service

NoApp = Annotated[bool, typer.Option("--no-app", help="Print the list and end; start no page.")]


def demo(
    session: Session, *, no_browser: NoBrowser = False, no_app: NoApp = False, port: Port = None
) -> int:
    """See techwatch at work on example news, with no set-up and no internet.

    Reads feeds written for the purpose (every company and figure in them is invented),
    prints the list of the week, then shows it in the browser until you press Ctrl-C. It
    lives in index/demo, apart from your own data, and can be deleted.
    """
    from watch.cli.child import chosen_port, run_app
    from watch.service import prepare_demo

    home = session.home / "index" / "demo"
    alone = no_app or session.screen.json
    number = None if alone else chosen_port(port)
    session.log()
    with closing(prepare_demo(home)):
        code = _computed(session, home, alone=alone)
        if code or number is None or not _app_there(session, home):
            return code
        return run_app(home, number, browser=not no_browser)


def _computed(session: Session, home: Path, *, alone: bool) -> int:
    """Run the real pipeline on the example and print what came out; return an exit code."""
    from watch.cli.stop import STOPPING, Stop
    from watch.cli.verbs.run import run_shown, stopped

    with session.service(home) as service:
        translator = session.translator(service)
        session.screen.note(
            translator.translate(
                "Reading the example news. The first time on this machine, the models are "
                "prepared as well: from one to five minutes."
            )
        )
        with Stop(translator.translate(STOPPING)) as stop:
            try:
                report = run_shown(session, service, stop)
            except KeyboardInterrupt:
                return stopped(session, stop, translator)
        edition = service.edition()
        if stop.exit_code or edition is None:
            return stopped(session, stop, translator)
        _show(session, service, report, edition, alone=alone)
    return 0


def _show(
    session: Session, service: Service, report: RunReport, edition: Edition, *, alone: bool
) -> None:
    from watch.cli.show.edition import edition_object, shown_edition
    from watch.cli.show.report import report_object, shown_seconds

    home = service.home.root
    command = f"techwatch app --home {shlex.quote(str(home))}"
    translator = session.translator(service)
    if session.screen.json:
        found = edition_object(edition, translator)
        session.screen.answer(
            {"home": home, "run": report_object(report), "edition": found, "app": command}
        )
        return
    session.screen.note("")
    shown_edition(session.screen, edition, translator, zone=session.zone(service))
    shown_seconds(session.screen, report, translator)
    if alone:
        session.screen.note("")
        session.screen.note(
            translator.translate("See it in the browser: {command}", command=command)
        )


def _app_there(session: Session, home: Path) -> bool:
    """Tell whether the page can be shown; say how to get it where it cannot."""
    from watch.cli.child import INSTALL, app_installed

    if app_installed():
        session.screen.note("")
        return True
    with session.service(home) as service:
        translator = session.translator(service)
    session.screen.note(
        translator.translate(
            "To see it in the browser as well, install the app: {command}", command=INSTALL
        )
    )
    return False
