"""The commands about topics: searched for, kept, and made opportunities of."""

from __future__ import annotations

import typer

from watch.cli import verbs
from watch.cli.registering import DECISIONS, add, new_group


def register_searches(app: typer.Typer) -> None:
    """Give the program its commands about topics."""
    add(
        app,
        verbs.search,
        "search",
        'techwatch search "robots d\'entrepôt"',
        'techwatch search "predictive maintenance" --language fr --since 30d',
        'techwatch search "heat recovery" --area energy --kind deployment --save Heat',
        "techwatch search --like 4611686018427387904",
    )
    group = new_group(app, "searches", "Read, tell and forget the searches that are kept.")
    add(group, verbs.list_searches, "list", "techwatch searches list")
    add(group, verbs.show_search, "show", "techwatch searches show 1")
    add(group, verbs.remove_search, "remove", "techwatch searches remove 1")
    add(group, verbs.tell_search, "digest", "techwatch searches digest 1 on")
    add(
        app,
        verbs.create,
        "create",
        "techwatch create 4611686018427387904 1",
        panel=DECISIONS,
    )
