"""``techwatch solutions``: the library of what a company can do, to be read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from watch.cli.session import Session


class Kind(StrEnum):
    """What a family of solutions is."""

    TECHNOLOGY = "technology"
    PRACTICE = "practice"
    ORGANISATION = "organisation"
    SCHEME = "scheme"


class Maturity(StrEnum):
    """How far others have gone with it."""

    EMERGING = "emerging"
    SCALING = "scaling"
    PROVEN = "proven"


Area = Annotated[
    str, typer.Option(help="Only this operational area, e.g. logistics, maintenance, qualité, RH.")
]
OfKind = Annotated[Kind | None, typer.Option(help="Only what is of this kind.")]
OfMaturity = Annotated[Maturity | None, typer.Option(help="Only what is that mature.")]
Identity = Annotated[str, typer.Argument(metavar="ID", help="Id of a family, as in the list.")]
Words = Annotated[
    list[str], typer.Argument(metavar="WORDS…", help="A problem or a solution in your words.")
]


def list_solutions(
    session: Session,
    *,
    area: Area = "",
    kind: OfKind = None,
    maturity: OfMaturity = None,
) -> None:
    """Show the families of the solution library, area by area."""
    from watch.cli.show.solutions import family_object, shown_library

    with session.service() as service:
        found = service.solutions.every(
            area=area, kind=kind.value if kind else "", maturity=maturity.value if maturity else ""
        )
        translator = session.any_translator(service)
    if session.screen.json:
        listed = [family_object(solution, translator) for solution in found]
        session.screen.answer({"solutions": listed})
    else:
        shown_library(session.screen, found, translator)


def show_solution(session: Session, identity: Identity) -> None:
    """Show one family: the problems it answers, how news tells of it, gains, indicators."""
    from watch.cli.show.solutions import shown_solution, solution_object

    with session.service() as service:
        solution = service.solutions.named(identity.strip())
        translator = session.any_translator(service)
    if session.screen.json:
        session.screen.answer({"solution": solution_object(solution, translator)})
    else:
        shown_solution(session.screen, solution, translator)


def find_solutions(session: Session, words: Words) -> None:
    """Show the families nearest to a text, chosen as they are for a pain point."""
    from watch.cli.show.solutions import planned_object, shown_families

    with session.service() as service:
        translator = session.any_translator(service)
        with session.waiting(translator.translate("Reading the solution library")):
            found = service.solutions.near(" ".join(words))
    if session.screen.json:
        listed = [planned_object(family, translator) for family in found]
        session.screen.answer({"solutions": listed})
    else:
        shown_families(session.screen, found, translator)
