"""``techwatch copy``: the database to another engine or machine."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

To = Annotated[
    str,
    typer.Option(
        "--to", metavar="URL_OR_FILE", help="A new file, or an empty PostgreSQL database."
    ),
]
From = Annotated[
    str,
    typer.Option(
        "--from", metavar="URL_OR_FILE", help="What to copy, if not the database of the home."
    ),
]


def copy(session: Session, *, to: To, source: From = "") -> None:
    """Copy the database from SQLite to PostgreSQL, or back, whole or not at all.

    Everything goes: articles with their vectors, opportunities, decisions, editions. Both sides
    are compared before the copy is kept. The origin is not changed. The copy sends no mail
    until that is switched on there.
    """
    from watch.cli.progress import TerminalProgress
    from watch.cli.show.copied import shown_copy

    with session.service() as service:
        translator = session.any_translator(service)
        with TerminalProgress(session.screen.err, translator) as progress:
            copied = service.copy(to, source, progress)
    if session.screen.json:
        session.screen.answer({"copied": copied, "sending": "off"})
    else:
        shown_copy(session.screen, copied, translator)
