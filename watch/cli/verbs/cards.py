"""``techwatch card``, ``cards``, ``merge``, ``split``, ``measure``: opportunities with a life."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.decide import By, Identity, Remark, tell

Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only those that stand so: new, study, pilot, adopt, watch, no or done; repeatable.",
    ),
]
Overdue = Annotated[bool, typer.Option("--overdue", help="Only those whose due date is past.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="Another opportunity, named likewise.")]
Started = Annotated[str, typer.Option(metavar="DATE", help="Day on which the pilot began.")]
Ended = Annotated[str, typer.Option(metavar="DATE", help="Day on which the pilot ended.")]
Kpi = Annotated[str, typer.Option(metavar="TEXT", help="What is measured, and in what unit.")]
Before = Annotated[float | None, typer.Option(metavar="N", help="The indicator before the pilot.")]
After = Annotated[float | None, typer.Option(metavar="N", help="The indicator after it.")]
Gain = Annotated[
    float | None, typer.Option(metavar="N", help="Gain in a year, in your company's currency.")
]


def card(session: Session, identity: Identity) -> None:
    """Show one opportunity: where it stands, what speaks for and against it, its history."""
    from watch.cli.meant import meant_card
    from watch.cli.show.card import card_object, shown_card

    with session.service() as service:
        found = meant_card(service, identity)
        translator, currency = session.translator(service), service.company().currency
        if session.screen.json:
            session.screen.answer(card_object(found, translator, currency))
            return
        zone, today = session.zone(service), session.today(service)
        shown_card(session.screen, found, translator, zone=zone, today=today, currency=currency)


def cards(session: Session, *, status: Statuses = None, overdue: Overdue = False) -> None:
    """Show every opportunity that was ever listed, by where it stands; what is late is marked."""
    from watch.cli import words
    from watch.cli.show.cards import brief_object, shown_cards
    from watch.wording import days_late

    wanted = {words.status(written) for written in status or []}
    with session.service() as service:
        today, translator = session.today(service), session.translator(service)
        found = [
            one
            for one in service.reviews.cards(wanted)
            if not overdue or days_late(one.standing, today)
        ]
    if session.screen.json:
        session.screen.answer({"cards": [brief_object(one, today) for one in found]})
    else:
        shown_cards(session.screen, found, translator, today)


def merge(session: Session, identity: Identity, other: Other, *, by: By = "") -> None:
    """Take one opportunity into another: from now on they are decided as one."""
    from watch.cli.meant import meant_card, whoever

    with session.service() as service:
        one, two = (meant_card(service, name).opportunity for name in (identity, other))
        tell(session, service, service.reviews.merge(one.id, two.id, by=whoever(by)))


def split(session: Session, identity: Identity, other: Other, *, by: By = "") -> None:
    """Let an opportunity go that was merged into another; each has its own decisions again."""
    from watch.cli.meant import meant_card, whoever

    with session.service() as service:
        one, two = (meant_card(service, name).opportunity for name in (identity, other))
        tell(session, service, service.reviews.split(one.id, two.id, by=whoever(by)))


def measure(  # noqa: PLR0913 - one option for each thing that a pilot gives
    session: Session,
    identity: Identity,
    *,
    started: Started = "",
    ended: Ended = "",
    kpi: Kpi = "",
    before: Before = None,
    after: After = None,
    gain: Gain = None,
    note: Remark = "",
    by: By = "",
) -> None:
    """Note what a pilot gave: its days, an indicator before and after, the gain of a year.

    What is not said stays as it was said before.
    """
    from watch.cli import words
    from watch.cli.meant import meant_card, whoever
    from watch.errors import UsageError
    from watch.model import PilotResult

    with session.service() as service:
        today = session.today(service)
        began_on, ended_on = (words.day(d, today) if d else None for d in (started, ended))
        result = PilotResult(
            started_on=began_on,
            ended_on=ended_on,
            kpi=kpi.strip(),
            kpi_before=before,
            kpi_after=after,
            yearly_gain=gain,
        )
        if result == PilotResult():
            message = "nothing was measured"
            raise UsageError(message, hint="give a day, the indicator or the gain")
        name = meant_card(service, identity).opportunity.id
        measured = service.reviews.measure(name, result, by=whoever(by), note=note.strip())
        tell(session, service, measured)
