"""A table → CSV that Excel opens with its accents, its numbers and no formula."""

from __future__ import annotations

import csv
import io
from datetime import date

from watch.deliver.exports.formula import defused_address, defused_inside
from watch.deliver.exports.table import Cell, Table

_DELIMITERS = {"fr": ";", "en": ","}
"""What Excel splits at, and Windows' list separator, in that language."""


def csv_file(table: Table, language: str) -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8 with its byte-order mark.

    Numbers have the decimal sign of the language and no unit; days are ISO, which every
    spreadsheet reads.

    Args:
        table: Its texts are defused here.
        language: "fr" or "en".
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written, delimiter=_DELIMITERS[language], quoting=csv.QUOTE_MINIMAL)
    lines.writerow(_text(column.heading) for column in table.columns)
    lines.writerows([_written(cell, language) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def _written(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    told = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    return told.replace(".", ",") if language == "fr" else told


def _text(text: str) -> str:
    if text.startswith(("http://", "https://")):
        return defused_address(text)
    return defused_inside(text)
