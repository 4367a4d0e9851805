"""``techwatch run``: from the web to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.cli.stop import Stop
    from watch.model import RunReport
    from watch.service import Service
    from watch.wording import Translator

Due = Annotated[
    bool, typer.Option("--due", help="Leave out sources polled recently: for a scheduled task.")
]


Profile = Annotated[
    bool, typer.Option("--profile", help="Show what each stage took, beside the least it could.")
]


def run(session: Session, *, due: Due = False, profile: Profile = False) -> int:
    """Read all sources and make the list of the week.

    Polls every source, keeps what is new, groups articles on the same event, matches them
    with your pain points and ranks what could help. Run it every day, for instance from a
    scheduled task; Ctrl-C stops it and keeps what was read.

    Ends with 0 when all went well, 3 when some sources failed, 2 when a file has a mistake,
    1 when it failed.
    """
    from watch.cli.show.profile import shown_profile
    from watch.cli.show.report import report_object, shown_report
    from watch.cli.stop import STOPPING, Stop

    with session.service() as service:
        translator = session.translator(service)
        with Stop(translator.translate(STOPPING)) as stop:
            try:
                report = run_shown(session, service, stop, only_due=due, profiled=profile)
            except KeyboardInterrupt:
                return stopped(session, stop, translator)
        if session.screen.json:
            session.screen.answer(report_object(report))
        else:
            shown_report(session.screen, report, service.sources.standings(), translator)
            shown_profile(session.screen, report.profile, translator)
            session.screen.note("")
            session.screen.note(
                translator.translate(
                    "See the list: {command}", command=session.command("opportunities")
                )
            )
    return stop.exit_code or (3 if report.failed_sources else 0)


def run_shown(
    session: Session,
    service: Service,
    stop: Stop,
    *,
    only_due: bool = False,
    profiled: bool = False,
) -> RunReport:
    """Run, drawing on the terminal how far it is."""
    from watch.cli.progress import TerminalProgress

    with TerminalProgress(session.screen.err, session.translator(service)) as progress:
        session.log()  # through the drawing, where there is one
        return service.run(progress, only_due=only_due, stop=stop.event, profiled=profiled)


def stopped(session: Session, stop: Stop, translator: Translator) -> int:
    """Tell that a signal ended a run before its list was made; return the exit code."""
    from watch.cli.ending import Refusal, told

    name = stop.name or "SIGINT"
    refused = Refusal(
        lines=(translator.translate("stopped by {name} before the list was made", name=name),),
        hint=translator.translate("run it again: it goes on from what was read"),
        exit_code=stop.exit_code or 130,
    )
    return told(refused, session.screen, translator)
