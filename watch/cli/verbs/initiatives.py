"""``techwatch initiatives``: what the company already does, so that it is no news to it."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

Text = Annotated[str, typer.Argument(metavar="TEXT", help="What you already do, in one line.")]
OfPain = Annotated[
    str, typer.Option("--pain", metavar="PAIN", help="The pain point it is for, by number or id.")
]
Family = Annotated[
    str,
    typer.Option("--solution", metavar="ID", help="Its family, as in `techwatch solutions list`."),
]
Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="Its number in the list.")]


def list_initiatives(session: Session) -> None:
    """Show what your company already does; what resembles it counts less."""
    from watch.cli.show.initiatives import initiative_object, shown_initiatives

    with session.service() as service:
        found = service.reviews.initiatives()
        pains = {pain.id: pain.title for pain in service.pains()}
        names = {family.id: family.name for family in service.solutions.every()}
        translator = session.translator(service)
    if session.screen.json:
        listed = [initiative_object(number, one) for number, one in found.items()]
        session.screen.answer({"initiatives": listed})
    else:
        shown_initiatives(session.screen, found, pains, names, translator)


def add_initiative(
    session: Session, text: Text, *, pain: OfPain = "", solution: Family = ""
) -> None:
    """Register something that your company already does.

    It counts for a pain point if both it and the family of solutions are named.
    """
    from watch.cli.meant import meant_pain
    from watch.cli.show.initiatives import initiative_object
    from watch.errors import UsageError
    from watch.model import Initiative

    if not text.strip():
        message = "there is nothing to register"
        raise UsageError(message, hint="say in one line what you already do")
    with session.service() as service:
        initiative = Initiative(
            text=text.strip(),
            pain_id=meant_pain(service, pain).id if pain else None,
            solution_id=service.solutions.named(solution.strip()).id if solution else "",
        )
        number = service.reviews.add_initiative(initiative)
        translator = session.translator(service)
    if session.screen.json:
        session.screen.answer({"added": initiative_object(number, initiative)})
    else:
        session.screen.paragraph(translator.translate("Added: {name}", name=initiative.text))


def remove_initiative(session: Session, number: Number) -> None:
    """Strike something from what your company already does."""
    with session.service() as service:
        service.reviews.remove_initiative(number)
        translator = session.translator(service)
    if session.screen.json:
        session.screen.answer({"removed": number})
    else:
        session.screen.paragraph(translator.translate("Removed."))
