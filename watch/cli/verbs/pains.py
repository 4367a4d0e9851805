"""``techwatch pains``: what hurts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import PainPoint

Title = Annotated[str, typer.Argument(help="The problem, in one line, in your own words.")]
Description = Annotated[str, typer.Option(help="What happens, where, with which figures.")]
Area = Annotated[
    str, typer.Option(help="Operational area, e.g. logistics, maintenance, qualité, RH.")
]
Department = Annotated[str, typer.Option(help="Department it belongs to.")]
Owner = Annotated[str, typer.Option(help="Who answers for it.")]
Kpi = Annotated[str, typer.Option(help="The figure that would show an improvement.")]
Cost = Annotated[
    float | None, typer.Option(min=0, help="What it costs in a year, in your currency.")
]
Keywords = Annotated[
    list[str] | None,
    typer.Option("--keyword", metavar="WORD", help="A word of the subject; repeatable."),
]

Limit = Annotated[int, typer.Option(min=1, max=20, help="Show at most so many.")]


def list_pains(session: Session) -> None:
    """Show the pain points that news is matched with."""
    from watch.cli.show.pains import shown_pains

    with session.service() as service:
        pains = service.pains()
        if session.screen.json:
            session.screen.answer({"pains": pains})
            return
        currency = service.company().currency
        shown_pains(session.screen, pains, currency, session.translator(service))


def try_pain(
    session: Session,
    title: Title,
    *,
    description: Description = "",
    area: Area = "",
    keyword: Keywords = None,
    limit: Limit = 10,
) -> None:
    """Show what would be found for a problem in what was collected, without adding it.

    Neither the bar nor the quotas of the weekly list apply: these are the candidates.
    """
    from watch.cli.show.edition import opportunity_objects, shown_opportunities
    from watch.model import PainId, PainPoint

    _require_title(title.strip())
    pain = PainPoint(
        id=PainId(""),
        title=title.strip(),
        description=description.strip(),
        area=area.strip(),
        keywords=tuple(keyword or ()),
    )
    with session.service() as service:
        translator = session.any_translator(service)
        found = service.try_pain(pain, limit=limit)
        if session.screen.json:
            session.screen.answer({"opportunities": opportunity_objects(found, translator)})
        else:
            shown_opportunities(session.screen, found, translator)


def add_pain(  # noqa: PLR0913 - one option for each thing that can be said of a pain point
    session: Session,
    title: Title,
    *,
    description: Description = "",
    area: Area = "",
    department: Department = "",
    owner: Owner = "",
    kpi: Kpi = "",
    yearly_cost: Cost = None,
    keyword: Keywords = None,
) -> None:
    """State a problem: it is added to painpoints.yaml and counts from the next run on.

    Only the title is needed; a description makes the matches better.
    """
    from watch.model import PainId, PainPoint

    stated = PainPoint(
        id=PainId(""),
        title=title.strip(),
        description=description.strip(),
        area=area.strip(),
        department=department.strip(),
        owner=owner.strip(),
        kpi=kpi.strip(),
        yearly_cost=yearly_cost,
        keywords=tuple(keyword or ()),
    )
    _require_title(stated.title)
    _add(session, stated)


def _add(session: Session, stated: PainPoint) -> None:
    with session.service() as service:
        pain = service.add_pain(stated)
        translator = session.any_translator(service)
        if session.screen.json:
            session.screen.answer({"added": pain})
            return
        session.screen.paragraph(translator.translate("Added: {name}", name=pain.title))
    session.screen.note(
        translator.translate(
            "It counts from the next run on: {command}", command=session.command("run")
        )
    )


def _require_title(title: str) -> None:
    from watch.errors import UsageError

    if not 3 <= len(title) <= 300:
        message = "the title of a pain point has 3 to 300 characters"
        raise UsageError(message, hint="say the problem in one line; --description takes the rest")
