"""``techwatch health``: one line for a monitor: is this home still running by itself."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

MaxAge = Annotated[
    float | None,
    typer.Option(
        "--max-age",
        min=0,
        metavar="HOURS",
        help="A last good run longer ago than this is wrong; else 26 hours, or twice "
        "serve.run_every_h if that is more.",
    ),
]


def health(session: Session, *, max_age: MaxAge = None) -> int:
    """Say when the last good run ended.

    Ends with 0 when that is recent enough, with 1 when it is not: for the health check of a
    container, or a monitor. Nothing is loaded, asked or changed; `techwatch doctor` looks at
    everything.
    """
    with session.service() as service:
        health = service.schedule.health(max_age)
        translator, zone = session.any_translator(service), session.zone(service)
    if session.screen.json:
        session.screen.answer(
            {"ok": health.ok, "last_good_run_at": health.at, "hours": health.hours}
        )
    elif health.at is None:
        session.screen.line(translator.translate("No run has ended well yet."))
    else:
        session.screen.line(
            translator.translate(
                "Last good run {hours} h ago, {moment}.",
                hours=round(health.hours or 0.0, 1),
                moment=translator.moment(health.at.astimezone(zone)),
            )
        )
    return 0 if health.ok else 1
