"""Tables that a spreadsheet opens: typed, readable, and no formula in them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from exported_cards import named, rows, studied
from hostile_texts import OWN, payloads
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from watch.deliver import exports
from watch.deliver.exports.formula import defused
from watch.model import Standing
from watch.wording import Translator, one_line

PARIS = "Europe/Paris"
FORMULA = re.compile(r"[\s\"«»“”‘’\u200b\ufeff]*[=+\-@＝＋－＠]")
"""A cell that a spreadsheet might compute; an apostrophe before it makes it a text."""

DELIMITERS = {"fr": ";", "en": ","}


def read_csv(content: bytes, delimiter: str) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def read_back(content: bytes, language: str) -> dict[str, str]:
    heading, row = read_csv(content, DELIMITERS[language])
    return dict(zip(heading, row, strict=True))


def exported(language: str, *cards) -> bytes:
    table = exports.card_table(cards, Translator(language), PARIS)
    return exports.csv_file(table, language)


def sheet(*cards, language: str = "fr"):
    table = exports.card_table(cards, Translator(language), PARIS)
    return load_workbook(io.BytesIO(exports.xlsx_file(table))).active


def test_csv_in_french_has_its_separator_its_comma_and_accents_for_excel():
    content = exported("fr", studied())
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    row = read_back(content, "fr")
    assert row["Opportunité"] == "Kerlouan, élu : « moins d’erreurs »"
    assert (row["Note sur 100"], row["Besoin sur 20"], row["Pertinence"]) == ("61,4", "15", "0,644")
    assert (row["Statut"], row["Responsable"], row["Service"]) == (
        "À étudier",
        "Nadia",
        "Logistique",
    )
    assert (row["Échéance de l’action"], row["Échéance"]) == ("2026-11-30", "2026-12-31")
    assert row["Décidé le"] == "2026-11-20"


def test_csv_in_english_has_its_separator_and_its_point():
    row = read_back(exported("en", studied()), "en")
    assert (row["Score out of 100"], row["Status"]) == ("61.4", "To study")
    assert (row["Yearly stake, low"], row["Yearly stake, high"]) == ("12000", "40000")
    assert row["First address"].startswith("https://")


def test_card_without_standing_or_evidence_leaves_cells_empty():
    bare = replace(
        studied(evidence=(), prospect=None),
        standing=Standing(opportunity_id=studied().opportunity.id),
    )
    row = read_back(exported("en", bare), "en")
    empty = ("Owner", "Due on", "Deadline", "Decided on", "Evidence", "First address", "Currency")
    assert [row[name] for name in empty] == [""] * len(empty)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_cell_of_a_csv_begins_a_formula(language, shared_data):
    """Whatever separator the reader's machine splits at, and with or without quotes."""
    hostile = [named(text, number) for number, text in enumerate(payloads(shared_data))]
    content = exported(language, *hostile)
    lines = read_csv(content, DELIMITERS[language])
    assert {len(line) for line in lines} == {len(lines[0])}
    for delimiter in ";,\t|":
        quoted = (cell for line in read_csv(content, delimiter) for cell in line)
        unquoted = re.split(rf"[\r\n{delimiter}]", content.decode("utf-8-sig"))
        for cell in (*quoted, *unquoted):
            assert not FORMULA.match(cell), cell


def test_defused_cell_still_says_all_of_it(shared_data):
    """An apostrophe more, and not a letter less."""
    for number, text in enumerate(payloads(shared_data)):
        row = read_back(exported("en", named(text, number)), "en")
        told, meant = row["Opportunity"], one_line(text, 300)
        assert told.replace("'", "") == meant.replace("'", "")


@given(st.text())
def test_defused_text_never_begins_a_formula(text):
    assert not FORMULA.match(defused(text))


@pytest.mark.parametrize("text", OWN[:18])
def test_formula_behind_blanks_quotes_or_wide_signs_is_found(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Kerlouan", "3 = 2 + 1", "“quoted”", "", "   ", "été - hiver"])
def test_text_that_begins_no_formula_is_left_alone(text):
    assert defused(text) == text


def test_address_with_a_formula_behind_a_separator_is_split_by_nobody():
    url = "https://evil.example/a;=1+1,@x"
    card = studied()
    proof = replace(card.opportunity.evidence[0], url=url)
    card = replace(card, opportunity=replace(card.opportunity, evidence=(proof,)))
    told = read_back(exported("fr", card), "fr")["Première adresse"]
    assert told == "https://evil.example/a%3B=1+1%2C@x"


def test_workbook_types_days_numbers_and_texts():
    found = sheet(studied())
    row = {found.cell(1, n).value: found.cell(2, n) for n in range(1, found.max_column + 1)}
    assert row["Note sur 100"].value == 61.4
    assert row["Échéance de l’action"].value == datetime(2026, 11, 30)  # noqa: DTZ001 - Excel has no zones
    assert row["Échéance de l’action"].number_format == "yyyy-mm-dd"
    assert row["Opportunité"].data_type == "s"
    assert row["Première adresse"].hyperlink.target == row["Première adresse"].value
    assert row["Raison"].value is None


def test_workbook_has_a_frozen_heading_filters_and_widths():
    found = sheet(studied(), studied(id="opp-2"))
    assert found.freeze_panes == "B2"
    assert found.auto_filter.ref == found.dimensions
    assert found.column_dimensions["A"].width == 60
    assert found.title == "Opportunités"


def test_no_cell_of_a_workbook_is_a_formula(shared_data):
    texts = payloads(shared_data)
    found = sheet(*(named(text, number) for number, text in enumerate(texts)))
    assert found.max_row == len(texts) + 1
    for line in found.iter_rows(min_row=2):
        for cell in line:
            assert cell.data_type != "f"
            if isinstance(cell.value, str):
                assert not FORMULA.match(cell.value)


def test_ledger_tells_every_row_and_whether_it_counts():
    first = replace(studied(), history=rows(), undone=frozenset({1}))
    table = exports.ledger_table([first], Translator("fr"), PARIS, "EUR")
    heading, *told = read_csv(exports.csv_file(table, "fr"), ";")
    no, measured, note = (dict(zip(heading, row, strict=True)) for row in told)
    assert (no["Jour"], no["Heure"]) == ("2026-11-20", "00:30")
    assert (no["Statut"], no["Raison"], no["Compte encore"]) == ("Écartée", "Trop cher", "non")
    assert (no["Édition"], no["Place dans l’édition"]) == ("2026-W47", "2")
    assert (measured["Indicateur avant"], measured["Indicateur après"]) == ("14,2", "-9,1")
    assert (note["Remarque"], note["Compte encore"]) == ("'=1+1", "oui")


def test_table_holds_values_and_no_text_for_days_and_numbers():
    (row,) = exports.card_table([studied()], Translator("en"), PARIS).rows
    assert {type(cell) for cell in row} == {str, float, date, type(None)}
