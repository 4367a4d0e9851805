"""What ``techwatch copy`` copied, table by table."""

from __future__ import annotations

from watch.cli.screen import Screen
from watch.service import Copied
from watch.wording import Translator


def shown_copy(screen: Screen, copied: Copied, translator: Translator) -> None:
    """Print each table with its rows and its fingerprint, and what to do next."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column(translator.translate("Database table"), no_wrap=True)
    table.add_column(translator.translate("Rows"), justify="right")
    table.add_column(translator.translate("Fingerprint, on both sides"), no_wrap=True)
    for one in filter(lambda one: one.rows, copied.tables):
        rows = Text(translator.number(one.rows))
        table.add_row(Text(one.name), rows, Text(one.fingerprint))
    screen.show(table)
    told = translator.translate(
        "Copied from {source} to {target}.", source=copied.source, target=copied.target
    )
    screen.paragraph(told)
    screen.note(translator.translate("The copy sends no mail until you switch that on there."))
    if copied.origin_sends:
        screen.note(
            translator.translate(
                "Mails still leave from the original. Those that wait there stay there; switch it"
                " off there before you switch it on here."
            )
        )
    if not copied.index_is_made:
        screen.note(translator.translate("The search index of the copy is built by its next run."))
