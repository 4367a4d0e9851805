"""Domain objects → the bytes of a file that another program opens.

Pure. Invariants: text from feeds and people is clean and on one line; in a spreadsheet none of
it is a formula, in a feed none of it is markup, in a calendar none of it begins a line of its
own; a link is http or https, or is left out. The libraries load when a file is made.
"""

from watch.deliver.exports.atom import Place, atom_feed
from watch.deliver.exports.cards import card_table
from watch.deliver.exports.csv import csv_file
from watch.deliver.exports.ics import calendar_file
from watch.deliver.exports.json import edition_object, json_file
from watch.deliver.exports.ledger import ledger_table
from watch.deliver.exports.table import Table
from watch.deliver.exports.xlsx import xlsx_file

__all__ = [
    "Place",
    "Table",
    "atom_feed",
    "calendar_file",
    "card_table",
    "csv_file",
    "edition_object",
    "json_file",
    "ledger_table",
    "xlsx_file",
]
