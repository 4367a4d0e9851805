"""A table → an Excel workbook: days as days, numbers as numbers, texts as texts only."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from watch.deliver.exports.formula import defused
from watch.deliver.exports.table import Cell, Table
from watch.deliver.link import safe_link

if TYPE_CHECKING:
    from openpyxl.cell import Cell as Box
    from openpyxl.worksheet.worksheet import Worksheet

_DAY = "yyyy-mm-dd"
_SHEET_NAME = 31  # Excel's limit
_WRAPPED_FROM = 30
"""A column this wide holds sentences, which are shown on several lines."""


def xlsx_file(table: Table) -> bytes:
    """Return a table as a workbook with one sheet: frozen heading, filters, widths, links."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = table.title[:_SHEET_NAME]
    _head(sheet, table)
    for number, row in enumerate(table.rows, start=2):
        for place, cell in enumerate(row, start=1):
            _fill(sheet.cell(number, place), cell, wide=table.columns[place - 1].width)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _head(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(table.columns, start=1):
        box = sheet.cell(1, place)
        _put(box, column.heading)
        box.font = Font(bold=True)
        box.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = column.width


def _fill(box: Box, cell: Cell, *, wide: int) -> None:
    from openpyxl.styles import Alignment

    if cell is None:
        return
    if isinstance(cell, str):
        _put(box, cell)
    else:
        box.value = cell
    if isinstance(cell, date):
        box.number_format = _DAY
    box.alignment = Alignment(vertical="top", wrap_text=wide >= _WRAPPED_FROM)


def _put(box: Box, text: str) -> None:
    """Write a text as a text: openpyxl takes one that begins with = for a formula."""
    link = safe_link(text) if text.startswith(("http://", "https://")) else ""
    box.value = link or defused(text)
    box.data_type = "s"
    if link:
        box.hyperlink = link
        box.style = "Hyperlink"
