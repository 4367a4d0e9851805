"""``techwatch sources``: what is read, and how it is doing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import SourceStanding
    from watch.service import Service

Opml = Annotated[Path, typer.Argument(help="An OPML file, as feed readers export it.")]
OpmlOut = Annotated[
    Path, typer.Argument(metavar="FILE", help="File to write, such as feeds.opml; - is stdout.")
]
Every = Annotated[bool, typer.Option("--all", help="Also the sources that are switched off.")]


def list_sources(session: Session) -> None:
    """Show every source: how it is, why, what to do, and what it has given."""
    with session.service() as service:
        _show(session, service, service.sources.standings(), polled=False)


def check_sources(session: Session) -> int:
    """Poll every source once and show how each answers; nothing is stored.

    For each that fails: why, and what to do. Ends with 3 when some fail.
    """
    from watch.cli.progress import TerminalProgress
    from watch.cli.show.standings import failed

    with session.service() as service:
        translator = session.any_translator(service)
        with TerminalProgress(session.screen.err, translator) as progress:
            standings = service.sources.check(progress)
        _show(session, service, standings, polled=True)
    return 3 if any(failed(standing) for standing in standings) else 0


def import_sources(session: Session, file: Opml) -> None:
    """Add the feeds of an OPML file to sources.yaml."""
    with session.service() as service:
        added, known = service.sources.import_opml(file)
        translator = session.any_translator(service)
        if session.screen.json:
            session.screen.answer({"added": added, "known": known})
            return
        fresh = translator.plural("{n} source added", "{n} sources added", added)
        listed = translator.plural("{n} already listed", "{n} already listed", known)
        session.screen.paragraph(f"{fresh}, {listed}.")
    session.screen.note(
        translator.translate(
            "See which answer: {command}", command=session.command("sources check")
        )
    )


def export_sources(session: Session, file: OpmlOut, *, every: Every = False) -> None:
    """Write the sources as an OPML file, for a feed reader or another computer.

    Each pack becomes a folder.
    """
    with session.service() as service:
        if str(file) == "-":
            opml = service.sources.as_opml(every=every)
            _print(session, opml)
            return
        written = service.sources.export_opml(file, every=every)
        translator = session.any_translator(service)
    if session.screen.json:
        session.screen.answer({"path": file, "sources": written})
        return
    session.screen.paragraph(
        translator.plural(
            "{n} source written: {path}", "{n} sources written: {path}", written, path=file
        )
    )


def _show(
    session: Session, service: Service, standings: Sequence[SourceStanding], *, polled: bool
) -> None:
    from watch.cli.show.standings import shown_standings, standing_object

    translator = session.any_translator(service)
    if session.screen.json:
        listed = [standing_object(standing, translator) for standing in standings]
        session.screen.answer({"sources": listed})
        return
    shown_standings(
        session.screen,
        standings,
        translator,
        polled=polled,
        zone=session.zone(service),
        verbose=session.wishes.verbose,
    )


def _print(session: Session, opml: str) -> None:
    if session.screen.json:
        session.screen.answer({"opml": opml})
    else:
        sys.stdout.write(opml + "\n")
