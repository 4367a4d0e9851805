"""``techwatch app``: the same home in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.child import DEFAULT_ADDRESS
from watch.cli.session import Session, require_folder

Port = Annotated[
    int | None,
    typer.Option(
        min=1, max=65535, help="Port of the page on this computer; else 8501 or a free one."
    ),
]
Address = Annotated[
    str,
    typer.Option(
        help="Where to listen; another than 127.0.0.1 only where people sign in.", metavar="IP"
    ),
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="Only print the address; open no browser.")
]


def show_app(
    session: Session,
    *,
    port: Port = None,
    address: Address = DEFAULT_ADDRESS,
    no_browser: NoBrowser = False,
) -> int:
    """Show the weekly list in the browser, until you press Ctrl-C.

    The page is served on this computer only, unless --address says otherwise and people have to
    sign in (docs/operations.md).
    """
    from watch.cli.child import chosen_port, require_app, run_app

    require_app()
    require_folder(session.home)
    number = chosen_port(port, address)
    return run_app(session.home, number, browser=not no_browser, address=address)
