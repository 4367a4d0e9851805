"""``techwatch sources``: what is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from watch.cli.session import Session

Url = Annotated[str, typer.Argument(help="Address of an RSS, Atom or JSON feed.")]
Name = Annotated[str, typer.Option(help="What to call it; else its host.")]
Owner = Annotated[str, typer.Option(help="Who publishes it; else its domain.")]
Pack = Annotated[str, typer.Option(help="Pack that it belongs to.")]
Spoken = Annotated[str, typer.Option(metavar="fr|en", help="Language of its articles.")]
Opml = Annotated[Path, typer.Argument(help="An OPML file, as feed readers export it.")]


def list_sources(session: Session) -> None:
    """Show every source, how its last poll ended and how many articles it gave."""
    from watch.cli.show.standings import shown_standings, standing_object

    with session.service() as service:
        translator, standings = session.any_translator(service), service.sources()
        if session.screen.json:
            session.screen.answer({"sources": [standing_object(s) for s in standings]})
        else:
            shown_standings(session.screen, standings, translator, polled=False)


def check_sources(session: Session) -> int:
    """Poll every source once and show how each answers; nothing is stored.

    Ends with 3 when some fail.
    """
    from watch.cli.progress import TerminalProgress
    from watch.cli.show.standings import failed, shown_standings, standing_object

    with session.service() as service:
        translator = session.any_translator(service)
        with TerminalProgress(session.screen.err, translator) as progress:
            standings = service.check_sources(progress)
        if session.screen.json:
            session.screen.answer({"sources": [standing_object(s) for s in standings]})
        else:
            shown_standings(session.screen, standings, translator, polled=True)
    return 3 if any(failed(standing) for standing in standings) else 0


def add_source(
    session: Session,
    url: Url,
    *,
    name: Name = "",
    owner: Owner = "",
    pack: Pack = "",
    language: Spoken = "",
) -> None:
    """Poll an address and, if a feed answers, add it to sources.yaml."""
    from watch.cli.show.standings import standing_object
    from watch.service import new_source

    with session.service() as service:
        source = new_source(url, name=name, owner=owner, pack=pack, language=language)
        standing = service.add_source(source)
        translator = session.any_translator(service)
        if session.screen.json:
            session.screen.answer({"added": standing_object(standing)})
            return
        added = translator.translate("Added: {name}", name=standing.source.name)
        count = translator.plural("{n} entry", "{n} entries", standing.record.entry_count)
        session.screen.paragraph(f"{added} · {count}")


def import_sources(session: Session, file: Opml) -> None:
    """Add the feeds of an OPML file to sources.yaml."""
    with session.service() as service:
        added, known = service.import_opml(file)
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
