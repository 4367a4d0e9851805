"""``techwatch backup | restore``: one file with all that cannot be computed again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from watch.cli.session import Session

Archive = Annotated[Path, typer.Argument(metavar="FILE.zip", help="File to write, or a folder.")]
Held = Annotated[Path, typer.Argument(metavar="FILE.zip", help="What `techwatch backup` wrote.")]
Into = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is new, or empty.")]


def backup(session: Session, file: Archive) -> None:
    """Write the database and your files into one file, while others go on working.

    The search index is left out: the next run builds it. Secrets stand in the environment,
    never in a file, so they are not in it.
    """
    with session.service() as service:
        translator = session.any_translator(service)
        with session.waiting(translator.translate("Copying the database…")):
            path = service.backup(file)
    size = path.stat().st_size
    if session.screen.json:
        session.screen.answer({"path": path, "bytes": size})
        return
    written = translator.translate(
        "Written: {path} ({n} MB)", path=path, n=max(1, round(size / 1_000_000))
    )
    session.screen.paragraph(written)


def restore(session: Session, file: Held, folder: Into) -> None:
    """Make a home folder of a backup; the folder must be new, or empty.

    Each file is checked against the backup's own list, and the database is opened, before
    anything is there. A restored home sends no mail until that is switched on again.
    """
    from watch.service import restore as restored
    from watch.wording import Translator

    session.log()
    held = restored(file, folder)
    if session.screen.json:
        session.screen.answer({"folder": folder, "backup": held, "sending": "off"})
        return
    translator = Translator(session.wishes.lang or "en")
    said = translator.translate(
        "Restored into {folder}, as it was on {moment}.",
        folder=folder,
        moment=translator.moment(held.made_at),
    )
    session.screen.paragraph(said)
    for note in (
        translator.translate("It sends no mail until you switch that on again."),
        translator.translate(
            "Build its search index: {command}", command=f"techwatch run --home {folder}"
        ),
    ):
        session.screen.note(note)
    if os.environ.get("DATABASE_URL"):
        session.screen.note(
            translator.translate(
                "DATABASE_URL names another database, which commands use. To move there: {command}",
                command=f"techwatch copy --from {folder}/index/watch.db --to URL",
            )
        )
