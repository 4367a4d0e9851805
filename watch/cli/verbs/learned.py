"""``techwatch learned``: what decisions taught, to be read and forgotten."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.decide import By

Pain = Annotated[
    str, typer.Argument(metavar="[PAIN]", help="A pain point, by number, id or title; else all.")
]
Forgotten = Annotated[
    str, typer.Argument(metavar="[ID]", help="The opportunity that must no longer teach.")
]
OfPain = Annotated[
    str, typer.Option("--pain", metavar="PAIN", help="Forget everything of this pain point.")
]


def show_learned(session: Session, pain: Pain = "") -> None:
    """Show what your decisions taught, pain point by pain point.

    Articles like those that you studied or watched count more, like those off topic less.
    """
    from watch.cli.meant import meant_pain
    from watch.cli.show.learned import learned_object, shown_learned

    with session.service() as service:
        wanted = meant_pain(service, pain).id if pain else None
        found = [one for one in service.reviews.learned() if wanted in {None, one.pain_id}]
        doubted = service.reviews.doubted()
        names = {family.id: family.name for family in service.solutions.every()}
        translator = session.translator(service)
    if session.screen.json:
        listed = [learned_object(one) for one in found]
        session.screen.answer({"learned": listed, "doubted": dict(doubted)})
    else:
        shown_learned(session.screen, found, doubted, names, translator)


def forget(session: Session, identity: Forgotten = "", *, pain: OfPain = "", by: By = "") -> None:
    """Let one decision, or all of a pain point, teach nothing more; the decisions stay.

    A new decision teaches again.
    """
    from watch.cli.meant import meant_card, meant_pain, whoever
    from watch.errors import UsageError
    from watch.wording import one_line

    if bool(identity) is bool(pain):
        message = "either one opportunity or one pain point is forgotten"
        raise UsageError(message, hint="name the opportunity, or a pain point with --pain")
    with session.service() as service:
        translator = session.translator(service)
        if identity:
            item = meant_card(service, identity).opportunity
            service.reviews.forget(item.id, by=whoever(by))
            answer: dict[str, object] = {"opportunity_id": item.id}
            what = item.title
        else:
            meant = meant_pain(service, pain)
            service.reviews.forget_all(meant.id, by=whoever(by))
            answer, what = {"pain_id": meant.id}, meant.title
    if session.screen.json:
        session.screen.answer({"forgotten": answer})
        return
    session.screen.paragraph(
        translator.translate("“{title}” teaches nothing more.", title=one_line(what, 200))
    )
    command = session.command("run")
    session.screen.note(
        translator.translate("It counts from the next run on: {command}", command=command)
    )
