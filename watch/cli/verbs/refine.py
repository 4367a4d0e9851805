"""``techwatch pains show`` and ``refine``: how a pain point is searched for, seen and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watch.cli.meant import meant_pain
from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import PainPoint
    from watch.service import Service

Pain = Annotated[str, typer.Argument(metavar="PAIN", help="A pain point, by number, id or title.")]
Accept = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="Put this family of solutions first; repeatable."),
]
Refuse = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="Never search by this family; repeatable."),
]
Sketch = Annotated[
    list[str] | None,
    typer.Option(metavar="TEXT", help="A solution you imagine, in a sentence; repeatable."),
]
Keyword = Annotated[
    list[str] | None, typer.Option(metavar="WORD", help="A word of the subject; repeatable.")
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="WORD", help="An article with this word is out; repeatable."),
]
Forget = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TEXT_OR_ID", help="Take this out of whichever list holds it; repeatable."
    ),
]


def show_pain(session: Session, pain: Pain) -> None:
    """Show one pain point: what was stated, its need, and how it is searched for."""
    with session.service() as service:
        _show(session, service, meant_pain(service, pain))


def refine_pain(  # noqa: PLR0913 - one option for each list
    session: Session,
    pain: Pain,
    *,
    accept: Accept = None,
    refuse: Refuse = None,
    sketch: Sketch = None,
    keyword: Keyword = None,
    exclude: Exclude = None,
    forget: Forget = None,
) -> None:
    """Change how a pain point is searched for; painpoints.yaml keeps its comments.

    Shows the pain point as it is searched for afterwards, from the next run on.
    """
    from watch.service import Refinement, not_held

    wanted = Refinement(
        accept=tuple(accept or ()),
        refuse=tuple(refuse or ()),
        sketches=tuple(sketch or ()),
        keywords=tuple(keyword or ()),
        exclusions=tuple(exclude or ()),
        forget=tuple(forget or ()),
    )
    with session.service() as service:
        before = meant_pain(service, pain)
        after = service.solutions.refine(before, wanted)
        translator = session.translator(service)
        for text in not_held(before, wanted.forget):
            session.screen.note(translator.translate("No list holds “{text}”.", text=text))
        _show(session, service, after)
        if after != before:
            command = session.command("run")
            said = translator.translate(
                "It counts from the next run on: {command}", command=command
            )
            session.screen.note(said)


def _show(session: Session, service: Service, pain: PainPoint) -> None:
    from watch.cli.show.pains import plan_object, shown_plan

    translator = session.translator(service)
    with session.waiting(translator.translate("Reading the solution library")):
        (plan,) = service.solutions.plans([pain])
    if session.screen.json:
        session.screen.answer(plan_object(plan, translator))
    else:
        shown_plan(session.screen, plan, service.company().currency, translator)
