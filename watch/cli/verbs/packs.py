"""``techwatch packs``: sources that are switched on and off together."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

Names = Annotated[
    list[str], typer.Argument(metavar="PACK…", help="Packs, by id or by name; several at once.")
]


def list_packs(session: Session) -> None:
    """Show every pack: on or off, for which sectors, how many sources, how many of them fail."""
    from watch.cli.show.packs import pack_object, shown_packs

    with session.service() as service:
        standings = service.packs.standings()
        if session.screen.json:
            session.screen.answer({"packs": [pack_object(standing) for standing in standings]})
        else:
            shown_packs(session.screen, standings, session.any_translator(service))


def switch_on(session: Session, pack: Names) -> None:
    """Read the sources of packs from the next run on; sources.yaml keeps its comments."""
    _switch(session, pack, on=True)


def switch_off(session: Session, pack: Names) -> None:
    """Stop reading the sources of packs; articles already read stay."""
    _switch(session, pack, on=False)


def suggest_packs(session: Session) -> None:
    """Show how many sources cover each pain point, and what would add some.

    Where fewer than five answer, finding nothing proves little: packs that are switched off
    and a search of the news are suggested.
    """
    from watch.cli.show.packs import shown_coverage

    with session.service() as service:
        rows = service.packs.coverage()
        if session.screen.json:
            session.screen.answer({"coverage": rows})
            return
        pains = {pain.id: pain for pain in service.pains()}
        translator = session.translator(service)
        shown_coverage(session.screen, rows, pains, translator, session.command)


def _switch(session: Session, names: list[str], *, on: bool) -> None:
    from watch.cli.show.packs import pack_name

    with session.service() as service:
        changed = service.packs.switch(names, on=on)
        translator = session.any_translator(service)
    if session.screen.json:
        session.screen.answer({"switched": [pack.id for pack in changed], "on": on})
        return
    if not changed:
        session.screen.paragraph(translator.translate("Nothing changed: it was so already."))
        return
    said = translator.translate("Switched on:") if on else translator.translate("Switched off:")
    session.screen.paragraph(", ".join(pack_name(pack, translator) for pack in changed), label=said)
    session.screen.note(
        translator.translate(
            "It counts from the next run on: {command}", command=session.command("run")
        )
    )
