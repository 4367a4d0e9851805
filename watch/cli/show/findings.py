"""What the doctor found."""

from __future__ import annotations

from collections.abc import Sequence

from watch.cli.screen import Screen
from watch.model import Finding
from watch.wording import Translator, finding_hint, finding_subject, finding_text, one_line


def shown_findings(screen: Screen, findings: Sequence[Finding], translator: Translator) -> None:
    """Print each finding with ✓ or ✗, and its remedy below it."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        sign = Text("✓", "green") if finding.ok else Text("✗", "bold red")
        said = Text(finding_text(finding, translator))
        if hint := finding_hint(finding, translator):
            said.append("\n→ " + one_line(hint, 300), "bold")
        table.add_row(sign, Text(finding_subject(finding, translator), "bold"), said)
    screen.show(table)
