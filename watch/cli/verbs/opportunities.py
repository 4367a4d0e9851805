"""``techwatch opportunities``: the list of a week."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import Edition
    from watch.service import Service

Chosen = Annotated[
    str, typer.Option("--week", metavar="WEEK", help="An ISO week such as 2026-W47; else the last.")
]
Profile = Annotated[
    str,
    typer.Option(
        "--what-if",
        metavar="PROFILE",
        help="Show what another profile of weights would make of the last list.",
    ),
]
Limit = Annotated[int | None, typer.Option(min=1, help="Show at most so many.")]

_WEEK = re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])")


def opportunities(
    session: Session, *, week: Chosen = "", limit: Limit = None, what_if: Profile = ""
) -> None:
    """Show the list of the week: what could reduce one of your pain points.

    Each line has a score out of 100 (how useful), a grade (how sure), the sentence that
    supports it, its source, date and address. At the end: pain points without news.
    """
    from watch.cli.show.edition import edition_object, shown_edition

    if what_if:
        _what_if(session, what_if, week, limit)
        return
    with session.service() as service:
        translator = session.translator(service)
        edition = _edition(service, week.upper())
        if session.screen.json:
            session.screen.answer(edition_object(edition, translator, limit=limit))
        else:
            shown_edition(session.screen, edition, translator, limit=limit)


def _what_if(session: Session, profile: str, week: str, limit: int | None) -> None:
    """Show the last list under another profile; the stored one stays as it is."""
    from dataclasses import replace

    from watch.cli.show.what_if import shown_what_if
    from watch.cli.structure import plain
    from watch.errors import UsageError

    if week:
        message = "`--what-if` looks at the last list only"
        raise UsageError(message, hint="leave `--week` out")
    with session.service() as service:
        translator = session.translator(service)
        with session.waiting(translator.translate("Ranking again")):
            found = service.what_if(profile)
    if session.screen.json:
        session.screen.answer(plain(replace(found, shifts=found.shifts[:limit])))
    else:
        shown_what_if(session.screen, found, translator, limit=limit)


def _edition(service: Service, week: str) -> Edition:
    from watch.errors import UsageError
    from watch.model import Week

    if week and not _WEEK.fullmatch(week):
        message = f"`{week}` is not a week"
        raise UsageError(message, hint="write it as 2026-W47")
    edition = service.edition(Week(week) if week else None)
    if edition is not None:
        return edition
    weeks = service.weeks()
    if week and weeks:
        message = f"there is no list for {week}"
        raise UsageError(message, hint=f"there is one for {', '.join(weeks[:8])}")
    message = "there is no list yet"
    raise UsageError(message, hint="run `techwatch run` first, or `techwatch demo` for an example")
