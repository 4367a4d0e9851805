"""``techwatch pains edit`` and ``remove``: a stated problem said otherwise, or taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.meant import meant_pain
from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import PainPoint
    from watch.wording import Translator

Pain = Annotated[str, typer.Argument(metavar="PAIN", help="A pain point, by number, id or title.")]
Title = Annotated[str | None, typer.Option(help="The problem, in one line.")]
Description = Annotated[str | None, typer.Option(help="What happens, where, with which figures.")]
Area = Annotated[str | None, typer.Option(help="Operational area, e.g. logistics, qualité, RH.")]
Department = Annotated[str | None, typer.Option(help="Department it belongs to.")]
Owner = Annotated[str | None, typer.Option(help="Who answers for it.")]
Kpi = Annotated[str | None, typer.Option(help="The figure that would show an improvement.")]
Cost = Annotated[float | None, typer.Option(min=0, help="What it costs in a year.")]
Importance = Annotated[
    float | None, typer.Option(min=0, max=10, help="From 0, of no importance, to 10, vital.")
]
Satisfaction = Annotated[
    float | None, typer.Option(min=0, max=10, help="From 0, nothing is done, to 10, all is well.")
]
Horizon = Annotated[
    int | None,
    typer.Option("--horizon-months", min=1, max=120, help="When a solution must have paid."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

_YES = {"y", "yes", "o", "oui"}


def edit_pain(  # noqa: PLR0913 - one option for each thing that can be said of a pain point
    session: Session,
    pain: Pain,
    *,
    title: Title = None,
    description: Description = None,
    area: Area = None,
    department: Department = None,
    owner: Owner = None,
    kpi: Kpi = None,
    yearly_cost: Cost = None,
    importance: Importance = None,
    satisfaction: Satisfaction = None,
    horizon: Horizon = None,
) -> None:
    """Say a stated problem otherwise; only what is given changes, comments stay.

    An empty text takes back what was said. `techwatch pains refine` changes the lists.
    """
    said = {
        "title": title,
        "description": description,
        "area": area,
        "department": department,
        "owner": owner,
        "kpi": kpi,
        "yearly_cost": yearly_cost,
        "importance": importance,
        "satisfaction": satisfaction,
        "horizon_months": horizon,
    }
    _edit(session, pain, {name: value for name, value in said.items() if value is not None})


def remove_pain(session: Session, pain: Pain, *, yes: Yes = False) -> int:
    """Take a problem out of painpoints.yaml; what was decided for it is kept."""
    with session.service() as service:
        found = meant_pain(service, pain)
        translator = session.any_translator(service)
        if not _agreed(session, found, translator, yes=yes):
            return 1
        service.pain_points.remove(found.id)
    if session.screen.json:
        session.screen.answer({"removed": found})
    else:
        session.screen.paragraph(translator.translate("Removed: {name}", name=found.title))
    return 0


def _edit(session: Session, pain: str, said: dict[str, str | float]) -> None:
    from watch.errors import UsageError
    from watch.service import Overtaken

    if not said:
        message = "there is nothing to change"
        raise UsageError(message, hint="give what is to change, for example --importance 9")
    with session.service() as service:
        before = meant_pain(service, pain)
        wanted = replace(before, **said)  # type: ignore[arg-type]
        after = service.pain_points.save(wanted, before)
        if isinstance(after, Overtaken):  # the file changed between two lines of this function
            message = "painpoints.yaml was being changed by somebody else"
            raise UsageError(message, hint="run the command again")
        translator = session.any_translator(service)
    if session.screen.json:
        session.screen.answer({"changed": after})
        return
    session.screen.paragraph(translator.translate("Changed: {name}", name=after.title))
    command = session.command("run")
    session.screen.note(
        translator.translate("It counts from the next run on: {command}", command=command)
    )


def _agreed(session: Session, pain: PainPoint, translator: Translator, *, yes: bool) -> bool:
    """Ask whether a pain point is to be removed.

    Raises:
        UsageError: If nobody is there to ask and nothing was said beforehand.
    """
    from watch.errors import UsageError
    from watch.wording import one_line

    if yes:
        return True
    if not session.attended:
        message = f"`{pain.id}` would leave painpoints.yaml"
        raise UsageError(message, hint="if that is meant, repeat with --yes")
    session.screen.note(one_line(pain.title, 300))
    question = translator.translate("Remove it from painpoints.yaml? [y/N]")
    answer = typer.prompt(question, default="", show_default=False, err=True)
    return answer.strip().lower() in _YES
