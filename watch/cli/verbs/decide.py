"""``techwatch decide`` and what else is said of an opportunity; each adds a row to the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from datetime import date

    from watch.model import Card, WakeRule
    from watch.service import Service

Identity = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="An opportunity: its number in the newest list, or how its id begins."
    ),
]
Word = Annotated[
    str,
    typer.Argument(
        metavar="DECISION",
        help="study, watch, no, done, pilot or adopt (étudier, veille, non, fait, pilote, "
        "adopter).",
    ),
]
Why = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help="Why not: off-topic, already-known, already-done-here, too-early, too-expensive, "
        "not-our-size-or-sector, not-available-here, doubtful-source, duplicate or "
        "not-a-priority; or its French name. `no` needs one.",
    ),
]
Owner = Annotated[str, typer.Option(metavar="NAME", help="Who takes care of it.")]
Department = Annotated[str, typer.Option(metavar="NAME", help="Department that takes care of it.")]
Due = Annotated[str, typer.Option(metavar="DATE|30d", help="By when: 2026-12-04, or 30d, 6w.")]
Next = Annotated[str, typer.Option("--next", metavar="TEXT", help="The next step.")]
Until = Annotated[
    str, typer.Option(metavar="DATE|30d", help="Put aside until a day: 2026-12-04, or 30d, 6w.")
]
Owners = Annotated[
    int,
    typer.Option(
        min=0,
        help="Put aside until so many further independent sources tell it.",
        show_default=False,
    ),
]
When = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CHANGE",
        help="Put aside until this is news: price, law, peer, adopter, figure, availability or "
        "failure; repeatable.",
    ),
]
Remark = Annotated[str, typer.Option("--note", metavar="TEXT", help="A remark.")]
By = Annotated[
    str, typer.Option(metavar="NAME", help="Who decides; else the name you are logged in with.")
]
Row = Annotated[
    int,
    typer.Option(
        min=0,
        help="Number of a row of its history; else the last that counts.",
        show_default=False,
    ),
]
Text = Annotated[str, typer.Argument(metavar="TEXT", help="The remark.")]
Place = Annotated[
    int | None, typer.Argument(metavar="[PLACE]", min=1, help="Wished place in the list, 1 first.")
]
PlaceWhy = Annotated[str, typer.Option("--why", metavar="TEXT", help="Reason for the place.")]
Free = Annotated[bool, typer.Option("--free", help="Give its place back to the score.")]


def decide(  # noqa: PLR0913 - one option for each thing that a decision may say
    session: Session,
    identity: Identity,
    decision: Word,
    *,
    reason: Why = "",
    owner: Owner = "",
    department: Department = "",
    due: Due = "",
    next_step: Next = "",
    until: Until = "",
    owners: Owners = 0,
    when: When = None,
    note: Remark = "",
    by: By = "",
) -> None:
    """Decide on an opportunity: study it, watch it, reject it, or say that it is done here.

    What is watched or rejected comes back by a rule: the one that you give with --until,
    --owners and --when, else the one of its reason. Every decision can be undone.
    """
    from watch.cli import words
    from watch.cli.meant import meant_card, whoever
    from watch.model import Act

    status = words.decision(decision)
    code = words.reason(reason) if reason else None
    with session.service() as service:
        card = service.reviews.record(
            meant_card(service, identity).opportunity.id,
            Act.DECIDE,
            status=status,
            reason=code,
            wake=_rule(until, owners, when or [], session.today(service)),
            note=note.strip(),
            by=whoever(by),
            **_people(session, service, (owner, department, due, next_step)),
        )
        tell(session, service, card)


def assign(  # noqa: PLR0913 - one option for each thing that can be assigned
    session: Session,
    identity: Identity,
    *,
    owner: Owner = "",
    department: Department = "",
    due: Due = "",
    next_step: Next = "",
    by: By = "",
) -> None:
    """Say who takes care of an opportunity, until when, and what is next.

    What is not said stays as it was.
    """
    from watch.cli.meant import meant_card, whoever
    from watch.model import Act

    with session.service() as service:
        name = meant_card(service, identity).opportunity.id
        people = _people(session, service, (owner, department, due, next_step))
        card = service.reviews.record(name, Act.ASSIGN, by=whoever(by), **people)
        tell(session, service, card)


def note(session: Session, identity: Identity, text: Text, *, by: By = "") -> None:
    """Write a remark on an opportunity."""
    from watch.cli.meant import meant_card, whoever
    from watch.model import Act

    with session.service() as service:
        name = meant_card(service, identity).opportunity.id
        card = service.reviews.record(name, Act.NOTE, note=text.strip(), by=whoever(by))
        tell(session, service, card)


def place(
    session: Session,
    identity: Identity,
    place: Place = None,
    *,
    why: PlaceWhy = "",
    free: Free = False,
    by: By = "",
) -> None:
    """Put an opportunity in a place of your own choice; the list says so.

    It counts from the next list on.
    """
    from watch.cli.meant import meant_card, whoever
    from watch.errors import UsageError
    from watch.model import Act

    if free is (place is not None):
        message = "a place is either given or given back"
        raise UsageError(message, hint="name the place, or say --free")
    with session.service() as service:
        name = meant_card(service, identity).opportunity.id
        card = service.reviews.record(
            name, Act.PLACE, place=place, note=why.strip(), by=whoever(by)
        )
        tell(session, service, card)


def undo(session: Session, identity: Identity, *, row: Row = 0, by: By = "") -> None:
    """Take back what was last said of an opportunity; it stays in its history.

    Again goes back one row further. To take an undo back, name its row.
    """
    from watch.cli.meant import meant_card, whoever

    with session.service() as service:
        name = meant_card(service, identity).opportunity.id
        card = service.reviews.undo(name, row, by=whoever(by))
        tell(session, service, card, undone=True)


def _people(
    session: Session, service: Service, said: tuple[str, str, str, str]
) -> dict[str, str | date | None]:
    from watch.cli import words

    owner, department, due, next_step = (text.strip() for text in said)
    return {
        "owner": owner,
        "department": department,
        "due_on": words.day(due, session.today(service)) if due else None,
        "next_step": next_step,
    }


def _rule(until: str, owners: int, when: list[str], today: date) -> WakeRule:
    from watch.cli import words
    from watch.model import WakeRule

    return WakeRule(
        until_on=words.day(until, today) if until else None,
        owners=owners,
        changes=tuple(dict.fromkeys(words.change(one) for one in when)),
    )


def tell(session: Session, service: Service, card: Card, *, undone: bool = False) -> None:
    """Show where the card stands now, and how to take the last row back."""
    from watch.cli.meant import short_id
    from watch.cli.show.card import card_object, shown_state

    translator, currency = session.translator(service), service.company().currency
    if session.screen.json:
        session.screen.answer(card_object(card, translator, currency))
        return
    shown_state(session.screen, card, translator, session.today(service), currency)
    row = f" --row {card.history[-1].number}" if undone else ""
    command = session.command(f"undo {short_id(card.opportunity.id)}{row}")
    session.screen.note(translator.translate("To take it back: {command}", command=command))
