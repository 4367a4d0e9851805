"""``techwatch opportunities``: the list of a week."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import Edition, OpportunityId, Standing, Week
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
Reader = Annotated[
    str,
    typer.Option(metavar="NAME", help="The list of a reader of watch.yaml; else the company's."),
]
Limit = Annotated[int | None, typer.Option(min=1, help="Show at most so many.")]

_WEEK = re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])")


def opportunities(
    session: Session,
    *,
    week: Chosen = "",
    limit: Limit = None,
    what_if: Profile = "",
    reader: Reader = "",
) -> None:
    """Show the list of the week: what could reduce one of your pain points.

    Each line has a score out of 100 (how useful), a grade (how sure), the sentence that
    supports it, its source, date and address. Then what changed about what you follow,
    and the pain points without news.
    """
    if what_if:
        _what_if(session, what_if, week or reader, limit)
        return
    with session.service() as service:
        edition = chosen_edition(service, week, reader)
        tell_edition(session, service, edition, limit)
        if not session.screen.json:
            _open_one(session, service, edition)


def _what_if(session: Session, profile: str, besides: str, limit: int | None) -> None:
    """Show the last list under another profile; the stored one stays as it is."""
    from dataclasses import replace

    from watch.cli.show.what_if import shown_what_if
    from watch.cli.structure import plain
    from watch.errors import UsageError

    if besides:
        message = "`--what-if` looks at the company's last list only"
        raise UsageError(message, hint="leave `--week` and `--reader` out")
    with session.service() as service:
        translator = session.translator(service)
        with session.waiting(translator.translate("Ranking again")):
            found = service.what_if(profile)
    if session.screen.json:
        session.screen.answer(plain(replace(found, shifts=found.shifts[:limit])))
    else:
        shown_what_if(session.screen, found, translator, limit=limit)


def chosen_edition(service: Service, written: str, reader: str) -> Edition:
    """Return the list of a week, or the one to review.

    Raises:
        ConfigError: If the folder is no home.
        UsageError: If what was written is no week, or there is no such list or reader.
    """
    from watch.errors import UsageError
    from watch.wording import mark

    service.company()  # a folder that is no home is told what it lacks, and left as it is
    week = week_meant(written)
    edition = service.editions.edition(week, reader)
    if edition is not None:
        return edition
    weeks = service.editions.weeks(reader)
    if week and weeks:
        message = mark("there is no list for {week}")
        values = {"week": week, "weeks": ", ".join(weeks[:8])}
        raise UsageError(message, hint=mark("there is one for {weeks}"), values=values)
    message = mark("there is no list yet")
    hint = mark("run `techwatch run` first, or `techwatch demo` for an example")
    raise UsageError(message, hint=hint)


def tell_edition(session: Session, service: Service, edition: Edition, limit: int | None) -> None:
    """Show a list, with what was decided since it was made, or answer with it."""
    from watch.cli.show.edition import edition_object, shown_edition

    translator = session.translator(service)
    if session.screen.json:
        session.screen.answer(edition_object(edition, translator, limit=limit))
        return
    shown_edition(
        session.screen,
        edition,
        translator,
        limit=limit,
        zone=session.zone(service),
        decided=_decided_since(service, edition),
    )


def _decided_since(service: Service, edition: Edition) -> dict[OpportunityId, Standing]:
    """Return where the opportunities stand that were decided since a list was made."""
    cards = [card.standing for card in service.reviews.cards()]
    return {
        standing.opportunity_id: standing
        for standing in cards
        if standing.decided_at and standing.decided_at >= edition.made_at
    }


def week_meant(written: str) -> Week | None:
    """Return the week that is meant; nothing where nothing was written.

    Raises:
        UsageError: If it is no week.
    """
    from watch.errors import UsageError
    from watch.model import Week
    from watch.wording import mark

    name = written.strip().upper()
    if name and not _WEEK.fullmatch(name):
        message = mark("`{written}` is not a week")
        raise UsageError(message, hint=mark("write it as 2026-W47"), values={"written": written})
    return Week(name) if name else None


def _open_one(session: Session, service: Service, shown: Edition) -> None:
    """Tell of the list that runs are working for, where another is shown."""
    coming = service.editions.open_list(shown.reader)
    if coming is None or coming.week == shown.week:
        return
    translator = session.translator(service)
    reader = f" --reader {shlex.quote(shown.reader)}" if shown.reader else ""
    command = session.command(f"opportunities --week {coming.week}{reader}")
    session.screen.note("")
    session.screen.note(
        translator.translate("The next list is in preparation: {command}", command=command)
    )
