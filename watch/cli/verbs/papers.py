"""``techwatch brief`` and ``quarter``: pages to print for who was not there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.decide import Identity

if TYPE_CHECKING:
    from watch.service import Service

Out = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="File to write, .html or .pdf; else .html in this folder."),
]
Written = Annotated[
    str, typer.Argument(metavar="[QUARTER]", help="A quarter such as 2026-Q4; else the present.")
]


def brief(session: Session, identity: Identity, *, out: Out = None) -> None:
    """Write the brief of an opportunity: one A4 page for who decides with you.

    PDF files need the extra `pdf`.
    """
    from watch.cli.meant import meant_card, short_id

    with session.service() as service:
        name = meant_card(service, identity).opportunity.id
        html = service.briefs.card_html(name, session.wishes.lang)
        _save(session, service, html, out or Path(f"brief-{short_id(name)}.html"))


def quarter(session: Session, quarter: Written = "", *, out: Out = None) -> None:
    """Write the summary of a quarter: what was decided, tried and gained, on one or two A4 pages.

    PDF files need the extra `pdf`.
    """
    with session.service() as service:
        html = service.briefs.quarter_html(quarter, session.wishes.lang)
        _save(session, service, html, out or Path(f"quarter-{quarter or 'present'}.html"))


def _save(session: Session, service: Service, html: str, out: Path) -> None:
    path = service.briefs.save(html, out.expanduser().resolve())
    if session.screen.json:
        session.screen.answer({"path": path})
    else:
        session.screen.line(str(path))
