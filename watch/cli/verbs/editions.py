"""``techwatch editions``: the lists of all weeks; frozen, they never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.opportunities import Limit, Reader, chosen_edition, tell_edition, week_meant

if TYPE_CHECKING:
    from watch.model import Edition
    from watch.service import Service

Named = Annotated[str, typer.Argument(metavar="WEEK", help="An ISO week such as 2026-W47.")]
Compared = Annotated[
    str, typer.Argument(metavar="[WEEK]", help="An ISO week such as 2026-W47; else the newest.")
]


def list_editions(session: Session, *, reader: Reader = "") -> None:
    """Show the weeks that have a list, newest first: frozen or still open, and how long."""
    from watch.cli.show.editions import listed_object, shown_editions

    with session.service() as service:
        found = _every(service, reader)
        translator = session.translator(service)
        if session.screen.json:
            session.screen.answer({"editions": [listed_object(edition) for edition in found]})
        else:
            zone = session.zone(service)
            shown_editions(session.screen, found, translator, zone, session.command)


def show_edition(
    session: Session, week: Named, *, reader: Reader = "", limit: Limit = None
) -> None:
    """Show the list of one week as it was frozen, or as it stands if it is still open."""
    with session.service() as service:
        tell_edition(session, service, chosen_edition(service, week, reader), limit)


def freeze_edition(session: Session, *, reader: Reader = "") -> None:
    """Freeze the open list now, before its time; from then on nothing changes it.

    Rows that fail a guard are left out, and named.
    """
    from watch.cli.show.edition import edition_object
    from watch.cli.show.editions import shown_frozen

    with session.service() as service:
        edition = service.editions.freeze(reader)
        translator = session.translator(service)
    if session.screen.json:
        session.screen.answer(edition_object(edition, translator))
    else:
        shown_frozen(session.screen, edition, translator)


def compare_editions(session: Session, week: Compared = "", *, reader: Reader = "") -> None:
    """Show a list beside the one before: what is new, up, down or gone, and why."""
    from watch.cli.show.comparison import comparison_object, shown_comparison

    with session.service() as service:
        found = service.editions.compare(week_meant(week), reader)
        translator = session.translator(service)
    if session.screen.json:
        session.screen.answer(comparison_object(found, translator))
    else:
        shown_comparison(session.screen, found, translator)


def _every(service: Service, reader: str) -> list[Edition]:
    weeks = service.editions.weeks(reader)
    found = (service.editions.edition(week, reader) for week in weeks)
    return [edition for edition in found if edition]
