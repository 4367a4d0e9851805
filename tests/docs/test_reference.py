"""The reference pages are what `python -m tools.reference` writes from today's code."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from tools.cli_reference import OPTIONS, commands, fresh_cli, parameters, program, table
from tools.reference import DOCS, fresh_configuration, main, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_page_is_what_the_tool_writes(page):
    """Fails after a change of a form or a command: run `python -m tools.reference`."""
    assert page.read_text("utf-8") == pages()[page]


def test_check_finds_nothing_to_do():
    assert main(["--check"]) == 0


def test_tool_mends_a_default_a_new_key_and_one_that_is_gone():
    text = (DOCS / "configuration.md").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| `run_every_h`"))
    wrong = text.replace("`6` | between two runs", "`7` | between two runs")
    assert wrong != text
    assert fresh_configuration(wrong) == text
    gone = text.replace(row, f"{row}\n| `never_there` | text | empty | nothing |")
    assert fresh_configuration(gone) == text
    missing = fresh_configuration(text.replace(f"{row}\n", ""))
    assert "| `run_every_h` | TYPE | `6` |" in missing


def test_no_row_waits_for_its_words():
    """A row that the tool added needs somebody who says what the key means."""
    text = (DOCS / "configuration.md").read_text("utf-8")
    assert "TYPE |" not in text
    assert "MEANING" not in text


def test_tool_mends_a_table_of_options():
    """A default, an option that is gone and a table that is gone: all are written anew."""
    text = (DOCS / "cli.md").read_text("utf-8")
    wrong = text.replace("whole number, 1 to 200 | `10` |", "whole number, 1 to 99 | `9` |")
    gone = text.replace("| `--due` |", "| `--never-there` | switch |  | Nothing. |\n| `--due` |")
    whole = text[text.index("\n## run\n") : text.index("\n## runs\n")]
    bare = re.sub(rf"{OPTIONS[0]}.*?{OPTIONS[1]}\n\n", "", whole, flags=re.DOTALL)
    for changed in (wrong, gone, text.replace(whole, bare)):
        assert changed != text
        assert fresh_cli(changed) == text


def test_table_of_a_command_without_options_is_taken_out():
    """A command that lost its last option keeps its words."""
    text = (DOCS / "cli.md").read_text("utf-8")
    words = "\n## ledger\n\nShows every row of the ledger,"
    extra = (
        f"\n## ledger\n\n{OPTIONS[0]}\n| `--x` |\n{OPTIONS[1]}\n\nShows every row of the ledger,"
    )
    assert words in text
    assert fresh_cli(text.replace(words, extra)) == text


def test_table_tells_of_the_variable_and_of_a_bar_in_a_word():
    """A bar would end the cell; a variable that gives an option is part of its meaning."""
    told = table([_option(metavar="DAY|30d", envvar="OUR_DAY", help="By when.")])
    assert told.splitlines()[-1] == (
        "| `--day DAY\\|30d` | text |  | By when. Else the variable `OUR_DAY`. |"
    )


@pytest.mark.parametrize("words", [w for w, _ in commands(program())], ids=" ".join)
def test_every_parameter_says_what_it_is_for(words):
    """The reference is as good as the help: no empty meaning, and lists say that they are."""
    for parameter in parameters(dict(commands(program()))[words]):
        assert parameter.help.endswith((".", ":")), parameter.name
        if parameter.multiple:
            assert "repeat" in parameter.help, parameter.name


def _option(**said):
    held = {
        "param_type_name": "option",
        "opts": ["--day"],
        "secondary_opts": [],
        "type_descriptor": SimpleNamespace(annotation=str),
        "min": None,
        "max": None,
        "default": "",
        "required": False,
        "show_default": True,
    }
    return SimpleNamespace(**held | said)
