"""``techwatch export``: what is known, as files that other programs open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.service import Service

Out = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="File to write; - is standard output, used where that is no terminal."
    ),
]
ReaderName = Annotated[str, typer.Option("--reader", help="Whose list; the company's if not said.")]
WeekName = Annotated[
    str, typer.Option("--week", help="Its ISO week, as 2026-W47; else the one to review.")
]


def export_csv(session: Session, *, out: Out = None) -> None:
    """Write every opportunity as CSV for a spreadsheet: standing, owner, scores, addresses.

    Excel opens it with its accents; no cell of it is a formula.
    """
    with session.service() as service:
        _write(session, service, service.exports.csv(session.wishes.lang), out)


def export_xlsx(session: Session, *, out: Out = None) -> None:
    """Write every opportunity as an Excel workbook: days as days, numbers as numbers."""
    with session.service() as service:
        _write(session, service, service.exports.xlsx(session.wishes.lang), out)


def export_ledger(session: Session, *, out: Out = None) -> None:
    """Write every row of the decision ledger as CSV, oldest first."""
    with session.service() as service:
        _write(session, service, service.exports.ledger_csv(session.wishes.lang), out)


def export_ics(session: Session, *, out: Out = None) -> None:
    """Write deadlines, and the days by which owners have something to do, as a calendar."""
    with session.service() as service:
        _write(session, service, service.exports.ics(session.wishes.lang), out)


def export_json(
    session: Session, *, week: WeekName = "", reader: ReaderName = "", out: Out = None
) -> None:
    """Write an edition as JSON in a schema that stays."""
    from watch.model import Week

    with session.service() as service:
        named = Week(week) if week else None
        _write(session, service, service.exports.json(named, reader), out)


def export_atom(session: Session, *, reader: ReaderName = "", out: Out = None) -> None:
    """Write the newest frozen edition as an Atom feed, one entry for each opportunity."""
    with session.service() as service:
        _write(session, service, service.exports.atom(reader, session.wishes.lang), out)


def _write(session: Session, service: Service, content: bytes, out: Path | None) -> None:
    """Write a file, or standard output where a program reads it."""
    if out is None or str(out) == "-":
        _check_stdout(session, asked=out is not None)
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    from watch.service import write_whole

    path = write_whole(out.expanduser(), content)
    if session.screen.json:
        session.screen.answer({"path": path, "bytes": len(content)})
    else:
        said = session.translator(service).translate("Written: {path}", path=path)
        session.screen.line(said)


def _check_stdout(session: Session, *, asked: bool) -> None:
    from watch.errors import UsageError

    if session.screen.json:
        message = "with --json standard output holds one JSON object"
        raise UsageError(message, hint="name a file with --out")
    if _on_screen() and not asked:
        message = "a file is no use on a screen"
        raise UsageError(message, hint="name one with --out; `--out -` prints it all the same")


def _on_screen() -> bool:
    return sys.stdout.isatty()
