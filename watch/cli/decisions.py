"""The commands about what is decided, what that taught, and what the lists gave."""

from __future__ import annotations

import typer

from watch.cli import verbs
from watch.cli.registering import DECISIONS, add, new_group


def register_decisions(app: typer.Typer) -> None:
    """Give the program its commands about opportunities that live."""
    _decide(app)
    _cards(app)
    _looking_back(app)
    _editions(app)
    _learned(app)
    _initiatives(app)


def _decide(app: typer.Typer) -> None:
    add(
        app,
        verbs.decide,
        "decide",
        "techwatch decide 3 study --owner Nadia --due 6w --next 'Call two suppliers'",
        "techwatch decide 4 no --reason too-expensive",
        "techwatch decide 5 veille --until 2027-03-01 --when price",
        panel=DECISIONS,
    )
    add(app, verbs.undo, "undo", "techwatch undo 3", panel=DECISIONS)
    add(
        app,
        verbs.assign,
        "assign",
        "techwatch assign 3 --owner Nadia --due 2026-12-18",
        panel=DECISIONS,
    )
    add(app, verbs.note, "note", "techwatch note 3 'Seen at the fair'", panel=DECISIONS)
    add(
        app,
        verbs.place,
        "place",
        "techwatch place 3 1 --why 'The board asks for it'",
        "techwatch place 3 --free",
        panel=DECISIONS,
    )


def _cards(app: typer.Typer) -> None:
    add(app, verbs.card, "card", "techwatch card 3", panel=DECISIONS)
    add(
        app,
        verbs.cards,
        "cards",
        "techwatch cards --status study --status pilot",
        "techwatch cards --overdue",
        panel=DECISIONS,
    )
    add(
        app,
        verbs.brief,
        "brief",
        "techwatch brief 3",
        "techwatch brief 3 --out robots.pdf",
        panel=DECISIONS,
    )
    add(
        app,
        verbs.quarter,
        "quarter",
        "techwatch quarter",
        "techwatch quarter 2026-Q4 --out summary.pdf",
        panel=DECISIONS,
    )
    add(app, verbs.merge, "merge", "techwatch merge 3 5", panel=DECISIONS)
    add(app, verbs.split, "split", "techwatch split 3 5", panel=DECISIONS)
    add(
        app,
        verbs.measure,
        "measure",
        "techwatch measure 3 --started 2026-10-01 --kpi 'picking errors, %' --before 4.1",
        "techwatch measure 3 --ended 2026-12-01 --after 2.2 --gain 12000",
        panel=DECISIONS,
    )


def _looking_back(app: typer.Typer) -> None:
    add(app, verbs.ledger, "ledger", "techwatch ledger --json", panel=DECISIONS)
    add(app, verbs.outcomes, "outcomes", "techwatch outcomes", panel=DECISIONS)
    add(app, verbs.radar, "radar", "techwatch radar --moved", panel=DECISIONS)
    add(app, verbs.trends, "trends", "techwatch trends --json", panel=DECISIONS)
    add(app, verbs.replay, "replay", "techwatch replay --weeks 12", panel=DECISIONS)


def _editions(app: typer.Typer) -> None:
    group = new_group(
        app, "editions", "Read, freeze and compare the lists of all weeks.", panel=DECISIONS
    )
    add(group, verbs.list_editions, "list", "techwatch editions list")
    add(group, verbs.show_edition, "show", "techwatch editions show 2026-W47")
    add(group, verbs.freeze_edition, "freeze", "techwatch editions freeze --reader Nadia")
    add(group, verbs.compare_editions, "compare", "techwatch editions compare 2026-W47")


def _learned(app: typer.Typer) -> None:
    group = new_group(
        app, "learned", "Read what your decisions taught, and have it forgotten.", panel=DECISIONS
    )
    add(group, verbs.show_learned, "show", "techwatch learned show 1")
    add(
        group,
        verbs.forget,
        "forget",
        "techwatch learned forget 3",
        "techwatch learned forget --pain 1",
    )


def _initiatives(app: typer.Typer) -> None:
    group = new_group(app, "initiatives", "Say what your company already does.", panel=DECISIONS)
    add(group, verbs.list_initiatives, "list", "techwatch initiatives list")
    add(
        group,
        verbs.add_initiative,
        "add",
        "techwatch initiatives add 'RFID tags' --pain 1 --solution rfid-inventory-tracking",
    )
    add(group, verbs.remove_initiative, "remove", "techwatch initiatives remove 1")
